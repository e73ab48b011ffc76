import search from 'approx-string-match';
import type { Selectors, TextSpan } from '../../utils/annotation/types.ts';

/**
 * The peer: quotes found after the approach of Hypothesis's client (src/annotator/anchoring/match-quote), in our own
 * words. All exact occurrences; where there is none, the most similar stretches of the whole text with up to half of
 * the quote's characters wrong. Each is weighed by how well quote, prefix, suffix and position agree; the best one is
 * taken, however good it is.
 */

/** The weights that Hypothesis gives. */
const WEIGHTS = { quote: 50, prefix: 20, suffix: 20, position: 2 };
/** So many errors at most are looked for, however long the quote. */
const MOST_ERRORS = 256;

export function anchorBaseline(text: string, { quote, position }: Selectors): TextSpan | undefined {
  const { exact } = quote;
  const matches = searchBest(text, exact, Math.min(MOST_ERRORS, exact.length / 2));
  const total = Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0);
  const score = ({ start, end, errors }: (typeof matches)[number]) => {
    const before = text.slice(Math.max(0, start - quote.prefix.length), start);
    const after = text.slice(end, end + quote.suffix.length);
    const near = 1 - Math.abs(start - position.start) / text.length;
    return (
      (WEIGHTS.quote * (1 - errors / exact.length) +
        WEIGHTS.prefix * (quote.prefix ? similarity(before, quote.prefix) : 1) +
        WEIGHTS.suffix * (quote.suffix ? similarity(after, quote.suffix) : 1) +
        WEIGHTS.position * near) /
      total
    );
  };
  let best: (TextSpan & { score: number }) | undefined;
  for (const match of matches) {
    const scored = { start: match.start, end: match.end, score: score(match) };
    if (!best || scored.score > best.score) best = scored;
  }
  return best && { start: best.start, end: best.end };
}

/** All exact occurrences; without one, the most similar stretches. */
function searchBest(text: string, pattern: string, mostErrors: number) {
  const exact: { start: number; end: number; errors: number }[] = [];
  for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1))
    exact.push({ start: at, end: at + pattern.length, errors: 0 });
  return exact.length > 0 ? exact : search(text, pattern, mostErrors);
}

/** 1 where the pattern stands in the text, 0 where all of it would have to change. */
function similarity(text: string, pattern: string): number {
  const [match] = pattern === '' || text === '' ? [] : searchBest(text, pattern, pattern.length);
  return match ? 1 - match.errors / pattern.length : 0;
}
