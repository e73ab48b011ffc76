import type { ArticleRecord } from '../library/schema';

/** Control characters but tab and line feed, and the two that Unicode keeps for itself. */
const CONTROL = /[^\P{Cc}\t\n]|[\ufffe\uffff]/gu;
/** What turns the reading direction of the text behind it, so that it reads as something else, and byte order marks. */
const TURNING = /[\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * A text as every format may hold it: no control characters, nothing that turns the reading direction, no halves of
 * characters; lines end in a line feed. What is left out was never to be seen.
 */
export function presentableText(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(CONTROL, '')
    .replace(TURNING, '')
    .toWellFormed();
}

/**
 * A record as it is written for people: every text that an export prints made presentable. The body stays as it is,
 * because marks count in it; who prints it makes its pieces presentable. The trash is left out.
 */
export function presentableRecord(record: ArticleRecord): ArticleRecord {
  const { html, text, ...printed } = record.article;
  return {
    ...record,
    article: { ...presentableStrings(printed), html, text },
    annotations: presentableStrings(record.annotations),
    outlines: presentableStrings(record.outlines),
    trash: [],
    outlineTrash: [],
  };
}

/** A copy of plain data with every string in it made presentable. */
function presentableStrings<T>(value: T): T {
  if (typeof value === 'string') return presentableText(value) as T;
  if (Array.isArray(value)) return value.map(presentableStrings) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, presentableStrings(child)]),
  ) as T;
}
