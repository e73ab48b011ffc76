import * as v from 'valibot';
import { BACKUP_FORMAT, BACKUP_VERSION, Checksum, isBackupKey } from '../export/backup';
import type { ImportItem, StoredItem } from '../library/import-state';
import { Pacer } from '../pace';
import { FailureError } from '../result';
import { unreadable } from './failure';

/** A longer line is no record of ours: an essay with all its marks stays far below. */
const MOST_LINE_LENGTH = 64 * 1024 * 1024;

const openingSchema = v.object({
  format: v.literal(BACKUP_FORMAT),
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  created: v.string(),
});
const closingSchema = v.object({ count: v.number(), checksum: v.string() });

/** What a backup says of itself, known when it was read to its end. */
export interface BackupFacts {
  version: number;
  /** ISO 8601, UTC */
  created: string;
  count: number;
}

/** Whether a file begins as a backup of ours does. */
export function isBackup(beginning: string): boolean {
  return new RegExp(`^\\ufeff?\\{"format":"${BACKUP_FORMAT}"`).test(beginning);
}

/**
 * Reads a backup, item by item, in slices, so that the page answers meanwhile. Each key is one that belongs in a
 * backup and comes once; each value is as it was stored: whoever stores it parses it as it parses what is stored. That
 * the file is whole is known only at its end: keep the items aside until then. Throws `FailureError`
 * 'import-unreadable', which names the line, and 'record-newer' for a backup of a later version.
 *
 * @param text the file's text, in parts cut anywhere
 */
export async function* readBackup(
  text: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<ImportItem, BackupFacts> {
  const pacer = new Pacer();
  const checksum = new Checksum();
  const keys = new Set<string>();
  let facts: BackupFacts | undefined;
  let isClosed = false;
  let number = 0;
  for await (const line of linesOf(text)) {
    number += 1;
    if (!facts) facts = readOpening(line.replace(/^\ufeff/, ''));
    else if (isClosed) {
      if (line.trim() !== '') throw unreadable('text behind the end', number);
    } else if (line.startsWith(']')) {
      const { count, checksum: expected } = readClosing(line, number);
      if (count !== keys.size) throw unreadable(`${keys.size} items of ${count}`, number);
      if (expected !== checksum.value) throw unreadable('wrong checksum', number);
      isClosed = true;
    } else {
      const written = line.endsWith(',') ? line.slice(0, -1) : line;
      checksum.add(written);
      const item = readItem(written, number);
      const [key] = item;
      if (keys.has(key)) throw unreadable(`${key} for the second time`, number);
      keys.add(key);
      yield [...item, written];
      await pacer.pause();
    }
  }
  if (!facts || !isClosed) throw unreadable('the file ends early', Math.max(number, 1));
  return { ...facts, count: keys.size };
}

function readOpening(line: string): BackupFacts {
  const opening = /^(\{.*),"items":\[$/.exec(line);
  const parsed = v.safeParse(openingSchema, parseLine(`${opening?.[1]}}`, 1));
  if (!opening || !parsed.success) throw unreadable('no backup', 1);
  const { version, created } = parsed.output;
  if (version > BACKUP_VERSION) throw new FailureError('record-newer', `backup of version ${version}`);
  return { version, created, count: 0 };
}

function readClosing(line: string, number: number): v.InferOutput<typeof closingSchema> {
  const parsed = v.safeParse(closingSchema, parseLine(line.replace(/^\],/, '{'), number));
  if (!parsed.success) throw unreadable('no end of a backup', number);
  return parsed.output;
}

function readItem(line: string, number: number): StoredItem {
  const item = parseLine(line, number);
  if (!Array.isArray(item) || item.length !== 2) throw unreadable('no item', number);
  const [key, value]: unknown[] = item;
  if (typeof key !== 'string' || !isBackupKey(key))
    throw unreadable('a key that belongs in no backup', number);
  if (key.startsWith('article:') && key !== `article:${idOf(value)}`)
    throw unreadable(`another article under ${key}`, number);
  return [key, value];
}

function idOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
}

function parseLine(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error), number);
  }
}

/** The lines of a text that comes in parts. The last one needs no end. */
async function* linesOf(parts: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let pieces: string[] = [];
  let length = 0;
  let number = 1;
  for await (const part of parts) {
    let from = 0;
    for (let end = part.indexOf('\n'); end >= 0; end = part.indexOf('\n', from)) {
      pieces.push(part.slice(from, end));
      yield pieces.join('').replace(/\r$/, '');
      pieces = [];
      length = 0;
      number += 1;
      from = end + 1;
    }
    pieces.push(part.slice(from));
    length += part.length - from;
    if (length > MOST_LINE_LENGTH) throw unreadable('the line is too long', number);
  }
  const last = pieces.join('');
  if (last !== '') yield last;
}
