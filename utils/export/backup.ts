import { Pacer } from '../pace';

/**
 * A full backup: one JSON document, written so that it can be written and read line by line. The first line opens it,
 * then each stored item is a line of its own, `["article:…",{…}]`, and the last line closes it with the number of the
 * items and a checksum over them: a file that was cut off or damaged has no such line, or a wrong one.
 */
export const BACKUP_FORMAT = 'jingdu-backup';
/** Goes up when an older reader would get a file wrong. */
export const BACKUP_VERSION = 1;

/** An item of the store: its key, and what is stored under it as JSON in one line. */
export type BackupItem = [key: string, json: string];

/** Whatever is stored under other keys stays here: lists made of these, what lasts for a session, passwords. */
const KEYS = ['settings', 'backup-days'];
const KEY_PREFIXES = ['article:', 'versions:', 'same:', 'backup:', 'unreadable:'];

/** A file is written in parts of about this many characters. */
const PART_LENGTH = 256 * 1024;

export interface BackupOptions {
  /** ISO 8601, UTC */
  created: string;
  /** Told how many items are written. */
  onProgress?: (done: number) => void;
}

/** Whether what is stored under a key belongs in a backup; a backup that holds anything else is refused. */
export function isBackupKey(key: string): boolean {
  return KEYS.includes(key) || KEY_PREFIXES.some((prefix) => key.startsWith(prefix));
}

/**
 * The text of a backup, in parts. Items whose keys don't belong in one are left out. Works in slices, so that the
 * page answers meanwhile.
 */
export async function* writeBackup(
  items: AsyncIterable<BackupItem> | Iterable<BackupItem>,
  { created, onProgress }: BackupOptions,
): AsyncGenerator<string> {
  const pacer = new Pacer();
  const checksum = new Checksum();
  let part = openingLine(created);
  let count = 0;
  for await (const [key, json] of items) {
    if (!isBackupKey(key)) continue;
    const line = `[${JSON.stringify(key)},${json}]`;
    checksum.add(line);
    part += `${count === 0 ? '' : ','}\n${line}`;
    count += 1;
    onProgress?.(count);
    if (part.length >= PART_LENGTH) {
      yield part;
      part = '';
    }
    await pacer.pause();
  }
  yield `${part}\n],"count":${count},"checksum":"${checksum.value}"}\n`;
}

function openingLine(created: string): string {
  const facts = JSON.stringify({ format: BACKUP_FORMAT, version: BACKUP_VERSION, created });
  return `${facts.slice(0, -1)},"items":[`;
}

/**
 * Fletcher's checksum over pairs of UTF-16 units, in two words of 32 bits: quick, and enough against damage, which is
 * no malice.
 */
export class Checksum {
  private sum = 1;
  private sumOfSums = 0;

  /** Adds a line. The same text in other lines is another checksum. */
  add(line: string): void {
    let { sum, sumOfSums } = this;
    for (let at = 0; at < line.length; at += 2) {
      // Behind the end stands NaN, which counts as 0.
      const pair = line.charCodeAt(at) | (line.charCodeAt(at + 1) << 16);
      sum = (sum + pair) | 0;
      sumOfSums = (sumOfSums + sum) | 0;
    }
    this.sum = sum;
    this.sumOfSums = sumOfSums;
  }

  /** 16 hexadecimal digits. */
  get value(): string {
    return [this.sum, this.sumOfSums].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }
}
