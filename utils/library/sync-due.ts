import type { StorageArea } from './read';

/**
 * What changed here since it was last the same on the server: by article id, how often. Written in the same `set` as
 * the record, so that no change is overlooked whatever happens. There only while sync is on.
 */
export const DUE_KEY = 'unsynced';

export type Due = Readonly<Record<string, number>>;

/** The stored list; `undefined` while sync is off. A damaged list counts as an empty one. */
export function parseDue(stored: unknown): Due | undefined {
  if (stored === undefined) return undefined;
  // By hand: a first sync reads the list of a whole library hundreds of times.
  const isDue = typeof stored === 'object' && stored !== null && Object.values(stored).every(Number.isFinite);
  return isDue ? (stored as Due) : {};
}

/** What goes into the `set` that changes articles: nothing while sync is off. */
export function dueItems(stored: unknown, ids: readonly string[]): Record<string, Due> {
  const due = parseDue(stored);
  if (!due || ids.length === 0) return {};
  return { [DUE_KEY]: { ...due, ...Object.fromEntries(ids.map((id) => [id, (due[id] ?? 0) + 1])) } };
}

export async function readDue(area: Pick<StorageArea, 'get'>): Promise<Due | undefined> {
  return parseDue((await area.get(DUE_KEY))[DUE_KEY]);
}
