import { looksLikeByline } from '../portal/byline.ts';
import { isClutterLine } from '../portal/clutter.ts';
import type { PageLabels } from '../portal/labels.ts';
import type { Line } from './lines.ts';
import { isNamed, type NameWords, nameWords } from './markup-name.ts';
import { squeeze } from './text.ts';

/** The lines that belong to a headline: 引题 above it and 副题 below it. */
export interface Deck {
  kicker?: string;
  subtitle?: string;
}

/** Lengths of a line above or below a headline, in characters. */
const MIN_LENGTH = 6;
const MAX_LENGTH = 50;
/** How markup names the line above a headline, and the one below it; `loose` names say so of headings only. */
const KICKER = {
  names: numbered('pretitle kicker eyebrow yinti introtitle jianti shoulder'),
  loose: numbered('pre intro'),
};
const SUBTITLE = {
  names: numbered('subtitle sub-title subhead futi fubiaoti dek'),
  loose: numbered('sub'),
};
/** A dash sets a second headline off: ——访某社区负责人. */
const DASH = /^(?:——|--|──)\S/;

/**
 * Reads kicker and subtitle: what the page labels so, in its data or by its markup, and a second headline behind
 * a dash. A label that the page doesn't print near its headline says nothing.
 */
export function readDeck(lines: readonly Line[], headline: number, labels: PageLabels): Deck {
  const above = lines.slice(Math.max(0, headline - 2), headline).reverse();
  const below = lines.slice(headline + 1, headline + 4);
  return {
    kicker: pick(above, labels.kicker, KICKER),
    subtitle: pick(below, labels.subtitle, SUBTITLE) ?? below.slice(0, 2).find(isDashed)?.text,
  };
}

function pick(near: readonly Line[], label: string | undefined, names: typeof KICKER): string | undefined {
  const labelled = label && near.find(({ text }) => squeeze(text) === squeeze(label));
  if (labelled) return labelled.text;
  return near.find((line) => isNamedSo(line, names) && isHeadlineLike(line))?.text;
}

function isHeadlineLike({ text, linkLength }: Line): boolean {
  const isLong = text.length >= MIN_LENGTH && text.length <= MAX_LENGTH;
  return isLong && linkLength === 0 && !looksLikeByline(text) && !isClutterLine(text);
}

function isNamedSo({ element }: Line, { names, loose }: typeof KICKER): boolean {
  return isNamed(element, names) || (/^h\d$/.test(element.localName) && isNamed(element, loose));
}

/** Parts of names, with a number behind them or without. */
function numbered(words: string): NameWords {
  return nameWords(words).flatMap((word) => [`-${word}-`, `-${word}#`]);
}

function isDashed({ text }: Line): boolean {
  return DASH.test(text) && text.length <= MAX_LENGTH;
}
