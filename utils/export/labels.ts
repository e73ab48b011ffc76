import type { AnnotationColor } from '../annotation/look';
import { t } from '../i18n';
import type { ArticleFormatId } from './formats';
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

/** What a format is called in the language of the interface. */
export function articleFormatName(id: ArticleFormatId): string {
  const names: Record<ArticleFormatId, string> = {
    obsidian: t('export.format.obsidian'),
    logseq: t('export.format.logseq'),
    text: t('export.format.text'),
    html: t('export.format.html'),
    word: t('export.format.word'),
    anki: t('export.format.anki'),
    readwise: t('export.format.readwise'),
    spreadsheet: t('export.format.spreadsheet'),
    'web-annotation': t('export.format.webAnnotation'),
    opml: t('export.format.opml'),
    freemind: t('export.format.freemind'),
    ris: t('export.format.ris'),
    'csl-json': t('export.format.cslJson'),
    references: t('export.format.references'),
    template: t('export.format.template'),
  };
  return names[id];
}
