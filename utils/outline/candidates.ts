import { type Numbering, readNumbering } from './numbering.ts';

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

/** A block that may be a heading, before its series has been looked at. */
export interface Candidate {
  /** Blocks of one rank stand on one level. */
  rank: string;
  /** Its place in its series; 0 where it has no numbering. */
  value: number;
  numbering: string;
  title: string;
  start: number;
  /** Index of its block. */
  index: number;
  /** False for a numbered block that reads like a clause or list item: it counts for its series only. */
  isHeading: boolean;
  /** True when the heading is its whole block, without a mark behind it. */
  isAlone: boolean;
}

/** A heading, run-in or alone, is at most this long; longer first sentences are prose. */
const MAX_HEADING_LENGTH = 60;
/** A bold line or h2 that is a heading is at most this long. */
const MAX_BOLD_LENGTH = 40;
/** A bold line in quotation marks longer than this is a pull quote. */
const MAX_QUOTE_LENGTH = 16;
/** Shorter blocks are no paragraphs of text. */
const MIN_TEXT = 20;
/** As far as a numbering with its heading is looked for. */
const LOOK_AHEAD = 96;
const SENTENCE_END = /[。！？!?：:；;]|(?<=\S)(?:\s{2}|　)/;
const ENDS_LIKE_PROSE = /[。；;，,、]$/;
const DOCUMENT_TITLE =
  /(?:通知|规定|办法|意见|方案|通报|规则|条例|细则|章程|公告|决定|制度|報告|调查意见|报告|请示|批复|的函)[》）)]?$/;
const ANNEX = /^附件?\s*([0-9０-９一二三四五六七八九十]{0,2})\s*[:：]?\s*(?=\S)/;

/** Reads the heading that a block is or begins with; null when it can be none. */
export function readCandidate(
  block: OutlineBlock,
  index: number,
  blocks: readonly OutlineBlock[],
): Candidate | null {
  if (/^(?:td|th|figcaption|pre|caption|blockquote)$/.test(block.tag)) return null;
  const numbering = readNumbering(block.text.slice(0, LOOK_AHEAD));
  if (numbering) return numbered(block, index, numbering, opensText(blocks[index + 1]));
  return annexTitle(block, index) ?? unnumbered(block, index);
}

function numbered(
  block: OutlineBlock,
  index: number,
  found: Numbering & { length: number },
  opens: boolean,
): Candidate {
  const { text, start } = block;
  const rest = text.slice(found.length, found.length + MAX_HEADING_LENGTH + 1);
  const end = rest.search(SENTENCE_END);
  const whole = text.length - found.length;
  const mark = end < 0 ? '' : rest.charAt(end);
  const isLast = end < 0 || found.length + end + 1 >= text.length;
  const isQuestion = /[？?！!]/.test(mark);
  const title = end < 0 ? rest : rest.slice(0, isQuestion ? end + 1 : end);
  // A numbered sentence that is its whole paragraph is a clause, unless it opens paragraphs of text; one with text
  // behind it is a run-in heading.
  let isHeading = title !== '' || whole === 0;
  const isSentence = mark === '。' && (block.bold || (opens && whole <= MAX_BOLD_LENGTH));
  if (whole > 0 && isLast && ENDS_LIKE_PROSE.test(text) && !isSentence) isHeading = false;
  if (end < 0 && whole > MAX_HEADING_LENGTH) isHeading = false;
  if (/[；;]/.test(mark) || /[“"]$/.test(text.charAt(found.length - 1))) isHeading = false;
  // 第一条 with its text behind it is an article of a regulation, not a heading.
  if (found.kind === 'article' && !(end < 0 && whole <= MAX_BOLD_LENGTH)) isHeading = false;
  if (/^(?:问|問|将|將).*[：:]?/.test(title) && /[：:]/.test(mark)) isHeading = false;
  return {
    rank: found.kind,
    value: found.value,
    numbering: found.printed,
    title: plainTitle(title),
    start,
    index,
    isHeading,
    isAlone: end < 0,
  };
}

/** True for a block of text that a heading above it can open. */
function opensText(next: OutlineBlock | undefined): boolean {
  return (
    next !== undefined &&
    next.text.length > MIN_TEXT &&
    readNumbering(next.text.slice(0, LOOK_AHEAD)) === null
  );
}

function annexTitle({ text, start }: OutlineBlock, index: number): Candidate | null {
  if (text.length > MAX_HEADING_LENGTH + 4) return null;
  const annex = ANNEX.exec(text);
  const title = annex ? text.slice(annex[0].length) : text;
  if (!DOCUMENT_TITLE.test(title) || /[，。；：！？]/.test(title)) return null;
  const numbering = annex ? annex[0].replace(/[\s:：]+$/, '') : '';
  return {
    rank: 'document',
    value: 0,
    numbering,
    title: plainTitle(title),
    start,
    index,
    isHeading: true,
    isAlone: true,
  };
}

function unnumbered({ text, start, tag, bold }: OutlineBlock, index: number): Candidate | null {
  const isHeadingTag = /^h[1-6]$/.test(tag);
  if (!isHeadingTag && !bold) return null;
  if (text.length < 2 || text.length > MAX_BOLD_LENGTH || /[。；，、：:;,—…]$/.test(text)) return null;
  // 记者：… and 问 are speakers, not headings.
  if (/^[^：:]{1,8}[：:]/.test(text) || /[。；].+/.test(text)) return null;
  if (/^[「“『"].*[」”』"]$/.test(text) && text.length > MAX_QUOTE_LENGTH) return null;
  return {
    rank: isHeadingTag ? tag : 'bold',
    value: 0,
    numbering: '',
    title: plainTitle(text),
    start,
    index,
    isHeading: true,
    isAlone: true,
  };
}

function plainTitle(text: string): string {
  return text.trim().replace(/[。：:；;]+$/, '');
}
