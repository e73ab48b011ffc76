import { announcesBreadcrumb, parseBreadcrumb } from '../portal/breadcrumb.ts';
import { type Byline, looksLikeByline, parseByline } from '../portal/byline.ts';
import { countMarks, type Line } from './lines.ts';
import type { PageReading } from './root.ts';
import type { Trace } from './trace.ts';
import { type KnownLines, squeeze } from './trim.ts';

/** What the page says about its essay, and which of its lines say it. */
export interface Metadata extends Byline {
  title: string;
  kicker?: string;
  subtitle?: string;
  breadcrumb: string[];
  known: KnownLines;
}

/** How many lines below (above) the headline may carry the byline. */
const BYLINE_BELOW = 14;
const BYLINE_ABOVE = 3;
/** How many lines around the body's end may carry 责任编辑. */
const TAIL_LINES = 8;

/** Reads headline, byline, breadcrumb and closing credits off the page's lines. Unsure means nothing. */
export function readMetadata(reading: PageReading, trace: Trace): Metadata {
  const { lines, first, end, headline, core } = reading;
  const texts = new Set<string>();
  const bodyStart = firstProse(lines, Math.max(first, headline.line + 1), end);
  texts.add(squeeze(headline.title));
  trace({
    step: 'metadata',
    what: headline.title,
    reason: headline.line < 0 ? 'document title' : 'headline',
  });

  const at = headline.line < 0 ? Math.max(0, bodyStart - BYLINE_BELOW) : headline.line;
  const bylines = [
    ...lines.slice(at + 1, Math.min(bodyStart, at + BYLINE_BELOW)),
    ...lines.slice(Math.max(0, at - BYLINE_ABOVE), at),
  ].filter((line) => isBylinePart(line));
  const byline = parseByline(bylines.map(({ text }) => text).join('  '));
  for (const { text } of bylines) texts.add(squeeze(text));

  const tail = lines.slice(Math.max(bodyStart, end - TAIL_LINES), end + TAIL_LINES);
  for (const { text } of tail) {
    if (!/编|編/.test(text) || text.length > 120) continue;
    const { editors } = parseByline(text.replace(/^[（(【[]|[)）】\]]$/g, ''));
    if (byline.editors.length === 0) byline.editors = editors;
  }
  return {
    title: headline.title,
    ...byline,
    breadcrumb: findBreadcrumb(lines.slice(0, Math.max(at, 0)), headline.title),
    known: { title: headline.title, texts, core },
  };
}

function firstProse(lines: readonly Line[], first: number, end: number): number {
  for (let index = first; index < end; index += 1) {
    const { text, linkLength } = lines[index] as Line;
    const running = text.length >= 24 && countMarks(text) > 0 && linkLength < text.length / 2;
    if (running && !looksLikeByline(text)) return index;
  }
  return end;
}

function isBylinePart({ text }: Line): boolean {
  return looksLikeByline(text);
}

function findBreadcrumb(lines: readonly Line[], title: string): string[] {
  let best: string[] = [];
  for (const { text } of lines) {
    if (text.length > 120) continue;
    const items = parseBreadcrumb(text, title);
    if (items.length > 0 && (announcesBreadcrumb(text) || />|＞|»|›|→/.test(text))) best = items;
  }
  return best;
}
