import { SETTINGS_KEY } from '../stored-settings';
import { BACKUP_DAYS_KEY, parseBackupDays, uniteBackupDays } from './backup';
import { mergeRecords, replaceRecord, undoRecord } from './combine';
import type { Draft } from './draft';
import { linesOf, recordIn, setAsideUnreadable } from './draft-records';
import { trashRecord } from './edit';
import {
  fingerprint,
  type ImportJournal,
  type ImportMode,
  type StoredItem,
  type UndoEntry,
} from './import-state';
import { keepingKeys, keepReplaced } from './keeping';
import {
  aliasKey,
  CHANGED_KEY,
  parseKeys,
  parseRecord,
  readMonth,
  readMonths,
  recordKey,
  resolveId,
  UNREADABLE_KEY,
  UNREADABLE_KEYS,
  versionsKey,
} from './read';
import type { ArticleRecord } from './schema';
import { DUE_KEY, dueItems } from './sync-due';
import { parseVersions, uniteVersions, type Versions } from './versions';

/** The steps of an import, each computed in a draft from what stands there at that moment. */

/** So many articles go to the trash in one step. */
const TRASHED_AT_ONCE = 50;

const RECORD_KEYS = recordKey('');
const VERSIONS_KEYS = versionsKey('');
const ALIAS_KEYS = aliasKey('');

/** That the records a step writes or removes are to be synced. */
export async function dueOf(draft: Draft, removed: readonly string[] = []): Promise<Record<string, unknown>> {
  const keys = [...Object.keys(draft.items), ...removed].filter((key) => key.startsWith(RECORD_KEYS));
  const ids = keys.map((key) => key.slice(RECORD_KEYS.length));
  return dueItems((await draft.get(DUE_KEY))[DUE_KEY], ids);
}

/** What a record that comes in becomes, and what stands in its place. */
export async function meet(draft: Draft, incoming: ArticleRecord, mode: ImportMode, now: string) {
  if (mode === 'replace') {
    const before = await recordIn(draft, incoming.id);
    return { before, after: before ? replaceRecord(before, incoming, now) : incoming };
  }
  // Here it may have been joined with another article.
  const id = await resolveId(draft, incoming.id);
  const before = await recordIn(draft, id);
  if (!before) return { before, after: incoming };
  const otherUrls = id === incoming.id ? incoming.otherUrls : [...incoming.otherUrls, incoming.article.url];
  return { before, after: mergeRecords(before, { ...incoming, id, otherUrls }, now) };
}

/** Takes a slice into the draft. */
export async function takeIn(
  draft: Draft,
  items: readonly StoredItem[],
  { mode, since }: ImportJournal,
  now: Date,
): Promise<void> {
  const ids = items.flatMap(([key]) => (key.startsWith(RECORD_KEYS) ? [key.slice(RECORD_KEYS.length)] : []));
  await draft.get([
    ...items.map(([key]) => key),
    ...ids.flatMap((id) => [aliasKey(id), ...keepingKeys(id)]),
    CHANGED_KEY,
  ]);
  const written: { before: ArticleRecord | undefined; after: ArticleRecord }[] = [];
  for (const [key, value] of items) {
    if (key.startsWith(RECORD_KEYS)) {
      const incoming = parseRecord(value);
      const { before, after } = await meet(draft, incoming, mode, since);
      await setAsideUnreadable(draft, after.id, before, since);
      // Under the other mode an article that was joined here is one with the other.
      if (mode === 'replace' && aliasKey(after.id) in (await draft.get(aliasKey(after.id))))
        draft.put({ [aliasKey(after.id)]: null });
      if (before === after) continue;
      draft.put({ [recordKey(after.id)]: after });
      if (before) draft.put(await keepBefore(draft, before, after, now));
      written.push({ before, after });
    } else draft.put(await takeOther(draft, [key, value], mode));
  }
  if (written.length > 0) draft.put(await linesOf(draft, written));
}

/** What is kept of a replaced record. No day's backup expires here: an undo could not bring it back. */
async function keepBefore(draft: Draft, before: ArticleRecord, after: ArticleRecord, now: Date) {
  const stored = await draft.get(keepingKeys(after.id));
  const { items } = keepReplaced(stored, before, after, now, 0);
  const days = parseBackupDays(items[BACKUP_DAYS_KEY]);
  if (days.length === 0) return items;
  return { ...items, [BACKUP_DAYS_KEY]: uniteBackupDays(parseBackupDays(stored[BACKUP_DAYS_KEY]), days) };
}

