/** An essay read off a portal page. Everything in it comes from the page and is untrusted text, except `html`, which is sanitized. */
export interface Article {
  /** Canonical address: no tracking parameters, no #fragment. */
  url: string;
  /** Headline without the site's suffix. */
  title: string;
  /** 引题, the line above the headline. */
  kicker?: string;
  /** 副题, the line below the headline. */
  subtitle?: string;
  /** 来源 as printed, without its label: 《党的建设》杂志. */
  source?: string;
  /** 作者, 记者, 通讯员 in the order printed. */
  authors: string[];
  /** 编辑, 责任编辑, 责编 in the order printed. */
  editors: string[];
  /** ISO 8601 at +08:00 to the minute printed (2020-08-11T15:52+08:00); the day alone where the page prints no time. */
  publishedAt?: string;
  /** The page's place in its site, outermost first; without 您当前的位置 and a final 正文. */
  breadcrumb: string[];
  /** Author note (作者系…) without its brackets. */
  note?: string;
  /** Sanitized body. Its text nodes are normalised: concatenated per block they are exactly `text`. */
  html: string;
  /** Canonical text: the body's blocks, normalised, joined by `\n`. Every position counts UTF-16 units in it. */
  text: string;
  /** Headings found in the body, in document order, as a tree. */
  outline: OutlineNode[];
  /** Addresses of the pages joined, in order. */
  pages: string[];
}

/** A heading and the section it opens. */
export interface OutlineNode {
  /** 1 for the outermost level found in this essay. */
  level: number;
  /** The numbering as printed (一、), or '' where there is none. */
  numbering: string;
  /** The heading's text with its numbering taken off and without a final 。 */
  title: string;
  /** Where the heading begins in the canonical text, UTF-16 units. */
  start: number;
  /** Where its section ends (exclusive): the next heading of the same or an outer level, or the text's end. */
  end: number;
  children: OutlineNode[];
}
