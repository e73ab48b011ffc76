import * as v from 'valibot';
import { FIRST_ISSUE } from '../library/schema';
import { unreadable, wrongField } from './failure';
import type { ImportedArticle, ImportedArticles, ImportedQuote } from './types';

/** A longer file is refused unread. */
const MOST_CHARACTERS = 100_000_000;
/** More quotations than any reader makes. */
const MOST_QUOTES = 200_000;
/** Behind it, moments have years of six digits. */
const LAST_YEAR = 9999;

/** A moment in any notation that says its zone or is ISO 8601, as ISO 8601 in UTC. */
export const moment = v.pipe(
  v.string(),
  v.check((text) => isMoment(Date.parse(text)), 'no date'),
  v.transform((text) => new Date(text).toISOString()),
);

/** Milliseconds since 1970, as ISO 8601 in UTC. */
export const milliseconds = v.pipe(
  v.number(),
  v.check((time) => isMoment(time), 'no date'),
  v.transform((time) => new Date(time).toISOString()),
);

/** What may be absent or null. */
export const absent = <T extends v.GenericSchema>(schema: T) => v.nullish(schema);

/** One, many or none of a kind, as a list: many formats leave the list out where there is one. */
export function listOf<T extends v.GenericSchema>(schema: T) {
  const list = v.pipe(
    v.unknown(),
    v.transform((value) => (Array.isArray(value) ? value : [value])),
    v.array(schema),
  );
  return v.nullish(list, []);
}

/** The value of a JSON text. Throws `FailureError` 'import-unreadable', which names the line where the JSON is broken. */
export function parseJson(text: string): unknown {
  if (text.length > MOST_CHARACTERS) throw unreadable(`longer than ${MOST_CHARACTERS} characters`);
  const json = text.replace(/^\ufeff/, '');
  try {
    return JSON.parse(json);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw unreadable(message, brokenLine(message, json));
  }
}

/**
 * A value that a schema describes. Throws `FailureError` 'import-unreadable', which names the field.
 *
 * @param path where the value stands in the file, `rows.3.`
 */
export function parseFields<T extends v.GenericSchema>(
  schema: T,
  value: unknown,
  path = '',
): v.InferOutput<T> {
  const parsed = v.safeParse(schema, value, FIRST_ISSUE);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const field = `${path}${v.getDotPath(issue) ?? ''}`.replace(/\.$/, '');
  throw field === '' ? unreadable(issue.message) : wrongField(field, issue.message);
}

/** Gathers quotations under the addresses of their pages; what is none of a web page is counted. */
export class QuoteCollector {
  private readonly byUrl = new Map<string, ImportedArticle>();
  private skipped = 0;
  private count = 0;

  /** Adds a quotation, unless it is empty or its page none of the web. */
  add(url: string, title: string, quote: ImportedQuote): void {
    if (quote.exact === '' || !isWebAddress(url)) {
      this.skip();
      return;
    }
    this.count += 1;
    if (this.count > MOST_QUOTES) throw unreadable(`more than ${MOST_QUOTES} quotations`);
    const article = this.byUrl.get(url) ?? { url, title: '', quotes: [] };
    if (article.title === '') article.title = title;
    article.quotes.push(quote);
    this.byUrl.set(url, article);
  }

  skip(): void {
    this.skipped += 1;
  }

  result(): ImportedArticles {
    return { articles: [...this.byUrl.values()], skipped: this.skipped };
  }
}

/** The fields that are there, without those that are `undefined`. */
export function present<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], null> } {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  ) as { [K in keyof T]: Exclude<T[K], null> };
}

function isWebAddress(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url);
}

function isMoment(time: number): boolean {
  const year = new Date(time).getUTCFullYear();
  return year >= 0 && year <= LAST_YEAR;
}

/** The line where a JSON text is broken, from 1. Firefox names it, Chrome the place, but not of every fault. */
function brokenLine(message: string, json: string): number {
  const named = /\bline (\d+)/.exec(message)?.[1];
  if (named) return Number(named);
  const position = /\bposition (\d+)/.exec(message)?.[1];
  if (position) return json.slice(0, Number(position)).split('\n').length;
  const lines = json.trimEnd().split('\n');
  let whole = 0;
  let broken = lines.length;
  // No line's end is within a value, so what comes before the fault only ends early.
  while (broken - whole > 1) {
    const middle = (whole + broken) >> 1;
    if (endsEarly(lines.slice(0, middle).join('\n'))) whole = middle;
    else broken = middle;
  }
  return broken;
}

/** Whether a text is JSON, or the beginning of one. */
function endsEarly(json: string): boolean {
  try {
    JSON.parse(json);
    return true;
  } catch (error) {
    return error instanceof Error && /end of JSON input/.test(error.message);
  }
}