/** What an item that is no record adds to the library. */
async function takeOther(
  draft: Draft,
  [key, value]: StoredItem,
  mode: ImportMode,
): Promise<Record<string, unknown>> {
  const own = (await draft.get(key))[key];
  if (key === SETTINGS_KEY) return mode === 'replace' ? { [key]: value } : {};
  if (key === BACKUP_DAYS_KEY)
    return { [key]: uniteBackupDays(parseBackupDays(own), parseBackupDays(value)) };
  if (key.startsWith(VERSIONS_KEYS)) {
    const id = mode === 'merge' ? await resolveId(draft, key.slice(VERSIONS_KEYS.length)) : undefined;
    const target = id === undefined ? key : versionsKey(id);
    const kept = (await draft.get(target))[target];
    const united: Versions = uniteVersions(parseVersions(kept), parseVersions(value));
    return { [target]: united };
  }
  if (key.startsWith(ALIAS_KEYS)) {
    const id = key.slice(ALIAS_KEYS.length);
    const isFree = own === undefined && (await draft.get(recordKey(id)))[recordKey(id)] === undefined;
    return isFree && typeof value === 'string' ? { [key]: value } : {};
  }
  if (own !== undefined) return {};
  if (!key.startsWith(UNREADABLE_KEYS)) return { [key]: value };
  const keys = parseKeys((await draft.get(UNREADABLE_KEY))[UNREADABLE_KEY]);
  return { [key]: value, [UNREADABLE_KEY]: [...keys, key] };
}

/**
 * Puts some of the articles that are not among those imported into the trash; which came last, `undefined` where none
 * is left.
 */
export async function trashMissing(
  draft: Draft,
  journal: ImportJournal,
  ids: ReadonlySet<string>,
): Promise<string | undefined> {
  const written: { before: ArticleRecord; after: ArticleRecord }[] = [];
  let last: string | undefined;
  for (const month of (await readMonths(draft)).reverse()) {
    if (`${month}/~` < journal.trashed) continue;
    const placeOf = (id: string) => `${month}/${id}`;
    const missing = (await readMonth(draft, month))
      .filter(({ id, deleted }) => deleted === undefined && !ids.has(id) && placeOf(id) > journal.trashed)
      // What was read since the import began is none of it.
      .filter(({ saved }) => saved <= journal.since)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, TRASHED_AT_ONCE - written.length);
    await draft.get(missing.map(({ id }) => recordKey(id)));
    for (const { id } of missing) {
      last = placeOf(id);
      const before = await recordIn(draft, id);
      if (!before) continue;
      const after = trashRecord(before, journal.since);
      draft.put({ [recordKey(id)]: after });
      written.push({ before, after });
    }
    if (written.length >= TRASHED_AT_ONCE) break;
  }
  if (written.length > 0) draft.put(await linesOf(draft, written));
  return last;
}

export function undoEntry({
  key,
  before,
  after,
}: {
  key: string;
  before: unknown;
  after: unknown;
}): UndoEntry {
  const saved = key.startsWith(RECORD_KEYS) ? (after as ArticleRecord).saved : undefined;
  return { key, ...(before === undefined ? {} : { before }), after: fingerprint(after), saved };
}

/** Puts back what a step replaced, as far as nobody changed it since; the keys under which nothing stood. */
export async function putBack(draft: Draft, entries: readonly UndoEntry[], since: string): Promise<string[]> {
  await draft.get([...entries.map(({ key }) => key), CHANGED_KEY]);
  const removed: string[] = [];
  const written: { before: ArticleRecord | undefined; after: ArticleRecord }[] = [];
  const gone: { id: string; saved: string }[] = [];
  for (const { key, before, after, saved } of entries) {
    const current = (await draft.get(key))[key];
    const isUnchanged = current === undefined || fingerprint(current) === after;
    if (!key.startsWith(RECORD_KEYS)) {
      if (!isUnchanged) continue;
      if (before === undefined) removed.push(key);
      else draft.put({ [key]: before });
      continue;
    }
    const id = key.slice(RECORD_KEYS.length);
    const [was, is] = [readable(before), await recordIn(draft, id)];
    const left = isUnchanged || !is ? was : undoRecord(was, is, since);
    // Its line stands where the import or somebody since has put it.
    gone.push({ id, saved: is?.saved ?? saved ?? since });
    if (left) {
      draft.put({ [key]: isUnchanged ? before : left });
      written.push({ before: undefined, after: left });
    } else if (before === undefined) removed.push(key);
    else draft.put({ [key]: before });
  }
  if (gone.length > 0) draft.put(await linesOf(draft, written, gone));
  return removed;
}

function readable(stored: unknown): ArticleRecord | undefined {
  try {
    return stored === undefined ? undefined : parseRecord(stored);
  } catch {
    // It was set aside when the import replaced it, and is put back as it was.
    return undefined;
  }
}
