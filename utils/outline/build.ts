import type { OutlineNode } from '../article/types.ts';
import { type NumberingKind, readNumbering } from './numbering.ts';

/** A block of canonical text as the outline needs it. */
export interface OutlineBlock {
  text: string;
  /** Where the block begins in the canonical text, UTF-16 units. */
  start: number;
  /** Lower-case tag name. */
  tag: string;
  /** True when the whole block is bold. */
  bold?: boolean;
}

interface Candidate {
  /** Blocks with equal rank keys stand on one level. */
  rank: string;
  kind: NumberingKind | 'heading';
  value: number;
  numbering: string;
  title: string;
  start: number;
}

/** A run-in heading is at most this long; longer first sentences are prose. */
const MAX_HEADING_LENGTH = 60;
/** Ends of a run-in heading: the first sentence's end, or a label's colon. */
const SENTENCE_END = /[。！？!?]/;

/**
 * Builds the outline of an essay: h1–h6 and numbered headings, alone on their line or run into their paragraph.
 * Levels follow the order in which the essay introduces its kinds of numbering. Linear in the text's length.
 */
export function buildOutline(blocks: readonly OutlineBlock[]): OutlineNode[] {
  const candidates = blocks.flatMap((block) => readCandidate(block) ?? []);
  const last = blocks[blocks.length - 1];
  return nest(withoutLoneOnes(candidates), last ? last.start + last.text.length : 0);
}

function readCandidate(block: OutlineBlock): Candidate | null {
  const { text, start, tag } = block;
  if (/^(?:td|th|figcaption|pre|caption)$/.test(tag)) return null;
  const isHeading = /^h[1-6]$/.test(tag);
  const numbering = readNumbering(text.slice(0, 16));
  if (!numbering) {
    if (!isHeading || text.length > MAX_HEADING_LENGTH) return null;
    return { rank: tag, kind: 'heading', value: 0, numbering: '', title: plainTitle(text), start };
  }
  const rest = text.slice(numbering.length, numbering.length + MAX_HEADING_LENGTH + 1);
  const end = rest.search(SENTENCE_END);
  const alone = text.length - numbering.length <= MAX_HEADING_LENGTH && end < 0;
  if (!alone && (end < 0 || end > MAX_HEADING_LENGTH)) return null;
  const title = plainTitle(end < 0 ? rest : rest.slice(0, end));
  return {
    rank: numbering.kind,
    kind: numbering.kind,
    value: numbering.value,
    numbering: numbering.printed,
    title,
    start,
  };
}

/** A numbering that occurs once, or never reaches its second number, is no series. */
function withoutLoneOnes(candidates: Candidate[]): Candidate[] {
  const counts = new Map<string, number>();
  for (const { rank } of candidates) counts.set(rank, (counts.get(rank) ?? 0) + 1);
  return candidates.filter(({ kind, rank }) => kind === 'heading' || (counts.get(rank) ?? 0) > 1);
}

function nest(candidates: readonly Candidate[], textEnd: number): OutlineNode[] {
  const roots: OutlineNode[] = [];
  const open: { rank: string; node: OutlineNode }[] = [];
  const close = (at: number): void => {
    const closed = open.pop();
    if (closed) closed.node.end = at;
  };
  for (const candidate of candidates) {
    if (open.some(({ rank }) => rank === candidate.rank)) {
      while (open[open.length - 1]?.rank !== candidate.rank) close(candidate.start);
      close(candidate.start);
    }
    const { rank, numbering, title, start } = candidate;
    const node: OutlineNode = { level: open.length + 1, numbering, title, start, end: textEnd, children: [] };
    (open[open.length - 1]?.node.children ?? roots).push(node);
    open.push({ rank, node });
  }
  return roots;
}

function plainTitle(text: string): string {
  return text.trim().replace(/[。：:；;]+$/, '');
}
