import type { Annotation } from '../library/schema';
import {
  BLOCK_LENGTH,
  COMPANY_LENGTH,
  CONTEXT_LENGTH,
  isCutByText,
  MOST_CONTEXT,
  SENTENCE_END,
} from './describe';
import { normalizeText } from './normalize';

/** What is known of a mark: its quote amid what stood around it, normalised. */
export interface Surroundings {
  /** What stood around the quote, and the quote: `text.slice(start, end)`. */
  text: string;
  start: number;
  end: number;
  /** Lengths of the context in `text` on each side, and how much of it belongs to the quote's own sentence. */
  before: Context;
  after: Context;
  /** Sentences and blocks that end inside the quote, before its own end. */
  innerEnds: number;
  /** True where the quote's sentence stood in the text more than once when it was marked. */
  isRepeated: boolean;
  /** The quote's block within `text`, where all of it is known. */
  block?: { start: number; end: number };
}

/** One side's context: `length` units, of which the `sentence` next to the quote belong to its sentence, or to what was printed twice with it. */
export interface Context {
  length: number;
  sentence: number;
  /** True where the sentence begins or ends a block on this side, so that its neighbour is in another one. */
  isBlockEdge: boolean;
  /** True where the context reaches to the beginning or end of the whole text. */
  isAll: boolean;
}

/** Reads the surroundings off what is stored. The block tells more than prefix and suffix where it reaches further. */
export function readSurroundings({ quote, block }: Pick<Annotation, 'quote' | 'block'>): Surroundings {
  const offset = offsetInBlock(quote, block.text);
  // A cut between the halves of a character leaves one unit less.
  const isWhole = block.text.length < BLOCK_LENGTH - 1;
  const blockLeft = offset === undefined ? '' : block.text.slice(0, offset);
  const blockRight =
    offset === undefined || quote.exact.includes('\n') ? '' : block.text.slice(offset + quote.exact.length);
  const leftByBlock = blockLeft.length > quote.prefix.length;
  const rightByBlock = blockRight.length > quote.suffix.length;
  const endsBlock =
    offset !== undefined && blockRight.length >= quote.suffix.length && !quote.exact.includes('\n');
  const left = leftByBlock ? blockLeft : quote.prefix;
  const right = rightByBlock ? blockRight : quote.suffix;
  const { text, starts, blockStarts } = normalizeText(`${left}${quote.exact}${right}`);
  const unitAt = (original: number) => {
    const unit = starts.findIndex((start) => start >= original);
    return unit < 0 ? text.length : unit;
  };
  const start = unitAt(left.length);
  const end = Math.max(start, unitAt(left.length + quote.exact.length));
  // The first unit opens a block only where the block, or the text, is known to its beginning.
  const opensWhole =
    (offset !== undefined && blockLeft.length >= quote.prefix.length) ||
    left.startsWith('\n') ||
    isCutByText(quote, 'prefix');
  const breaks = new Set(opensWhole ? blockStarts : blockStarts.slice(1));
  // A suffix may end with a break, and nothing of the next block.
  if (right.endsWith('\n') || (endsBlock && isWhole) || isCutByText(quote, 'suffix')) breaks.add(text.length);
  const blockStart = [...breaks].filter((at) => at <= start).pop();
  const blockEnd = [...breaks].filter((at) => at >= end && at > start).sort((a, b) => a - b)[0];
  // What was printed twice may be more than the sentence; then the context was kept so far beyond it.
  const reach = (context: string) =>
    quote.isRepeated && context.length > CONTEXT_LENGTH ? context.length - COMPANY_LENGTH : 0;
  const sentenceLeft = Math.max(
    sentenceBefore(text, start, breaks),
    start - unitAt(left.length - reach(quote.prefix)),
  );
  const sentenceRight = Math.max(
    sentenceAfter(text, start, end, breaks),
    unitAt(left.length + quote.exact.length + reach(quote.suffix)) - end,
  );
  return {
    text,
    start,
    end,
    isRepeated: quote.isRepeated === true,
    before: {
      length: Math.min(start, MOST_CONTEXT),
      sentence: sentenceLeft,
      isBlockEdge: breaks.has(start - sentenceLeft),
      isAll: isCutByText(quote, 'prefix'),
    },
    after: {
      length: Math.min(text.length - end, MOST_CONTEXT),
      sentence: sentenceRight,
      isBlockEdge: breaks.has(end + sentenceRight),
      isAll: isCutByText(quote, 'suffix'),
    },
    innerEnds: countEnds(text, start, end, breaks),
    block:
      blockStart === undefined || blockEnd === undefined ? undefined : { start: blockStart, end: blockEnd },
  };
}

