import type { OutlineNode } from '../article/types.ts';
import { type Candidate, type OutlineBlock, readCandidate } from './candidates.ts';
import { keepSeries } from './series.ts';

export type { OutlineBlock } from './candidates.ts';

/** An essay with this many questions and answers is an interview: its bold lines are speakers and questions. */
const MIN_SPEAKERS = 4;
const SPEAKER = /^(?:问|問|答|记者|記者|主持人|采访组|Q|A)\s*[:：]/;

/**
 * Builds the outline of an essay: h1–h6 and bold lines, and numbered headings, alone on their line or run into
 * their paragraph. Levels follow the order in which the essay introduces its kinds of numbering, not a fixed table.
 * Linear in the text's length.
 * @param title the essay's headline: its repetition in the text is no heading.
 */
export function buildOutline(blocks: readonly OutlineBlock[], title = ''): OutlineNode[] {
  const isInterview = blocks.filter(({ text }) => SPEAKER.test(text)).length >= MIN_SPEAKERS;
  const headline = squeeze(title);
  const candidates = blocks
    .map((block, index) => readCandidate(block, index, blocks))
    .filter((candidate): candidate is Candidate => candidate !== null)
    .filter(
      ({ rank, title: text }) =>
        !(isInterview && rank === 'bold') && (text === '' || squeeze(text) !== headline),
    );
  const last = blocks[blocks.length - 1];
  const kept = keepSeries(candidates);
  return nest(withoutLoneDocuments(kept), last ? last.start + last.text.length : 0);
}

/** A document's title within the text is one only when headings of its own follow it. */
function withoutLoneDocuments(candidates: readonly Candidate[]): Candidate[] {
  return candidates.filter((candidate, at) => {
    if (candidate.rank !== 'document' || candidate.numbering !== '') return true;
    const next = candidates[at + 1];
    return next !== undefined && next.value === 1;
  });
}

function nest(candidates: readonly Candidate[], textEnd: number): OutlineNode[] {
  const roots: OutlineNode[] = [];
  const open: { rank: string; node: OutlineNode }[] = [];
  const close = (at: number): void => {
    const closed = open.pop();
    if (closed) closed.node.end = at;
  };
  for (const { rank, numbering, title, start } of candidates) {
    if (rank === 'document') while (open.length > 0) close(start);
    else if (open.some((ancestor) => ancestor.rank === rank)) {
      while (open[open.length - 1]?.rank !== rank) close(start);
      close(start);
    }
    const node: OutlineNode = { level: open.length + 1, numbering, title, start, end: textEnd, children: [] };
    (open[open.length - 1]?.node.children ?? roots).push(node);
    open.push({ rank, node });
  }
  return roots;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '');
}
