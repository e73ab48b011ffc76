/** A numbering at the beginning of a paragraph. */
export interface Numbering {
  /** As printed, with its punctuation: 一、 */
  printed: string;
  /** Which series it belongs to; equal kinds stand on one level. */
  kind: NumberingKind;
  /** Its place in its series, from 1. */
  value: number;
  /** How many characters it takes, the white space behind it included. */
  length: number;
  /** True where no mark sets it off (第一节课, 10 月): then it heads only a short line of its own. */
  isWeak: boolean;
}

export type NumberingKind =
  | 'part'
  | 'chapter'
  | 'section'
  | 'article'
  | 'ordinal'
  | 'adverb'
  | 'formal'
  | 'stem'
  | 'han'
  | 'han-bracket'
  | 'han-half'
  | 'roman'
  | 'roman-lower'
  | 'decimal-2'
  | 'decimal-3'
  | 'decimal-4'
  | 'digit'
  | 'digit-bracket'
  | 'digit-half'
  | 'circle'
  | 'letter-upper'
  | 'letter-lower'
  | 'letter-half'
  | 'letter-bracket';

/** The kinds as official documents nest them, outermost first; where an essay has an order of its own, that counts. */
export const CUSTOMARY_ORDER: readonly string[] = [
  'part',
  'chapter',
  'section',
  'article',
  'formal',
  'han',
  'han-bracket',
  'digit',
  'digit-bracket',
  'circle',
] satisfies NumberingKind[];

const HAN_CHARACTERS = '零〇一二三四五六七八九十百';
const FORMAL_CHARACTERS = '壹贰貳叁參肆伍陆陸柒捌玖拾';
const DIGIT_CHARACTERS = '0123456789０１２３４５６７８９';
const STEMS = '甲乙丙丁戊己庚辛壬癸';
const HAN = `[${HAN_CHARACTERS}]{1,5}`;
const FORMAL = `[${FORMAL_CHARACTERS}]{1,3}`;
const DIGITS = '[0-9０-９]{1,2}';
const ANY = `${HAN}|${DIGITS}`;
/** A mark between numbering and title. A point or 、 before a digit belongs to a number, unless that is a year. */
const MARK = '(?:[、．.](?!\\d)|[、．.](?=(?:19|20)\\d\\d))\\s?';
const LETTER_MARK = '(?:[、．]|[.](?![A-Za-z0-9]))\\s?';
/** What makes a figure of a numbering: 1.5亿. */
const UNIT = '[\\d.．%％‰亿億万萬千百元米吨噸个個倍公平年月日号號岁歲分秒度折级級人]';

/** What any numbering begins with: most paragraphs are told by their first character to have none. */
const FIRST =
  /^[第首其再最零〇一二三四五六七八九十百壹贰貳叁參肆伍陆陸柒捌玖拾甲乙丙丁戊己庚辛壬癸0-9０-９（(①-⒛❶-❿㈠-㈩Ⅰ-ⅫA-Za-zＡ-Ｚａ-ｚ]/;

interface Spelling {
  kind: NumberingKind;
  pattern: RegExp;
  isWeak?: true;
}

/**
 * Spellings by the characters that they begin with, in the order tried. None backtracks: each is anchored, and its
 * repetitions are short and bounded. No character begins spellings of two rows.
 */
const SPELLINGS: readonly (readonly [first: string, spellings: readonly Spelling[]])[] = [
  [
    '第',
    [
      ...(
        [
          ['part', '(?:[编編篇卷]|部分)'],
          ['chapter', '章'],
          ['section', '[节節]'],
          ['article', '[条條]'],
        ] as const
      ).flatMap(([kind, unit]) => [
        { kind, pattern: new RegExp(`^第\\s?(${ANY})\\s?${unit}(?:[\\s:：、]+|$)`) },
        { kind, pattern: new RegExp(`^第\\s?(${ANY})\\s?${unit}`), isWeak: true as const },
      ]),
      { kind: 'ordinal', pattern: new RegExp(`^第(${HAN})[点點]?[，,、：:]\\s?`) },
    ],
  ],
  ['首其再最', [{ kind: 'adverb', pattern: /^(首先|其次|再次|最后|最後)[，,、：:]\s?/ }]],
  [FORMAL_CHARACTERS, [{ kind: 'formal', pattern: new RegExp(`^(${FORMAL})[、．.]\\s?`) }]],
  [STEMS, [{ kind: 'stem', pattern: new RegExp(`^([${STEMS}])[、．.]\\s?`) }]],
  [
    HAN_CHARACTERS,
    [
      { kind: 'han', pattern: new RegExp(`^(${HAN})(?:\\s?、\\s?|${MARK}|$)`) },
      { kind: 'han', pattern: new RegExp(`^(${HAN})\\s(?=\\S)`), isWeak: true },
      { kind: 'han-half', pattern: new RegExp(`^(${HAN})[)）]、?\\s?`) },
    ],
  ],
  [
    '（(',
    [
      { kind: 'han-bracket', pattern: new RegExp(`^[（(]\\s?(${HAN})\\s?[）)][、，,.]?\\s?`) },
      { kind: 'digit-bracket', pattern: new RegExp(`^[（(]\\s?(${DIGITS})\\s?[）)][、，,.]?\\s?`) },
      { kind: 'roman-lower', pattern: /^[（(]([ivx]{1,5})[）)]\s?/ },
      { kind: 'letter-bracket', pattern: /^[（(]([A-Za-z])[）)]\s?/ },
    ],
  ],
  [
    DIGIT_CHARACTERS,
    [
      { kind: 'decimal-2', pattern: /^\d{1,2}[.．](\d{1,2})(?:[.．、](?!\d)\s?|\s|$)/ },
      { kind: 'decimal-2', pattern: new RegExp(`^\\d{1,2}[.．](\\d{1,2})(?!${UNIT})`), isWeak: true },
      { kind: 'decimal-3', pattern: /^(?:\d{1,2}[.．]){2}(\d{1,2})(?![\d.．])[、]?\s?/ },
      { kind: 'decimal-4', pattern: /^(?:\d{1,2}[.．]){3}(\d{1,2})(?![\d.．])[、]?\s?/ },
      { kind: 'digit', pattern: new RegExp(`^(${DIGITS})(?:\\s?、\\s?|${MARK}|$)`) },
      { kind: 'digit', pattern: new RegExp(`^(${DIGITS})\\s(?!${UNIT})`), isWeak: true },
      { kind: 'digit-half', pattern: new RegExp(`^(${DIGITS})[)）]、?\\s?`) },
    ],
  ],
];

/** Those that begin with any other sign, or a letter. */
const OTHERS: readonly Spelling[] = [
  { kind: 'han-bracket', pattern: /^([㈠-㈩])[、.]?\s?/ },
  { kind: 'digit', pattern: /^([⒈-⒛])\s?/ },
  { kind: 'digit-bracket', pattern: /^([⑴-⒇])[、.]?\s?/ },
  { kind: 'circle', pattern: /^([①-⑳❶-❿])[、.]?\s?/ },
  { kind: 'roman', pattern: new RegExp(`^([IVX]{1,5})${LETTER_MARK}`) },
  { kind: 'roman', pattern: /^([Ⅰ-Ⅻ])[、．.]?\s?/ },
  { kind: 'roman-lower', pattern: new RegExp(`^([ivx]{1,5})(?:${LETTER_MARK}|[)）]\\s?)`) },
  { kind: 'letter-upper', pattern: new RegExp(`^([A-ZＡ-Ｚ])${LETTER_MARK}`) },
  { kind: 'letter-lower', pattern: new RegExp(`^([a-zａ-ｚ])${LETTER_MARK}`) },
  { kind: 'letter-half', pattern: /^([A-Za-z])[)）]\s?/ },
];

