import Papa from 'papaparse';
import { collapseSpace } from '../article/text';
import type { Annotation, ArticleRecord } from '../library/schema';
import { localDay } from '../local-day';
import type { ListWriter, WriterOptions } from './article-formats';
import { printedTime } from './byline';
import { excerptSections } from './excerpts';

const LINE_END = '\r\n';
/** Excel takes a file without it for one in the system's own encoding, and garbles Chinese. */
const BYTE_ORDER_MARK = '\ufeff';
/** How a cell begins that a spreadsheet may calculate; full-width signs too, which Excel takes for the narrow ones. */
const FORMULA = /^(?:[\t\r]|\s*[=+\-@＝＋－＠])/;

/** Highlights for Readwise: its columns, of which only the first must be filled. */
export function readwiseWriter({ labels }: WriterOptions): ListWriter {
  return csvWriter(['Highlight', 'Title', 'Author', 'URL', 'Note', 'Location', 'Date'], (record) =>
    excerptSections(record, labels.opening).flatMap(({ annotations }) =>
      annotations.map(({ quote, note, tags, position, created }) => [
        quote.exact,
        collapseSpace(record.article.title),
        record.article.authors.join('、'),
        record.article.url,
        [note, tags.map((tag) => `.${tag.replace(/\s+/g, '_')}`).join(' ')].filter(Boolean).join('\n'),
        String(position.start),
        created.replace('T', ' ').replace(/(?:\.\d+)?Z$/, ''),
      ]),
    ),
  );
}

/** Excerpts for a spreadsheet, with headings in the reader's language. */
export function spreadsheetWriter({ labels }: WriterOptions): ListWriter {
  const columns = [
    labels.title,
    labels.source,
    labels.authors,
    labels.published,
    labels.url,
    labels.section,
    labels.quote,
    labels.note,
    labels.tags,
    labels.color,
    labels.marked,
  ];
  const rowOf = ({ article }: ArticleRecord, section: string, annotation: Annotation) => [
    collapseSpace(article.title),
    article.source ?? '',
    article.authors.join('、'),
    article.publishedAt ? printedTime(article.publishedAt) : '',
    article.url,
    section,
    annotation.quote.exact,
    annotation.note,
    annotation.tags.join('、'),
    labels.colors[annotation.color],
    localDay(new Date(annotation.created)),
  ];
  const writer = csvWriter(columns, (record) =>
    excerptSections(record, labels.opening).flatMap(({ title, annotations }) =>
      annotations.map((annotation) => rowOf(record, title, annotation)),
    ),
  );
  return { ...writer, head: BYTE_ORDER_MARK + writer.head };
}

function csvWriter(columns: string[], rowsOf: (record: ArticleRecord) => string[][]): ListWriter {
  return {
    head: toCsv([columns]) + LINE_END,
    item: (record) => toCsv(rowsOf(record)),
    joint: LINE_END,
    tail: LINE_END,
  };
}

/** Rows after RFC 4180, every cell in quotes; a cell that would be calculated begins with an apostrophe. */
function toCsv(rows: string[][]): string {
  return Papa.unparse(rows, { quotes: true, newline: LINE_END, escapeFormulae: FORMULA });
}
