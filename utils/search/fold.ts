import traditionalPairs from 'opencc-js/dict/TSCharacters';

/**
 * Text as search compares it: simplified, lower case, half-width, every white space a space, every double quote the
 * same. A folded text is as long as the text, so that a place in the one is a place in the other.
 */

/** Where characters with cases, widths and compatibility forms stand; what lies between folds to itself. */
const FOLDED_RANGES = [
  [0, 0x33ff],
  [0xa640, 0xa7ff],
  [0xf900, 0xffff],
] as const;
const QUOTES = '“”„‟「」『』﹁﹂﹃﹄＂';
const WHITE_SPACE = /\s/;
/** As many arguments as a call takes everywhere. */
const CHUNK = 4096;

let table: Uint16Array | undefined;

/** Folds a text, unit by unit. Total: any string will do. */
export function foldText(text: string): string {
  table ??= makeTable();
  const parts: string[] = [];
  for (let from = 0; from < text.length; from += CHUNK) {
    const units = new Uint16Array(Math.min(CHUNK, text.length - from));
    for (let at = 0; at < units.length; at += 1) units[at] = table[text.charCodeAt(from + at)] ?? 0;
    parts.push(String.fromCharCode.apply(null, units as unknown as number[]));
  }
  return parts.join('');
}

/** What each UTF-16 unit folds to. Halves of characters outside the basic plane stay as they are. */
function makeTable(): Uint16Array {
  const units = Uint16Array.from({ length: 0x10000 }, (_, code) => code);
  for (const pair of traditionalPairs.split('|')) {
    const [traditional = '', simplified = ''] = pair.split(' ');
    if (traditional.length === 1 && simplified.length === 1)
      units[traditional.charCodeAt(0)] = simplified.charCodeAt(0);
  }
  for (const [first, last] of FOLDED_RANGES)
    for (let code = first; code <= last; code += 1) units[code] = units[foldUnit(code)] ?? code;
  for (const quote of QUOTES) units[quote.charCodeAt(0)] = '"'.charCodeAt(0);
  return units;
}

function foldUnit(code: number): number {
  const character = String.fromCharCode(code);
  if (WHITE_SPACE.test(character)) return ' '.charCodeAt(0);
  // What one character can't stand for keeps its own: ℃, ß, ﬁ.
  const whole = [character.normalize('NFKC'), character].find(({ length }) => length === 1) ?? character;
  const small = whole.toLowerCase();
  return (small.length === 1 ? small : whole).charCodeAt(0);
}
