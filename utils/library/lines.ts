import {
  CHANGED_KEY,
  MONTHS_KEY,
  parseLines,
  parseMonths,
  parseRecent,
  RECENT_KEY,
  type Readable,
  summariesKey,
  withChanged,
} from './read';
import { listRecent, RECENT_LEAST, updateRecent } from './recent';
import type { ArticleSummary } from './schema';
import { summaryMonth } from './summary';

export interface LineChanges {
  /** Lines as they are now; those that wait to be filed are among them. */
  lines: readonly ArticleSummary[];
  /** Those of them whose article was opened, deleted or brought back. */
  moved?: readonly ArticleSummary[];
  /** Lines that no longer stand in the month they were saved in. */
  gone?: readonly Pick<ArticleSummary, 'id' | 'saved'>[];
}

const monthOf = ({ saved }: Pick<ArticleSummary, 'saved'>) => summaryMonth(saved);

/**
 * What puts lines among those of their months, and the ones that moved in their places among the articles opened
 * last: items for one `set`.
 */
export async function fileLines(
  area: Readable,
  { lines, moved = [], gone = [] }: LineChanges,
): Promise<Record<string, unknown>> {
  const written = [...new Set([...lines, ...gone].map(monthOf))];
  const stored = await area.get([MONTHS_KEY, RECENT_KEY, ...written.map(summariesKey)]);
  const items: Record<string, unknown> = { [CHANGED_KEY]: [] };
  for (const month of written) {
    const own = lines.filter((line) => monthOf(line) === month);
    const replaced = new Set([...own, ...gone.filter((line) => monthOf(line) === month)].map(({ id }) => id));
    const others = parseLines(stored[summariesKey(month)]).filter(({ id }) => !replaced.has(id));
    items[summariesKey(month)] = [...others, ...own];
  }
  const months = parseMonths(stored[MONTHS_KEY]);
  const added = written.filter((month) => !months.includes(month));
  if (added.length > 0) items[MONTHS_KEY] = [...months, ...added].sort().reverse();
  items[RECENT_KEY] =
    recentAfter(parseRecent(stored[RECENT_KEY]), { lines, moved, gone }) ?? (await remakeRecent(area, items));
  return items;
}

/** The articles opened last after the changes; `undefined` where all lines must be looked at to say. */
function recentAfter(
  recent: ArticleSummary[] | undefined,
  { lines, moved, gone }: Required<LineChanges>,
): ArticleSummary[] | undefined {
  const standing = new Set(lines.map(({ id }) => id));
  const left = new Set(gone.map(({ id }) => id).filter((id) => !standing.has(id)));
  const kept = recent?.filter(({ id }) => !left.has(id));
  if (!recent || !kept || (kept.length < recent.length && kept.length < RECENT_LEAST)) return undefined;
  let listed: ArticleSummary[] | undefined = withChanged(kept, lines);
  for (const line of moved) listed = listed && updateRecent(listed, line);
  return listed;
}

/** The list of articles opened last from all lines, those about to be written in place of the stored ones. */
export async function remakeRecent(
  area: Readable,
  items: Record<string, unknown>,
): Promise<ArticleSummary[]> {
  const months = parseMonths(items[MONTHS_KEY] ?? (await area.get(MONTHS_KEY))[MONTHS_KEY]);
  const keys = months.map(summariesKey);
  const stored = { ...(await area.get(keys)), ...items };
  return listRecent(keys.flatMap((key) => parseLines(stored[key])));
}
