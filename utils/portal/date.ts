import { findWorded, type Worded, worded } from './worded.ts';

/** Marks that stand for an ASCII one, by the charset a page was written in: Big5 has three slashes. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { '∕': '/', '╱': '/', '〔': '[', '〕': ']' };

/** Digits and marks that Chinese pages print at full width, as ASCII, one for one. Spaces stay. */
export function toHalfWidth(text: string): string {
  return text.replace(
    /[\uff01-\uff5e∕╱〔〕]/g,
    (mark) => LOOK_ALIKES[mark] ?? String.fromCharCode(mark.charCodeAt(0) - 0xfee0),
  );
}

const YEAR = String.raw`(?<year>(?:19|20)\d\d|\d\d)`;
// A day of two digits may run into its time: 18-03-0823:16.
const MONTH_AND_DAY = String.raw`(?<month>\d{1,2})\s?[-/.月]\s?(?<day>\d{2}(?=\d{2}:\d{2})|\d{1,2}(?!\d))日?`;
const DAY = String.raw`${YEAR}\s?[-/.年]\s?${MONTH_AND_DAY}`;
const CLOCK = String.raw`(?<half>上午|下午|晚上|凌晨)?\s?(?<hour>\d{1,2})(?:[:]|时|時|点)(?<minute>\d{2})(?:[:分]\d{0,2})?\s?(?<ampm>[AaPp][Mm])?`;
const MONTHS = 'January February March April May June July August September October November December';

const DAYS = new RegExp(`(?<!\\d)${DAY}`, 'g');
/** A day's time stands behind all of them. One by one: as one expression they take browsers ten times as long to make. */
const BEHIND_DAY = [
  /[\sT,|]{0,4}(?:\(?(?:星期|周|週)[一二三四五六日天]\)?|\([一二三四五六日]\))?/y,
  /(?<zone>HKT|GMT|格林尼治标准时间|格林尼治標準時間)?[\sT,|]{0,4}(?:HKT)?\s?/y,
  new RegExp(CLOCK, 'y'),
];

/** The other spellings of a date that portals print, most telling first. */
const SPELLINGS: readonly Worded[] = [
  worded(':', new RegExp(`(?<![\\d:])(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::\\d{2})?\\s{1,3}${DAY}`)),
  // Printed in parts, with spaces or without: 2022 03/08 09:20.
  worded(
    ': 时 時 点',
    new RegExp(`(?<!\\d)(?<year>20\\d\\d)\\s{0,3}(?<month>\\d{2})[-/](?<day>\\d{2})\\s{0,3}${CLOCK}`),
  ),
  worded(
    '.',
    /(?<!\d)(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>20\d\d)\s{0,3}(?:(?<hour>\d{1,2}):(?<minute>\d{2}))?/,
  ),
  worded(
    MONTHS,
    new RegExp(
      `(?<name>${MONTHS.replaceAll(' ', '|')})\\s(?<day>\\d{1,2}),\\s?(?<year>20\\d\\d)(?:\\s(?<hour>\\d{1,2}):(?<minute>\\d{2})\\s?(?<ampm>[AP]M)?)?`,
    ),
  ),
];

/** The zone printed behind the time; GMT+8 is Beijing's own. */
const ZONE_BEHIND = /^\s{0,2}(GMT|UTC)(?![+\d])/;

/** A date found in a text: its ISO 8601 form at +08:00 (the day alone where no time is printed) and its place. */
export interface FoundDate {
  iso: string;
  start: number;
  end: number;
}

/**
 * Finds the first date in a half-width text. Two-digit years mean 20xx; a time in GMT is moved to +08:00. A date
 * without a year is not reported.
 */
export function findDate(text: string): FoundDate | null {
  for (const { groups, start, end } of spelledDates(text)) {
    const zone = groups.zone ?? ZONE_BEHIND.exec(text.slice(end, end + 8))?.[1];
    const iso = toIso({ ...groups, zone });
    if (iso) return { iso, start, end };
  }
  return null;
}

/** A date as printed: its parts by name, and its place. */
interface SpelledDate {
  groups: Record<string, string | undefined>;
  start: number;
  end: number;
}

/** What may be a text's date, most telling first: the first day with its time, other spellings, the first day alone. */
function* spelledDates(text: string): Generator<SpelledDate> {
  // Most lines have none, and each spelling would look for one from every place.
  if (!/\d/.test(text)) return;
  let alone: SpelledDate | undefined;
  DAYS.lastIndex = 0;
  for (let match = DAYS.exec(text); match; match = DAYS.exec(text)) {
    const day = spelled(match);
    alone ??= day;
    const timed = withClock(day, text);
    if (timed) {
      yield timed;
      break;
    }
    DAYS.lastIndex = match.index + 1;
  }
  for (const spelling of SPELLINGS) {
    const match = findWorded(spelling, text);
    if (match) yield spelled(match);
  }
  if (alone) yield alone;
}

/** A day with the time that stands behind it in the text, if one does. */
function withClock(day: SpelledDate, text: string): SpelledDate | undefined {
  const timed = { ...day, groups: { ...day.groups } };
  for (const part of BEHIND_DAY) {
    part.lastIndex = timed.end;
    const match = part.exec(text);
    if (!match) return undefined;
    Object.assign(timed.groups, match.groups);
    timed.end = part.lastIndex;
  }
  return timed;
}

function spelled(match: RegExpExecArray): SpelledDate {
  return { groups: match.groups ?? {}, start: match.index, end: match.index + match[0].length };
}

/** Hours from GMT to Beijing time. */
const BEIJING_HOURS = 8;

function toIso(groups: Record<string, string | undefined>): string | null {
  const year = Number(groups.year) + (groups.year?.length === 2 ? 2000 : 0);
  const month = groups.name ? MONTHS.split(' ').indexOf(groups.name) + 1 : Number(groups.month);
  const day = Number(groups.day);
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  if (groups.hour === undefined || groups.minute === undefined) return isoDay(year, month, day);
  let hour = Number(groups.hour);
  const minute = Number(groups.minute);
  const afternoon = /p/i.test(groups.ampm ?? '') || groups.half === '下午' || groups.half === '晚上';
  if (afternoon && hour < 12) hour += 12;
  if (/a/i.test(groups.ampm ?? '') && hour === 12) hour = 0;
  if (hour > 23 || minute > 59) return isoDay(year, month, day);
  const shift = groups.zone && groups.zone !== 'HKT' ? BEIJING_HOURS : 0;
  const moment = new Date(Date.UTC(year, month - 1, day, hour + shift, minute));
  return `${moment.toISOString().slice(0, 16)}+08:00`;
}

function isoDay(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
