import search from 'approx-string-match';
import type { TextIndex } from './prepare';
import { type Alignment, alignOutwards, editDistance, type Surroundings } from './surroundings';
import type { TextSpan } from './types';

/** A stretch of the normalised text that may be the quote, and how many characters of the quote are wrong in it. */
export interface Candidate extends TextSpan {
  errors: number;
}

/** A candidate after a look around it. */
export interface Judgement extends Candidate {
  /** True where its surroundings show that it is the quote, and not one of its look-alikes. */
  isCertain: boolean;
  /** Characters of quote and context that agree: the more, the better. */
  agreement: number;
}

/** Context outside of the quote's sentence is looked for in stretches of this length. */
const COMPANY = 16;
/** A stretch shorter than this (a word, a set phrase) turns up in any company. */
const LEAST_COMPANY = 8;
/** One character in so many of the company may have been corrected. */
const COMPANY_ERRORS = 8;
/** Company is looked for so far from its old place: a paragraph or a caption may have been put between. */
const VICINITY = 400;
/**
 * A sentence with more than half of its known characters changed is another one, whatever stands beside it.
 */
const MOST_CHANGED = 0.5;
/** A block that is the same to its last character is believed alone when it is longer than set phrases and headings. */
const TELLING_BLOCK = 24;
/** So long a quote is more than a sentence, and brings its own company. */
const TELLING_QUOTE = 64;

/**
 * Looks around a candidate. What tells a quote from its look-alikes is what stands outside of its own sentence: a
 * repeated phrase or sentence brings all of itself along, but not its neighbours.
 *
 * - A sentence that is as it was needs one neighbour of old, or to be the whole of a block as before.
 * - A sentence that was changed needs all its neighbours of old: in an enumeration, the next member has one of them.
 * - Numbers are what members of a list, rows of a table and days of a report differ in: where they differ, so do the
 *   sentences.
 * - Where it would take no more edits to say that the quote was deleted here, it may have been.
 */
export function judge(index: TextIndex, surroundings: Surroundings, candidate: Candidate): Judgement {
  const { text, start, end, before, after } = surroundings;
  const { normal } = index;
  const left = alignOutwards(text, start, before.length, normal.text, candidate.start, -1);
  const right = alignOutwards(text, end, after.length, normal.text, candidate.end, 1);
  const agreement =
    end - start - 2 * candidate.errors + agreeing(left, before.length) + agreeing(right, after.length);
  const around = candidate.errors + at(left.distances, before.sentence) + at(right.distances, after.sentence);
  const company = [
    companyOf(index, surroundings, candidate, left, -1),
    companyOf(index, surroundings, candidate, right, 1),
  ];
  const known = company.filter((one) => one !== 'unknown');
  const anyAgrees = known.includes('agrees');
  const isCertain = () => {
    const length = end - start;
    if (candidate.errors === 0 && length >= TELLING_QUOTE) return true;
    if (around === 0) return anyAgrees || isSameBlock(index, surroundings, candidate) || known.length === 0;
    if (!anyAgrees || known.includes('differs')) return false;
    if (around > MOST_CHANGED * (length + before.sentence + after.sentence)) return false;
    if (length < TELLING_QUOTE && !hasSameNumbers(index, surroundings, candidate, left, right)) return false;
    return !mayBeDeleted(index, surroundings, candidate, left, right);
  };
  return { ...candidate, isCertain: isCertain(), agreement };
}

const at = (numbers: number[], index: number) => numbers[index] as number;

/** Characters of context that agree, less those that don't; never below 0, since all of it may have been replaced. */
function agreeing({ distances }: Alignment, length: number): number {
  return Math.max(0, ...distances.map((distance, of) => of - 2 * distance).slice(0, length + 1));
}

type Company = 'agrees' | 'differs' | 'unknown';

/** Whether the neighbour of old, on one side, is there: right beside the sentence, or in its vicinity. */
function companyOf(
  { normal }: TextIndex,
  { text, start, end, before, after }: Surroundings,
  candidate: Candidate,
  { distances }: Alignment,
  direction: 1 | -1,
): Company {
  const { length, sentence } = direction === 1 ? after : before;
  const size = Math.min(COMPANY, length - sentence);
  if (size < LEAST_COMPANY) return 'unknown';
  if (at(distances, sentence + size) === at(distances, sentence)) return 'agrees';
  const stretch =
    direction === 1
      ? text.slice(end + sentence, end + sentence + size)
      : text.slice(start - sentence - size, start - sentence);
  const vicinity =
    direction === 1
      ? normal.text.slice(candidate.end, candidate.end + sentence + VICINITY)
      : normal.text.slice(Math.max(0, candidate.start - sentence - VICINITY), candidate.start);
  const matches = search(vicinity, stretch, Math.floor(size / COMPANY_ERRORS));
  return matches.some((match) => numbersIn(vicinity.slice(match.start, match.end)) === numbersIn(stretch))
    ? 'agrees'
    : 'differs';
}

/** True where the quote's whole block stands around the candidate, and is a whole block there. */
function isSameBlock(
  { normal, isBlockStart }: TextIndex,
  { text, start, block }: Surroundings,
  candidate: Candidate,
): boolean {
  if (!block || block.end - block.start < TELLING_BLOCK) return false;
  const from = candidate.start - (start - block.start);
  const to = from + block.end - block.start;
  return (
    from >= 0 &&
    isBlockStart(from) &&
    isBlockStart(to) &&
    normal.text.startsWith(text.slice(block.start, block.end), from)
  );
}

const NOT_A_NUMBER = /[^0-9〇零一二三四五六七八九十百千万亿两首次甲乙丙丁]+/g;

/** The numerals of a text, and characters that count (首先, 其次, 甲). */
const numbersIn = (text: string) => text.replace(NOT_A_NUMBER, '');

function hasSameNumbers(
  { normal }: TextIndex,
  { text, start, end, before, after }: Surroundings,
  candidate: Candidate,
  left: Alignment,
  right: Alignment,
): boolean {
  const then = text.slice(start - before.sentence, end + after.sentence);
  const now = normal.text.slice(
    candidate.start - at(left.reaches, before.sentence),
    candidate.end + at(right.reaches, after.sentence),
  );
  return numbersIn(then) === numbersIn(now);
}

/**
 * True where the sentence without the quote is about as near to what stands here as the sentence with it: of 加强学习、
 * 加强锻炼 the first member may be gone, and the second would pass for it.
 */
function mayBeDeleted(
  { normal }: TextIndex,
  { text, start, end, before, after }: Surroundings,
  candidate: Candidate,
  left: Alignment,
  right: Alignment,
): boolean {
  const [leftErrors, rightErrors] = [at(left.distances, before.sentence), at(right.distances, after.sentence)];
  if (leftErrors + rightErrors === 0) return false;
  const here = normal.text.slice(
    candidate.start - at(left.reaches, before.sentence),
    candidate.end + at(right.reaches, after.sentence),
  );
  const without = text.slice(start - before.sentence, start) + text.slice(end, end + after.sentence);
  const length = end - start;
  const deleted = length + editDistance(without, here);
  return deleted - (candidate.errors + leftErrors + rightErrors) <= length / 2;
}
