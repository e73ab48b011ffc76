import type { AnchorState } from '../library/schema';
import type { Selectors } from './types';

export interface Anchoring {
  state: AnchorState;
  start: number;
  end: number;
}

/**
 * Finds a mark's place in today's canonical text, cheap to costly: the same position, then the exact quote.
 * Where the quote stands more than once, the place whose surroundings agree with the stored prefix and suffix wins;
 * where none agrees better than the others, the mark is `uncertain` rather than put on a look-alike.
 */
export function anchorSelectors(text: string, { quote, position }: Selectors): Anchoring {
  const { exact } = quote;
  if (
    text.startsWith(exact, position.start) &&
    contextMatch(text, position.start, quote) === fullContext(quote)
  ) {
    return { state: 'exact', ...position };
  }
  const places: number[] = [];
  for (let at = text.indexOf(exact); at >= 0; at = text.indexOf(exact, at + 1)) places.push(at);
  const [only] = places;
  if (only === undefined) return { state: 'lost', ...position };
  const scored = places
    .map((start) => ({ start, score: contextMatch(text, start, quote) }))
    .sort(
      (a, b) => b.score - a.score || Math.abs(a.start - position.start) - Math.abs(b.start - position.start),
    );
  const best = scored[0] ?? { start: only, score: 0 };
  const ambiguous = scored.length > 1 && scored[1]?.score === best.score;
  const state = ambiguous ? 'uncertain' : best.start === position.start ? 'exact' : 'moved';
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
