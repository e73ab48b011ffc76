/** Recall and false anchors over a mutated corpus, ours and the peer on the same marks. */
import { anchorSelectors } from '../../utils/annotation/anchor.ts';
import { describeSpan } from '../../utils/annotation/describe.ts';
import { prepareText } from '../../utils/annotation/prepare.ts';
import type { Selectors, TextSpan } from '../../utils/annotation/types.ts';
import { anchorBaseline } from './anchor-baseline.ts';
import { type Fate, type Planted, RECIPES, type Recipe, readTracked, trackText } from './mutate.ts';
import { type Random, seededRandom } from './random.ts';

/** A mark that was looked for, and what came of it. */
export interface Trial {
  recipe: string;
  /** What became of the quote. One that is left, but beside look-alikes made on purpose, is counted apart. */
  kind: Fate['kind'] | 'amid look-alikes';
  fate: Fate;
  selectors: Selectors;
  /** Today's text. */
  text: string;
  ours: Verdict;
  oursSpan: TextSpan;
  oursState: string;
  peer: Verdict;
}

/** `right`: attached where it belongs. `wrong`: attached elsewhere. `shown`: uncertain, at the right place or `shownElsewhere`. */
export type Verdict = 'right' | 'wrong' | 'shown' | 'shownElsewhere' | 'lost';

const MARKS_OF_A_TEXT = 10;
const SHORTEST_QUOTE = 2;
const LONGEST_QUOTE = 400;

/** Marks so many stretches of the texts, changes the texts, and looks for the marks. */
export function* tryAnchors(texts: string[][], count: number, seed: number): Generator<Trial> {
  const random = seededRandom(seed);
  const deck = RECIPES.flatMap((recipe) => Array<Recipe>(recipe.weight).fill(recipe));
  for (let done = 0; done < count; ) {
    const recipe = random.pick(deck);
    const essay = random.pick(texts);
    const { blocks, planted } = recipe.plant?.(random, essay) ?? { blocks: essay, planted: undefined };
    const original = blocks.join('\n');
    const marks = Array.from({ length: MARKS_OF_A_TEXT }, () => chooseSpan(random, original, planted));
    const tracked = trackText(blocks);
    recipe.change(random, tracked, planted);
    const { text, fateOf } = readTracked(tracked, original.length);
    const prepared = prepareText(text);
    for (const mark of marks) {
      if (!mark || done === count) continue;
      done += 1;
      const selectors = describeSpan(original, mark);
      const fate = fateOf(original, mark);
      const { state: oursState, ...oursSpan } = anchorSelectors(prepared, selectors);
      const peerSpan = anchorBaseline(text, selectors);
      yield {
        recipe: recipe.name,
        kind: planted && (fate.kind === 'same' || fate.kind === 'edited') ? 'amid look-alikes' : fate.kind,
        fate,
        selectors,
        text,
        oursState,
        oursSpan,
        ours: verdictOn(fate, oursState, oursSpan),
        peer: verdictOn(fate, peerSpan ? 'moved' : 'lost', peerSpan ?? oursSpan),
      };
    }
  }
}

function verdictOn(fate: Fate, state: string, span: TextSpan): Verdict {
  if (state === 'lost') return 'lost';
  const right = isRight(fate, span);
  if (state === 'uncertain') return right ? 'shown' : 'shownElsewhere';
  return right ? 'right' : 'wrong';
}

/**
 * Every end must be where it belongs. Where the quote was edited, an edit near an end can be read in several ways: a
 * few characters behind a longer addition are left out for less than the addition costs, so that an end may be off by
 * the addition and as many characters. Of a damaged quote it must be a piece that is left, half of it or more.
 */
function isRight({ kind, start, end, edits }: Fate, span: TextSpan): boolean {
  if (kind === 'deleted') return false;
  const common = Math.min(end, span.end) - Math.max(start, span.start);
  if (kind === 'damaged') return common >= (span.end - span.start) / 2;
  return Math.abs(start - span.start) <= 2 * edits && Math.abs(end - span.end) <= 2 * edits && common > 0;
}

/** Ends of a quote that the reader would not choose: spaces, and dashes and dots cut in two. */
const RAGGED = /[\s—―─–－…\-.。~·]/;

/** A stretch to mark, in or about the planted sentence where there is one; short ones are as frequent as long ones. */
function chooseSpan(random: Random, text: string, planted: Planted | undefined): TextSpan | undefined {
  const length = Math.round(SHORTEST_QUOTE * (LONGEST_QUOTE / SHORTEST_QUOTE) ** random.next());
  const span = planted
    ? spanAbout(random, planted, length)
    : snapToSentence(random, text, random.between(0, Math.max(0, text.length - length)), length);
  let { start, end } = span;
  start = Math.max(0, start);
  end = Math.min(text.length, end);
  while (start < end && RAGGED.test(text.charAt(start))) start += 1;
  while (end > start && RAGGED.test(text.charAt(end - 1))) end -= 1;
  const isHalf = (at: number) => (text.charCodeAt(at) & 0xfc00) === 0xdc00;
  return end - start < SHORTEST_QUOTE || isHalf(start) || isHalf(end) ? undefined : { start, end };
}

/** Readers often mark from the beginning of a sentence. */
function snapToSentence(random: Random, text: string, at: number, length: number): TextSpan {
  const sentence = random.chance(0.4)
    ? Math.max(text.lastIndexOf('。', at), text.lastIndexOf('\n', at)) + 1
    : at;
  return { start: sentence, end: sentence + length };
}

function spanAbout(random: Random, { start, end }: Planted, length: number): TextSpan {
  if (random.chance(0.2)) return { start, end };
  const from = random.between(start, Math.max(start, end - Math.min(length, end - start)));
  return { start: from, end: Math.min(end, from + length) };
}

/** In the order of a report. */
export const KINDS = ['same', 'edited', 'amid look-alikes', 'damaged', 'deleted'] as const;

/** The figures of some trials. */
export function tally(trials: Iterable<Trial>) {
  const empty = () => ({ right: 0, wrong: 0, shown: 0, shownElsewhere: 0, lost: 0 });
  const counts = () =>
    Object.fromEntries(KINDS.map((kind) => [kind, empty()])) as Record<
      Trial['kind'],
      Record<Verdict, number>
    >;
  const figures = { anchors: 0, ours: counts(), peer: counts() };
  for (const { kind, ours, peer } of trials) {
    figures.anchors += 1;
    figures.ours[kind][ours] += 1;
    figures.peer[kind][peer] += 1;
  }
  return figures;
}
export type Figures = ReturnType<typeof tally>;

/** The share of marks of a kind that is attached where it belongs. */
export function recallOf(counts: Record<Verdict, number>): number {
  return counts.right / Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** How many are attached where they don't belong. */
export function falseOf(counts: Figures['ours']): number {
  return Object.values(counts).reduce((sum, { wrong }) => sum + wrong, 0);
}
