import type { Candidate } from './candidates.ts';

/** A series jumps by no more than this: authors skip a number now and then, never ten. */
const MAX_GAP = 2;
/** In a series at least this share reads like headings; else it is a list of clauses. */
const HEADING_SHARE = 0.6;
/** Fewer bold lines than this are emphasis. */
const MIN_BOLD_LINES = 3;

/**
 * Keeps the candidates that stand in a believable series: 一 二 三 with small gaps, most of them headings. Lone
 * numbers, impossible ones and clause lists go. Order is kept. Linear.
 */
export function keepSeries(candidates: readonly Candidate[]): Candidate[] {
  const runs: Candidate[][] = [];
  const open = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    if (candidate.value === 0) continue;
    const run = open.get(candidate.rank);
    const last = run?.[run.length - 1];
    const continues = last && candidate.value > last.value && candidate.value <= last.value + MAX_GAP;
    // A slipped number (三 twice) continues its run; 一 begins a new one.
    const slips = last && candidate.value === last.value && candidate.value > 1;
    if (run && (continues || slips)) run.push(candidate);
    else if (!last || candidate.value <= 2) {
      const fresh = [candidate];
      runs.push(fresh);
      open.set(candidate.rank, fresh);
    }
  }
  const kept = new Set<Candidate>();
  for (const run of runs) {
    const headings = run.filter(({ isHeading }) => isHeading);
    if (!isSequence(run) || headings.length < run.length * HEADING_SHARE) continue;
    for (const candidate of headings) kept.add(candidate);
  }
  const isRegulation =
    candidates.filter(({ rank, isHeading }) => rank === 'article' && !isHeading).length >= 3;
  const bold = candidates.filter(({ rank }) => rank === 'bold').length;
  const firstArticle = candidates.find(({ rank }) => rank === 'article')?.index ?? Number.POSITIVE_INFINITY;
  return candidates.filter((candidate, at) => {
    const { rank, value, index } = candidate;
    // Under the articles of a regulation everything numbered is a list of clauses.
    if (
      (isRegulation || firstArticle < index) &&
      index > firstArticle &&
      !candidate.isAlone &&
      isBelowArticle(rank)
    )
      return false;
    if (value > 0) return kept.has(candidate);
    if (rank === 'bold' && bold < (kept.size > 0 ? MIN_BOLD_LINES - 1 : MIN_BOLD_LINES)) return false;
    // Two bold lines in a row are one heading: the first says it.
    const before = candidates[at - 1];
    return !(rank === 'bold' && before?.index === index - 1 && before.isHeading);
  });
}

/** True for at least two numbers that mostly follow one another without a gap. */
function isSequence(run: readonly Candidate[]): boolean {
  const steps = run.slice(1).filter(({ value }, at) => value - (run[at]?.value ?? 0) <= 1).length;
  return steps > 0 && steps * 2 >= run.length - 1;
}

function isBelowArticle(rank: string): boolean {
  return /^(?:han-bracket|digit|digit-bracket|digit-half|circle|decimal)$/.test(rank);
}
