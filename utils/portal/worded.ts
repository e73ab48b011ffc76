/**
 * An expression that is asked only of a text that holds one of its words. Browsers make an expression when it is first
 * asked, anew in each page, and take up to a millisecond for it.
 */
export interface Worded {
  /** Every text that the pattern fits holds one of them. */
  words: readonly string[];
  pattern: RegExp;
}

/** @param words with spaces between them */
export function worded(words: string, pattern: RegExp): Worded {
  return { words: words.split(' '), pattern };
}

/** What the expression finds in a text, or null. */
export function findWorded({ words, pattern }: Worded, text: string): RegExpExecArray | null {
  return words.some((word) => text.includes(word)) ? pattern.exec(text) : null;
}
