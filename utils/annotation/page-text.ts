import { isBlock, walk } from '../article/text';
import type { TextSpan } from './types';

/** What of a page is no text to read. */
const LEFT_OUT = new Set([
  'SCRIPT',
  'STYLE',
  'NOSCRIPT',
  'TEMPLATE',
  'TEXTAREA',
  'SELECT',
  'IFRAME',
  'OBJECT',
]);

/**
 * The text of a page as it stands in the browser, clutter and all, written as canonical text is: blocks apart by a
 * line break, white space one space. Marks are looked for in it by their quotes.
 */
export interface PageText {
  text: string;
  /** The live range over a stretch of the text. */
  rangeOf: (span: TextSpan) => Range | undefined;
  /** The stretch of the text that a range covers, without white space at its ends; `undefined` where it covers none. */
  spanOf: (range: AbstractRange) => TextSpan | undefined;
}

/** A text node, where it begins in the text, and for each of its characters there the offset in the node. */
interface Piece {
  node: Text;
  start: number;
  offsets: number[];
}

/** Reads the text of a page without changing it. Linear in the length of the page. */
export function readPageText(root: Element): PageText {
  const pieces: Piece[] = [];
  const parts: string[] = [];
  let length = 0;
  let isBroken = false;
  let last = '\n';
  const add = (character: string) => {
    parts.push(character);
    length += character.length;
    last = character;
  };
  const endBlock = () => {
    isBroken = last !== '\n';
  };
  const addNode = (node: Text) => {
    const { data } = node;
    const piece: Piece = { node, start: length, offsets: [] };
    for (let at = 0; at < data.length; at += 1) {
      const isSpace = /\s/.test(data[at] as string);
      if (isSpace && (isBroken || last === ' ' || last === '\n')) continue;
      if (isBroken) {
        add('\n');
        isBroken = false;
        if (piece.offsets.length === 0) piece.start = length;
      }
      piece.offsets.push(at);
      add(isSpace ? ' ' : (data[at] as string));
    }
    if (piece.offsets.length > 0) pieces.push(piece);
  };
  walk(
    root,
    (node) => {
      if (node.nodeType === Node.TEXT_NODE) addNode(node as Text);
      if (node.nodeType !== Node.ELEMENT_NODE) return undefined;
      const element = node as Element;
      if (LEFT_OUT.has(element.tagName.toUpperCase())) return false;
      if (element.localName === 'br' || isBlock(element)) endBlock();
      return undefined;
    },
    (node) => {
      if (node.nodeType === Node.ELEMENT_NODE && isBlock(node as Element)) endBlock();
    },
  );
  const text = parts.join('');
  return {
    text,
    rangeOf: (span) => rangeOf(pieces, span),
    spanOf: (range) => spanOf(pieces, text, range),
  };
}

function rangeOf(pieces: Piece[], { start, end }: TextSpan): Range | undefined {
  const first = pieces[indexOfPiece(pieces, start)];
  const last = pieces[indexOfPiece(pieces, end - 1)];
  if (!first || !last || start >= end) return undefined;
  const from = first.offsets[Math.max(0, start - first.start)];
  const to = last.offsets[Math.min(end - 1 - last.start, last.offsets.length - 1)];
  if (from === undefined || to === undefined) return undefined;
  const range = first.node.ownerDocument.createRange();
  range.setStart(first.node, from);
  range.setEnd(last.node, to + 1);
  return range;
}

function spanOf(pieces: Piece[], text: string, range: AbstractRange): TextSpan | undefined {
  const offsetOf = (container: Node, offset: number): number => {
    const point = container.ownerDocument?.createRange();
    point?.setStart(container, offset);
    for (const { node, start, offsets } of pieces) {
      if (!point || point.comparePoint(node, node.length) < 0) continue;
      const before = node === container ? offsets.filter((at) => at < offset).length : 0;
      return start + before;
    }
    return text.length;
  };
  let start = offsetOf(range.startContainer, range.startOffset);
  let end = offsetOf(range.endContainer, range.endOffset);
  while (start < end && /\s/.test(text[start] as string)) start += 1;
  while (end > start && /\s/.test(text[end - 1] as string)) end -= 1;
  return start < end ? { start, end } : undefined;
}

/** Index of the last piece that begins at or before the offset. */
function indexOfPiece(pieces: Piece[], offset: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle] as Piece).start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
