import type { AnnotationColor, AnnotationStyle } from '../annotation/look';

/** A mark as another program, or another library of ours, wrote it: what is quoted, and what was made of it. */
export interface ImportedQuote {
  /** The uuid that it had with us; others' marks have none. */
  id?: string;
  /** Never empty. */
  exact: string;
  prefix?: string;
  suffix?: string;
  /** Place in the canonical text, in Unicode code points: `CodePoints` makes UTF-16 units of them once the text is at hand. */
  position?: { start: number; end: number };
  note: string;
  tags: string[];
  color?: AnnotationColor;
  style?: AnnotationStyle;
  /** ISO 8601, UTC; so is `modified`. */
  created?: string;
  modified?: string;
}

export interface ImportedArticle {
  /** http or https. */
  url: string;
  /** '' where the file says none. */
  title: string;
  quotes: ImportedQuote[];
}

export interface ImportedArticles {
  /** One for each address, in the order of the file. */
  articles: ImportedArticle[];
  /** Entries that are no quotation of a web page: notes on whole pages, pictures, replies, PDF files. */
  skipped: number;
}
