import { FailureError } from '../result';
import { countChange } from './combine';
import { Draft } from './draft';
import { addChange, type ImportItem, NO_COUNTS, type SlicePreview } from './import-state';
import { meet } from './import-steps';
import { aliasKey, parseRecord, type Readable, readAllLines, recordKey, unreadableKey } from './read';
import type { ArticleRecord } from './schema';

/** What an import would do, found out by whoever shows it to the reader. Nothing is written. */

const RECORD_KEYS = recordKey('');

/**
 * What a slice of items would change, and what is to be kept of it: what can't be read as a record is set aside, as the
 * store itself does. Throws `record-newer` where a later Jingdu wrote a record of it.
 *
 * @param now ISO 8601, UTC
 * @returns the slice as a JSON array, with the ids of the articles in it
 */
export async function previewSlice(
  area: Readable,
  items: readonly ImportItem[],
  now: string,
): Promise<{ text: string; articleIds: string[]; preview: SlicePreview }> {
  const { lines, records, unreadable } = sortItems(items, now);
  const draft = new Draft(area);
  await draft.get(records.flatMap(({ id }) => [recordKey(id), aliasKey(id)]));
  const preview: SlicePreview = { merge: NO_COUNTS, replace: NO_COUNTS, unreadable };
  for (const record of records)
    for (const mode of ['merge', 'replace'] as const) {
      const { before, after } = await meet(draft, record, mode, now);
      preview[mode] = addChange(preview[mode], countChange(before, after));
    }
  return { text: `[${lines.join(',\n')}]`, articleIds: records.map(({ id }) => id), preview };
}

/** How many articles are not among those imported: those that `replace` puts into the trash. */
export async function countMissing(area: Readable, articleIds: readonly string[]): Promise<number> {
  const imported = new Set(articleIds);
  const lines = await readAllLines(area);
  return lines.filter(({ id, deleted }) => deleted === undefined && !imported.has(id)).length;
}

function sortItems(items: readonly ImportItem[], now: string) {
  const records: ArticleRecord[] = [];
  let unreadable = 0;
  const lines = items.map(([key, value, json]) => {
    if (!key.startsWith(RECORD_KEYS)) return json;
    try {
      records.push(parseRecord(value));
      return json;
    } catch (error) {
      if (!(error instanceof FailureError) || error.code === 'record-newer') throw error;
      unreadable += 1;
      return JSON.stringify([unreadableKey(key.slice(RECORD_KEYS.length), now), value]);
    }
  });
  return { lines, records, unreadable };
}
