import { type BackupItem, isBackupKey } from '../export/backup';
import { Pacer } from '../pace';
import { keysOf, storedJson, storedValue } from './json-area';
import {
  MONTHS_KEY,
  parseLines,
  parseMonths,
  recordKey,
  type StorageArea,
  summariesKey,
  unreadableKey,
} from './read';
import { libraryKey, storedKey } from './stored-key';

/** A store that can list its keys; Firefox before 143 can't, and is asked for everything. */
export type ListedArea = Pick<StorageArea, 'get'> & {
  getKeys?: () => Promise<string[]>;
  get(keys: string | string[] | null): Promise<Record<string, unknown>>;
};

const RECORD_KEYS = recordKey('');

/** So many items are read by one call: some milliseconds. */
const READ_AT_ONCE = 20;

/**
 * Everything stored that belongs in a backup: settings and lists first, then article by article in the order in which
 * they were saved, so that taking them in again rewrites few lists at a time.
 *
 * @param area `storage.local` as it is
 * @param now ISO 8601, UTC
 * @returns how many items there are, and the items, read as they are asked for
 */
export async function readAllItems(
  area: ListedArea,
  now: string,
): Promise<{ count: number; items: AsyncGenerator<BackupItem> }> {
  const pacer = new Pacer();
  const byArticle = await articlesInOrder(area);
  const others: string[] = [];
  const seen = new Set<string>();
  for (const stored of await listKeys(area)) {
    await pacer.pause();
    // One item may be stored under two keys.
    const key = libraryKey(stored);
    if (!isBackupKey(key) || seen.has(key)) continue;
    seen.add(key);
    (byArticle.get(key.slice(key.lastIndexOf(':') + 1)) ?? others).push(key);
  }
  const keys = [others, ...byArticle.values()].flat();
  return { count: keys.length, items: readItems(area, keys, now) };
}

async function* readItems(
  area: ListedArea,
  keys: readonly string[],
  now: string,
): AsyncGenerator<BackupItem> {
  const readFrom = (from: number) => area.get(keys.slice(from, from + READ_AT_ONCE).flatMap(keysOf));
  let next = readFrom(0);
  for (let from = 0; from < keys.length; from += READ_AT_ONCE) {
    const stored = await next;
    // The browser reads what comes next while this is being written.
    next = readFrom(from + READ_AT_ONCE);
    // What was deleted meanwhile is not there any more.
    for (const key of keys.slice(from, from + READ_AT_ONCE)) {
      const short = stored[storedKey(key)];
      const item = short === undefined ? stored[key] : short;
      if (item !== undefined && item !== null) yield itemOf(key, item, now);
    }
  }
}

/**
 * An item of the backup. What stands under a record's key and isn't that record is set aside, as the store itself does
 * when it is opened: a file that holds it under that key would be refused as a whole.
 */
function itemOf(key: string, stored: unknown, now: string): BackupItem {
  const value = storedValue(key, stored);
  const json = storedJson(key, stored, value);
  const id = key.startsWith(RECORD_KEYS) ? key.slice(RECORD_KEYS.length) : undefined;
  if (id === undefined || (value as { id?: unknown } | null)?.id === id) return [key, json];
  return [unreadableKey(id, now), json];
}

const listKeys = async (area: ListedArea): Promise<string[]> =>
  (await area.getKeys?.()) ?? Object.keys(await area.get(null));

/** The articles in the order in which they were saved, each with room for its keys. */
async function articlesInOrder(area: ListedArea): Promise<Map<string, string[]>> {
  const months = parseMonths((await area.get(MONTHS_KEY))[MONTHS_KEY]).sort();
  const articles = new Map<string, string[]>();
  for (const month of months) {
    const key = summariesKey(month);
    for (const { id } of parseLines((await area.get(key))[key])) articles.set(id, []);
  }
  return articles;
}
