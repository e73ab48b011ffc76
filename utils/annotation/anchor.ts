import search from 'approx-string-match';
import type { AnchorState, Annotation } from '../library/schema';
import { COMPANY_LENGTH } from './describe';
import { type Candidate, type Judgement, judge } from './judge';
import { normalizeText } from './normalize';
import { GRAM, type PreparedText, prepareText, type TextIndex } from './prepare';
import { readSurroundings, type Surroundings } from './surroundings';
import type { Selectors, TextSpan } from './types';

export interface Anchoring {
  state: AnchorState;
  start: number;
  end: number;
}

/** What a mark is found again by. The section, where it is known, tells like places apart. */
export type Target = Selectors & Partial<Pick<Annotation, 'section'>>;

/**
 * Wrong characters that a quote may have and still be taken for the same, by its length in normalised units. A
 * Chinese word has two characters, a set phrase four to eight: in those one character makes another word.
 */
const ERROR_BUDGET: { from: number; errors: (length: number) => number }[] = [
  // 坚持, 知行合一, 打铁还需自身硬: whatever differs is something else.
  { from: 1, errors: () => 0 },
  // A clause or more: sites correct up to a tenth of it; an eighth leaves room for a variant of punctuation, and lets
  // the index find all of them (GRAM).
  { from: 8, errors: (length) => Math.floor(length / 8) },
];
/** Beyond that budget a place is shown to the reader where no more than one character in so many is wrong. */
const PROPOSED_ERRORS = 4;

/** Wrong characters that a quote of this length may have where its surroundings agree. */
function certainErrors({ start, end }: TextSpan): number {
  const length = end - start;
  return ERROR_BUDGET.findLast(({ from }) => length >= from)?.errors(length) ?? 0;
}

/**
 * Finds a mark's place in today's canonical text, cheap to costly: the same position, the same quote, the same quote
 * but for spaces, width and variants of punctuation, then the most similar stretch where its surroundings lead to.
 *
 * - `exact`: the quote as it was, at its position.
 * - `moved`: the quote, perhaps corrected a little, elsewhere or at its position; enough of its surroundings agree.
 * - `uncertain`: `start` and `end` are only a proposal. The caller shows it for a decision, and keeps the stored
 *   position until the reader has decided: from a guess no later search could start.
 * - `lost`: nothing like it is left. `start` and `end` are the stored position.
 *
 * @param text the canonical text, or the same made ready by `prepareText`, for several marks
 * @param shift by how much the mark before it has moved: of like places the one that moved as much is proposed
 */
export function anchorSelectors(text: string | PreparedText, target: Target, shift = 0): Anchoring {
  const prepared = typeof text === 'string' ? prepareText(text) : text;
  const { quote, position } = target;
  if (standsUnchanged(prepared.text, target)) return { state: 'exact', ...position };
  const surroundings = readSurroundings(target);
  if (surroundings.start === surroundings.end) return { state: 'lost', ...position };
  const index = prepared.index();
  const rank = byRank(index, target, position.start + shift);
  const judged = (candidates: Candidate[]) =>
    candidates.map((candidate) => judge(index, surroundings, candidate)).sort(rank);
  const verbatim = judged(findVerbatim(index, surroundings));
  // Where the sentence is as it was, no place can be better than those of the very same quote.
  const unchanged = decide(verbatim.filter(({ isChanged }) => !isChanged));
  const all = unchanged ? verbatim : judged([...verbatim, ...findSimilar(index, surroundings)]);
  const found = unchanged ?? decide(all.filter(({ errors }) => errors <= certainErrors(surroundings)));
  if (!found) {
    const [likeliest] = all;
    return likeliest
      ? { state: 'uncertain', ...originalSpan(index, likeliest) }
      : { state: 'lost', ...position };
  }
  const { start, end } = originalSpan(index, found);
  const isExact =
    start === position.start && end === position.end && prepared.text.startsWith(quote.exact, start);
  return { state: isExact ? 'exact' : 'moved', start, end };
}

/** The quote at its old position, and all that stood next to it. */
function standsUnchanged(text: string, { quote, position }: Target): boolean {
  const { exact, prefix, suffix } = quote;
  return (
    text.startsWith(exact, position.start) &&
    text.startsWith(suffix, position.start + exact.length) &&
    position.start >= prefix.length &&
    text.startsWith(prefix, position.start - prefix.length)
  );
}