/** Reads the numbering that a paragraph begins with, or null. `printed` is without white space at its end. */
export function readNumbering(text: string): Numbering | null {
  if (!FIRST.test(text)) return null;
  const first = text.charAt(0);
  const [, spellings] = SPELLINGS.find(([characters]) => characters.includes(first)) ?? [first, OTHERS];
  for (const { kind, pattern, isWeak = false } of spellings) {
    const match = pattern.exec(text);
    if (!match) continue;
    const value = VALUE_OF[kind]?.(match[1] ?? '') ?? numberValue(match[1] ?? '');
    if (value) return { kind, value, printed: match[0].trim(), length: match[0].length, isWeak };
  }
  return null;
}

const letterValue = (letter: string) => letter.normalize('NFKC').toUpperCase().charCodeAt(0) - 64;

/** Values that are no numbers of their own. 最后 follows 其次 as well as 再次. */
const VALUE_OF: Partial<Record<NumberingKind, (printed: string) => number>> = {
  adverb: (word) => ({ 首先: 1, 其次: 2, 再次: 3 })[word] ?? 4,
  stem: (stem) => STEMS.indexOf(stem) + 1,
  roman: (letters) => romanValue(letters.normalize('NFKC')),
  'roman-lower': (letters) => romanValue(letters.toUpperCase()),
  'letter-upper': letterValue,
  'letter-lower': letterValue,
  'letter-half': letterValue,
  'letter-bracket': letterValue,
};

/** Signs that hold a whole number: the first and the last of a block that counts from 1. */
const SIGNS = ['①⑳', '❶❿', '⑴⒇', '⒈⒛', '㈠㈩'] as const;

/** The value of a Chinese, full-width, ASCII or enclosed number up to 999; null when it is none. */
export function numberValue(printed: string): number | null {
  for (const block of SIGNS)
    if (printed.length === 1 && printed >= block.charAt(0) && printed <= block.charAt(1))
      return printed.charCodeAt(0) - block.charCodeAt(0) + 1;
  const ascii = printed.normalize('NFKC');
  if (/^\d+$/.test(ascii)) return Number(ascii) || null;
  let total = 0;
  let digit = 0;
  for (const character of ascii) {
    const unit = character === '百' ? 100 : /[十拾]/.test(character) ? 10 : 0;
    if (unit > 0) {
      total += (digit || 1) * unit;
      digit = 0;
    } else {
      const value = HAN_DIGITS.findIndex((spellings) => spellings.includes(character));
      if (value < 0) return null;
      digit = value;
    }
  }
  return total + digit || null;
}

const HAN_DIGITS = ['零〇', '一壹', '二贰貳', '三叁參', '四肆', '五伍', '六陆陸', '七柒', '八捌', '九玖'];

/** The value of a Roman number up to 39; 0 when the letters are none. */
function romanValue(letters: string): number {
  const match = /^(X{0,3})(IX|IV|V?I{0,3})$/.exec(letters);
  if (!match) return 0;
  const ones = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX'].indexOf(match[2] ?? '');
  return (match[1] ?? '').length * 10 + ones;
}
