import * as v from 'valibot';
import { FailureError } from '../result';
import { BACKUP_DAYS_KEY, type Backup, backupKey, parseBackup, parseBackupDays } from './backup';
import { migrateRecord } from './migrate';
import { quickParse } from './quick-parse';
import { isAlike, isSameEssay, sketchText } from './same';
import {
  type ArticleRecord,
  type ArticleSummary,
  articleRecordSchema,
  articleSummarySchema,
  FIRST_ISSUE,
} from './schema';
import { SCHEMA_VERSION } from './version';
import { parseVersions, type Versions } from './versions';

/** The part of `browser.storage.local` that the library needs. */
export interface StorageArea {
  get(keys: string | string[]): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string | string[]): Promise<void>;
}

/** A store that is only read. */
export type Readable = Pick<StorageArea, 'get'>;

export const recordKey = (id: string) => `article:${id}`;
export const versionsKey = (id: string) => `versions:${id}`;
/** Under which id an essay is kept that was read at this address, too. */
export const aliasKey = (id: string) => `same:${id}`;
/** An essay joined and joined again is found in so many steps. */
const MOST_ALIASES = 16;
export const summariesKey = (month: string) => `summaries:${month}`;
/** Months that have summaries, newest first. */
export const MONTHS_KEY = 'summary-months';
/**
 * The lines of the articles opened last: what the popup lists, read alone however many articles there are. Months
 * don't give it, for an article opened today may have been saved years ago. Written whenever the order changes, in the
 * same `set`; as derived as the lines are.
 */
export const RECENT_KEY = 'recent';
/**
 * Lines that changed since they were last filed under their month: those of the articles being marked. A mark rewrites
 * these few alone, not a month's lines; readers put them in the place of the filed ones.
 */
export const CHANGED_KEY = 'changed-summaries';
/** A record that can't be read, set aside at a moment. */
export const unreadableKey = (id: string, moment: string) => `${UNREADABLE_KEYS}${id}:${moment}`;
export const UNREADABLE_KEYS = 'unreadable:';
/** The keys of the records set aside. */
export const UNREADABLE_KEY = 'unreadable-keys';

/**
 * What is written in the place of what goes, in the `set` that says so: removing takes a call of its own, and a browser
 * that dies between the two must not leave half of it. `null` reads as if nothing stood there.
 */
export function givenUp(keys: readonly string[]): Record<string, null> {
  return Object.fromEntries(keys.map((key) => [key, null]));
}

/** The id that the essay of an address is kept under: its own, or that of a record it was joined with. */
export async function resolveId(area: Readable, id: string): Promise<string> {
  let kept = id;
  for (let step = 0; step < MOST_ALIASES; step += 1) {
    const alias = (await area.get(aliasKey(kept)))[aliasKey(kept)];
    if (typeof alias !== 'string') break;
    kept = alias;
  }
  return kept;
}

/** The last versions of an article's marks and outlines. */
export async function readVersions(area: StorageArea, id: string): Promise<Versions> {
  const key = versionsKey(id);
  return parseVersions((await area.get(key))[key]);
}

/** The backups of an article, newest day first. */
export async function readBackups(area: StorageArea, id: string): Promise<{ day: string; backup: Backup }[]> {
  const days = parseBackupDays((await area.get(BACKUP_DAYS_KEY))[BACKUP_DAYS_KEY]);
  const own = days.filter(({ ids }) => ids.includes(id)).map(({ day }) => day);
  const stored = await area.get(own.map((day) => backupKey(day, id)));
  return own.flatMap((day) => {
    const backup = parseBackup(stored[backupKey(day, id)]);
    return backup ? [{ day, backup }] : [];
  });
}

/**
 * Articles with notes that are the same essay as this one, whatever their address; best read first.
 * @param limit at most so many
 */
export async function findSameEssays(
  area: StorageArea,
  { id, article }: Pick<ArticleRecord, 'id' | 'article'>,
  limit = 3,
): Promise<ArticleSummary[]> {
  const sketch = sketchText(article.text);
  const lines = await readSummaries(area);
  const candidates = lines.filter(
    (line) =>
      line.id !== id && (line.annotationCount > 0 || line.hasOutline) && isAlike(sketch, line.sketch ?? []),
  );
  const same: ArticleSummary[] = [];
  for (const line of candidates) {
    if (same.length === limit) break;
    const record = await readRecord(area, line.id);
    if (record && isSameEssay(record.article.text, article.text)) same.push(line);
  }
  return same.sort((a, b) => b.annotationCount - a.annotationCount);
}

/** Records that could not be read and were set aside, oldest first. */
export async function readUnreadable(area: StorageArea): Promise<Record<string, unknown>> {
  const keys = parseKeys((await area.get(UNREADABLE_KEY))[UNREADABLE_KEY]);
  return area.get(keys);
}

