import { newestFirst } from './read';
import type { ArticleSummary } from './schema';

/** So many articles opened last are certain to be in the list of them, where the library has as many. */
export const RECENT_LEAST = 50;
/** With so many kept, articles can be deleted for a while before the list must be made anew. */
const RECENT_MOST = 64;

/** The list of articles opened last, from all lines of the library. */
export function listRecent(lines: readonly ArticleSummary[]): ArticleSummary[] {
  return newestFirst(lines).slice(0, RECENT_MOST).map(withoutSketch);
}

/**
 * The list after a line was written.
 *
 * @returns `undefined` where too few are left to say: then the list is to be made of all lines
 */
export function updateRecent(
  recent: readonly ArticleSummary[],
  line: ArticleSummary,
): ArticleSummary[] | undefined {
  const others = recent.filter(({ id }) => id !== line.id);
  const updated = newestFirst([...others, line]);
  const isShorter = updated.length < recent.length;
  if (isShorter && updated.length < RECENT_LEAST) return undefined;
  // Others that are not listed may have been opened after one that comes last.
  const isUncertain = updated.at(-1) === line && updated.length > RECENT_LEAST;
  return updated.slice(0, isUncertain ? -1 : RECENT_MOST).map(withoutSketch);
}

/** No list shows it, and it is the larger part of a line. */
function withoutSketch({ sketch: _, ...line }: ArticleSummary): ArticleSummary {
  return line;
}
