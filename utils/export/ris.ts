import { isFileAddress } from '../article/file-address';
import { collapseSpace } from '../article/text';
import type { ArticleRecord } from '../library/schema';
import { localDay } from '../local-day';
import type { ListWriter, WriterOptions } from './article-formats';
import { publicationOf } from './cite';
import { allTags, excerptSections } from './excerpts';

const TYPES = { newspaper: 'NEWS', magazine: 'MGZN', web: 'ELEC' } as const;
const LINE_END = '\r\n';

/** References for Zotero, EndNote and NoteExpress as RIS, a note for each excerpt. A value is one line, so it can't begin a tag. */
export function risWriter({ labels }: WriterOptions): ListWriter {
  return {
    head: '',
    item: (record) => risLines(record, labels.opening).join(LINE_END),
    joint: LINE_END + LINE_END,
    tail: LINE_END,
  };
}

function risLines(record: ArticleRecord, opening: string): string[] {
  const { article, saved } = record;
  const publication = publicationOf(article.source);
  const day = article.publishedAt?.slice(0, 10);
  const excerpts = excerptSections(record, opening).flatMap(({ annotations }) => annotations);
  const fields: [tag: string, value: string | undefined][] = [
    ['TY', TYPES[publication?.kind ?? 'web']],
    ...article.authors.map((author): [string, string] => ['AU', author]),
    ['TI', article.title],
    ['T2', publication?.name ?? article.source],
    // Some read the day, and some the year alone.
    ['PY', day?.slice(0, 4)],
    ['DA', day?.replaceAll('-', '/')],
    ['UR', isFileAddress(article.url) ? undefined : article.url],
    ['Y2', localDay(new Date(saved)).replaceAll('-', '/')],
    ['LA', 'zh-CN'],
    ...allTags(record).map((tag): [string, string] => ['KW', tag]),
    ...excerpts.map(({ quote, note }): [string, string] => ['N1', `“${quote.exact}” ${note}`]),
  ];
  const lines = fields.flatMap(([tag, value]) => {
    const line = collapseSpace(value ?? '');
    return line === '' ? [] : [`${tag}  - ${line}`];
  });
  return [...lines, 'ER  - '];
}