/** Where in its block the quote begins; `undefined` where the kept part of the block doesn't tell. */
function offsetInBlock(quote: Annotation['quote'], block: string): number | undefined {
  const { exact, prefix } = quote;
  const [head = ''] = exact.split('\n');
  const near = prefix.slice(prefix.lastIndexOf('\n') + 1);
  const holds = (offset: number) =>
    offset < block.length && block.startsWith(head.slice(0, block.length - offset), offset);
  const begins = near.length < prefix.length || isCutByText(quote, 'prefix');
  if (begins && holds(near.length)) return near.length;
  if (prefix === '' || near.length < prefix.length) return undefined;
  const places: number[] = [];
  for (let at = block.indexOf(prefix); at >= 0; at = block.indexOf(prefix, at + 1))
    if (holds(at + prefix.length)) places.push(at + prefix.length);
  return places.length === 1 ? places[0] : undefined;
}

function sentenceBefore(text: string, start: number, breaks: Set<number>): number {
  let length = 0;
  while (
    start - length > 0 &&
    length < MOST_CONTEXT &&
    !breaks.has(start - length) &&
    !SENTENCE_END.test(text.charAt(start - length - 1))
  )
    length += 1;
  return length;
}

function sentenceAfter(text: string, start: number, end: number, breaks: Set<number>): number {
  if (end > start && SENTENCE_END.test(text.charAt(end - 1))) return 0;
  let length = 0;
  while (end + length < text.length && length < MOST_CONTEXT && !breaks.has(end + length)) {
    length += 1;
    if (SENTENCE_END.test(text.charAt(end + length - 1))) break;
  }
  return length;
}

function countEnds(text: string, start: number, end: number, breaks: Set<number>): number {
  let count = 0;
  for (let at = start + 1; at < end; at += 1)
    if (breaks.has(at) || SENTENCE_END.test(text.charAt(at - 1))) count += 1;
  return count;
}

/** How a side's context lies against a text, counted outwards from the quote. */
export interface Alignment {
  /** For each length of context the fewest single-character edits that make it what stands there. */
  distances: number[];
  /** For each length of context how far it then reaches in the text. */
  reaches: number[];
}

/** The text may have so many characters more than the context before the alignment gives up on them. */
const MOST_ADDED = 16;
/** More edits than any context has characters; small enough that counting on from it stays within 16 bits. */
const FAR = 10_000;

/**
 * Aligns the context beside `at` in `context` with the text beside `place` in `text`, outwards: `direction` 1 to the
 * right, −1 to the left. The far end is free. Levenshtein's distance by the usual table.
 */
export function alignOutwards(
  context: string,
  at: number,
  length: number,
  text: string,
  place: number,
  direction: 1 | -1,
): Alignment {
  const [contextShift, textShift] = direction === 1 ? [at, place] : [at - 1, place - 1];
  const contextUnit = (index: number) => context.charCodeAt(contextShift + direction * index);
  const textUnit = (index: number) => text.charCodeAt(textShift + direction * index);
  const available = direction === 1 ? text.length - place : place;
  const distances = [0];
  const reaches = [0];
  // What agrees from the start costs nothing, whatever comes behind it.
  let same = 0;
  while (same < length && same < available && contextUnit(same) === textUnit(same)) {
    same += 1;
    distances.push(0);
    reaches.push(same);
  }
  const width = Math.min(length - same + MOST_ADDED, available - same);
  let above = new Int16Array(width + 1).fill(FAR);
  let row = new Int16Array(width + 1).fill(FAR);
  for (let column = 0; column <= Math.min(width, MOST_ADDED); column += 1) above[column] = column;
  for (let line = 1; line <= length - same; line += 1) {
    const unit = contextUnit(same + line - 1);
    // Only a band about the diagonal: what lies beyond it was added or left out at a stretch.
    const from = Math.max(0, line - MOST_ADDED);
    const to = Math.min(width, line + MOST_ADDED);
    let best = Math.min(from, width);
    row[best] = from === 0 ? line : FAR;
    for (let column = Math.max(1, from); column <= to; column += 1) {
      const kept = (above[column - 1] as number) + (unit === textUnit(same + column - 1) ? 0 : 1);
      const before = column > from ? (row[column - 1] as number) : FAR;
      const value = Math.min(
        kept,
        (column < line + MOST_ADDED ? (above[column] as number) : FAR) + 1,
        before + 1,
      );
      row[column] = value;
      if (value < (row[best] as number)) best = column;
    }
    // Beyond the band all of the rest has to be left out.
    const distance = Math.min(row[best] as number, line);
    distances.push(distance);
    reaches.push(same + (distance < (row[best] as number) ? 0 : best));
    [above, row] = [row, above];
  }
  return { distances, reaches };
}

/** Levenshtein's distance of two texts. */
export function editDistance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let line = 1; line <= one.length; line += 1) {
    const row = [line];
    for (let column = 1; column <= other.length; column += 1)
      row.push(
        Math.min(
          (above[column - 1] as number) + (one[line - 1] === other[column - 1] ? 0 : 1),
          (above[column] as number) + 1,
          (row[column - 1] as number) + 1,
        ),
      );
    above = row;
  }
  return above[other.length] as number;
}
