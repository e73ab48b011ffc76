import { canonicalUrl, parseWebAddress } from '../article/url';

/** An article in several pages. */
export interface ArticlePages {
  /** Address of the page at hand, as it stands in `pages`. */
  here: string;
  /** Addresses of all pages, in order, the one at hand among them; one address where the article has one page. */
  pages: string[];
  /** Address of the version that holds the whole article on one page, where the portal offers one. */
  single?: string;
}

/** Pages beyond this are not followed: issue 3, item 4. */
export const MOST_PAGES = 50;

/**
 * Words that make a link one of the article's own. Held are those that lead to the whole of it; the others lead to the
 * page after this one (下一篇 leads to another article), or are a number in a bar of pages: 2, [2], 第2页. One expression:
 * each is dear to make.
 */
const PAGE_WORDS =
  /^(?:(在?(?:本页|单页|單頁)?(?:阅读|閱讀|浏览|瀏覽|显示|顯示)?(?:余下|剩余)?全文(?:阅读|閱讀)?|(?:单页|單頁)(?:阅读|閱讀))|下一?[页頁]|[后後]一?[页頁]|[Nn](?:ext|EXT)(?: [Pp](?:age|AGE))?|第?\s*\d{1,2}\s*[页頁]?)$/;
/** Marks around them, which don't count: >>, 【】. Whatever no script writes its words in, for browsers make the classes of Unicode slowly. */
const MARKS_AROUND =
  /^[^\dA-Za-z\u00c0-\u1fff\u3041-\ud7ff\uf900-\ufaff\uff10-\uff5a]+|[^\dA-Za-z\u00c0-\u1fff\u3041-\ud7ff\uf900-\ufaff\uff10-\uff5a]+$/g;
/** Marks and all they have no more characters. */
const MOST_CHARACTERS = 40;

/** One of these is in all such words, and told at once. */
const PAGE_SIGN = /\d|[页頁文]|[Nn](?:ext|EXT)/;

/**
 * How addresses tell the page of one article: what stands before the number is the article's, and the first page
 * has no number at all, or the lowest.
 */
const PAGE_ADDRESSES: readonly { pattern: RegExp; reason: string }[] = [
  {
    pattern: /^(.*[^/])[_-](\d{1,2})(\.[a-z]{3,5})$/i,
    reason: 'content_123_2.shtml, t20200811_123_1.html: most CMSs',
  },
  { pattern: /^(.*)[?&](?:page|p|pn|pageno|page_no|currentpage|pg)=(\d{1,2})()$/i, reason: '?page=2' },
  { pattern: /^(.*\/)(\d{1,2})(\.[a-z]{3,5})$/i, reason: '/a/123/2.html beside /a/123/1.html' },
];

/** TRS writes its page bar by script: createPageHTML(pages, at hand, "name", "ending"); page n > 0 is name_n.ending. */
const TRS_PAGE_BAR =
  /createPageHTML\(\s*(\d{1,2})\s*,\s*\d{1,2}\s*,\s*(["'])([\w-]{1,80})\2\s*,\s*(["'])(\w{3,5})\4/;

/**
 * The pages of an article, from what its page says: a bar of numbers, 下一页, a script that draws the bar. Only
 * addresses of the same article count, judged by their shape; links off the site, to other articles and back are refused.
 *
 * @param url the page's address
 */
export function findPages(document: Document, url: string): ArticlePages {
  const here = canonicalUrl(null, url);
  const links = [...document.querySelectorAll('a[href]')].flatMap((link) => {
    const text = (link.textContent ?? '').trim();
    // Words before addresses: most of a page's links are of no interest, and an address is dear to parse.
    const isShort = text.length <= MOST_CHARACTERS && PAGE_SIGN.test(text);
    const words = isShort ? PAGE_WORDS.exec(text.replace(MARKS_AROUND, '')) : null;
    if (!words) return [];
    const address = pageAddress(link.getAttribute('href') ?? '', url);
    return address ? [{ address, isWhole: words[1] !== undefined }] : [];
  });
  const single = links.find(({ isWhole, address }) => isWhole && address !== here)?.address;
  const scripted = scriptedPages(document, url);
  if (scripted.includes(here)) return { here, pages: scripted, single };

  const candidates = links.filter(({ isWhole }) => !isWhole);
  // The first page of 5_2.html is 5.html, whose own number is not a page's.
  const isFirst = candidates.some(({ address }) => articleOf(address) === here);
  const article = isFirst ? here : articleOf(here);
  const pages = new Map([[isFirst ? UNNUMBERED : numberOf(here), here]]);
  for (const { address } of candidates) {
    if (address !== here && (articleOf(address) === article || address === article)) {
      pages.set(address === article ? UNNUMBERED : numberOf(address), address);
    }
  }
  const ordered = [...pages].sort(([a], [b]) => a - b).map(([, address]) => address);
  return { here, pages: ordered.slice(0, MOST_PAGES), single };
}

/** An address of the same site, as pages are kept under; undefined for anything else. */
function pageAddress(href: string, url: string): string | undefined {
  const parsed = href.startsWith('#') ? null : parseWebAddress(href, url);
  return parsed && parsed.origin === new URL(url).origin ? canonicalUrl(null, parsed.href) : undefined;
}

function scriptedPages(document: Document, url: string): string[] {
  for (const script of document.querySelectorAll('script:not([src])')) {
    const found = TRS_PAGE_BAR.exec(script.textContent ?? '');
    if (!found) continue;
    const [, count = '', , name = '', , ending = ''] = found;
    return Array.from({ length: Math.min(Number(count), MOST_PAGES) }, (_, page) =>
      canonicalUrl(null, new URL(`${name}${page === 0 ? '' : `_${page}`}.${ending}`, url).href),
    );
  }
  return [];
}

/** What the pages of one article have in common. */
function articleOf(address: string): string {
  return split(address)?.article ?? address;
}

/** The number an address gives its page. Some sites count from 0, or give the second page 1. */
function numberOf(address: string): number {
  return split(address)?.number ?? UNNUMBERED;
}

/** What counts for the first page where its address has no number: below every number that an address can give. */
const UNNUMBERED = -1;

function split(address: string): { article: string; number: number } | undefined {
  for (const { pattern } of PAGE_ADDRESSES) {
    const found = pattern.exec(address);
    if (found) return { article: `${found[1]}${found[3]}`, number: Number(found[2]) };
  }
  return undefined;
}
