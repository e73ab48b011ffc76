import type { OutlineNode } from '../article/types';
import type { Selectors, TextSpan } from './types';

/** The least context on each side of a quote, UTF-16 units: as much as Hypothesis and Apache Annotator keep. */
export const CONTEXT_LENGTH = 32;
/**
 * What stands outside of the quote's own sentence tells it from a sentence like it (judge.ts): the context reaches
 * over the sentence's end by so much.
 */
export const COMPANY_LENGTH = 16;
/** Nineteen in twenty sentences of the corpus are no longer (docs/anchoring.md); of longer ones no more is kept. */
const MOST_SENTENCE = 96;
/** The most context on each side. */
export const MOST_CONTEXT = MOST_SENTENCE + COMPANY_LENGTH;
/** What ends a sentence or a member of an enumeration (一是…；二是…), and a block; …… stands amid sentences too. */
export const SENTENCE_END = /[。！？；!?;\n]/;
/** A paragraph kept beside its mark is cut here: long enough to recognise it, short enough for a thousand marks. */
export const BLOCK_LENGTH = 400;

/** Selectors of a stretch of the canonical text (blocks joined by `\n`). */
export function describeSpan(text: string, { start, end }: TextSpan): Selectors {
  const blockStart = text.lastIndexOf('\n', start - 1) + 1;
  const blockEnd = text.indexOf('\n', start);
  const repeated = repetition(text, {
    start: start - sentenceBefore(text, start),
    end: end + sentenceAfter(text, start, end),
  });
  const before = Math.max(contextBefore(text, start), contextLength(start - (repeated?.start ?? start)));
  const after = Math.max(contextAfter(text, start, end), contextLength((repeated?.end ?? end) - end));
  return {
    quote: {
      exact: text.slice(start, end),
      prefix: text.slice(wholeCut(text, Math.max(0, start - before), 1), start),
      suffix: text.slice(end, wholeCut(text, Math.min(text.length, end + after), -1)),
      ...(repeated ? { isRepeated: true } : {}),
    },
    position: { start, end },
    block: {
      index: countBreaks(text, blockStart),
      text: text.slice(
        blockStart,
        wholeCut(text, Math.min(blockEnd < 0 ? text.length : blockEnd, blockStart + BLOCK_LENGTH), -1),
      ),
    },
  };
}

/** Copies of a sentence looked at: a refrain has more, and its first ones tell how far it reaches. */
const MOST_COPIES = 16;

/**
 * The stretch about a sentence that stands elsewhere in the text as well, on each side as far as the copy that shares
 * most there, and at most MOST_SENTENCE; `undefined` where the sentence stands once. What tells the copies apart lies
 * outside of it.
 */
function repetition(text: string, { start, end }: TextSpan): TextSpan | undefined {
  const sentence = text.slice(start, end);
  let [before, after, copies] = [0, 0, 0];
  for (
    let at = text.indexOf(sentence);
    at >= 0 && copies < MOST_COPIES;
    at = text.indexOf(sentence, at + 1)
  ) {
    if (at === start) continue;
    copies += 1;
    before = Math.max(before, commonRun(text, start - 1, at - 1, -1));
    after = Math.max(after, commonRun(text, end, at + sentence.length, 1));
  }
  return copies > 0 ? { start: start - before, end: end + after } : undefined;
}

/** How many units agree from two places of the text on, in one direction. */
function commonRun(text: string, one: number, other: number, direction: 1 | -1): number {
  const agrees = (run: number) =>
    text.charAt(one + direction * run) !== '' &&
    text.charAt(one + direction * run) === text.charAt(other + direction * run);
  let run = 0;
  while (run < MOST_SENTENCE && agrees(run)) run += 1;
  return run;
}

const contextBefore = (text: string, start: number) => contextLength(sentenceBefore(text, start));
const contextAfter = (text: string, start: number, end: number) =>
  contextLength(sentenceAfter(text, start, end));

/** How much of the quote's own sentence stands before it, as far as it is kept. */
function sentenceBefore(text: string, start: number): number {
  let sentence = 0;
  while (sentence < Math.min(MOST_SENTENCE, start) && !SENTENCE_END.test(text.charAt(start - sentence - 1)))
    sentence += 1;
  return sentence;
}

function sentenceAfter(text: string, start: number, end: number): number {
  let sentence = 0;
  while (
    sentence < Math.min(MOST_SENTENCE, text.length - end) &&
    !SENTENCE_END.test(text.charAt(Math.max(start, end - 1) + sentence))
  )
    sentence += 1;
  return sentence;
}

/** How much context is kept on a side where so much of it belongs to the quote's own sentence. */
function contextLength(sentence: number): number {
  return Math.max(CONTEXT_LENGTH, sentence + COMPANY_LENGTH);
}

/** True for context that is short because the text begins or ends there. A character left whole takes one unit more. */
export function isCutByText(
  { exact, prefix, suffix }: Selectors['quote'],
  side: 'prefix' | 'suffix',
): boolean {
  const context = side === 'prefix' ? prefix : suffix;
  const whole =
    side === 'prefix' ? contextBefore(prefix, prefix.length) : contextAfter(exact + suffix, 0, exact.length);
  return context.length < whole - 1;
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

/** A place to cut at, moved by one where it would part the halves of a character. */
function wholeCut(text: string, at: number, shift: 1 | -1): number {
  const isHalf = (unit: number, half: number) => (text.charCodeAt(unit) & 0xfc00) === half;
  return isHalf(at - 1, 0xd800) && isHalf(at, 0xdc00) ? at + shift : at;
}

function countBreaks(text: string, before: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < before; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
