import { COMPANY_LENGTH, SENTENCE_END } from './describe';
import { drain } from './normalize';
import type { TextIndex } from './prepare';
import { hasSimilar, searchSimilar } from './similar';
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
  /** True where quote, sentence or neighbours are not as they were. */
  isChanged: boolean;
}

/** A stretch shorter than this (a word, a set phrase) turns up in any company. */
const LEAST_COMPANY = 8;
/** One character in so many of the company may have been corrected. */
const COMPANY_ERRORS = 5;
/** Company is looked for so far from its old place: a paragraph or a caption may have been put between. */
const VICINITY = 400;
/**
 * A sentence with more than half of its known characters changed is another one, whatever stands beside it.
 */
const MOST_CHANGED = 0.5;
/** A block that is the same to its last character is believed alone when it is longer than set phrases and headings. */
const TELLING_BLOCK = 32;
/** Look-alikes are sentences; so long a stretch is the same where no more than one character in so many was changed. */
const TELLING_SENTENCE = 128;
const SENTENCE_ERRORS = 8;
/** One character in so many is a slip of the pen: with that, one neighbour in another block may be gone. */
const SLIP = 16;
/** So long a quote over so many ends of sentences is more than a sentence, and brings its own company. */
const TELLING_QUOTE = 100;
const TELLING_ENDS = 2;

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
  const isLonger = beginsBefore(index, surroundings, candidate, left);
  const around =
    candidate.errors +
    at(left.distances, before.sentence) +
    at(right.distances, after.sentence) +
    Number(isLonger);
  const company = [
    companyOf(index, surroundings, candidate, left, -1),
    companyOf(index, surroundings, candidate, right, 1),
  ];
  const isCertain = () => {
    const length = end - start;
    const known = length + before.sentence + after.sentence;
    const has = (...kinds: Company[]) => company.some((one) => kinds.includes(one));
    // Of a sentence printed twice either one may be left, and with it one neighbour: a teaser repeats what follows.
    if (surroundings.isRepeated && !company.every((one) => one === 'bound' || one === 'beside')) return false;
    if (length >= TELLING_QUOTE && surroundings.innerEnds >= TELLING_ENDS) return true;
    const isLong = known >= TELLING_SENTENCE && around <= known / SENTENCE_ERRORS;
    if (around === 0) {
      if (surroundings.isRepeated || isLong || isSameBlock(index, surroundings, candidate)) return true;
      // A neighbour that is a sibling stands beside other siblings as well.
      const isTold = company.some(
        (one, side) => (one === 'bound' || one === 'beside') && !isSibling(surroundings, side === 0 ? -1 : 1),
      );
      if (isTold) return !has('differs') || known >= TELLING_BLOCK;
      // Something was put between: among siblings that may be another of them, with the same neighbours near.
      const isAmongSiblings = isSibling(surroundings, -1) || isSibling(surroundings, 1);
      return has('near') && !has('away', 'differs') && !isAmongSiblings;
    }
    if (around > MOST_CHANGED * known || has('differs')) return false;
    const isSlight = around <= Math.max(1, known / SLIP);
    if (!isLong && (!has('bound', 'beside') || (has('away') && !isSlight))) return false;
    if (surroundings.isRepeated && !isSlight) return false;
    // Numbers and siblings, which are dear to look for, come last.
    if (!hasSameNumbers(index, surroundings, candidate, left, right)) return false;
    const isEnclosed = isSlight && company.every((one) => one === 'bound' || one === 'beside');
    const isRival = isEnclosed ? hasNearSibling(surroundings, around) : hasSibling(surroundings);
    return !isRival && !mayBeDeleted(index, surroundings, candidate, left, right);
  };
  return {
    ...candidate,
    isCertain: isCertain(),
    agreement,
    isChanged: around > 0 || company.includes('away') || company.includes('differs'),
  };
}

