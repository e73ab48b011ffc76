import { BODY_CONTAINERS, CLUTTER_LINES, CLUTTER_NAMES } from '../portal/clutter.ts';
import { countMarks, type Line, readLines } from './lines.ts';

/** A page read once: its lines, and the element that holds the body. */
export interface PageReading {
  lines: Line[];
  /** Index of each of the body's lines in `lines`: [first, end). */
  first: number;
  end: number;
  root: Element;
}

/** A line of running text has at least this many characters that are not links. Measured on shared corpora. */
const PROSE_LENGTH = 12;
/** Running text in regions named as clutter counts this much: names can lie, so it isn't nothing. */
const NAMED_CLUTTER_FACTOR = 0.1;
/** A body container of a known CMS is believed when it holds this share of the best region's running text. */
const CONTAINER_SHARE = 0.6;

/**
 * Finds the body: the element whose lines sum up highest, where running text counts for its length and links
 * against. One pass, linear, and not recursive.
 */
export function findBody(document: Document): PageReading {
  const page: Element = document.body ?? document.documentElement;
  const lines: Line[] = [];
  const sums = new Map<Element, number>();
  const firsts = new Map<Element, number>();
  const ends = new Map<Element, number>();
  let best = page;
  let bestSum = 0;

  readLines(page, {
    line(line) {
      sums.set(line.element, (sums.get(line.element) ?? 0) + lineWeight(line));
      if (!firsts.has(line.element)) firsts.set(line.element, lines.length);
      lines.push(line);
      ends.set(line.element, lines.length);
    },
    leave(element) {
      const first = firsts.get(element);
      if (first === undefined) return;
      let sum = sums.get(element) ?? 0;
      if (sum > 0 && isNamedClutter(element)) sum *= NAMED_CLUTTER_FACTOR;
      sums.set(element, sum);
      if (sum > bestSum) {
        best = element;
        bestSum = sum;
      }
      const parent = element.parentElement;
      if (!parent || element === page) return;
      sums.set(parent, (sums.get(parent) ?? 0) + sum);
      if (!firsts.has(parent)) firsts.set(parent, first);
      ends.set(parent, ends.get(element) ?? lines.length);
    },
  });

  for (const { selector } of BODY_CONTAINERS) {
    const container = page.querySelector(selector);
    if (container && container !== best && (sums.get(container) ?? 0) > bestSum * CONTAINER_SHARE)
      best = container;
  }
  return { lines, root: best, first: firsts.get(best) ?? 0, end: ends.get(best) ?? lines.length };
}

function lineWeight({ text, linkLength }: Line): number {
  const plain = text.length - linkLength;
  if (linkLength > plain) return -linkLength;
  if (CLUTTER_LINES.some(({ pattern }) => pattern.test(text))) return -Math.min(plain, 60);
  const marks = countMarks(text);
  return marks > 0 && plain >= PROSE_LENGTH ? plain - linkLength : -linkLength;
}

function isNamedClutter(element: Element): boolean {
  const name = `${element.getAttribute('id') ?? ''} ${element.getAttribute('class') ?? ''}`;
  return name.length > 1 && CLUTTER_NAMES.some(({ pattern }) => pattern.test(name));
}
