/** A numbering at the beginning of a paragraph. */
export interface Numbering {
  /** As printed, with its punctuation: 一、 */
  printed: string;
  /** Which series it belongs to; equal kinds stand on one level. */
  kind: NumberingKind;
  /** Its place in its series, from 1. */
  value: number;
}

export type NumberingKind =
  | 'part'
  | 'chapter'
  | 'section'
  | 'article'
  | 'han'
  | 'han-bracket'
  | 'digit'
  | 'digit-bracket'
  | 'digit-half'
  | 'circle'
  | 'ordinal'
  | 'decimal';

const HAN = '[零〇一二三四五六七八九十百]{1,5}';
const DIGITS = '[0-9０-９]{1,2}';

/** Spellings in the order tried. None backtracks: each is anchored and its parts exclude one another. */
const SPELLINGS: readonly { kind: NumberingKind; pattern: RegExp }[] = [
  {
    kind: 'part',
    pattern: new RegExp(`^第\\s?(${HAN}|${DIGITS})\\s?[编編篇](?=[\\s　:：]|$|[^\\s])[\\s:：]*`),
  },
  { kind: 'chapter', pattern: new RegExp(`^第\\s?(${HAN}|${DIGITS})\\s?章[\\s:：]*`) },
  { kind: 'section', pattern: new RegExp(`^第\\s?(${HAN}|${DIGITS})\\s?[节節][\\s:：]*`) },
  { kind: 'article', pattern: new RegExp(`^第\\s?(${HAN}|${DIGITS})\\s?[条條][\\s:：]*`) },
  { kind: 'ordinal', pattern: new RegExp(`^第(${HAN})[，,、：:]\\s?`) },
  { kind: 'han', pattern: new RegExp(`^(${HAN})[、．.](?!\\d)\\s?`) },
  { kind: 'han-bracket', pattern: new RegExp(`^[（(]\\s?(${HAN})\\s?[）)][、，,]?\\s?`) },
  { kind: 'decimal', pattern: /^(\d{1,2}(?:[.．]\d{1,2}){1,3})[.．、]?(?![\d%％])\s?/ },
  { kind: 'digit', pattern: new RegExp(`^(${DIGITS})(?:[、．]|[.](?!\\d))\\s?`) },
  { kind: 'digit-bracket', pattern: new RegExp(`^[（(]\\s?(${DIGITS})\\s?[）)][、，,]?\\s?`) },
  { kind: 'digit-half', pattern: new RegExp(`^(${DIGITS})[)）]\\s?`) },
  { kind: 'circle', pattern: /^([①-⑳])[、.]?\s?/ },
];

/** Reads the numbering that a paragraph begins with, or null. `printed` is without white space at its end. */
export function readNumbering(text: string): (Numbering & { length: number }) | null {
  for (const { kind, pattern } of SPELLINGS) {
    const match = pattern.exec(text);
    if (!match) continue;
    const value = numberValue(match[1] ?? '');
    if (value === null) return null;
    return { kind, value, printed: match[0].trim(), length: match[0].length };
  }
  return null;
}

/** The value of a Chinese, full-width, ASCII or circled number up to 999; null when it is none. */
export function numberValue(digits: string): number | null {
  const circled = digits.charCodeAt(0) - 0x245f;
  if (digits.length === 1 && circled >= 1 && circled <= 20) return circled;
  const ascii = digits.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
  if (/^[\d.．]+$/.test(ascii)) return Number(ascii.split(/[.．]/).at(-1));
  let total = 0;
  let digit = 0;
  for (const character of digits) {
    const unit = character === '百' ? 100 : character === '十' ? 10 : 0;
    if (unit > 0) {
      total += (digit || 1) * unit;
      digit = 0;
    } else {
      const value = '零〇一二三四五六七八九'.indexOf(character);
      if (value < 0) return null;
      digit = Math.max(0, value - 1);
    }
  }
  return total + digit || null;
}
