import { ANNOTATION_COLORS, type AnnotationColor } from '../annotation/look';
import { localDay } from '../local-day';
import { hostOf } from '../portal/site';
import type { ArticleSummary } from './schema';

/**
 * What the library page asks of all list lines: which to show, in which order, and how many there are of each kind.
 * Pure, over lines that were read once; ten thousand of them take milliseconds.
 */

/** The name of an article's portal, by its address: portals.ts knows them, and only who shows them need load it. */
export type PortalOf = (url: string) => string;

/** Days, both included: each 2026, 2026-03 or 2026-03-05; an end that is left out is open. */
export interface DayRange {
  from?: string;
  to?: string;
}

/** What a line must be, all of it; what is left out doesn't matter. Several values of one kind: any of them. */
export interface SummaryFilter {
  portals?: readonly string[];
  sources?: readonly string[];
  authors?: readonly string[];
  /** A tag stands for those below it, too: 写作 for 写作/开头. */
  tags?: readonly string[];
  colors?: readonly AnnotationColor[];
  published?: DayRange;
  /** When it was opened last. */
  read?: DayRange;
  /** Stands in the title; letter case doesn't matter. */
  title?: string;
  hasMarks?: boolean;
}

export type SummaryOrder = 'opened' | 'saved' | 'published' | 'modified' | 'title' | 'marks';

/** One value of a kind, and how many articles have it. */
export interface FacetCount<T extends string = string> {
  value: T;
  count: number;
}

/** What filters can be chosen from, the most frequent value first; colours in the order of the palette. */
export interface Facets {
  portals: FacetCount[];
  sources: FacetCount[];
  authors: FacetCount[];
  tags: FacetCount[];
  colors: FacetCount<AnnotationColor>[];
}

export interface Totals {
  articles: number;
  annotations: number;
  notes: number;
  outlines: number;
  /** Days on which a mark was made. */
  studyDays: number;
}

/** The lines that a filter lets through, in their order. */
export function filterSummaries(
  lines: readonly ArticleSummary[],
  filter: SummaryFilter,
  portalOf: PortalOf = hostOf,
): ArticleSummary[] {
  const { portals, sources, authors, tags, colors, published, read, title, hasMarks } = filter;
  const wanted = title?.trim().toLowerCase() ?? '';
  const isShown = (line: ArticleSummary) =>
    (!portals || portals.includes(portalOf(line.url))) &&
    (!sources || sources.includes(line.source ?? '')) &&
    (!authors || hasAny(line.authors, (author) => authors.includes(author))) &&
    (!tags || hasAny(line.tags, (tag) => tags.some((asked) => isTagBelow(tag, asked)))) &&
    (!colors || hasAny(line.colors, (color) => colors.includes(color))) &&
    (!published || isInRange(line.publishedAt, published)) &&
    (!read || isInRange(localDay(new Date(line.opened)), read)) &&
    line.title.toLowerCase().includes(wanted) &&
    (hasMarks === undefined || hasMarks === line.annotationCount > 0);
  return lines.filter(isShown);
}

/** The lines in another order: newest or most first, titles by the reader's alphabet; what has no value comes last. */
export function sortSummaries(lines: readonly ArticleSummary[], order: SummaryOrder): ArticleSummary[] {
  if (order === 'title') {
    const { compare } = new Intl.Collator('zh', { numeric: true });
    return [...lines].sort((a, b) => compare(a.title, b.title));
  }
  const keyOf = SORT_KEYS[order];
  return lines
    .map((line) => ({ line, key: keyOf(line) }))
    .sort((a, b) => (a.key < b.key ? 1 : a.key > b.key ? -1 : 0))
    .map(({ line }) => line);
}

const SORT_KEYS: Record<Exclude<SummaryOrder, 'title'>, (line: ArticleSummary) => string | number> = {
  opened: ({ opened }) => opened,
  saved: ({ saved }) => saved,
  published: ({ publishedAt }) => publishedAt ?? '',
  modified: ({ modified }) => modified ?? '',
  marks: ({ annotationCount }) => annotationCount,
};

/** What these lines can be filtered by. */
export function countFacets(lines: readonly ArticleSummary[], portalOf: PortalOf = hostOf): Facets {
  const countEach = (valuesOf: (line: ArticleSummary) => readonly string[]) => {
    const counts = new Map<string, number>();
    for (const line of lines)
      for (const value of valuesOf(line)) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].map(([value, count]) => ({ value, count }));
  };
  const mostFirst = (facets: FacetCount[]) => facets.sort((a, b) => b.count - a.count);
  const colors = countEach((line) => line.colors ?? []);
  return {
    portals: mostFirst(countEach(({ url }) => [portalOf(url)])),
    sources: mostFirst(countEach(({ source }) => (source ? [source] : []))),
    authors: mostFirst(countEach((line) => line.authors ?? [])),
    tags: mostFirst(countEach((line) => line.tags ?? [])),
    colors: ANNOTATION_COLORS.flatMap((value) => {
      const count = colors.find((facet) => facet.value === value)?.count;
      return count === undefined ? [] : [{ value, count }];
    }),
  };
}

/** How many marks were made on which day (YYYY-MM-DD, in the reader's time zone), oldest first. */
export function countStudyDays(lines: readonly ArticleSummary[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { days = {} } of lines)
    for (const [day, count] of Object.entries(days)) counts.set(day, (counts.get(day) ?? 0) + count);
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function countTotals(lines: readonly ArticleSummary[]): Totals {
  const sum = (countOf: (line: ArticleSummary) => number) =>
    lines.reduce((total, line) => total + countOf(line), 0);
  return {
    articles: lines.length,
    annotations: sum(({ annotationCount }) => annotationCount),
    notes: sum(({ noteCount }) => noteCount),
    outlines: sum(({ hasOutline }) => (hasOutline ? 1 : 0)),
    studyDays: countStudyDays(lines).size,
  };
}

/** Whether a day, or a moment that begins with it, lies in a range; one that isn't known does not. */
export function isInRange(day: string | undefined, { from, to }: DayRange): boolean {
  if (!day) return false;
  return (!from || day.slice(0, from.length) >= from) && (!to || day.slice(0, to.length) <= to);
}

/** Whether a tag is the one asked for, or stands below it. */
function isTagBelow(tag: string, asked: string): boolean {
  return tag === asked || tag.startsWith(`${asked}/`);
}

function hasAny<T>(values: readonly T[] | undefined, isWanted: (value: T) => boolean): boolean {
  return values?.some(isWanted) ?? false;
}
