import type { AnchorState, Annotation } from '../library/schema';
import { COMPANY_LENGTH } from './describe';
import { type Candidate, type Judgement, judge } from './judge';
import { drain, normalizeText } from './normalize';
import { GRAM, type PreparedText, prepareText, type TextIndex } from './prepare';
import { searchSimilar } from './similar';
import { editDistance, readSurroundings, type Surroundings } from './surroundings';
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
  return drain(anchoring(typeof text === 'string' ? prepareText(text) : text, target, shift));
}

/** `anchorSelectors` in steps, each of which is short whatever the text and the mark. */
function* anchoring(prepared: PreparedText, target: Target, shift: number): Generator<void, Anchoring> {
  const { quote, position } = target;
  if (standsUnchanged(prepared.text, target)) return { state: 'exact', ...position };
  const surroundings = readSurroundings(target);
  if (surroundings.start === surroundings.end) return { state: 'lost', ...position };
  const index = yield* prepared.indexing();
  const rank = byRank(index, target, position.start + shift);
  const judged = function* (candidates: Candidate[]) {
    const judgements: Judgement[] = [];
    for (const candidate of candidates) {
      judgements.push(judge(index, surroundings, candidate));
      yield;
    }
    return judgements.sort(rank);
  };
  const verbatim = yield* judged(yield* findVerbatim(index, surroundings));
  // Where the sentence is as it was, no place can be better than those of the very same quote.
  const unchanged = decide(verbatim.filter(({ isChanged }) => !isChanged));
  const all = unchanged
    ? verbatim
    : [...verbatim, ...(yield* judged(yield* findSimilar(index, surroundings)))].sort(rank);
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
/** So many of them are looked at between two chances to rest: less than a millisecond. */
const PLACES_OF_A_STEP = 1024;

/** Places where the quote stands verbatim, but for what normalising folds; those in the most similar company. */
function* findVerbatim(index: TextIndex, surroundings: Surroundings): Generator<void, Candidate[]> {
  const { text, start, end, before, after } = surroundings;
  const now = index.normal.text;
  const length = end - start;
  /** The best first; of equal ones the earlier. */
  const found: (Candidate & { company: number })[] = [];
  let looked = 0;
  for (const at of index.quotePlaces(text.slice(start, end))) {
    looked += 1;
    if (looked % PLACES_OF_A_STEP === 0 || at === undefined) yield;
    if (at === undefined) continue;
    const company =
      commonRun(text, start - 1, now, at - 1, -1, before.length) +
      commonRun(text, end, now, at + length, 1, after.length);
    const worse = found.findIndex((other) => other.company < company);
    found.splice(worse < 0 ? found.length : worse, 0, { start: at, end: at + length, errors: 0, company });
    if (found.length > MOST_PLACES) found.pop();
    // No place can come before those whose company is all there.
    if (found.length === MOST_PLACES && found.at(-1)?.company === before.length + after.length) break;
  }
  return found;
}

/** How many units agree from two places on, in one direction. */
function commonRun(one: string, at: number, other: string, place: number, direction: 1 | -1, most: number) {
  let run = 0;
  while (run < most && one.charCodeAt(at + direction * run) === other.charCodeAt(place + direction * run))
    run += 1;
  return run;
}

/** Places of a gram beyond this are no guide: it is a set phrase of the whole text. */
const MOST_GRAM_PLACES = 32;
/** Every other gram votes: neighbours share most of their characters, and say the same. */
const GRAM_STEP = 2;
/** So many characters of a long quote vote between two chances to rest: less than a millisecond. */
const GRAMS_OF_A_STEP = 1024;
/** Votes are counted for stretches of so many places: insertions shift what follows them by a little. */
const STRETCH = 32;
/** So many stretches are searched: the right one, and those that its look-alikes draw votes to. */
const MOST_STRETCHES = 3;
/** A stretch that has fewer votes shares one gram with the mark by chance. */
const LEAST_VOTES = 2;
/** A stretch that has fewer than one in so many of the most votes is no rival: CLEAR_LEAD is less than the difference. */
const RIVAL_VOTES = 3;

/**
 * Places where something similar to the quote stands, led there by the grams that the text shares with the quote and
 * its surroundings: each votes for the place that the quote would have.
 */
function* findSimilar(index: TextIndex, surroundings: Surroundings): Generator<void, Candidate[]> {
  const { start, end } = surroundings;
  const length = end - start;
  if (length > LONGEST_SIMILAR) return [];
  const slack = proposedErrors(length) + STRETCH;
  const found = new Map<string, Candidate>();
  for (const stretch of mostVoted(yield* countVotes(index, surroundings))) {
    const from = Math.max(0, stretch * STRETCH - slack);
    const to = stretch * STRETCH + 2 * STRETCH + length + slack;
    for (const candidate of yield* searchWindow(index, surroundings, from, to))
      found.set(`${candidate.start}-${candidate.end}`, candidate);
    yield;
  }
  return [...found.values()];
}

/** Votes for the stretches of a text. A vote may lie before its beginning: the first stretch is `origin` before it. */
interface Ballots {
  votes: Int32Array;
  origin: number;
  /** Those that have votes, in the order in which they got them. */
  voted: number[];
}

function* countVotes(
  index: TextIndex,
  { text, start, end, before, after }: Surroundings,
): Generator<void, Ballots> {
  const origin = Math.ceil((end - start + after.length) / STRETCH) + 1;
  const last = Math.ceil((index.normal.text.length + start) / STRETCH) + 1;
  const votes = new Int32Array(origin + last + 1);
  const voted: number[] = [];
  const places = new Int32Array(MOST_GRAM_PLACES);
  const voteAll = (from: number, to: number) => {
    for (let at = from; at < to; at += GRAM_STEP) {
      const shift = start - at + origin * STRETCH;
      const count = index.placesOf(text, at, places);
      for (let next = 0; next < count; next += 1) {
        const ballot = Math.floor(((places[next] as number) + shift) / STRETCH);
        if (votes[ballot] === 0) voted.push(ballot);
        votes[ballot] = (votes[ballot] as number) + 1;
      }
    }
  };
  const to = end + after.length - GRAM + 1;
  for (let from = start - before.length; from < to; from += GRAMS_OF_A_STEP) {
    voteAll(from, Math.min(to, from + GRAMS_OF_A_STEP));
    yield;
  }
  return { votes, origin, voted };
}

/** The stretches to be searched, the likeliest first. */
function mostVoted({ votes, origin, voted }: Ballots): number[] {
  const chosen: number[] = [];
  let least = LEAST_VOTES;
  while (chosen.length < MOST_STRETCHES) {
    let best = -1;
    let most = least - 1;
    const consider = (ballot: number) => {
      // What lies about the border of two stretches has its votes in both.
      const total = (votes[ballot] as number) + (votes[ballot + 1] as number);
      // A stretch next to one that is searched is searched with it.
      if (total <= most || chosen.some((other) => Math.abs(other - ballot) <= 1)) return;
      best = ballot;
      most = total;
    };
    for (let next = 0; next < voted.length; next += 1) {
      const ballot = voted[next] as number;
      consider(ballot - 1);
      consider(ballot);
    }
    if (best < 0) break;
    if (chosen.length === 0) least = Math.max(LEAST_VOTES, Math.ceil(most / RIVAL_VOTES));
    chosen.push(best);
  }
  return chosen.map((ballot) => ballot - origin);
}

/** Longer quotes are found where they are as they were, and not where they aren't: the tables for that fill memory. */
const LONGEST_SIMILAR = 65_536;

/** Of places that are as similar, overlapping ones but for their ends, so many are looked at. */
const MOST_MATCHES = 2;

function* searchWindow({ normal }: TextIndex, surroundings: Surroundings, from: number, to: number) {
  const { text, start, end } = surroundings;
  const quote = text.slice(start, end);
  const window = { start: from, end: Math.min(to, normal.text.length) };
  const matches = yield* searchSimilar(
    normal.text,
    window,
    quote,
    proposedErrors(quote.length),
    MOST_MATCHES,
  );
  return matches.map((match) =>
    extendToContext(normal.text, surroundings, trimToContext(normal.text, surroundings, match)),
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
  // The character taken from further off is itself no error.
  const mostShift = match.errors === 0 ? 0 : match.errors + 1;
  const runBefore = (at: number) =>
    commonRun(surroundings.text, surroundings.start - 1, text, at - 1, -1, before.length);
  const runAfter = (at: number) => commonRun(surroundings.text, surroundings.end, text, at, 1, after.length);
  for (let shift = 1; shift <= mostShift && match.start + shift < end; shift += 1)
    if (runBefore(match.start + shift) > Math.max(shift, runBefore(start))) start = match.start + shift;
  for (let shift = 1; shift <= mostShift && match.end - shift > start; shift += 1)
    if (runAfter(match.end - shift) > Math.max(shift, runAfter(end))) end = match.end - shift;
  return { start, end, errors: match.errors };
}

/** The edits of a longer quote are dear to count anew, and its ends are few among its characters. */
const LONGEST_EXTENDED = 512;

/** An end of the quote is known again by so many of its characters. */
const TELLING_END = 4;

/**
 * Where a longer addition stands near an end of the quote, the matcher leaves out what follows it. Where the quote's own
 * end and its context stand a little further on, the quote reaches to there.
 */
function extendToContext(text: string, surroundings: Surroundings, match: Candidate): Candidate {
  const quote = surroundings.text.slice(surroundings.start, surroundings.end);
  if (match.errors === 0 || quote.length > LONGEST_EXTENDED) return match;
  const furthest = proposedErrors(quote.length);
  const before = surroundings.text.slice(
    Math.max(0, surroundings.start - COMPANY_LENGTH),
    surroundings.start + TELLING_END,
  );
  const after = surroundings.text.slice(surroundings.end - TELLING_END, surroundings.end + COMPANY_LENGTH);
  const known = COMPANY_LENGTH + TELLING_END;
  let { start, end } = match;
  const from = Math.max(0, start - furthest - COMPANY_LENGTH);
  const left = before.length < known ? -1 : text.slice(from, start).lastIndexOf(before);
  if (left >= 0) start = from + left + COMPANY_LENGTH;
  const right = after.length < known ? -1 : text.slice(end, end + furthest + COMPANY_LENGTH).indexOf(after);
  if (right >= 0) end += right + TELLING_END;
  if (left < 0 && right < 0) return match;
  const errors = editDistance(quote, text.slice(start, end));
  // What was added costs about as much as what the matcher left out; where it costs more, the end is another one.
  return errors <= match.errors + TELLING_END ? { start, end, errors } : match;
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
  const isDue = () => now() - began >= SLICE;
  const takeRest = async () => {
    await rest();
    began = now();
  };
  const places: (Anchoring & { target: T })[] = [];
  let shift = 0;
  for (const target of targets) {
    const steps = anchoring(prepared, target, shift);
    let step = steps.next();
    while (!step.done) {
      if (isDue()) await takeRest();
      step = steps.next();
    }
    const place = step.value;
    if (place.state === 'exact' || place.state === 'moved') shift = place.start - target.position.start;
    places.push({ ...place, target });
    if (isDue()) await takeRest();
  }
  return places;
}
