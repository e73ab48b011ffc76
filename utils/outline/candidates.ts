import { findWorded, worded } from '../portal/worded.ts';
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
  /** True when the page centred it. */
  centred?: boolean;
  /** The element that holds the block, where there is a document. */
  element?: Element;
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
  /** h1–h6 where the block is one, else ''. */
  tag: string;
  /** False for a numbered block that reads like a clause or list item: it counts for its series only. */
  isHeading: boolean;
  /** True when the heading is its whole block, without a mark behind it. */
  isAlone: boolean;
  /** True for a line without text behind it that only its numbering makes a heading. */
  isBare: boolean;
  /** True when the number goes on to the next one: 一、二线城市. */
  isEnumeration: boolean;
}

/** A heading, run-in or alone, is at most this long; longer first sentences are prose. */
const MAX_HEADING_LENGTH = 60;
/** A bold line or h2 that is a heading is at most this long. */
const MAX_BOLD_LENGTH = 40;
/** A centred line that is a heading is at most this long; longer ones are mottos and notices. */
const MAX_CENTRED_LENGTH = 30;
/** Author and date stand among so many blocks at the text's beginning. */
const OPENING_BLOCKS = 3;
/** Fewer bold characters at a paragraph's beginning are a word stressed. */
const MIN_LEAD_LENGTH = 4;
/** A bold line in quotation marks longer than this is a pull quote. */
const MAX_QUOTE_LENGTH = 16;
/** What 首先 heads is a few words; anything longer is the essay speaking. */
const MAX_ADVERB_LENGTH = 24;
/** A heading set off by nothing but a space is a few words … */
const MAX_SPACED_LENGTH = 16;
/** … but where a sentence follows in its line, more than a name … */
const MIN_SPACED_LENGTH = 4;
/** … that is long … */
const MIN_SPACED_SENTENCE = 20;
/** … and no second half of the heading, 提高认识 统一思想: its first clause is by so much longer. */
const SPACED_CLAUSE_FACTOR = 1.5;
/** Shorter blocks are no paragraphs of text. */
const MIN_TEXT = 20;
/** Titles of documents say what they are about: 工作方案 alone is a word of the text. */
const MIN_DOCUMENT_TITLE = 6;
/** As far as a numbering with its heading is looked for. */
const LOOK_AHEAD = 96;
/** As far as a reference is looked for its publisher and page. */
const REFERENCE_LENGTH = 240;
const SENTENCE_END = /[。！？!?：:；;]/;
const ENDS_LIKE_PROSE = /[。；;，,、]$/;
const OPENING = '“‘「『《〈（(【';
const CLOSING = '”’」』》〉）)】';
const DOCUMENT_TITLE =
  /(?:通知|规定|規定|办法|辦法|意见|意見|方案|通报|通報|规则|規則|条例|條例|细则|細則|章程|公告|决定|決定|制度|報告|报告|请示|請示|批复|批覆|的函|的复函)[》）)]?$/;
const ANNEX = /^附件?\s*([0-9０-９一二三四五六七八九十]{0,2})\s*[:：]?\s*(?=\S)/;
/** An enclosure list names the annexes that follow: 附件：1.…的报告. */
const ENCLOSURE = /^附件?\s*[:：]/;
const REFERENCE = /出版社|\[[JMDCNPRSZ](?:\/OL)?\]|第\s?\d+\s?[页頁]|年第\s?\d+\s?期|https?:\/\//;
/** Labels of lines that say something about the text instead of heading it. */
const DATA_LABEL =
  /^[^\p{L}\p{N}]*(?:来源|來源|作者|文|图|圖|编辑|編輯|责任编辑|摘要|内容摘要|关键词|關鍵詞|时间|時間|日期|地点|地點|电话|電話|地址|注|註|附|原标题|原標題|核心提示|提示)[:：]/u;
const FRAME =
  /^(?:前言|引言|导言|導言|导语|绪论|緒論|引子|序言|结语|結語|结束语|結束語|结论|結論|余论|尾声|后记|後記|写在最后|参考文献)$/;
const ANSWER = worded('答', /^答\s?\d{0,2}\s?[:：]/);
/** A line that names who wrote or took the pictures. */
const BYLINE =
  /^(?:本报|本報|本刊|本网|本台)?(?:首席|见习|实习)?(?:记者|記者|通讯员|通訊員|作者|撰文|摄影|编辑)(?:\s|[/／])/;