/** True where the sentence now has something before its old beginning: 而且, 第二. */
function beginsBefore(
  { normal, isBlockStart }: TextIndex,
  { text, start, before }: Surroundings,
  candidate: Candidate,
  left: Alignment,
): boolean {
  const isWholeSentence = before.isBlockEdge || SENTENCE_END.test(text.charAt(start - before.sentence - 1));
  const border = candidate.start - at(left.reaches, before.sentence);
  return isWholeSentence && !isBlockStart(border) && !SENTENCE_END.test(normal.text.charAt(border - 1));
}

const at = (numbers: number[], index: number) => numbers[index] as number;

/** Characters of context that agree, less those that don't; never below 0, since all of it may have been replaced. */
function agreeing({ distances }: Alignment, length: number): number {
  return Math.max(0, ...distances.map((distance, of) => of - 2 * distance).slice(0, length + 1));
}

/**
 * What became of the neighbour on one side. `bound`: it stands beside the sentence, and in one block with it as before.
 * `beside`: it stands there. `near`: something was put between two blocks. `away`: it is not there, but was in another
 * block, which may have been removed. `differs`: it was in the same block, where nothing is removed without a reason.
 * `unknown`: nothing is known of it.
 */
type Company = 'bound' | 'beside' | 'near' | 'away' | 'differs' | 'unknown';

/** What became of the neighbour on one side. The text's own beginning and end are neighbours too. */
function companyOf(
  { normal, isBlockStart }: TextIndex,
  { text, start, end, before, after, isRepeated }: Surroundings,
  candidate: Candidate,
  { distances, reaches }: Alignment,
  direction: 1 | -1,
): Company {
  const { length, sentence, isAll, isBlockEdge } = direction === 1 ? after : before;
  const size = Math.min(COMPANY_LENGTH, length - sentence);
  if (size < LEAST_COMPANY) {
    const rest = direction === 1 ? normal.text.length - candidate.end : candidate.start;
    if (!isAll) return 'unknown';
    // One character may have been corrected; and a changed one may count as one left out.
    const isLike = at(distances, length) - at(distances, sentence) <= 1;
    return isLike && rest - at(reaches, length) <= at(distances, length) ? 'beside' : 'away';
  }
  const [companyStart, companyEnd] =
    direction === 1 ? [end + sentence, end + sentence + size] : [start - sentence - size, start - sentence];
  const stretch = text.slice(companyStart, companyEnd);
  // What is printed twice may stand in like company both times.
  const mostErrors = isRepeated ? 0 : Math.floor(size / COMPANY_ERRORS);
  const isLike = (other: string) => haveSameNumbers(stretch, other);
  if (at(distances, sentence + size) - at(distances, sentence) <= mostErrors) {
    const [from, to] = [at(reaches, sentence), at(reaches, sentence + size)];
    const beside =
      direction === 1
        ? normal.text.slice(candidate.end + from, candidate.end + to)
        : normal.text.slice(candidate.start - to, candidate.start - from);
    const border = direction === 1 ? candidate.end + from : candidate.start - from;
    if (isLike(beside)) return isBlockEdge || isBlockStart(border) ? 'beside' : 'bound';
  }
  if (!isBlockEdge) return 'differs';
  const vicinity =
    direction === 1
      ? normal.text.slice(candidate.end, candidate.end + sentence + VICINITY)
      : normal.text.slice(Math.max(0, candidate.start - sentence - VICINITY), candidate.start);
  const everywhere = { start: 0, end: vicinity.length };
  const matches = drain(searchSimilar(vicinity, everywhere, stretch, mostErrors, vicinity.length));
  return matches.some((match) => isLike(vicinity.slice(match.start, match.end))) ? 'near' : 'away';
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

/**
 * False where a number became another. One that has more digits on one side may have had a slip of the pen. Characters
 * that count are numbers: 首先, 其次, 甲.
 */
function haveSameNumbers(one: string, other: string): boolean {
  const [fewer = '', more = ''] = [one, other]
    .map((text) => text.replace(NOT_A_NUMBER, ''))
    .sort((a, b) => a.length - b.length);
  let at = 0;
  for (const digit of more) if (digit === fewer[at]) at += 1;
  return at === fewer.length;
}

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
  return haveSameNumbers(then, now);
}

