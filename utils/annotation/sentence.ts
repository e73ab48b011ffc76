import type { TextSpan } from './types';

/** Ends of sentences are found by the browser's own rules (Unicode TR 29), which know 。！？ and closing quotes. */
let sentences: Intl.Segmenter | undefined;

/** What opens a sentence; the rules count it to the one before. */
const OPENING = /[“‘「『（《〈【]+$/;

/** The first sentence of the canonical text that begins at a place or behind it; `undefined` behind the last one. */
export function sentenceFrom(text: string, from: number): TextSpan | undefined {
  sentences ??= new Intl.Segmenter('zh', { granularity: 'sentence' });
  for (let start = lineStart(text, from); start < text.length; start = lineEnd(text, start) + 1) {
    const line = text.slice(start, lineEnd(text, start));
    let begin = 0;
    for (const { segment, index } of sentences.segment(line)) {
      const isLast = index + segment.length === line.length;
      const end = isLast ? line.length : index + segment.replace(OPENING, '').length;
      const sentence = line.slice(begin, end);
      const trimmed = sentence.trim();
      const at = start + begin + sentence.indexOf(trimmed);
      if (trimmed !== '' && at >= from) return { start: at, end: at + trimmed.length };
      begin = end;
    }
  }
  return undefined;
}

const lineStart = (text: string, from: number) => text.lastIndexOf('\n', from - 1) + 1;

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