/** Centred lines that head nothing: dates, signs of documents, roles, titles of tables, what is in brackets, ornaments. */
const CENTRED_NOTE =
  /\d{4}\s?[年./-]|月\s?\d{1,2}\s?日|〔\d{4}〕|^第?\s?\d+\s?号$|记者|記者|评论员|評論員|通讯员|作者|编辑|摄影|^[表图圖]\s?\d|^[（(【［[].*[）)】］\]]$|^[—–-]|^[^\p{L}]*$/u;
/** Names of authors, a space between them. Within an essay 忆往昔 看今朝 is a heading. */
const NAMES = /^[\u3400-\u9fff]{2,4}(?:\s[\u3400-\u9fff]{2,4})+$/;
/** The class is written out, in both: browsers make those of Unicode slowly, and anew in each page. */
const SPACE_BETWEEN = /(?<=[\u3007\u3400-\u9fff])\s(?=[\u3007\u3400-\u9fff])/;
const NOT_BODY = 'table, blockquote, figcaption, pre';

/**
 * Reads the heading that a block is or begins with; null when it can be none.
 * @param speakers what stands before a colon again and again: labels of speeches, not of headings.
 */
export function readCandidate(
  block: OutlineBlock,
  index: number,
  blocks: readonly OutlineBlock[],
  speakers: ReadonlySet<string>,
): Candidate | null {
  if (/^(?:td|th|figcaption|pre|caption|blockquote)$/.test(block.tag)) return null;
  const next = blocks[index + 1];
  // What is answered below is a question of an interview.
  if (next && findWorded(ANSWER, next.text)) return null;
  const numbering = readNumbering(block.text.slice(0, LOOK_AHEAD));
  const candidate = numbering
    ? numbered(block, index, numbering, next)
    : (annexTitle(block, index, next) ??
      unnumbered(block, index, next, speakers) ??
      boldLead(block, index) ??
      centredLine(block, index, blocks));
  return candidate && !block.element?.closest(NOT_BODY) ? candidate : null;
}

/** True for the title of what stands before or behind an essay's numbered sections, on their level: 结 语. */
export function isFrame(title: string): boolean {
  return FRAME.test(title.replace(/\s/g, ''));
}

/** What a line says before its colon, if that is short enough for a label. */
export function labelOf(text: string): string | null {
  return /^([^：:，。；？！\s]{1,12})[：:]/.exec(text.slice(0, 16))?.[1] ?? null;
}

function numbered(
  block: OutlineBlock,
  index: number,
  found: Numbering,
  next: OutlineBlock | undefined,
): Candidate {
  const { text, start } = block;
  const { kind, value } = found;
  const rest = text.slice(found.length, found.length + MAX_HEADING_LENGTH + 1);
  const whole = text.length - found.length;
  const bold = boldLength(block) - found.length;
  const end =
    bold > 0 && rest.charAt(bold) === ' ' && sentenceEnd(rest.slice(0, bold)) < 0
      ? bold
      : headingEnd(rest, whole);
  const mark = end < 0 ? '' : rest.charAt(end);
  const isLast = end < 0 || found.length + end + 1 >= text.length;
  const isQuestion = /[？?！!]/.test(mark);
  const title = plainTitle(end < 0 ? rest : rest.slice(0, isQuestion ? end + 1 : end));
  const tag = tagOf(block);
  const opens = opensSection(next, kind);
  // A numbered sentence that is its whole paragraph is a clause, unless it opens a section; one with text behind it
  // is a run-in heading.
  const isSentence = mark === '。' && (block.bold === true || (opens && whole <= MAX_BOLD_LENGTH));
  const isClause = whole > 0 && isLast && ENDS_LIKE_PROSE.test(text) && !isSentence;
  const isTooLong = end < 0 && whole > MAX_HEADING_LENGTH;
  const isListItem = /[；;]/.test(mark) || /[；;]$/.test(text);
  // 第一条 with its text behind it is an article of a regulation, not a heading.
  const needsOwnLine = kind === 'article' || found.isWeak;
  const isProse = needsOwnLine && !(end < 0 && whole <= MAX_BOLD_LENGTH);
  const isSpeech =
    (kind === 'ordinal' && isLast && !opens) ||
    (kind === 'adverb' && (isLast || title.length > MAX_ADVERB_LENGTH || /[，,]/.test(title)));
  const isAmendment = /^(?:问|問|将|將)/.test(title) && /[：:]/.test(mark);
  // A number without a mark heads a text or a title; else it is a cell of a list.
  const isCell =
    whole === 0 && /^[\p{L}\p{N}]+$/u.test(found.printed) && !opens && !next?.bold && !(next && tagOf(next));
  const isReference = REFERENCE.test(text.slice(0, REFERENCE_LENGTH));
  return {
    rank: kind,
    value,
    numbering: found.printed,
    title,
    start,
    index,
    tag,
    isHeading:
      (title !== '' || whole === 0) &&
      !(isClause || isTooLong || isListItem || isProse || isSpeech || isAmendment || isCell || isReference),
    isAlone: end < 0,
    isBare: isLast && tag === '',
    isEnumeration: found.printed.endsWith('、') && startsWithNext(rest, found),
  };
}