/** A sentence is known again by so many characters about the quote. */
const PROBE = 24;
/** One character in so many tells members of an enumeration apart: 一是坚持理论学习, 二是加强理论学习. */
const SIBLING_ERRORS = 3;

/**
 * True where a sentence like the quote's stood in its surroundings: then one of those may be left, and nothing but its
 * own words tells the quote's sentence from it.
 */
function hasSibling(surroundings: Surroundings): boolean {
  const { text, start, end, before, after } = surroundings;
  const from = start - before.sentence;
  const to = end + after.sentence;
  const missing = Math.max(0, PROBE - (end - start));
  const probeStart = Math.max(from, start - Math.ceil(missing / 2));
  const probe = text.slice(probeStart, Math.min(to, Math.max(end, probeStart + PROBE)));
  return (
    [text.slice(0, from), text.slice(to)].some((elsewhere) => isIn(elsewhere, probe)) ||
    isSibling(surroundings, -1) ||
    isSibling(surroundings, 1)
  );
}

/** A sibling that was left in the quote's place may have been corrected as well, by so much. */
const SIBLING_SLIPS = 2;

/**
 * True where a sentence stood in the surroundings that is no further from the quote's own than what stands here now: it
 * may be that one. Of a sentence beside it, only the half towards the quote may be known.
 */
function hasNearSibling({ text, start, end, before, after }: Surroundings, around: number): boolean {
  const from = start - before.sentence;
  const to = end + after.sentence;
  const isNear = (elsewhere: string, probe: string) =>
    hasSimilar(elsewhere, probe, Math.min(Math.floor(probe.length / SIBLING_ERRORS), around + SIBLING_SLIPS));
  const [head, tail] = [
    text.slice(from, Math.min(to, from + PROBE)),
    text.slice(Math.max(from, to - PROBE), to),
  ];
  const neighbours = [
    text.slice(Math.max(0, from - COMPANY_LENGTH), from),
    text.slice(to, to + COMPANY_LENGTH),
  ];
  return (
    [text.slice(0, from), text.slice(to)].some(
      (elsewhere) => isNear(elsewhere, head) || isNear(elsewhere, tail),
    ) || neighbours.some((known) => known.length >= LEAST_COMPANY && isNear(text.slice(from, to), known))
  );
}

/** True where the neighbour on one side is like the sentence; of it, only its beginning or its end may be known. */
function isSibling({ text, start, end, before, after }: Surroundings, direction: 1 | -1): boolean {
  const from = start - before.sentence;
  const to = end + after.sentence;
  const sentence = text.slice(from, to);
  const neighbour =
    direction === 1
      ? text.slice(to, to + COMPANY_LENGTH)
      : text.slice(Math.max(0, from - COMPANY_LENGTH), from);
  return (
    neighbour.length >= LEAST_COMPANY && (hasCommonRun(sentence, neighbour) || isIn(sentence, neighbour))
  );
}

/** True where a stretch longer than a word or a set phrase stands in both. */
function hasCommonRun(one: string, other: string): boolean {
  for (let from = 0; from + LEAST_COMPANY <= other.length; from += 1)
    if (one.includes(other.slice(from, from + LEAST_COMPANY))) return true;
  return false;
}

/** True where something like the pattern, as siblings are alike, stands in the text. */
const isIn = (text: string, pattern: string) =>
  hasSimilar(text, pattern, Math.floor(pattern.length / SIBLING_ERRORS));

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
  const [leftErrors, rightErrors] = [
    at(left.distances, before.sentence),
    at(right.distances, after.sentence),
  ];
  if (leftErrors + rightErrors === 0) return false;
  const here = normal.text.slice(
    candidate.start - at(left.reaches, before.sentence),
    candidate.end + at(right.reaches, after.sentence),
  );
  const without = text.slice(start - before.sentence, start) + text.slice(end, end + after.sentence);
  const length = end - start;
  const most = candidate.errors + leftErrors + rightErrors - length / 2;
  // What one is longer by are edits: nearly always that settles it.
  return Math.abs(without.length - here.length) <= most && editDistance(without, here) <= most;
}
