import { isBackupKey } from '../export/backup';
import { MONTHS_KEY, parseLines, parseMonths, recordKey, type StorageArea, summariesKey } from './read';

/** A store that can list its keys; Firefox before 143 can't, and is asked for everything. */
export type ListedArea = Pick<StorageArea, 'get'> & {
  getKeys?: () => Promise<string[]>;
  get(keys: string | string[] | null): Promise<Record<string, unknown>>;
};

/** So many items are read by one call: some milliseconds. */
const READ_AT_ONCE = 20;

/**
 * Everything stored that belongs in a backup: settings and lists first, then article by article in the order in which
 * they were saved, so that taking them in again rewrites few lists at a time.
 *
 * @returns how many items there are, and the items, read as they are asked for
 */
export async function readAllItems(
  area: ListedArea,
): Promise<{ count: number; items: AsyncGenerator<[key: string, value: unknown]> }> {
  const keys = (await listKeys(area)).filter(isBackupKey);
  const rank = await articleRanks(area);
  const rankOf = (key: string) => rank.get(key.slice(key.lastIndexOf(':') + 1)) ?? -1;
  const ordered = keys
    .map((key) => ({ key, rank: rankOf(key), isRecord: key.startsWith(recordKey('')) }))
    .sort((a, b) => a.rank - b.rank || Number(b.isRecord) - Number(a.isRecord))
    .map(({ key }) => key);
  return { count: ordered.length, items: readItems(area, ordered) };
}

async function* readItems(
  area: ListedArea,
  keys: readonly string[],
): AsyncGenerator<[key: string, value: unknown]> {
  for (let from = 0; from < keys.length; from += READ_AT_ONCE) {
    const some = keys.slice(from, from + READ_AT_ONCE);
    const stored = await area.get(some);
    // What was deleted meanwhile is not there any more.
    for (const key of some) if (key in stored) yield [key, stored[key]];
  }
}

const listKeys = async (area: ListedArea): Promise<string[]> =>
  (await area.getKeys?.()) ?? Object.keys(await area.get(null));

/** When which article was saved: a number for its id. */
async function articleRanks(area: ListedArea): Promise<Map<string, number>> {
  const months = parseMonths((await area.get(MONTHS_KEY))[MONTHS_KEY]).sort();
  const ranks = new Map<string, number>();
  for (const month of months) {
    const key = summariesKey(month);
    for (const { id } of parseLines((await area.get(key))[key])) ranks.set(id, ranks.size);
  }
  return ranks;
}
