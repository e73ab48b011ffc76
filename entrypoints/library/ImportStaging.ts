import type { ImportPreview } from '../../components/library/ImportDialog';
import { readOutline } from '../../utils/export/read-outline';
import { isBackup, readBackup } from '../../utils/import/backup';
import { fileText } from '../../utils/import/file-text';
import { recordsOfQuotes } from '../../utils/import/quotes';
import { readImport } from '../../utils/import/read-import';
import { articleId } from '../../utils/library/id';
import { countMissing, previewSlice } from '../../utils/library/import-preview';
import { createImportShelf } from '../../utils/library/import-shelf';
import {
  type ImportCounts,
  type ImportItem,
  NO_COUNTS,
  readLastImport,
  type StoredItem,
} from '../../utils/library/import-state';
import { readRecord, recordKey, resolveId } from '../../utils/library/read';
import { fromOutlineFile } from '../../utils/outline/file';
import { describeNewOutline } from '../../utils/outline/new-outline';
import { FailureError, type Result } from '../../utils/result';
import { libraryArea } from '../shared/library-area';
import { report } from '../shared/report';

/** A slice is put aside when it is so many characters long: taken in, it holds other changes up for some tens of milliseconds. */
const SLICE_LENGTH = 500_000;
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
 * Reads files of marks, outlines and backups to their ends, and keeps aside what is in them. Throws `FailureError` where
 * one can't be read: then nothing of any is imported.
 *
 * @param signal stops the work between two slices, and lets go of them
 */
export async function stageFiles(
  importId: string,
  files: readonly File[],
  { onProgress, signal }: { onProgress: (done: number, total: number) => void; signal: AbortSignal },
): Promise<ImportPreview> {
  const area = libraryArea();
  const shelf = createImportShelf();
  const since = new Date().toISOString();
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const preview: ImportPreview = {
    counts: { merge: NO_COUNTS, replace: NO_COUNTS },
    missing: 0,
    unreadable: 0,
    skipped: 0,
  };
  const articleIds: string[] = [];
  let slices = 0;
  const putAside = async (items: readonly ImportItem[]) => {
    const slice = await previewSlice(area, items, since);
    for (const mode of ['merge', 'replace'] as const)
      preview.counts[mode] = sum(preview.counts[mode], slice.preview[mode]);
    preview.unreadable += slice.preview.unreadable;
    articleIds.push(...slice.articleIds);
    signal.throwIfAborted();
    await shelf.putSlice(importId, slices, slice.text);
    slices += 1;
  };
  await readLastImport(area);
  await shelf.putImport({ id: importId, since, slices: 0, articleIds: [] });
  try {
    let read = 0;
    for (const file of files) {
      let items: ImportItem[] = [];
      let length = 0;
      const progress = (bytes: number) => onProgress(read + bytes, total);
      const skip = (skipped: number) => {
        preview.skipped += skipped;
      };
      for await (const item of itemsOf(file, progress, skip)) {
        items.push(item);
        length += item[2].length;
        if (length < SLICE_LENGTH) continue;
        await putAside(items);
        [items, length] = [[], 0];
      }
      if (items.length > 0) await putAside(items);
      read += file.size;
    }
    await shelf.putImport({ id: importId, since, slices, articleIds });
  } catch (error) {
    await report(shelf.drop(importId));
    throw error;
  }
  preview.missing = await countMissing(area, articleIds);
  return preview;
}

async function* itemsOf(
  file: File,
  onBytes: (bytes: number) => void,
  onSkipped: (count: number) => void,
): AsyncGenerator<ImportItem> {
  if (await isBackupFile(file)) {
    yield* readBackup(fileText(file, onBytes));
    return;
  }
  let text = '';
  for await (const part of fileText(file, onBytes)) text += part;
  if (/\.(?:opml|md)$/i.test(file.name)) {
    yield withJson(await outlineItem(file.name, text));
    return;
  }
  const { articles, skipped } = readImport(text);
  onSkipped(skipped);
  for await (const record of recordsOfQuotes(articles, libraryArea(), new Date().toISOString()))
    yield withJson([recordKey(record.id), record]);
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

const withJson = (item: StoredItem): ImportItem => [...item, JSON.stringify(item)];

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
