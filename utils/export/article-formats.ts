import type { ArticleRecord } from '../library/schema';
import type { CitationEdition } from './cite';
import type { ArticleFormatId } from './formats';
import type { ExportLabels } from './labels';

/** What a writer may ask for beside the record. */
export interface WriterOptions {
  edition: CitationEdition;
  labels: ExportLabels;
  /** The reader's own Liquid template, of the format `template`. */
  template: string;
}

export type Content = string | Uint8Array<ArrayBuffer>;

/** Writes a file of an article. */
export type ArticleWriter = (record: ArticleRecord, options: WriterOptions) => Content | Promise<Content>;

/** Writes one file of many articles, article by article, so that it can be done in slices. */
export interface ListWriter {
  head: string;
  /** @param index counts the articles from 0. '' where an article adds nothing. */
  item: (record: ArticleRecord, index: number) => string;
  /** Between two items. */
  joint: string;
  tail: string;
}

interface FormatFacts {
  extension: string;
  mediaType: string;
  /** Programs read it back: no character is left out, however odd. */
  isExact?: true;
}
interface EachFormat extends FormatFacts {
  kind: 'each';
  load: () => Promise<ArticleWriter>;
}
interface ListFormat extends FormatFacts {
  kind: 'list';
  load: () => Promise<(options: WriterOptions) => ListWriter>;
}

/**
 * The formats that an article's notes leave in: a file for each article, or one for all of them. Each writer is loaded
 * when it is asked for, so that a page carries no library that it doesn't use. Only for pages of the extension: content
 * scripts and the background are one file each, and would take all of them in.
 */
export const ARTICLE_FORMATS: Record<ArticleFormatId, EachFormat | ListFormat> = {
  obsidian: {
    kind: 'each',
    extension: 'md',
    mediaType: 'text/markdown',
    load: async () => (await import('./markdown')).exportMarkdown,
  },
  logseq: {
    kind: 'each',
    extension: 'md',
    mediaType: 'text/markdown',
    load: async () => (await import('./logseq')).exportLogseq,
  },
  text: {
    kind: 'each',
    extension: 'txt',
    mediaType: 'text/plain',
    load: async () => (await import('./plain-text')).exportPlainText,
  },
  html: {
    kind: 'each',
    extension: 'html',
    mediaType: 'text/html',
    load: async () => (await import('./html')).exportHtml,
  },
  word: {
    kind: 'each',
    extension: 'docx',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    load: async () => (await import('./word')).exportWord,
  },
  anki: {
    kind: 'list',
    extension: 'txt',
    mediaType: 'text/plain',
    load: async () => (await import('./anki')).ankiWriter,
  },
  readwise: {
    kind: 'list',
    extension: 'csv',
    mediaType: 'text/csv',
    load: async () => (await import('./csv')).readwiseWriter,
  },
  spreadsheet: {
    kind: 'list',
    extension: 'csv',
    mediaType: 'text/csv',
    load: async () => (await import('./csv')).spreadsheetWriter,
  },
  'web-annotation': {
    kind: 'each',
    extension: 'jsonld',
    mediaType: 'application/ld+json',
    isExact: true,
    load: async () => (await import('./web-annotation')).exportWebAnnotation,
  },
  opml: {
    kind: 'each',
    extension: 'opml',
    mediaType: 'text/x-opml',
    load: async () => (await import('./article-outline')).exportArticleOpml,
  },
  freemind: {
    kind: 'each',
    extension: 'mm',
    mediaType: 'application/x-freemind',
    load: async () => (await import('./article-outline')).exportArticleFreeMind,
  },
  ris: {
    kind: 'list',
    extension: 'ris',
    mediaType: 'application/x-research-info-systems',
    load: async () => (await import('./ris')).risWriter,
  },
  'csl-json': {
    kind: 'list',
    extension: 'json',
    mediaType: 'application/vnd.citationstyles.csl+json',
    load: async () => (await import('./csl-json')).cslJsonWriter,
  },
  references: {
    kind: 'list',
    extension: 'txt',
    mediaType: 'text/plain',
    load: async () => (await import('./references')).referencesWriter,
  },
  template: {
    kind: 'each',
    extension: 'md',
    mediaType: 'text/markdown',
    load: async () => (await import('./template')).exportTemplate,
  },
};
