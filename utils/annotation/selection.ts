import type { TextSegment } from '../article/text';
import type { TextSpan } from './types';

/**
 * The stretch of canonical text that a range covers, without white space at its ends.
 * `undefined` where it covers no text of the essay, or reaches into another tree (a selection may leave a shadow root).
 *
 * @param segments the essay's text nodes in order, each with its place in the canonical text
 */
export function spanOfRange(segments: TextSegment[], range: AbstractRange): TextSpan | undefined {
  const tree = segments[0]?.node.getRootNode();
  if ([range.startContainer, range.endContainer].some((container) => container.getRootNode() !== tree))
    return undefined;
  let start = offsetOfPoint(segments, range.startContainer, range.startOffset);
  let end = offsetOfPoint(segments, range.endContainer, range.endOffset);
  const text = textBetween(segments, start, end);
  start += text.length - text.trimStart().length;
  end -= text.length - text.trimEnd().length;
  return start < end ? { start, end } : undefined;
}

/** The live range over a stretch of canonical text; `undefined` where the essay has no such text. */
export function rangeOfSpan(segments: TextSegment[], { start, end }: TextSpan): Range | undefined {
  const first = segments[indexAfter(segments, start)];
  const last = segments[indexAfter(segments, end - 1)];
  if (!first || !last || start >= end) return undefined;
  const range = first.node.ownerDocument.createRange();
  range.setStart(first.node, Math.max(0, start - first.start));
  range.setEnd(last.node, Math.max(0, Math.min(end, last.end) - last.start));
  return range;
}

/** Canonical offset of a DOM point; a point outside the text counts as the nearest text after it. */
export function offsetOfPoint(segments: TextSegment[], container: Node, offset: number): number {
  const point = container.ownerDocument?.createRange();
  const last = segments.at(-1);
  if (!point || !last) return 0;
  point.setStart(container, offset);
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { node } = segments[middle] as TextSegment;
    // The first segment whose end does not lie before the point holds it or follows it.
    if (point.comparePoint(node, node.length) < 0) low = middle + 1;
    else high = middle;
  }
  const segment = segments[low];
  if (!segment) return last.end;
  return segment.node === container ? segment.start + offset : segment.start;
}

/** Index of the first segment that ends after the offset. */
function indexAfter(segments: TextSegment[], offset: number): number {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle] as TextSegment).end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The text between two offsets, block breaks as `\n`: positions in it are positions in the canonical text. */
function textBetween(segments: TextSegment[], start: number, end: number): string {
  let text = '';
  for (let index = indexAfter(segments, start); index < segments.length; index += 1) {
    const segment = segments[index] as TextSegment;
    if (segment.start >= end) break;
    const from = Math.max(start, segment.start);
    text += '\n'.repeat(from - (start + text.length));
    text += segment.node.data.slice(from - segment.start, end - segment.start);
  }
  return text + '\n'.repeat(Math.max(0, end - start - text.length));
}
