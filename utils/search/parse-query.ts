import { ANNOTATION_COLORS, type AnnotationColor } from '../annotation/look';
import { type DayRange, isInRange } from '../library/query';
import { localDay } from '../local-day';
import { foldText } from './fold';
import type { SearchLine } from './line';

/** What a reader asks for: `党建 "知行合一" -旧文 来源:人民日报 日期:2026-03..2026-05 颜色:黄`. */
export interface Query {
  /** Folded words and phrases, each of which must stand somewhere in the article, or nowhere. */
  terms: Term[];
  /** What the article's line must tell. */
  conditions: Condition[];
}

export interface Term {
  text: string;
  isNegated: boolean;
}

export type Condition = (line: SearchLine) => boolean;

/** A word or phrase, with `-` and an operator's name before it. Folding has made all quotes and colons alike. */
const TOKEN = /(?<negation>-?)(?:(?<name>\p{L}+):)?(?:"(?<phrase>[^"]*)"?|(?<word>\S+))/gu;
const RANGE = /^(?<from>[\d/-]*)\.\.(?<to>[\d/-]*)$/;
const DATE = /^(?<year>\d{4})(?:[-/](?<month>\d{1,2})(?:[-/](?<day>\d{1,2}))?)?$/;

/** What a value means to an operator; `undefined` where nothing. */
type Operator = (value: string) => Condition | undefined;

const contains =
  (textsOf: (line: SearchLine) => readonly string[]): Operator =>
  (value) =>
  (line) =>
    textsOf(line).some((text) => text.includes(value));

const OPERATORS: [names: string[], operator: Operator][] = [
  [['标签', 'tag'], contains(({ tags }) => tags)],
  [['来源', 'source'], contains(({ source }) => [source])],
  [['作者', 'author'], contains(({ authors }) => authors)],
  [['标题', 'title'], contains(({ title }) => [title])],
  [['颜色', 'color', 'colour'], hasColor],
  [['日期', 'date'], isPublishedIn],
];
const OPERATOR_OF = new Map(OPERATORS.flatMap(([names, operator]) => names.map((name) => [name, operator])));

const COLOR_NAMES: Record<AnnotationColor, string[]> = {
  yellow: ['黄', '黄色', 'yellow'],
  green: ['绿', '绿色', 'green'],
  blue: ['蓝', '蓝色', 'blue'],
  red: ['红', '红色', 'red'],
};

/**
 * Reads a query. Total: an operator that isn't known, or whose value makes no sense, is searched for as it is typed;
 * one that has no value yet doesn't count.
 */
export function parseQuery(typed: string): Query {
  const query: Query = { terms: [], conditions: [] };
  for (const { 0: token, groups = {} } of foldText(typed).matchAll(TOKEN)) {
    const { name, phrase, word } = groups;
    const isNegated = groups.negation === '-';
    const value = (phrase ?? word ?? '').trim();
    const operator = name === undefined ? undefined : OPERATOR_OF.get(name);
    if ((operator && value === '') || OPERATOR_OF.has(/^(\p{L}+):$/u.exec(value)?.[1] ?? '')) continue;
    const condition = operator?.(value);
    if (condition) {
      query.conditions.push(isNegated ? (line) => !condition(line) : condition);
      continue;
    }
    const text = name === undefined ? value : token.slice(isNegated ? 1 : 0).replaceAll('"', '');
    // A `-` alone is the beginning of a negation.
    if (text !== '' && text !== '-') query.terms.push({ text, isNegated });
  }
  return query;
}

function hasColor(value: string): Condition | undefined {
  const asked = ANNOTATION_COLORS.filter((color) =>
    COLOR_NAMES[color].some((name) => name.startsWith(value)),
  );
  if (asked.length === 0) return undefined;
  return ({ summary }) => summary.colors?.some((color) => asked.includes(color)) ?? false;
}

/** Published in that time; where the page tells no date, saved in it. */
function isPublishedIn(value: string): Condition | undefined {
  const range = readRange(value);
  if (!range) return undefined;
  return ({ summary: { publishedAt, saved } }) => isInRange(publishedAt ?? localDay(new Date(saved)), range);
}

function readRange(value: string): DayRange | undefined {
  const ends = RANGE.exec(value)?.groups ?? { from: value, to: value };
  const [from, to] = [readDate(ends.from), readDate(ends.to)];
  const isSense = (typed: string | undefined, read: string | undefined) => typed === '' || read !== undefined;
  if (!isSense(ends.from, from) || !isSense(ends.to, to) || (!from && !to)) return undefined;
  return { from, to };
}

/** 2026, 2026-03 or 2026-03-05 of the same, also without the zeros and with strokes. */
function readDate(typed = ''): string | undefined {
  const { year, month, day } = DATE.exec(typed)?.groups ?? {};
  if (year === undefined) return undefined;
  return [year, month?.padStart(2, '0'), day?.padStart(2, '0')].filter(Boolean).join('-');
}
