import type { ImportPreview } from '../../components/library/ImportDialog';
import { readOutline } from '../../utils/export/read-outline';
import { isBackup, readBackup } from '../../utils/import/backup';
import { fileText } from '../../utils/import/file-text';
import { recordsOfQuotes } from '../../utils/import/quotes';
import { readImport } from '../../utils/import/read-import';
import { articleId } from '../../utils/library/id';
import { type ImportCounts, NO_COUNTS, type StoredItem } from '../../utils/library/import-state';
import { readRecord, recordKey, resolveId } from '../../utils/library/read';
import { ask } from '../../utils/messages';
import { fromOutlineFile } from '../../utils/outline/file';
import { describeNewOutline } from '../../utils/outline/new-outline';
import { FailureError, type Result } from '../../utils/result';
import { libraryArea } from '../shared/library-area';

/** A slice is sent when it weighs so many characters: a message of that size takes some milliseconds. */
const SLICE_WEIGHT = 400_000;
/** What an item weighs beside its text, and each mark of an article: about what they take as JSON. */
const ITEM_WEIGHT = 1_000;
const MARK_WEIGHT = 800;
/** As much of a file as tells what it is. */
const BEGINNING = 1_000;

/** The value of an answer. Throws its failure. */
export function answered<T>(answer: Result<T>): T {
  if (answer.ok) return answer.value;
  const { code, detail, line, field } = answer.error;
  throw new FailureError(code, detail, line, field);
}

/** Whether a file is a backup of ours. */
export async function isBackupFile(file: Blob): Promise<boolean> {
  return isBackup(await file.slice(0, BEGINNING).text());
}

/**
 * Reads files of marks, outlines and backups to their ends, and has the background keep aside what is in them. Throws
 * `FailureError` where one can't be read: then nothing of any is imported.
 *
 * @param signal stops the work between two slices
 */
export async function stageFiles(
  importId: string,
  files: readonly File[],
  { onProgress, signal }: { onProgress: (done: number, total: number) => void; signal: AbortSignal },
): Promise<ImportPreview> {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const preview: ImportPreview = {
    counts: { merge: NO_COUNTS, replace: NO_COUNTS },
    missing: 0,
    unreadable: 0,
    skipped: 0,
  };
  let number = 0;
  /** A slice is read from the file while the one before it is being stored. */
  let sent: ReturnType<typeof ask<'stage-import'>> | undefined;
  const stored = async () => {
    if (!sent) return;
    const slice = answered(await sent);
    sent = undefined;
    for (const mode of ['merge', 'replace'] as const)
      preview.counts[mode] = sum(preview.counts[mode], slice[mode]);
    preview.unreadable += slice.unreadable;
  };
  const send = async (items: StoredItem[]) => {
    await stored();
    signal.throwIfAborted();
    sent = ask('stage-import', { importId, number, items });
    number += 1;
  };
  answered(await ask('begin-import', { importId }));
  let read = 0;
  for (const file of files) {
    const progress = (bytes: number) => onProgress(read + bytes, total);
    let slice: StoredItem[] = [];
    let weight = 0;
    for await (const item of itemsOf(file, progress, (skipped) => {
      preview.skipped += skipped;
    })) {
      slice.push(item);
      weight += weigh(item);
      if (weight < SLICE_WEIGHT) continue;
      await send(slice);
      [slice, weight] = [[], 0];
    }
    if (slice.length > 0) await send(slice);
    read += file.size;
  }
  await stored();
  preview.missing = answered(await ask('count-missing', { importId }));
  return preview;
}

async function* itemsOf(
  file: File,
  onBytes: (bytes: number) => void,
  onSkipped: (count: number) => void,
): AsyncGenerator<StoredItem> {
  if (await isBackupFile(file)) {
    yield* readBackup(fileText(file, onBytes));
    return;
  }
  let text = '';
  for await (const part of fileText(file, onBytes)) text += part;
  if (/\.(?:opml|md)$/i.test(file.name)) {
    yield await outlineItem(file.name, text);
    return;
  }
  const { articles, skipped } = readImport(text);
  onSkipped(skipped);
  for await (const record of recordsOfQuotes(articles, libraryArea(), new Date().toISOString()))
    yield [recordKey(record.id), record];
}

/** The record of an outline's article with that outline. Throws `article-unknown` where the library doesn't have it. */
async function outlineItem(name: string, text: string): Promise<StoredItem> {
  const area = libraryArea();
  const file = readOutline(text);
  const id = file.url && (await resolveId(area, await articleId(file.url)));
  const record = id ? await readRecord(area, id) : undefined;
  if (!record) throw new FailureError('article-unknown', file.url);
  const made = describeNewOutline(record.outlines, file.title || name.replace(/\.\w+$/, ''));
  const outline = fromOutlineFile(record, file, made);
  return [recordKey(record.id), { ...record, outlines: [...record.outlines, outline], modified: made.now }];
}

/** About how long an item is as JSON. */
function weigh([, value]: StoredItem): number {
  if (typeof value !== 'object' || value === null || !('article' in value)) return ITEM_WEIGHT;
  const { article, annotations } = value as { article?: Record<string, unknown>; annotations?: unknown[] };
  const lengths = [article?.html, article?.text].map((text) => (typeof text === 'string' ? text.length : 0));
  return ITEM_WEIGHT + lengths.reduce((a, b) => a + b, 0) + MARK_WEIGHT * (annotations?.length ?? 0);
}

function sum(a: ImportCounts, b: ImportCounts): ImportCounts {
  return {
    added: a.added + b.added,
    changed: a.changed + b.changed,
    same: a.same + b.same,
    marks: a.marks + b.marks,
    replaced: a.replaced + b.replaced,
    trashed: a.trashed + b.trashed,
  };
}
