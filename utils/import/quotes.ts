import { anchorSelectors } from '../annotation/anchor';
import { describeSpan, sectionPath } from '../annotation/describe';
import { type PreparedText, prepareText } from '../annotation/prepare';
import { canonicalUrl } from '../article/url';
import { CodePoints } from '../export/code-points';
import { byPosition, createRecord } from '../library/edit';
import { articleId } from '../library/id';
import { type Readable, readRecord, resolveId } from '../library/read';
import type { Annotation, ArticleRecord } from '../library/schema';
import { newId } from '../new-id';
import { Pacer } from '../pace';
import type { ImportedArticle, ImportedQuote } from './types';

/**
 * Quotes of another program as records that can be taken in like those of a backup: added to the article where the
 * library has it, and else to one that is made of the quotes themselves.
 */

/** A quote without surroundings is put where it stands once, if it is longer than any set phrase. */
const LEAST_CERTAIN = 8;

/**
 * One record for each article, in slices, so that the page answers meanwhile. An article to which nothing is added
 * comes as it is stored.
 */
export async function* recordsOfQuotes(
  articles: readonly ImportedArticle[],
  area: Readable,
  now: string,
): AsyncGenerator<ArticleRecord> {
  const pacer = new Pacer();
  const made = new Map<string, ArticleRecord>();
  for (const article of articles) {
    const url = canonicalUrl(null, article.url);
    const id = await resolveId(area, await articleId(url));
    // Addresses that differ by what they were shared with are one article.
    const stored = await readRecord(area, id);
    let record = made.get(id) ?? stored ?? emptyRecord(id, url, article.title, now);
    if (stored) {
      const prepared = prepareText(record.article.text);
      const places = new CodePoints(record.article.text);
      for (const quote of article.quotes) {
        record = addQuote(record, quote, { prepared, places, now });
        await pacer.pause();
      }
    } else for (const quote of article.quotes) record = appendQuote(record, quote, now);
    made.set(id, record);
  }
  yield* made.values();
}

function emptyRecord(id: string, url: string, title: string, now: string): ArticleRecord {
  return createRecord(
    id,
    { url, title, authors: [], editors: [], breadcrumb: [], html: '', text: '', outline: [], pages: [] },
    now,
  );
}

interface Placing {
  prepared: PreparedText;
  places: CodePoints;
  now: string;
}

/** The record with a quote of its text. What is there already, in the trash too, is not doubled. */
function addQuote(record: ArticleRecord, quote: ImportedQuote, placing: Placing): ArticleRecord {
  const { now } = placing;
  const known = record.annotations.find(({ id }) => id === quote.id);
  if (known) {
    if (!quote.modified || quote.modified <= known.modified) return record;
    return withMark(record, { ...known, ...madeOf(quote, now), id: known.id }, now);
  }
  if (record.trash.some(({ annotation }) => annotation.id === quote.id)) return record;
  const place = placeOf(record, quote, placing);
  const isThere = record.annotations.some(
    ({ quote: { exact }, position, note }) =>
      exact === place.quote.exact &&
      position.start === place.position.start &&
      (quote.note === '' || quote.note === note),
  );
  return isThere ? record : withMark(record, { ...place, ...madeOf(quote, now) }, now);
}

/** Where a quote stands in the text of an article, and how certain that is. */
function placeOf(
  { article }: ArticleRecord,
  quote: ImportedQuote,
  { prepared, places }: Placing,
): Pick<Annotation, 'quote' | 'position' | 'block' | 'section' | 'state'> {
  const { exact, prefix = '', suffix = '' } = quote;
  const { text } = article;
  const start = quote.position ? places.toUtf16(quote.position.start) : 0;
  const position = { start, end: start + exact.length };
  const target = { quote: { exact, prefix, suffix }, position, block: { index: 0, text: '' } };
  const once = prefix + suffix === '' && exact.length >= LEAST_CERTAIN ? onlyPlace(text, exact) : undefined;
  const found =
    once === undefined
      ? anchorSelectors(prepared, target)
      : { state: 'exact' as const, start: once, end: once + exact.length };
  if (found.state !== 'exact' && found.state !== 'moved')
    return { ...target, section: [], state: found.state };
  // Its selectors are those of this text from now on, as if it had been marked here.
  const described = describeSpan(text, found);
  const isVerbatim = described.quote.exact === exact;
  return {
    ...described,
    quote: isVerbatim ? described.quote : target.quote,
    section: sectionPath(article.outline, found.start),
    state: isVerbatim ? 'exact' : 'moved',
  };
}

function onlyPlace(text: string, exact: string): number | undefined {
  const first = text.indexOf(exact);
  return first >= 0 && text.indexOf(exact, first + 1) < 0 ? first : undefined;
}

/** The record of an article that is not in the library, with one more quote and what stands around it as its text. */
function appendQuote(record: ArticleRecord, quote: ImportedQuote, now: string): ArticleRecord {
  const exact = oneSpaced(quote.exact).trim();
  const prefix = oneSpaced(quote.prefix ?? '').trimStart();
  const suffix = oneSpaced(quote.suffix ?? '').trimEnd();
  const isThere = record.annotations.some(
    (mark) => mark.quote.exact === exact && mark.quote.prefix === prefix && mark.note === quote.note,
  );
  if (exact === '' || isThere) return record;
  const before = record.article.text === '' ? '' : `${record.article.text}\n`;
  const text = before + prefix + exact + suffix;
  const start = before.length + prefix.length;
  const position = { start, end: start + exact.length };
  const html = text
    .split('\n')
    .map((line) => `<p>${escapeHtml(line)}</p>`)
    .join('');
  return withMark(
    { ...record, article: { ...record.article, text, html } },
    {
      ...describeSpan(text, position),
      quote: { exact, prefix, suffix },
      section: [],
      state: 'exact',
      ...madeOf(quote, now),
    },
    now,
  );
}

/** What the reader made of a quote. */
function madeOf(quote: ImportedQuote, now: string) {
  const created = quote.created ?? quote.modified ?? now;
  return {
    id: quote.id ?? newId(),
    color: quote.color ?? 'yellow',
    style: quote.style ?? 'highlight',
    note: quote.note,
    tags: quote.tags,
    created,
    modified: quote.modified ?? created,
  } as const;
}

function withMark(record: ArticleRecord, mark: Annotation, now: string): ArticleRecord {
  const others = record.annotations.filter(({ id }) => id !== mark.id);
  return { ...record, annotations: [...others, mark].sort(byPosition), modified: now };
}

/** As canonical text is: one space at a time, none about the end of a line. */
const oneSpaced = (text: string) => text.replace(/[^\S\n]+/g, ' ').replace(/ ?\n\s*/g, '\n');

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
