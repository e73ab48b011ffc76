import { readNumbering } from '../outline/numbering.ts';
import { announcesBreadcrumb } from '../portal/breadcrumb.ts';
import { looksLikeByline } from '../portal/byline.ts';
import { clutterReason, END_MARKS, isClutterHead, isClutterLine, isNoticeHead } from '../portal/clutter.ts';
import { findWorded, worded } from '../portal/worded.ts';
import { markCaptions } from './captions.ts';
import { countMarks, hasMark } from './lines.ts';
import type { BodyBlock } from './standardize.ts';
import type { Steps } from './steps.ts';
import { squeeze } from './text.ts';
import type { Trace } from './trace.ts';

/** What of the page was read as data and must not stand in the body again. */
export interface KnownLines {
  title: string;
  /** Squeezed texts of the headline, kicker, byline and breadcrumb lines. */
  texts: ReadonlySet<string>;
  /** Holds nearly all of the running text; short lines outside it are clutter. */
  core: Element;
}

/** A block with this share of links is a link, not a paragraph. */
const LINK_SHARE = 0.7;
/** The part of a body's text that may stand behind 相关阅读 and still be cut with it. */
const MAX_CUT_SHARE = 0.25;
/** Longest breadcrumb line with its headline at the end. */
const MAX_BREADCRUMB_LENGTH = 80;
/** How many blocks from the top may be headline, byline and the like. */
const HEAD_BLOCKS = 15;
const AUTHOR_NOTE = worded(
  '作者',
  /[（(]\s*(?:本文|文章)?作者\s*(?:系|为|是|单位|简介|[:：])[^（）()]{2,120}(?:[（(][^（）()]*[)）][^（）()]{0,60})?[)）]\s*$/,
);

/** So many blocks are looked at in a step. */
const STEP_BLOCKS = 1000;

/** Takes clutter blocks out of a standardised body, and the author note and end mark with them. */
export function* trimBody(
  all: BodyBlock[],
  known: KnownLines,
  trace: Trace,
): Steps<{ blocks: BodyBlock[]; note?: string }> {
  const drop = (block: BodyBlock, reason: string): false => {
    trace({ step: 'trim', what: block.text.slice(0, 60), reason });
    block.element.remove();
    return false;
  };
  let blocks = cutBehindHeads(dropHead(all, known, drop), drop);
  yield;
  const last = blocks.findLast((block) => isProse(block) && !isClutterLine(block.text));
  let within = last !== undefined;
  const kept: BodyBlock[] = [];
  for (const [index, block] of blocks.entries()) {
    if (index % STEP_BLOCKS === STEP_BLOCKS - 1) yield;
    if (block === last) within = false;
    const reason = reasonToDrop(block, known.core, within);
    if (reason === null || drop(block, reason)) kept.push(block);
  }
  blocks = kept;
  const note = takeNote(blocks);
  if (note) trace({ step: 'trim', what: note, reason: 'author note, kept as data' });
  blocks = blocks.filter((block) => block.picture || block.text !== '' || drop(block, 'empty'));
  takeEndMark(blocks, trace);
  yield;
  markCaptions(blocks, known.core, trace);
  return {
    blocks: blocks.filter((block) => block.picture || block.text !== '' || drop(block, 'end mark')),
    note,
  };
}

type Drop = (block: BodyBlock, reason: string) => false;

/** A headline is printed again over no more lines than this. */
const MAX_HEADLINE_LINES = 4;

/** Where the headline stands again in several lines, as official documents break it: its last block; -1 if it doesn't. */
function brokenHeadlineEnd(blocks: readonly BodyBlock[], title: string): number {
  const wanted = squeeze(title);
  for (const [first, block] of blocks.slice(0, HEAD_BLOCKS).entries()) {
    if (isProse(block)) return -1;
    let joined = '';
    for (const [at, { text }] of blocks.slice(first, first + MAX_HEADLINE_LINES).entries()) {
      joined += squeeze(text);
      if (joined === '' || !wanted.startsWith(joined)) break;
      if (joined === wanted && at > 0) return first + at;
    }
  }
  return -1;
}