/** Of a quote that stands more often than this, only the places in the most similar company are looked at. */
const MOST_PLACES = 12;

/** Places where the quote stands verbatim, but for what normalising folds; those in the most similar company. */
function findVerbatim({ normal }: TextIndex, { text, start, end, before, after }: Surroundings): Candidate[] {
  const quote = text.slice(start, end);
  const found: (Candidate & { company: number })[] = [];
  for (let at = normal.text.indexOf(quote); at >= 0; at = normal.text.indexOf(quote, at + 1)) {
    const company =
      commonRun(text, start - 1, normal.text, at - 1, -1, before.length) +
      commonRun(text, end, normal.text, at + quote.length, 1, after.length);
    found.push({ start: at, end: at + quote.length, errors: 0, company });
  }
  return found.sort((a, b) => b.company - a.company).slice(0, MOST_PLACES);
}

/** How many units agree from two places on, in one direction. */
function commonRun(one: string, at: number, other: string, place: number, direction: 1 | -1, most: number) {
  let run = 0;
  while (run < most && one[at + direction * run] === other[place + direction * run]) run += 1;
  return run;
}

/** Places of a gram beyond this are no guide: it is a set phrase of the whole text. */
const MOST_GRAM_PLACES = 32;
/** Every other gram votes: neighbours share most of their characters, and say the same. */
const GRAM_STEP = 2;
/** Votes are counted for stretches of so many places: insertions shift what follows them by a little. */
const STRETCH = 32;
/** So many stretches are searched: the right one, and those that its look-alikes draw votes to. */
const MOST_STRETCHES = 6;
/** A stretch that has fewer votes shares one gram with the mark by chance. */
const LEAST_VOTES = 2;
/** A stretch that has fewer than one in so many of the most votes is no rival: CLEAR_LEAD is less than the difference. */
const RIVAL_VOTES = 3;

/**
 * Places where something similar to the quote stands, led there by the grams that the text shares with the quote and
 * its surroundings: each votes for the place that the quote would have.
 */
function findSimilar(index: TextIndex, surroundings: Surroundings): Candidate[] {
  const { text, start, end, before, after } = surroundings;
  const ballots = new Map<number, number>();
  for (let at = start - before.length; at + GRAM <= end + after.length; at += GRAM_STEP) {
    for (const place of index.placesOf(text, at, MOST_GRAM_PLACES)) {
      const stretch = Math.floor((place - at + start) / STRETCH);
      ballots.set(stretch, (ballots.get(stretch) ?? 0) + 1);
    }
  }
  // What lies about the border of two stretches has its votes in both.
  const total = (stretch: number) => (ballots.get(stretch) ?? 0) + (ballots.get(stretch + 1) ?? 0);
  const stretches = [...ballots.keys()]
    .flatMap((stretch) => [stretch - 1, stretch])
    .map((stretch) => ({ stretch, votes: total(stretch) }))
    .filter((one) => one.votes >= LEAST_VOTES)
    .sort((a, b) => b.votes - a.votes);
  const mostVotes = stretches[0]?.votes ?? 0;
  const searched = new Set<number>();
  const found = new Map<string, Candidate>();
  for (const { stretch, votes } of stretches) {
    if (searched.size >= MOST_STRETCHES || votes < mostVotes / RIVAL_VOTES) break;
    // A stretch next to one that was searched has been searched with it.
    if ([-1, 0, 1].some((offset) => searched.has(stretch + offset))) continue;
    searched.add(stretch);
    const length = end - start;
    const slack = proposedErrors(length) + STRETCH;
    const from = Math.max(0, stretch * STRETCH - slack);
    const to = stretch * STRETCH + 2 * STRETCH + length + slack;
    for (const candidate of searchWindow(index, surroundings, from, to))
      found.set(`${candidate.start}-${candidate.end}`, candidate);
  }
  return [...found.values()];
}

/** Of places that are as similar, overlapping ones but for their ends, so many are looked at. */
const MOST_MATCHES = 2;

function searchWindow({ normal }: TextIndex, surroundings: Surroundings, from: number, to: number) {
  const { text, start, end } = surroundings;
  const quote = text.slice(start, end);
  return search(normal.text.slice(from, to), quote, proposedErrors(quote.length))
    .slice(0, MOST_MATCHES)
    .map((match) =>
      trimToContext(normal.text, surroundings, {
        start: from + match.start,
        end: from + match.end,
        errors: match.errors,
      }),
    );
}

