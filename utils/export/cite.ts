import { isFileAddress } from '../article/file-address';
import { collapseSpace } from '../article/text';
import type { Article } from '../article/types';

/** Editions of GB/T 7714, the newest first. */
export const CITATION_EDITIONS = ['2025', '2015'] as const;
export type CitationEdition = (typeof CITATION_EDITIONS)[number];

/** GB/T 7714-2025 is in force since 2026-07-01. */
export const CURRENT_EDITION: CitationEdition = '2025';

export interface CitationOptions {
  edition: CitationEdition;
  /** The day the article was read, YYYY-MM-DD in the reader's own time zone. */
  accessed: string;
}

/** More authors than this are cut to this many and 等: GB/T 7714, 8.1.2. */
const MOST_AUTHORS = 3;

/** A newspaper's name ends so: 人民日报, 南方周末, 扬子晚报, 光明报. A portal's (中国甘肃网, 人民网) does not. */
const NEWSPAPER_NAME = /(?:报|報|周末|週末)$/;
/** Gazettes, bulletins and forecasts end like newspapers: 国务院公报, 工作简报 (but 大公报 and 中国交通报 are papers). */
const NOT_A_NEWSPAPER = /(?:(?<!大)公|(?<!交)通|[简簡预預情])[报報]$/;
/** 《党的建设》杂志, 求是杂志, 甘肃行政学院学报. */
const MAGAZINE_NAME = /(?:杂志|雜誌|半月刊|月刊|周刊|週刊|学报|學報)》?$/;
/** 人民网－人民日报: the paper, by way of its portal. */
const BY_WAY_OF_PORTAL = /^\S*[网網]\s*[-－—–]+\s*/;
/** 客户端, 微信公众号… publish what the paper prints, but are not the paper. */
const NOT_IN_PRINT = /客户端|客戶端|公众号|公眾號/;

/** The punctuation of each edition: 2025 takes full-width brackets and commas. */
const PUNCTUATION = {
  '2025': { open: '（', close: '）', comma: '，', etAl: '，等' },
  '2015': { open: '(', close: ')', comma: ', ', etAl: ', 等' },
} as const;

/**
 * The reference of an article after GB/T 7714, without its number and on one line.
 * A portal page is [EB/OL]; it is [N/OL] where the source names a newspaper and the day is known,
 * and [J/OL] where the source is a magazine. What the page does not print is left out, never guessed.
 */
export function citeGbt7714(article: Article, { edition, accessed }: CitationOptions): string {
  const { open, close, comma } = PUNCTUATION[edition];
  const authors = authorList(article.authors, edition);
  const day = article.publishedAt?.slice(0, 10);
  const title = collapseSpace(article.title);
  const head = authors ? `${authors}. ${title}` : title;
  const source = publicationOf(article.source);
  const accessDate = `[${accessed}]`;
  // A file without an address is cited without one.
  const address = isFileAddress(article.url) ? '' : ` ${article.url}.`;

  if (source?.kind === 'newspaper' && day) {
    // The 2025 edition asks for no access date where a dated issue is cited.
    return `${head}[N/OL]. ${source.name}${comma}${day}${edition === '2015' ? accessDate : ''}.${address}`;
  }
  if (source?.kind === 'magazine') {
    const year = day ? `${comma}${day.slice(0, 4)}` : '';
    return `${head}[J/OL]. ${source.name}${year}${accessDate}.${address}`;
  }
  return `${head}[EB/OL]. ${day ? `${open}${day}${close}` : ''}${accessDate}.${address}`;
}

function authorList(authors: string[], edition: CitationEdition): string {
  const { comma, etAl } = PUNCTUATION[edition];
  const named = authors.slice(0, MOST_AUTHORS).map(collapseSpace).join(comma);
  return authors.length > MOST_AUTHORS ? named + etAl : named;
}

/** A paper or magazine that a source names. */
export interface Publication {
  kind: 'newspaper' | 'magazine';
  name: string;
}

/** The paper or magazine that a printed source names; `undefined` where it is a portal or anything else. */
export function publicationOf(printed: string | undefined): Publication | undefined {
  if (!printed || NOT_IN_PRINT.test(printed)) return undefined;
  const published = collapseSpace(printed).replace(BY_WAY_OF_PORTAL, '');
  const name = published.replace(/^《([^》]+)》/, '$1').replace(/(?:杂志|雜誌)$/, '');
  if (MAGAZINE_NAME.test(published)) return { kind: 'magazine', name };
  const isNewspaper = NEWSPAPER_NAME.test(name) && !NOT_A_NEWSPAPER.test(name);
  return isNewspaper ? { kind: 'newspaper', name } : undefined;
}