function dropHead(blocks: BodyBlock[], known: KnownLines, drop: Drop): BodyBlock[] {
  let titleAt = brokenHeadlineEnd(blocks, known.title);
  let proseAt = blocks.length;
  for (const [index, block] of blocks.slice(0, HEAD_BLOCKS).entries()) {
    if (known.texts.has(squeeze(block.text)) && block.text !== '') titleAt = Math.max(titleAt, index);
    else if (isProse(block) && !looksLikeByline(block.text) && !announcesBreadcrumb(block.text)) {
      proseAt = index;
      break;
    }
  }
  return blocks.filter((block, index) => {
    if (block.picture) return index > titleAt || drop(block, 'above the headline');
    if (index <= titleAt) return drop(block, 'headline and what stands above it');
    if (index >= Math.min(proseAt, HEAD_BLOCKS)) return true;
    if (looksLikeByline(block.text)) return drop(block, 'byline');
    if (announcesBreadcrumb(block.text) && block.text.length <= MAX_BREADCRUMB_LENGTH)
      return drop(block, 'breadcrumb');
    return true;
  });
}

function cutBehindHeads(blocks: BodyBlock[], drop: Drop): BodyBlock[] {
  const total = blocks.reduce((sum, block) => sum + proseLength(block), 0);
  let behind = total;
  for (const [index, block] of blocks.entries()) {
    behind -= proseLength(block);
    const next = blocks[index + 1];
    const opensNotices = isNoticeHead(block.text) && next !== undefined && isClutterLine(next.text);
    if (opensNotices || (isClutterHead(block.text) && behind <= total * MAX_CUT_SHARE)) {
      for (const cut of blocks.slice(index)) drop(cut, `behind ${block.text}`);
      return blocks.slice(0, index);
    }
  }
  return blocks;
}

/** A paragraph may be one link as a whole, by a tag left open; a link to elsewhere is shorter. */
const LINKED_PARAGRAPH_LENGTH = 60;

function reasonToDrop(block: BodyBlock, core: Element, within: boolean): string | null {
  const { text, linkLength, picture, source } = block;
  if (picture) return null;
  const isLinkedParagraph = text.length >= LINKED_PARAGRAPH_LENGTH && countMarks(text) >= 2;
  if (linkLength > text.length * LINK_SHARE && !isLinkedParagraph) return 'a link';
  if (!isProse(block) && !core.contains(source) && !readNumbering(text))
    return 'a short line outside the essay';
  return clutterReason(text, within);
}

function takeNote(blocks: BodyBlock[]): string | undefined {
  for (let index = blocks.length - 1; index >= Math.max(0, blocks.length - 4); index -= 1) {
    const block = blocks[index] as BodyBlock;
    const match = findWorded(AUTHOR_NOTE, block.text);
    if (!match) continue;
    truncate(block, match.index);
    return match[0].trim().slice(1, -1).trim();
  }
  return undefined;
}

function takeEndMark(blocks: BodyBlock[], trace: Trace): void {
  const last = blocks.findLast((block) => !block.picture);
  const match = last && END_MARKS.exec(last.text);
  if (!last || !match) return;
  trace({ step: 'trim', what: match[0].trim(), reason: 'end mark' });
  truncate(last, match.index);
}

/** Shortens a block to `length` UTF-16 units, and further by the white space then left at its end. */
function truncate(block: BodyBlock, length: number): void {
  const text = block.text.slice(0, length).trimEnd();
  let surplus = block.text.length - text.length;
  block.text = text;
  while (surplus > 0) {
    let node: Node = block.element;
    while (node.lastChild) node = node.lastChild;
    const data = node.textContent ?? '';
    if (node.nodeType === 3 && data.length > surplus) {
      (node as Text).data = data.slice(0, data.length - surplus);
      return;
    }
    surplus -= node.nodeType === 3 ? data.length : 0;
    if (node === block.element) return;
    (node as ChildNode).remove();
  }
}

function isProse({ text, linkLength }: BodyBlock): boolean {
  return text.length >= 20 && hasMark(text) && linkLength < text.length / 2;
}

function proseLength(block: BodyBlock): number {
  return isProse(block) ? block.text.length : 0;
}