/** True where the next number of the same kind stands right behind this one: the 二 of 一、二线, not the 20 of a year. */
function startsWithNext(rest: string, { kind, value }: Numbering): boolean {
  const next = /^\d\d/.test(rest) ? null : readNumbering(`${rest.charAt(0)}、`);
  return next?.kind === kind && next.value === value + 1;
}

/** Where the heading at the beginning of `rest` ends; -1 when it takes the whole block or is too long for one. */
function headingEnd(rest: string, whole: number): number {
  // 为什么要改？怎样改？ is one heading.
  if (whole <= MAX_HEADING_LENGTH && /[？?]$/.test(rest) && !/[。：:；;]/.test(rest)) return -1;
  const spaced = spacedEnd(rest);
  if (spaced >= 0) return spaced;
  const end = sentenceEnd(rest);
  if (end >= 0 || whole <= MAX_HEADING_LENGTH) return end;
  // The canonical text has one space where the page had several: 五、工作进度 我市……
  const space = rest.slice(0, MAX_SPACED_LENGTH).search(SPACE_BETWEEN);
  return /[，,]/.test(rest.slice(0, space + 1)) ? -1 : space;
}

/**
 * Where a space ends the heading and a sentence follows: （一）基本原则 坚持以人民为中心，…… The page had two spaces there;
 * the canonical text has one. Halves of a heading are of about one length.
 */
function spacedEnd(rest: string): number {
  const space = rest.slice(0, MAX_SPACED_LENGTH).search(SPACE_BETWEEN);
  if (space < MIN_SPACED_LENGTH || /[\p{P}]/u.test(rest.slice(0, space))) return -1;
  const behind = rest.slice(space + 1);
  const end = sentenceEnd(behind);
  const sentence = end < 0 ? behind : behind.slice(0, end);
  const clause = sentence.search(/[，,]/);
  const isHalf = clause < space * SPACED_CLAUSE_FACTOR || /\s/.test(sentence.slice(0, clause));
  return clause < 0 || isHalf || sentence.length < MIN_SPACED_SENTENCE ? -1 : space;
}

/** Where the first sentence ends. Marks within quotation marks, brackets and times (9:30) end nothing. */
function sentenceEnd(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (OPENING.includes(character)) depth += 1;
    else if (CLOSING.includes(character)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && SENTENCE_END.test(character) && !/^\d:\d/.test(text.slice(at - 1, at + 2)))
      return at;
  }
  return depth > 0 ? text.search(SENTENCE_END) : -1;
}

/** True for a block that a heading of this kind above it can open: text, or the first of a series below. */
function opensSection(next: OutlineBlock | undefined, kind: string): boolean {
  if (next === undefined) return false;
  const numbering = readNumbering(next.text.slice(0, LOOK_AHEAD));
  return numbering ? numbering.value === 1 && numbering.kind !== kind : next.text.length > MIN_TEXT;
}

function annexTitle(block: OutlineBlock, index: number, next: OutlineBlock | undefined): Candidate | null {
  const { text } = block;
  if (text.length > MAX_HEADING_LENGTH + 4 || ENCLOSURE.test(text)) return null;
  const annex = ANNEX.exec(text);
  // One annex right after another is a list of them.
  if (annex && (next === undefined || ANNEX.test(next.text.slice(0, LOOK_AHEAD)))) return null;
  const title = annex ? text.slice(annex[0].length) : text;
  if (!DOCUMENT_TITLE.test(title) || /[，。；：！？]/.test(title)) return null;
  if (title.length < MIN_DOCUMENT_TITLE) return null;
  return heading('document', annex ? annex[0].replace(/[\s:：]+$/, '') : '', title, block, index);
}

