import { ANNOTATION_COLORS } from '../annotation/look';
import { localDay } from '../local-day';
import type { Annotation, ArticleRecord, ArticleSummary } from './schema';

/** The list line of a record; `sketch` is that of its text. */
export function summarize(record: ArticleRecord, sketch: number[]): ArticleSummary {
  const { article, annotations } = record;
  return {
    id: record.id,
    url: article.url,
    title: article.title,
    source: article.source,
    authors: article.authors,
    publishedAt: article.publishedAt,
    saved: record.saved,
    opened: record.opened,
    modified: record.modified,
    contentHash: hashContent(record),
    annotationCount: annotations.length,
    noteCount: annotations.filter((annotation) => annotation.note !== '').length,
    hasOutline: record.outlines.length > 0,
    tags: [...new Set([...record.tags, ...annotations.flatMap(({ tags }) => tags)])],
    colors: ANNOTATION_COLORS.filter((color) => annotations.some((annotation) => annotation.color === color)),
    days: countDays(annotations),
    sketch,
    deleted: record.deleted,
  };
}

/** Whether a line has what today's lines have; those written by an earlier Jingdu lack some. */
export function isWhole({ authors, modified, contentHash, colors, days }: ArticleSummary): boolean {
  return ![authors, modified, contentHash, colors, days].includes(undefined);
}

/**
 * The month a summary is filed under, as YYYY-MM of the day it was first saved.
 * The index is split by month, so that saving a mark rewrites one month's lines, however large the library is.
 */
export function summaryMonth(saved: string): string {
  return saved.slice(0, 7);
}

function countDays(annotations: readonly Annotation[]): Record<string, number> {
  const days: Record<string, number> = {};
  for (const { created } of annotations) {
    const day = localDay(new Date(created));
    days[day] = (days[day] ?? 0) + 1;
  }
  return days;
}

/** FNV-1a, 32 bits, of what the page gave to search. */
function hashContent({ article }: ArticleRecord): number {
  const { title, kicker, subtitle, source, authors, note, text } = article;
  let hash = 0x811c9dc5;
  for (const part of [title, kicker, subtitle, source, ...authors, note, text])
    for (let at = 0, units = `${part ?? ''}\n`; at < units.length; at += 1)
      hash = Math.imul(hash ^ units.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
