import type { Line } from './lines.ts';
import { collapseSpace } from './text.ts';

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
  const documentTitle = collapseSpace(document.querySelector('title')?.textContent ?? '');
  const squeezedTitle = squeeze(documentTitle);
  let best = -1;
  let bestScore = 0;
  for (const [index, line] of lines.entries()) {
    const score = headlineScore(line, squeezedTitle);
    if (score > bestScore) {
      best = index;
      bestScore = score;
    }
  }
  if (best >= 0) return { title: (lines[best] as Line).text, line: best };
  return { title: documentTitle.split(SUFFIX)[0] || documentTitle, line: -1 };
}

function headlineScore(line: Line, documentTitle: string): number {
  const text = squeeze(line.text);
  const heading = headingRank(line);
  if (text.length < 4 || text.length > 80) return 0;
  const link = line.linkLength > 0 ? -LINK_COST : 0;
  if (documentTitle.startsWith(text)) return 100 + text.length + heading + link;
  if (documentTitle.includes(text) && text.length >= documentTitle.length / 3)
    return 60 + text.length + heading + link;
  return heading > 0 && line.linkLength === 0 ? heading : 0;
}

/** A headline is seldom a link; lists of other articles are. */
const LINK_COST = 20;

/** 30 for h1 down to 5 for h6; 0 for everything else. */
function headingRank(line: Line): number {
  const heading = line.inner.closest('h1,h2,h3');
  return heading ? 40 - 10 * Number(heading.tagName.charAt(1)) : 0;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '');
}
