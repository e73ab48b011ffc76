import { t } from '../i18n';
import type { ArticleRecord, SavedOutline } from '../library/schema';
import { toOutlineFile } from '../outline/file';
import type { OutlineFile } from '../outline/types';
import type { ExportedFile } from './article-file';
import { fileName } from './filename';
import type { OutlineFormat } from './formats';
import { outlineToFreeMind } from './outline-freemind';
import { outlineToMarkdown } from './outline-markdown';
import { outlineToOpml } from './outline-opml';
import { outlineToText } from './outline-text';

/** How each format is written, and what its files are called. */
const WRITERS: Record<
  OutlineFormat,
  { write: (file: OutlineFile) => string; extension: string; mediaType: string }
> = {
  markdown: { write: outlineToMarkdown, extension: 'md', mediaType: 'text/markdown' },
  opml: { write: outlineToOpml, extension: 'opml', mediaType: 'text/x-opml' },
  freemind: { write: outlineToFreeMind, extension: 'mm', mediaType: 'application/x-freemind' },
  text: { write: outlineToText, extension: 'txt', mediaType: 'text/plain' },
};

/** An outline of an article, with the excerpts under its heads, as a file. */
export function outlineFile(
  record: ArticleRecord,
  outline: SavedOutline,
  format: OutlineFormat,
): ExportedFile {
  const { write, extension, mediaType } = WRITERS[format];
  return {
    name: fileName(`${record.article.title} ${t('outline.name')}`, extension, t('extension.shortName')),
    text: write(toOutlineFile(record, outline)),
    mediaType: `${mediaType};charset=utf-8`,
  };
}
