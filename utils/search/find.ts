import type { TextSpan } from '../annotation/types';
import { foldText } from './fold';

/** More are not counted: a single character of a long essay. */
const MOST_FOUND = 2_000;

/** Where a text has these words, as search compares them; in order, none over another. */
export function findAll(text: string, words: string): TextSpan[] {
  const wanted = foldText(words.trim());
  if (wanted === '') return [];
  const folded = foldText(text);
  const found: TextSpan[] = [];
  for (
    let start = folded.indexOf(wanted);
    start >= 0 && found.length < MOST_FOUND;
    start = folded.indexOf(wanted, start + wanted.length)
  )
    found.push({ start, end: start + wanted.length });
  return found;
}
