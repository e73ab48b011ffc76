import { drain } from './normalize';
import type { TextSpan } from './types';

/** A stretch of a text, and how many edits make it the pattern. */
export interface Match extends TextSpan {
  errors: number;
}

/** Places in a text where the stretches end that are most like a pattern. */
interface Ends {
  ends: number[];
  errors: number;
}

/** Units of the pattern that are compared at once: the bits that JavaScript's operators work on. */
const WORD = 32;
/** Words worked on between two chances to rest: about a millisecond. */
const WORDS_OF_A_STEP = 100_000;

/** A stretch of a text, read forwards or backwards. */
interface Reading extends TextSpan {
  text: string;
  isBackwards: boolean;
}

/**
 * Stretches between two places of a text that have the fewest edits to the pattern, if no more than `mostErrors`:
 * `atMost` of them, in the order of their ends, each with the earliest beginning from which so few edits lead to its
 * end or to a place before it.
 *
 * Myers' bit-parallel algorithm in blocks (J. ACM 46/3, 1999), as approx-string-match has it; but in steps, on the text
 * as it lies there, with a table of the pattern's own characters alone, and looking for no more beginnings than are
 * asked for: a search here is short, and what that takes at the start of each outweighs the search.
 */
export function* searchSimilar(
  text: string,
  { start: from, end: to }: TextSpan,
  pattern: string,
  mostErrors: number,
  atMost: number,
): Generator<void, Match[]> {
  const { ends, errors } = yield* findEnds(
    { text, start: from, end: to, isBackwards: false },
    pattern,
    mostErrors,
  );
  const matches: Match[] = [];
  for (const end of ends.slice(0, atMost)) {
    const earliest = Math.max(from, end - pattern.length - errors);
    const reading = { text, start: earliest, end, isBackwards: true };
    const lengths = (yield* findEnds(reading, pattern, errors)).ends;
    matches.push({ start: end - ((lengths.at(-1) ?? earliest) - earliest), end, errors });
  }
  return matches;
}

/** True where a stretch of the text has no more than so many edits to the pattern. */
export function hasSimilar(text: string, pattern: string, mostErrors: number): boolean {
  // What the text is short of are edits.
  if (pattern.length - text.length > mostErrors) return false;
  const reading = { text, start: 0, end: text.length, isBackwards: false };
  return drain(findEnds(reading, pattern, mostErrors)).ends.length > 0;
}

/**
 * Where the most similar stretches end: read forwards, their ends; read backwards, as far behind the reading's start
 * as they are long.
 */
function* findEnds(
  { text, start, end, isBackwards }: Reading,
  pattern: string,
  mostErrors: number,
): Generator<void, Ends> {
  const { length } = pattern;
  let errors = Math.min(mostErrors, length);
  let ends: number[] = [];
  if (length === 0) return { ends, errors };
  const blocks = Math.ceil(length / WORD);
  const last = blocks - 1;
  const rowsOfLast = length - last * WORD;
  const { bits, rowOf } = readPattern(pattern, isBackwards, blocks);
  /** A bit for each row: has it an edit more than the row above it, or one less? */
  const ups = new Int32Array(blocks);
  const downs = new Int32Array(blocks);
  /** Edits in the last row of each block. */
  const scores = new Int32Array(blocks);
  /** All rows of the blocks below this one have more edits than are allowed. */
  let active = Math.max(0, Math.ceil(errors / WORD) - 1);
  for (let block = 0; block <= active; block += 1) {
    ups[block] = -1;
    scores[block] = block === last ? length : (block + 1) * WORD;
  }
  let words = 0;
  for (let at = start; at < end; at += 1) {
    words += active + 1;
    if (words > WORDS_OF_A_STEP) {
      words = 0;
      yield;
    }
    const row = rowOf(text.charCodeAt(isBackwards ? start + end - 1 - at : at)) * blocks;
    /** By how much the row above a block has more edits in this column than in the one before it. */
    let carry = 0;
    let hasOpened = false;
    for (let block = 0; block <= active; block += 1) {
      const isFalling = carry >>> 31;
      const up = ups[block] as number;
      const down = downs[block] as number;
      const equal = (bits[row + block] as number) | isFalling;
      const vertical = equal | down;
      const horizontal = ((((equal & up) + up) | 0) ^ up) | equal;
      const rises = down | ~(horizontal | up);
      const falls = up & horizontal;
      const lastRow = block === last ? rowsOfLast - 1 : WORD - 1;
      const out = ((rises >>> lastRow) & 1) - ((falls >>> lastRow) & 1);
      const shifted = (rises << 1) | (carry > 0 ? 1 : 0);
      ups[block] = (falls << 1) | isFalling | ~(vertical | shifted);
      downs[block] = shifted & vertical;
      const before = scores[block] as number;
      scores[block] = before + out;
      carry = out;
      if (block < active || block === last || hasOpened || before > errors) continue;
      // The first row of the next block can have no more edits than are allowed only so.
      if (out < 0 || ((bits[row + block + 1] as number) & 1) === 1) {
        hasOpened = true;
        active += 1;
        ups[active] = -1;
        downs[active] = 0;
        scores[active] = before + (active === last ? rowsOfLast : WORD);
      }
    }
    if (!hasOpened) while (active > 0 && (scores[active] as number) >= errors + WORD) active -= 1;
    const score = scores[last] as number;
    if (active < last || score > errors) continue;
    // Earlier ones with more errors don't count any more.
    if (score < errors) ends = [];
    errors = score;
    ends.push(at + 1);
  }
  return { ends, errors };
}

/** For each character of a pattern a row of bits that tell where it stands; row 0 is for all others. */
function readPattern(pattern: string, isBackwards: boolean, blocks: number) {
  // An open hash table that is never more than half full.
  const size = 1 << (34 - Math.clz32(pattern.length));
  const keys = new Int32Array(size);
  const rows = new Int32Array(size);
  const slotOf = (code: number) => {
    let slot = code & (size - 1);
    while (keys[slot] !== 0 && keys[slot] !== code + 1) slot = (slot + 1) & (size - 1);
    return slot;
  };
  const rowOf = (code: number) => rows[slotOf(code)] as number;
  let distinct = 0;
  for (let at = 0; at < pattern.length; at += 1) {
    const code = pattern.charCodeAt(at);
    const slot = slotOf(code);
    if (keys[slot] !== 0) continue;
    distinct += 1;
    keys[slot] = code + 1;
    rows[slot] = distinct;
  }
  const bits = new Int32Array((distinct + 1) * blocks);
  for (let at = 0; at < pattern.length; at += 1) {
    const word = rowOf(pattern.charCodeAt(isBackwards ? pattern.length - 1 - at : at)) * blocks + (at >>> 5);
    bits[word] = (bits[word] as number) | (1 << (at & (WORD - 1)));
  }
  return { bits, rowOf };
}
