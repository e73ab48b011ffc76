import type { OutlineNode } from '../article/types';
import type { Selectors, TextSpan } from './types';

/** Context on each side of a quote, UTF-16 units: as much as Hypothesis and Apache Annotator keep. */
export const CONTEXT_LENGTH = 32;
/** A paragraph kept beside its mark is cut here: long enough to recognise it, short enough for a thousand marks. */
export const BLOCK_LENGTH = 400;

/** Selectors of a stretch of the canonical text (blocks joined by `\n`). */
export function describeSpan(text: string, { start, end }: TextSpan): Selectors {
  const blockStart = text.lastIndexOf('\n', start - 1) + 1;
  const blockEnd = text.indexOf('\n', start);
  return {
    quote: {
      exact: text.slice(start, end),
      prefix: sliceWhole(text, Math.max(0, start - CONTEXT_LENGTH), start),
      suffix: sliceWhole(text, end, end + CONTEXT_LENGTH),
    },
    position: { start, end },
    block: {
      index: countBreaks(text, blockStart),
      text: sliceWhole(
        text,
        blockStart,
        Math.min(blockEnd < 0 ? text.length : blockEnd, blockStart + BLOCK_LENGTH),
      ),
    },
  };
}

/** The headings above a place, outermost first, each with its numbering as printed: 一、强化理论武装. */
export function sectionPath(outline: OutlineNode[], position: number): string[] {
  const path: string[] = [];
  let level: OutlineNode[] | undefined = outline;
  while (level) {
    const node: OutlineNode | undefined = level.find(({ start, end }) => start <= position && position < end);
    if (node) path.push(node.numbering + node.title);
    level = node?.children;
  }
  return path;
}

/** `slice` that never cuts a character outside the basic plane in half. */
function sliceWhole(text: string, start: number, end: number): string {
  const isLow = (at: number) => at > 0 && at < text.length && (text.charCodeAt(at) & 0xfc00) === 0xdc00;
  return text.slice(isLow(start) ? start + 1 : start, isLow(end) ? end - 1 : end);
}

function countBreaks(text: string, before: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < before; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
