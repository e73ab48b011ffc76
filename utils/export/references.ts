import type { Annotation, ArticleRecord } from '../library/schema';
import { localDay } from '../local-day';
import type { ListWriter, WriterOptions } from './article-formats';
import { type CitationEdition, citeGbt7714 } from './cite';

/** The reference of a kept article after GB/T 7714: it was read on the day that it was saved. */
export function citeRecord(
  { article, saved }: Pick<ArticleRecord, 'article' | 'saved'>,
  edition: CitationEdition,
): string {
  return citeGbt7714(article, { edition, accessed: localDay(new Date(saved)) });
}

/** A numbered list of references, one a line: `[1] …`. */
export function referencesWriter({ edition }: Pick<WriterOptions, 'edition'>): ListWriter {
  return {
    head: '',
    item: (record, index) => `[${index + 1}] ${citeRecord(record, edition)}`,
    joint: '\n',
    tail: '\n',
  };
}

/** An excerpt for a paper of the reader's own: the quotation with its number, and the reference that it stands for. */
export function citeExcerpt(
  record: ArticleRecord,
  { quote }: Pick<Annotation, 'quote'>,
  edition: CitationEdition,
): string {
  return `“${quote.exact}”[1]\n\n[1] ${citeRecord(record, edition)}\n`;
}