export function parseKeys(stored: unknown): string[] {
  const parsed = v.safeParse(v.array(v.string()), stored);
  return parsed.success ? parsed.output : [];
}

/** A stored record, parsed; `undefined` where there is none. Throws `record-unreadable` rather than hand out a shape nobody knows. */
export async function readRecord(area: Readable, id: string): Promise<ArticleRecord | undefined> {
  const key = recordKey(id);
  const stored = (await area.get(key))[key] ?? undefined;
  return stored === undefined ? undefined : parseRecord(stored);
}

/**
 * A stored record of any version in today's shape. Throws `record-newer` for one that a later Jingdu wrote, and
 * `record-unreadable`, naming the field, for what is no record.
 */
export function parseRecord(stored: unknown): ArticleRecord {
  const parsed = quickParse(articleRecordSchema, migrateRecord(stored), FIRST_ISSUE);
  if (parsed.success) return parsed.output;
  const version = (stored as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (typeof version === 'number' && version > SCHEMA_VERSION)
    throw new FailureError('record-newer', `version ${version}`);
  const [issue] = parsed.issues;
  throw new FailureError('record-unreadable', `${v.getDotPath(issue) ?? ''}: ${issue.message}`);
}

export async function readMonths(area: Readable): Promise<string[]> {
  return parseMonths((await area.get(MONTHS_KEY))[MONTHS_KEY]);
}

/** The stored list of months. Throws where it is no list: lines must not be lost sight of. */
export function parseMonths(stored: unknown): string[] {
  return v.parse(v.optional(v.array(v.string()), []), stored);
}

/** One month's lines; lines that cannot be read are left out (they are derived from the records). */
export async function readMonth(area: Readable, month: string): Promise<ArticleSummary[]> {
  const key = summariesKey(month);
  const stored = await area.get([key, CHANGED_KEY]);
  return withChanged(parseLines(stored[key]), parseLines(stored[CHANGED_KEY]));
}

/** Filed lines, each in the state in which it changed last. */
export function withChanged(
  lines: readonly ArticleSummary[],
  changed: readonly ArticleSummary[],
): ArticleSummary[] {
  const latest = new Map(changed.map((line) => [line.id, line]));
  return lines.map((line) => latest.get(line.id) ?? line);
}

/** The lines among what is stored as one month; those that cannot be read are left out. */
export function parseLines(stored: unknown): ArticleSummary[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((line) => {
    const parsed = quickParse(articleSummarySchema, line);
    return parsed.success ? [parsed.output] : [];
  });
}

/** The lines of all articles outside the trash, opened last first. */
export async function readSummaries(area: StorageArea): Promise<ArticleSummary[]> {
  return newestFirst(await readAllLines(area));
}

/** The lines of all articles, those in the trash too, by month. */
export async function readAllLines(area: Readable): Promise<ArticleSummary[]> {
  const keys = (await readMonths(area)).map(summariesKey);
  const stored = await area.get([...keys, CHANGED_KEY]);
  const filed = keys.flatMap((key) => parseLines(stored[key]));
  return withChanged(filed, parseLines(stored[CHANGED_KEY]));
}

/**
 * The articles opened last, newest first, at most `limit`, which is no more than the list of them is kept for. A
 * library written before there was such a list, or a list damaged since, is read whole.
 */
export async function readRecentSummaries(area: StorageArea, limit: number): Promise<ArticleSummary[]> {
  const stored = await area.get([RECENT_KEY, CHANGED_KEY]);
  const listed = stored[RECENT_KEY];
  // Only what is shown is parsed: the popup waits for it.
  const recent = parseRecent(Array.isArray(listed) ? listed.slice(0, limit) : listed);
  if (recent) return withChanged(recent, parseLines(stored[CHANGED_KEY]));
  return (await readSummaries(area)).slice(0, limit);
}

const recentSchema = v.array(articleSummarySchema);

/** The stored list of articles opened last; `undefined` where there is none that can be read. */
export function parseRecent(stored: unknown): ArticleSummary[] | undefined {
  const parsed = quickParse(recentSchema, stored);
  return parsed.success ? parsed.output : undefined;
}

/** The lines outside the trash, opened last first. */
export function newestFirst(lines: readonly ArticleSummary[]): ArticleSummary[] {
  return lines.filter(({ deleted }) => deleted === undefined).sort((a, b) => compareText(b.opened, a.opened));
}

/** By code units, as timestamps sort; much quicker than by the reader's alphabet. */
const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The tags of the library, those on most articles first. */
export async function readTags(area: StorageArea): Promise<string[]> {
  const counts = new Map<string, number>();
  for (const { tags = [] } of await readSummaries(area))
    for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([tag]) => tag);
}
