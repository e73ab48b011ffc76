import { t } from '../i18n';
import type { ArticleRecord } from '../library/schema';
import type { CitationEdition } from './cite';
import { fileName } from './filename';
import { exportMarkdown } from './markdown';

/** GB/T 7714-2025 is in force since 2026-07-01. */
const EDITION: CitationEdition = '2025';

/** An export on its way to the reader: a name that every system takes, and the text, UTF-8. */
export interface ExportedFile {
  name: string;
  text: string;
  mediaType: string;
}

/** An article's notes as a Markdown file in the reader's language. */
export function markdownFile(record: ArticleRecord): ExportedFile {
  const labels = {
    outline: t('export.outline'),
    excerpts: t('export.excerpts'),
    reference: t('export.reference'),
    opening: t('export.opening'),
    source: t('article.source'),
    authors: t('article.authors'),
    editors: t('article.editors'),
    published: t('article.published'),
  };
  return {
    name: fileName(record.article.title, 'md', t('extension.shortName')),
    text: exportMarkdown(record, { edition: EDITION, labels }),
    mediaType: 'text/markdown;charset=utf-8',
  };
}
