import { isFileAddress } from '../article/file-address';
import { collapseSpace } from '../article/text';
import type { ArticleRecord } from '../library/schema';
import { localDay } from '../local-day';
import type { ListWriter, WriterOptions } from './article-formats';
import { publicationOf } from './cite';
import { allTags, excerptSections } from './excerpts';

const TYPES = { newspaper: 'article-newspaper', magazine: 'article-magazine', web: 'webpage' } as const;

/** References for Zotero and citation processors as CSL-JSON, the excerpts with their notes in `annote`. */
export function cslJsonWriter({ labels }: WriterOptions): ListWriter {
  return {
    head: '[\n',
    item: (record) => JSON.stringify(cslItem(record, labels.opening)),
    joint: ',\n',
    tail: '\n]\n',
  };
}

function cslItem(record: ArticleRecord, opening: string) {
  const { id, article, saved } = record;
  const publication = publicationOf(article.source);
  const day = article.publishedAt?.slice(0, 10);
  const excerpts = excerptSections(record, opening).flatMap(({ annotations }) => annotations);
  return {
    id,
    type: TYPES[publication?.kind ?? 'web'],
    title: collapseSpace(article.title),
    author: article.authors.map((author) => ({ literal: collapseSpace(author) })),
    'container-title': publication?.name ?? article.source,
    issued: day && cslDate(day),
    accessed: cslDate(localDay(new Date(saved))),
    URL: isFileAddress(article.url) ? undefined : article.url,
    language: 'zh-CN',
    keyword: allTags(record).join(',') || undefined,
    annote: excerpts.map(({ quote, note }) => `“${quote.exact}” ${note}`.trim()).join('\n\n') || undefined,
  };
}

/** YYYY-MM-DD, or a part of it, as CSL writes dates. */
function cslDate(day: string): { 'date-parts': [number[]] } {
  return { 'date-parts': [day.split('-').map(Number)] };
}
