import type { AnchorState } from '../library/schema';
import type { Selectors } from './types';

export interface Anchoring {
  state: AnchorState;
  start: number;
  end: number;
}

/** A quote shorter than this is a word or a set phrase (知行合一, 打铁还需自身硬), which may stand in any essay. */
const SHORT_QUOTE = 8;
/**
 * So many characters around a short or repeated quote must agree with what is stored before it is believed.
 * Words recur inside set phrases and bring some of their company along (理论[学习]中心组: five); eight are beyond that.
 */
const ENOUGH_CONTEXT = 8;

/**
 * Finds a mark's place in today's canonical text, cheap to costly: the same position, then the exact quote.
 * Where the quote stands more than once, the place whose surroundings agree best with the stored prefix and suffix
 * wins. A place that is no better than another, and a short or repeated quote in other company than before, is
 * `uncertain`: the reader decides, rather than that the mark is put on a look-alike.
 */
export function anchorSelectors(text: string, { quote, position }: Selectors): Anchoring {
  const { exact } = quote;
  if (
    text.startsWith(exact, position.start) &&
    contextMatch(text, position.start, quote) === fullContext(quote)
  ) {
    return { state: 'exact', ...position };
  }
  const places: { start: number; score: number }[] = [];
  for (let start = text.indexOf(exact); start >= 0; start = text.indexOf(exact, start + 1))
    places.push({ start, score: contextMatch(text, start, quote) });
  const distance = (start: number) => Math.abs(start - position.start);
  const [best, second] = places.sort((a, b) => b.score - a.score || distance(a.start) - distance(b.start));
  if (!best) return { state: 'lost', ...position };
  const enough = second || exact.length < SHORT_QUOTE ? Math.min(ENOUGH_CONTEXT, fullContext(quote)) : 0;
  const certain = best.score >= enough && best.score !== second?.score;
  const state = !certain ? 'uncertain' : best.start === position.start ? 'exact' : 'moved';
  return { state, start: best.start, end: best.start + exact.length };
}

const fullContext = (quote: Selectors['quote']) => quote.prefix.length + quote.suffix.length;

/** How many characters next to the quote agree with the stored context, counted outwards from the quote. */
function contextMatch(text: string, start: number, { exact, prefix, suffix }: Selectors['quote']): number {
  const end = start + exact.length;
  let before = 0;
  while (before < prefix.length && text[start - 1 - before] === prefix[prefix.length - 1 - before])
    before += 1;
  let after = 0;
  while (after < suffix.length && text[end + after] === suffix[after]) after += 1;
  return before + after;
}
