/**
 * Words for `isNamed`. A hyphen at an end stands where a part of a name begins or ends: `-nav-` is not in `navigation`,
 * but in `top_nav`. `#` is any digit.
 */
export type NameWords = readonly string[];

/** Words that are written with spaces between them. */
export const nameWords = (...rows: readonly string[]): NameWords => rows.flatMap((row) => row.split(' '));

/** True for an element whose id or classes hold one of the words: what its page's author calls it. */
export function isNamed(element: Element, words: NameWords): boolean {
  return holds(`${element.getAttribute('id') ?? ''} ${element.getAttribute('class') ?? ''}`, words);
}

/** True for an element whose classes hold one of the words. */
export function isClassNamed(element: Element, words: NameWords): boolean {
  return holds(element.getAttribute('class') ?? '', words);
}

/** By looking for each word: an expression for all of them takes browsers a millisecond to make, anew in each page. */
function holds(names: string, words: NameWords): boolean {
  const given = names.trim();
  if (given === '') return false;
  const name = `-${given.toLowerCase().replace(/[_\s]+/g, '-')}-`;
  const digitless = name.replace(/\d/g, '#');
  return words.some((word) => (word.includes('#') ? digitless : name).includes(word));
}
