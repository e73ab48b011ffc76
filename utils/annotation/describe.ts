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
  const sentence = text.slice(start - sentenceBefore(text, start), end + sentenceAfter(text, start, end));
  const isRepeated = text.indexOf(sentence) !== text.lastIndexOf(sentence);
  return {
    quote: {
      exact: text.slice(start, end),
      prefix: text.slice(wholeCut(text, Math.max(0, start - contextBefore(text, start)), 1), start),
      suffix: text.slice(end, wholeCut(text, end + contextAfter(text, start, end), -1)),
      ...(isRepeated ? { isRepeated } : {}),
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
