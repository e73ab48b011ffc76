import type { ArticleRecord } from '../library/schema';
import { foldText } from './fold';
import { initialsOf } from './initials';
import type { Term } from './parse-query';

/** What is searched of an article, in the order in which it is shown. */
export type SearchField =
  | 'title'
  | 'subtitle'
  | 'source'
  | 'author'
  | 'tag'
  | 'note'
  | 'excerpt'
  | 'outline'
  | 'body';

/** A text in which something was found. */
export interface SearchMatch {
  field: SearchField;
  /** The text, or the part of it around what was found, on one line. */
  text: string;
  /** What to emphasise, in UTF-16 units of `text`: ascending, apart from each other. */
  ranges: TextRange[];
  /** Of a note or excerpt: its mark. */
  annotationId?: string;
}

export interface TextRange {
  start: number;
  end: number;
}

/** A text of an article that is searched. */
export interface SearchedText {
  field: SearchField;
  text: string;
  annotationId?: string;
}

/** How much a place counts: the title over everything the reader made or may quote, that over the body. */
export const RANKS = { title: 0, head: 1, body: 2 } as const;
export type Rank = (typeof RANKS)[keyof typeof RANKS];

/** Fields whose initials count: short, and typed often. */
const INITIAL_FIELDS: readonly SearchField[] = ['title', 'tag'];
const INITIALS = /^[a-z]{2,}$/;
/** A hit shows no more matches than this … */
const MOST_MATCHES = 12;
/** … a body no more than so many places … */
const MOST_SNIPPETS = 2;
/** … and a place so many characters, some of them before what was found. */
const SNIPPET = 72;
const LEAD = 20;
/** Texts of this length are shown whole. */
const WHOLE = 120;
const ELLIPSIS = '…';

/** All texts of a record that are searched. */
export function searchedTexts({ article, annotations, outlines }: ArticleRecord): SearchedText[] {
  const { title, kicker, subtitle, source, authors, note, text } = article;
  const tags = new Set(annotations.flatMap((annotation) => annotation.tags));
  const all: SearchedText[] = [
    { field: 'title', text: title },
    { field: 'subtitle', text: kicker ?? '' },
    { field: 'subtitle', text: subtitle ?? '' },
    { field: 'source', text: source ?? '' },
    ...[...authors, note ?? ''].map((author) => ({ field: 'author', text: author }) as const),
    ...[...tags].map((tag) => ({ field: 'tag', text: tag }) as const),
    ...annotations.map(
      ({ id, note: written }) => ({ field: 'note', text: written, annotationId: id }) as const,
    ),
    ...annotations.map(
      ({ id, quote }) => ({ field: 'excerpt', text: quote.exact, annotationId: id }) as const,
    ),
    ...outlines.flatMap(({ nodes }) =>
      nodes.flatMap((node) =>
        [node.title, node.note].map((one) => ({ field: 'outline', text: one }) as const),
      ),
    ),
    { field: 'body', text },
  ];
  return all.filter((one) => one.text !== '');
}

/** What a record has of the terms; `undefined` where it lacks one, or holds one that it mustn't. */
export function matchTexts(
  texts: readonly SearchedText[],
  terms: readonly Term[],
): { rank: Rank; matches: SearchMatch[] } | undefined {
  const found = new Map<SearchedText, TextRange[]>();
  let rank: Rank = RANKS.title;
  const folded = texts.map(({ text }) => foldText(text));
  for (const term of terms) {
    let termRank: Rank | undefined;
    for (const [at, one] of texts.entries()) {
      // The body tells only what nothing else does: else every excerpt would be shown twice.
      if (one.field === 'body' && termRank !== undefined) continue;
      const ranges = findTerm(term.text, folded[at] ?? '', one.field);
      if (ranges.length === 0) continue;
      if (term.isNegated) return undefined;
      termRank ??= one.field === 'title' || one.field === 'body' ? RANKS[one.field] : RANKS.head;
      found.set(one, [...(found.get(one) ?? []), ...ranges]);
    }
    if (term.isNegated) continue;
    if (termRank === undefined) return undefined;
    if (termRank > rank) rank = termRank;
  }
  const matches = texts.flatMap((one) => {
    const ranges = found.get(one);
    return ranges ? snippets(one, joinRanges(ranges)) : [];
  });
  return { rank, matches: matches.slice(0, MOST_MATCHES) };
}

/** Whether a term is the pinyin initials of a part of a text that has these. */
export function isInitialsIn(term: string, initials: string): boolean {
  return INITIALS.test(term) && initials.includes(term);
}

function findTerm(term: string, folded: string, field: SearchField): TextRange[] {
  const ranges = occurrences(term, folded);
  if (ranges.length > 0 || !INITIAL_FIELDS.includes(field) || !INITIALS.test(term)) return ranges;
  return occurrences(term, initialsOf(folded));
}

function occurrences(term: string, text: string): TextRange[] {
  const ranges: TextRange[] = [];
  for (let start = text.indexOf(term); start >= 0; start = text.indexOf(term, start + term.length))
    ranges.push({ start, end: start + term.length });
  return ranges;
}

/** Ranges in order; those that touch or overlap are one. */
function joinRanges(ranges: readonly TextRange[]): TextRange[] {
  const joined: TextRange[] = [];
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}

/** A text that holds ranges, whole or by the places where they stand. */
function snippets({ field, text, annotationId }: SearchedText, ranges: readonly TextRange[]): SearchMatch[] {
  const about = annotationId === undefined ? { field } : { field, annotationId };
  if (text.length <= WHOLE) return [{ ...about, text: onOneLine(text), ranges: [...ranges] }];
  const shown: SearchMatch[] = [];
  let next = 0;
  for (let first = ranges[next]; first && shown.length < MOST_SNIPPETS; first = ranges[next]) {
    const start = wholeCharacter(text, Math.max(0, first.start - LEAD));
    const end = wholeCharacter(text, Math.min(text.length, Math.max(start + SNIPPET, first.end)));
    const before = start > 0 ? ELLIPSIS : '';
    const shift = before.length - start;
    const within: TextRange[] = [];
    for (let range = ranges[next]; range && range.start < end; range = ranges[next]) {
      within.push({ start: range.start + shift, end: Math.min(range.end, end) + shift });
      next += 1;
    }
    const after = end < text.length ? ELLIPSIS : '';
    shown.push({ ...about, text: before + onOneLine(text.slice(start, end)) + after, ranges: within });
  }
  return shown;
}

/** The place, or the one before it where it would part a character in two. */
function wholeCharacter(text: string, at: number): number {
  const isLowHalf = /[\udc00-\udfff]/.test(text.charAt(at));
  return isLowHalf && at > 0 ? at - 1 : at;
}

const onOneLine = (text: string) => text.replaceAll(/\s/g, ' ');
