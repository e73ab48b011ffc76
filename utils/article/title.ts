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
 * else the nearest h1; else the document's title without the site's name.
 * @param end index of the first line behind the region in which a headline may stand.
 */
export function findHeadline(document: Document, lines: readonly Line[], end: number): Headline {
  const documentTitle = collapseSpace(document.querySelector('title')?.textContent ?? '');
  const squeezedTitle = squeeze(documentTitle);
  let best = -1;
  let bestScore = 0;
  for (let index = 0; index < end; index += 1) {
    const line = lines[index] as Line;
    const score = headlineScore(line, squeezedTitle, end - index);
    if (score >= bestScore && score > 0) {
      best = index;
      bestScore = score;
    }
  }
  if (best >= 0) return { title: (lines[best] as Line).text, line: best };
  return { title: documentTitle.split(SUFFIX)[0] || documentTitle, line: -1 };
}

function headlineScore(line: Line, documentTitle: string, distance: number): number {
  const text = squeeze(line.text);
  const heading = headingRank(line);
  if (text.length < 4 || text.length > 80) return 0;
  if (documentTitle.startsWith(text)) return 100 + text.length + heading;
  if (documentTitle.includes(text) && text.length >= documentTitle.length / 3)
    return 60 + text.length + heading;
  return heading > 0 && line.linkLength === 0 && distance < 20 ? heading : 0;
}

/** 30 for h1 down to 5 for h6; 0 for everything else. */
function headingRank(line: Line): number {
  const heading = line.inner.closest('h1,h2,h3');
  return heading ? 40 - 10 * Number(heading.tagName.charAt(1)) : 0;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '');
}