function unnumbered(
  block: OutlineBlock,
  index: number,
  next: OutlineBlock | undefined,
  speakers: ReadonlySet<string>,
): Candidate | null {
  const { text } = block;
  const tag = tagOf(block);
  if (!tag && !block.bold) return null;
  if (text.length < 2 || text.length > MAX_BOLD_LENGTH || /[。；，、：:;,—…]$/.test(text)) return null;
  if (/[。；].+/.test(text) || /^[^“「『]*[”」』]/.test(text)) return null;
  if (/^[「“『"].*[」”』"]$/.test(text) && text.length > MAX_QUOTE_LENGTH) return null;
  const label = labelOf(text);
  if (BYLINE.test(text)) return null;
  if (label === null) return heading(tag || (isFrame(text) ? 'frame' : 'bold'), '', text, block, index);
  if (speakers.has(label) || DATA_LABEL.test(text)) return null;
  if (tag) return heading(tag, '', text, block, index);
  // 寝室：违规用电 in bold heads the text below it; a column of such lines is data.
  return next && !next.bold ? heading('bold-label', '', text, block, index) : null;
}

/** As far as a block's first text is bold, when more follows; 0 where it isn't. Its first text node alone is looked at. */
function boldLength({ bold, text, element }: OutlineBlock): number {
  const strong = bold ? null : element?.firstChild;
  if (strong?.nodeName.toLowerCase() !== 'strong' || strong.childNodes.length > 1) return 0;
  const lead = strong.firstChild?.nodeValue ?? '';
  return text.startsWith(lead) ? lead.trimEnd().length : 0;
}

/** The bold sentence that a paragraph begins with; several of them in parallel are headings. */
function boldLead(block: OutlineBlock, index: number): Candidate | null {
  const { text, bold, element } = block;
  const strong = bold ? null : element?.firstChild;
  if (strong?.nodeName.toLowerCase() !== 'strong') return null;
  // Its first text node alone is looked at: lines of one element parted by <br> would read the same text each.
  const lead = strong.firstChild?.nodeValue ?? '';
  if (lead.length < MIN_LEAD_LENGTH || lead.length > MAX_BOLD_LENGTH || !text.startsWith(lead)) return null;
  // A label (李同学：) names who speaks; a heading is a whole sentence.
  const sentence = text.slice(0, lead.length + 1);
  const end = sentenceEnd(sentence);
  if (end < lead.trim().length - 1 || !/[。！？]/.test(sentence.charAt(end))) return null;
  return { ...heading('bold-lead', '', lead, block, index), isAlone: false };
}

/** A short line that the page centres over text. Lines below each other are verse, or the head of a document. */
function centredLine(block: OutlineBlock, index: number, blocks: readonly OutlineBlock[]): Candidate | null {
  const { text, centred, element } = block;
  const next = blocks[index + 1];
  if (!centred || !next || next.centred || blocks[index - 1]?.centred) return null;
  if (text.length < 2 || text.length > MAX_CENTRED_LENGTH || /[。；，、：:;,—…]/.test(text.slice(-1)))
    return null;
  if (next.text.length <= Math.max(MIN_TEXT, text.length) || tagOf(next)) return null;
  if (CENTRED_NOTE.test(text) || DATA_LABEL.test(text) || DOCUMENT_TITLE.test(text)) return null;
  if (index < OPENING_BLOCKS && NAMES.test(text)) return null;
  const isBesidePicture = [element?.previousElementSibling, element?.nextElementSibling].some(
    (neighbour) => neighbour?.localName === 'figure',
  );
  if (isBesidePicture || /[。；].+/.test(text) || labelOf(text) !== null) return null;
  return heading(isFrame(text) ? 'frame' : 'centred', '', text, block, index);
}

function tagOf({ tag }: OutlineBlock): string {
  return /^h[1-6]$/.test(tag) ? tag : '';
}

function heading(
  rank: string,
  numbering: string,
  title: string,
  block: OutlineBlock,
  index: number,
): Candidate {
  return {
    rank,
    value: 0,
    numbering,
    title: plainTitle(title),
    start: block.start,
    index,
    tag: tagOf(block),
    isHeading: true,
    isAlone: true,
    isBare: false,
    isEnumeration: false,
  };
}

function plainTitle(text: string): string {
  return text.trim().replace(/[。：:；;]+$/, '');
}
