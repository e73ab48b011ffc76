import type { AnnotationColor } from '../annotation/look';
import { t } from '../i18n';
import type { MarkdownLabels } from './markdown';

/** The words that exports themselves add, in the reader's language. */
export interface ExportLabels extends MarkdownLabels {
  /** Ours: names the Anki deck, and a file that would have no name. */
  product: string;
  title: string;
  url: string;
  section: string;
  quote: string;
  note: string;
  tags: string;
  color: string;
  colors: Record<AnnotationColor, string>;
  /** When a mark was made. */
  marked: string;
  /** Stands for a picture where a format holds none. */
  picture: string;
}

/** The labels in the language of the interface. */
export function exportLabels(): ExportLabels {
  return {
    product: t('extension.shortName'),
    outline: t('export.outline'),
    excerpts: t('export.excerpts'),
    reference: t('export.reference'),
    opening: t('export.opening'),
    source: t('article.source'),
    authors: t('article.authors'),
    editors: t('article.editors'),
    published: t('article.published'),
    title: t('export.title'),
    url: t('export.url'),
    section: t('export.section'),
    quote: t('export.quote'),
    note: t('export.note'),
    tags: t('export.tags'),
    color: t('export.color'),
    colors: {
      yellow: t('color.yellow'),
      green: t('color.green'),
      blue: t('color.blue'),
      red: t('color.red'),
    },
    marked: t('export.marked'),
    picture: t('export.picture'),
  };
}
