import type { Draft } from './draft';
import { fileLines } from './lines';
import {
  CHANGED_KEY,
  parseKeys,
  parseLines,
  parseRecord,
  recordKey,
  UNREADABLE_KEY,
  unreadableKey,
} from './read';
import { sketchText } from './same';
import type { ArticleRecord } from './schema';
import { summarize } from './summary';

/** Records as they stand in a draft, for imports and sync alike. */

/** The record that stands under an id, as it can be read. */
export async function recordIn(draft: Draft, id: string): Promise<ArticleRecord | undefined> {
  const stored = (await draft.get(recordKey(id)))[recordKey(id)];
  try {
    return stored === undefined ? undefined : parseRecord(stored);
  } catch (error) {
    console.error('Jingdu: record not read', id, error);
    return undefined;
  }
}

/** An unreadable record that another one replaces is kept beside it. */
export async function setAsideUnreadable(
  draft: Draft,
  id: string,
  before: ArticleRecord | undefined,
  now: string,
): Promise<void> {
  const stored = await draft.get([recordKey(id), UNREADABLE_KEY]);
  if (before || !(recordKey(id) in stored)) return;
  const key = unreadableKey(id, now);
  draft.put({ [key]: stored[recordKey(id)], [UNREADABLE_KEY]: [...parseKeys(stored[UNREADABLE_KEY]), key] });
}

/** The lines of records that were written, in their months and among those that wait to be filed. */
export async function linesOf(
  draft: Draft,
  written: readonly { before: ArticleRecord | undefined; after: ArticleRecord }[],
  gone: readonly { id: string; saved: string }[] = [],
): Promise<Record<string, unknown>> {
  const own = written.map(({ after }) => summarize(after, sketchText(after.article.text)));
  const ids = new Set([...own, ...gone].map(({ id }) => id));
  const waiting = parseLines((await draft.get(CHANGED_KEY))[CHANGED_KEY]).filter(({ id }) => !ids.has(id));
  const left = written.flatMap(({ before, after }) =>
    before && before.saved !== after.saved ? [{ id: before.id, saved: before.saved }] : [],
  );
  return fileLines(draft, { lines: [...waiting, ...own], moved: own, gone: [...gone, ...left] });
}
