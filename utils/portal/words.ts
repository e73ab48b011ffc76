/** Finds some words in texts. */
export interface WordFinder {
  /** Those that stand at a place of a text, the longest first. */
  at(text: string, place: number): readonly string[];
}

const NONE: readonly string[] = [];

/** Looks words up by how they begin: an expression for a hundred of them is made anew in each page, which takes a browser longer. */
export function createWordFinder(words: Iterable<string>): WordFinder {
  const byBeginning = new Map<number, string[]>();
  for (const word of words) {
    const beginning = word.charCodeAt(0);
    const alike = byBeginning.get(beginning);
    if (alike) alike.push(word);
    else byBeginning.set(beginning, [word]);
  }
  for (const alike of byBeginning.values()) alike.sort((a, b) => b.length - a.length);
  return {
    at: (text, place) => {
      const alike = byBeginning.get(text.charCodeAt(place));
      return alike ? alike.filter((word) => text.startsWith(word, place)) : NONE;
    },
  };
}
