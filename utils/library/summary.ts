import type { ArticleRecord, ArticleSummary } from './schema';

/** The list line of a record; `sketch` is that of its text. */
export function summarize(record: ArticleRecord, sketch: number[]): ArticleSummary {
  const { article, annotations } = record;
  return {
    id: record.id,
    url: article.url,
    title: article.title,
    source: article.source,
    publishedAt: article.publishedAt,
    saved: record.saved,
    opened: record.opened,
    annotationCount: annotations.length,
    noteCount: annotations.filter((annotation) => annotation.note !== '').length,
    hasOutline: record.outlines.length > 0,
    tags: [...new Set(annotations.flatMap(({ tags }) => tags))],
    sketch,
    deleted: record.deleted,
  };
}

/**
 * The month a summary is filed under, as YYYY-MM of the day it was first saved.
 * The index is split by month, so that saving a mark rewrites one month's lines, however large the library is.
 */
export function summaryMonth(saved: string): string {
  return saved.slice(0, 7);
}
