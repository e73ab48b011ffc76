import type { Line } from './lines.ts';
import { isNamed, nameWords } from './markup-name.ts';
import { collapseSpace, squeeze } from './text.ts';

/** A page's headline and the line that prints it, -1 where only the document's title does. */
export interface Headline {
  title: string;
  line: number;
}

/** Marks between a headline and the site's name in a document's title. */
const SUFFIX = /\s*(?:[_|｜]|\s[-–—]+\s?|[-–—]+(?=[^-–—_|]{2,12}$)|--+|::|<<)\s*/;

/**
 * Finds the headline: the line before or at the body's beginning that the document's title begins with or holds;
 * else the first h1 that is no link; else the document's title without the site's name.
 */
export function findHeadline(document: Document, lines: readonly Line[]): Headline {
  const documentTitle = declaredTitle(document);
  const squeezedTitle = squeeze(documentTitle);
  const [beginning = ''] = documentTitle.split(SUFFIX);
  const firstPart = squeeze(beginning);
  let best = -1;
  let bestScore = 0;
  for (const [index, line] of lines.entries()) {
    const score = headlineScore(line, squeezedTitle, firstPart);
    if (score > bestScore) {
      best = index;
      bestScore = score;
    }
  }
  if (best >= 0) return { title: (lines[best] as Line).text, line: best };
  return { title: beginning || documentTitle, line: -1 };
}

/** The document's title, or what it declares for sharing where the title is only the site's name. */
function declaredTitle(document: Document): string {
  const title = collapseSpace(document.querySelector('title')?.textContent ?? '');
  if (title !== '' && !isSiteName(title)) return title;
  const shared = document.querySelector('meta[property="og:title"]')?.getAttribute('content');
  return collapseSpace(shared ?? '') || title;
}

function headlineScore(line: Line, documentTitle: string, firstPart: string): number {
  // White space is collapsed: squeezed, a line keeps half of its length.
  if (line.text.length > 2 * MAX_HEADLINE_LENGTH) return 0;
  const text = line.text.replaceAll(' ', '');
  if (text.length < 4 || text.length > MAX_HEADLINE_LENGTH || endsLikeSite(text)) return 0;
  const holdsTitle = firstPart.length >= 8 && text.includes(firstPart);
  const isTitle = documentTitle.includes(text);
  // Nothing else makes a headline of a link, and most of a page's lines are links.
  if (line.linkLength > 0 && !holdsTitle && !isTitle) return 0;
  const heading = headingRank(line);
  const link = line.linkLength > 0 ? -LINK_COST : 0;
  if (isTitle && documentTitle.startsWith(text)) return 100 + text.length + heading + link;
  // The page may print more than its title says: 【记者即时播报】 before it.
  if (heading > 0 && holdsTitle) return 100 + text.length + heading + link;
  if (isTitle && text.length >= documentTitle.length / 3) return 60 + text.length + heading + link;
  return line.linkLength === 0 ? heading : 0;
}

/** No headline of a portal is longer, its spaces taken off. */
const MAX_HEADLINE_LENGTH = 80;
/** A short line that ends so is the site's name, though the document's title may be nothing else. */
const SITE_ENDS = ['网', '網', '新聞網', '网站', '網站', '电视台', '日报'];
/** How much stands before that, in characters. */
const SITE_NAME_BEGINNING = { least: 2, most: 9 };
/** How markup names headlines, where it doesn't use h1. */
const HEADLINE_NAMES = nameWords('-title- -headline- -biaoti- -bt1-');
function endsLikeSite(text: string): boolean {
  return SITE_ENDS.some((end) => {
    const { length } = text.slice(0, -end.length);
    return text.endsWith(end) && length >= SITE_NAME_BEGINNING.least && length <= SITE_NAME_BEGINNING.most;
  });
}

/** True for a line that is a site's name and no headline. */
export function isSiteName(text: string): boolean {
  return endsLikeSite(squeeze(text));
}

/** A headline is seldom a link; lists of other articles are. */
const LINK_COST = 20;

/** 30 for h1 down to 10 for h3, 8 for what is named a title, 0 for everything else. */
function headingRank(line: Line): number {
  const heading = line.inner.closest('h1,h2,h3');
  if (heading) return 40 - 10 * Number(heading.tagName.charAt(1));
  return isNamed(line.element, HEADLINE_NAMES) ? 8 : 0;
}
