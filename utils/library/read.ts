import * as v from 'valibot';
import { FailureError } from '../result';
import { migrateRecord } from './migrate';
import { type ArticleRecord, type ArticleSummary, articleRecordSchema, articleSummarySchema } from './schema';
import { SCHEMA_VERSION } from './version';

/** The part of `browser.storage.local` that the library needs. */
export interface StorageArea {
  get(keys: string | string[]): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string | string[]): Promise<void>;
}

export const recordKey = (id: string) => `article:${id}`;
export const summariesKey = (month: string) => `summaries:${month}`;
/** Months that have summaries, newest first. */
export const MONTHS_KEY = 'summary-months';

/** How many records a search reads at once: enough to keep the store busy, few enough to hold in memory. */
const SEARCH_BATCH = 50;

/** A stored record, parsed; `undefined` where there is none. Throws `record-unreadable` rather than hand out a shape nobody knows. */
export async function readRecord(area: StorageArea, id: string): Promise<ArticleRecord | undefined> {
  const key = recordKey(id);
  const stored = (await area.get(key))[key];
  return stored === undefined ? undefined : parseRecord(stored);
}

/**
 * A stored record of any version in today's shape. Throws `record-newer` for one that a later Jingdu wrote, and
 * `record-unreadable`, naming the field, for what is no record.
 */
export function parseRecord(stored: unknown): ArticleRecord {
  const parsed = v.safeParse(articleRecordSchema, migrateRecord(stored));
  if (parsed.success) return parsed.output;
  const version = (stored as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (typeof version === 'number' && version > SCHEMA_VERSION)
    throw new FailureError('record-newer', `version ${version}`);
  const [issue] = parsed.issues;
  throw new FailureError('record-unreadable', `${v.getDotPath(issue) ?? ''}: ${issue.message}`);
}

export async function readMonths(area: StorageArea): Promise<string[]> {
  const stored = (await area.get(MONTHS_KEY))[MONTHS_KEY];
  return v.parse(v.optional(v.array(v.string()), []), stored);
}

/** One month's lines; lines that cannot be read are left out (they are derived from the records). */
export async function readMonth(area: StorageArea, month: string): Promise<ArticleSummary[]> {
  const key = summariesKey(month);
  const stored = (await area.get(key))[key];
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((line) => {
    const parsed = v.safeParse(articleSummarySchema, line);
    return parsed.success ? [parsed.output] : [];
  });
}

/** The articles opened last, newest first, at most `limit`. */
export async function readRecentSummaries(area: StorageArea, limit: number): Promise<ArticleSummary[]> {
  const months = await readMonths(area);
  const lines = (await Promise.all(months.map((month) => readMonth(area, month)))).flat();
  const kept = lines.filter(({ deleted }) => deleted === undefined);
  return kept.sort((a, b) => b.opened.localeCompare(a.opened)).slice(0, limit);
}

export interface SearchHit {
  summary: ArticleSummary;
  /** The note, or else the quote, of each mark that holds what of the query the title and source don't, or all of it. */
  excerpts: string[];
}

/**
 * Articles that hold every word of the query (letter case aside), newest first, at most `limit`: each word in the
 * title, the source, or one and the same mark's quote, note and tags.
 */
export async function searchLibrary(area: StorageArea, query: string, limit: number): Promise<SearchHit[]> {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const summaries = await readRecentSummaries(area, Number.POSITIVE_INFINITY);
  const hits: SearchHit[] = [];
  for (let from = 0; from < summaries.length && hits.length < limit; from += SEARCH_BATCH) {
    const batch = summaries.slice(from, from + SEARCH_BATCH);
    const marked = batch.filter(({ annotationCount }) => annotationCount > 0);
    const stored = await area.get(marked.map(({ id }) => recordKey(id)));
    for (const summary of batch) {
      const parsed = v.safeParse(articleRecordSchema, migrateRecord(stored[recordKey(summary.id)]));
      const elsewhere = missing(words, summary.title, summary.source);
      const wanted = elsewhere.length > 0 ? elsewhere : words;
      const excerpts = (parsed.success ? parsed.output.annotations : [])
        .filter(({ quote, note, tags }) => missing(wanted, quote.exact, note, ...tags).length === 0)
        .map(({ quote, note }) => note || quote.exact);
      if (excerpts.length > 0 || elsewhere.length === 0) hits.push({ summary, excerpts });
    }
  }
  return hits.slice(0, limit);
}

/** The words that none of the texts holds. */
function missing(words: string[], ...texts: (string | undefined)[]): string[] {
  const text = texts.filter(Boolean).join('\n').toLowerCase();
  return words.filter((word) => !text.includes(word));
}
