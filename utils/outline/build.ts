import { squeeze } from '../article/text.ts';
import type { OutlineNode } from '../article/types.ts';
import { findWorded, worded } from '../portal/worded.ts';
import { type Candidate, isFrame, labelOf, type OutlineBlock, readCandidate } from './candidates.ts';
import { CUSTOMARY_ORDER } from './numbering.ts';
import { type Heading, keepSeries } from './series.ts';

export type { OutlineBlock } from './candidates.ts';

/** An essay with this many questions and answers is an interview: its bold lines are speakers and questions. */
const MIN_SPEAKERS = 4;
/** What stands before a colon this often is a speaker or a label of data, not a heading. */
const MIN_REPEATED_LABELS = 3;
/** A shorter part of the headline may well head a section. */
const MIN_REPEATED_LENGTH = 10;
/** Headline, kicker and subtitle stand among so many blocks when a page repeats them in its text. */
const OPENING_BLOCKS = 3;
const SPEAKER = worded(': ：', /^(?:问|問|答|记者|記者|主持人|采访组|Q|A)\s?\d{0,2}\s?[:：]/);
const SPEAKERS = ['问', '問', '答', '记者', '記者', '主持人', '采访组', '本报记者', '网友', '網友'];
/** Behind these words the numbers are those of notes and references. */
const REFERENCES =
  /^(?:参考文献|參考文獻|主要参考文献|参考资料|參考資料|注释|註釋|注解|附注|附註|引文|脚注)\s*[:：]?$/;
/** Deeper than any document goes; a page built to go deeper would make a tree that can't be stored. */
const MOST_LEVELS = 12;
const ENDS_REFERENCES = new Set(['part', 'chapter', 'section', 'formal', 'han', 'document']);

/**
 * Builds the outline of an essay: h1–h6 and bold lines, and numbered headings, alone on their line or run into
 * their paragraph. Levels follow the order in which the essay introduces its kinds of numbering, not a fixed table.
 * Linear in the text's length.
 * @param title the essay's headline: its repetition in the text is no heading.
 */
export function buildOutline(blocks: readonly OutlineBlock[], title = ''): OutlineNode[] {
  const isInterview = blocks.filter(({ text }) => findWorded(SPEAKER, text)).length >= MIN_SPEAKERS;
  const headline = squeeze(title);
  const candidates = withoutReferences(findCandidates(blocks), blocks).filter(
    (candidate) =>
      !(isInterview && candidate.rank.startsWith('bold')) &&
      !repeats(squeeze(candidate.title), headline, candidate),
  );
  const last = blocks[blocks.length - 1];
  const headings = joinBareNumbers(withoutLoneDocuments(keepSeries(candidates)));
  return nest(headings, last ? last.start + last.text.length : 0);
}

/** True for the headline again, or a long part of it that opens the text without a number. */
function repeats(title: string, headline: string, { rank, value, index }: Candidate): boolean {
  if (title === '') return false;
  const isOpening = value === 0 && rank !== 'document' && index < OPENING_BLOCKS;
  const isPart = isOpening && title.length >= MIN_REPEATED_LENGTH;
  return title === headline || (isPart && headline.includes(title));
}

function findCandidates(blocks: readonly OutlineBlock[]): Candidate[] {
  const counts = new Map<string, number>(SPEAKERS.map((label) => [label, MIN_REPEATED_LABELS]));
  for (const { text } of blocks) {
    const label = labelOf(text);
    if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const speakers = new Set(
    [...counts.keys()].filter((label) => Number(counts.get(label)) >= MIN_REPEATED_LABELS),
  );
  return blocks.flatMap((block, index) => readCandidate(block, index, blocks, speakers) ?? []);
}

/** Numbers behind 参考文献 or 注释 head nothing, until the essay's own headings go on. */
function withoutReferences(candidates: readonly Candidate[], blocks: readonly OutlineBlock[]): Candidate[] {
  let block = 0;
  let isReferences = false;
  return candidates.filter(({ rank, value, index }) => {
    if (ENDS_REFERENCES.has(rank) || value === 0) isReferences = false;
    for (; block <= index; block += 1)
      isReferences ||= REFERENCES.test(blocks[block]?.text.slice(0, 12) ?? '');
    return !isReferences || value === 0;
  });
}

/** A document's title within the text is one only when headings of its own follow it. */
function withoutLoneDocuments(headings: readonly Heading[]): Heading[] {
  return headings.filter(
    ({ rank, numbering }, at) => rank !== 'document' || numbering !== '' || headings[at + 1]?.value === 1,
  );
}

/** A number on a line of its own takes the bold line or heading below it for its title. */
function joinBareNumbers(headings: readonly Heading[]): Heading[] {
  const joined: Heading[] = [];
  for (const heading of headings) {
    const last = joined.at(-1);
    const isTitle = heading.value === 0 && heading.numbering === '' && heading.isAlone;
    if (last && isTitle && last.value > 0 && last.title === '' && last.index === heading.index - 1)
      joined[joined.length - 1] = { ...last, title: heading.title };
    else joined.push(heading);
  }
  return joined;
}

function nest(headings: readonly Heading[], textEnd: number): OutlineNode[] {
  const roots: OutlineNode[] = [];
  const open: { heading: Heading; node: OutlineNode }[] = [];
  /** Which kinds this essay has put below which, as `outer inner`. */
  const order = new Set<string>();
  for (const heading of headings) {
    const { numbering, title, start } = heading;
    for (let top = open.at(-1); top && !canHold(top.heading, heading); top = open.at(-1)) {
      top.node.end = start;
      open.pop();
    }
    const node: OutlineNode = { level: open.length + 1, numbering, title, start, end: textEnd, children: [] };
    (open.at(-1)?.node.children ?? roots).push(node);
    open.push({ heading, node });
  }
  return roots;

  function canHold(outer: Heading, inner: Heading): boolean {
    if (inner.rank === 'document' || open.length >= MOST_LEVELS) return false;
    if (open.some(({ heading }) => heading.rank === inner.rank)) return false;
    if (outer.tag && inner.tag && outer.tag !== inner.tag) return outer.tag < inner.tag;
    const isOneNumbered = outer.value > 0 !== inner.value > 0;
    if (outer.tag && outer.tag === inner.tag && isOneNumbered) return false;
    if (isFrame(outer.title)) return false;
    if (isFrame(inner.title)) return outer.rank === 'document' || (outer.tag !== '' && outer.value === 0);
    const pair = `${outer.rank} ${inner.rank}`;
    // （一） above 一、 is the author's order when （二） follows; else it is the end of a list before the next 一、.
    const isInverted = outer.endsSeries && isCustomary(inner.rank, outer.rank) && !order.has(pair);
    if (!isInverted) order.add(pair);
    return !isInverted;
  }
}

/** True where documents by custom put the one kind above the other. */
function isCustomary(outer: string, inner: string): boolean {
  const at = CUSTOMARY_ORDER.indexOf(outer);
  return at >= 0 && at < CUSTOMARY_ORDER.indexOf(inner);
}