/** The most errors at which a place is shown at all. */
function proposedErrors(length: number): number {
  return Math.floor(length / PROPOSED_ERRORS);
}

/**
 * The matcher takes the longest of the matches with the fewest errors: where the quote's first character was deleted,
 * the one before it is taken for a wrong one. What agrees with the context belongs to the context.
 */
function trimToContext(text: string, surroundings: Surroundings, match: Candidate): Candidate {
  const { before, after } = surroundings;
  let { start, end } = match;
  const runBefore = (at: number) =>
    commonRun(surroundings.text, surroundings.start - 1, text, at - 1, -1, before.length);
  const runAfter = (at: number) => commonRun(surroundings.text, surroundings.end, text, at, 1, after.length);
  for (let shift = 1; shift <= match.errors && match.start + shift < end; shift += 1)
    if (runBefore(match.start + shift) > Math.max(shift, runBefore(start))) start = match.start + shift;
  for (let shift = 1; shift <= match.errors && match.end - shift > start; shift += 1)
    if (runAfter(match.end - shift) > Math.max(shift, runAfter(end))) end = match.end - shift;
  return { start, end, errors: match.errors };
}

/** A place is better than another only by a neighbour more, in characters: less may be chance. */
const CLEAR_LEAD = COMPANY_LENGTH;

/**
 * The best candidate that is certain, if it is clearly better than any other that is certain; where its sentence was
 * changed, than any other at all: the true one may have been changed more than its look-alike.
 *
 * @param candidates in order of their rank
 */
function decide(candidates: Judgement[]): Judgement | undefined {
  const best = candidates.find(({ isCertain }) => isCertain);
  if (!best) return undefined;
  const rival = candidates.find(
    (other) => (other.start >= best.end || other.end <= best.start) && (best.isChanged || other.isCertain),
  );
  return rival && rival.agreement > best.agreement - CLEAR_LEAD ? undefined : best;
}

/** The better agreement first; of equal ones what follows the mark's own heading, then the nearest. */
function byRank({ normal }: TextIndex, { section }: Target, expected: number) {
  const heading = section?.at(-1);
  const opening = heading === undefined ? -1 : normal.text.indexOf(normalizeText(heading).text);
  const isInSection = ({ start }: Judgement) => Number(opening >= 0 && start >= opening);
  const distance = ({ start }: Judgement) => Math.abs((normal.starts[start] as number) - expected);
  return (a: Judgement, b: Judgement) =>
    b.agreement - a.agreement || isInSection(b) - isInSection(a) || distance(a) - distance(b);
}

function originalSpan({ normal }: TextIndex, { start, end }: TextSpan): TextSpan {
  return { start: normal.starts[start] as number, end: normal.ends[end - 1] as number };
}

/** A frame has 16 ms; what else is done in one must have room. */
const SLICE = 8;

/** How work is spread over frames. */
export interface Pace {
  /** The time in ms, as `performance.now` has it. */
  now: () => number;
  /** Resolves when the browser has done what else was waiting. */
  rest: () => Promise<void>;
}

/**
 * Finds the places of many marks, in slices: whenever 8 ms are used up, it rests. The longest that it works at a
 * stretch is that and one mark's search.
 *
 * @returns the places in the order of the marks
 */
export async function anchorAll<T extends Target>(
  text: string | PreparedText,
  targets: readonly T[],
  { now, rest }: Pace,
): Promise<(Anchoring & { target: T })[]> {
  const prepared = typeof text === 'string' ? prepareText(text) : text;
  let began = now();
  const restWhenDue = async () => {
    if (now() - began < SLICE) return;
    await rest();
    began = now();
  };
  const places: (Anchoring & { target: T })[] = [];
  let shift = 0;
  for (const target of targets) {
    if (!standsUnchanged(prepared.text, target)) for (const _ of prepared.indexing()) await restWhenDue();
    const place = anchorSelectors(prepared, target, shift);
    if (place.state === 'exact' || place.state === 'moved') shift = place.start - target.position.start;
    places.push({ ...place, target });
    await restWhenDue();
  }
  return places;
}
