import type { ArticleRecord } from '../library/schema';
import { CURRENT_EDITION } from './cite';
import type { ExportedFile } from './file';
import { fileName } from './filename';
import { exportLabels } from './labels';
import { exportMarkdown } from './markdown';
import { presentableRecord } from './presentable';

export type { ExportedFile } from './file';

/** An article's notes as a Markdown file in the reader's language. */
export function markdownFile(record: ArticleRecord): ExportedFile {
  const labels = exportLabels();
  return {
    name: fileName(record.article.title, 'md', labels.product),
    text: exportMarkdown(presentableRecord(record), { edition: CURRENT_EDITION, labels }),
    mediaType: 'text/markdown;charset=utf-8',
  };
}
