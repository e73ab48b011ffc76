/** Digits and marks that Chinese pages print at full width, as ASCII. Spaces stay. */
export function toHalfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - 0xfee0));
}

const DAY = String.raw`(?<year>(?:19|20)\d\d|\d\d)\s?(?:[-/.]|年|－)\s?(?<month>\d{1,2})\s?(?:[-/.]|月|－)\s?(?<day>\d{1,2})(?!\d)日?`;
const CLOCK = String.raw`(?<half>上午|下午|晚上|凌晨)?\s?(?<hour>\d{1,2})(?:[:]|时|時|点)(?<minute>\d{2})(?:[:分]\d{0,2})?\s?(?<ampm>[AaPp][Mm])?`;
const BETWEEN = String.raw`[\sT,|]{0,4}(?:(?:\()?(?:星期|周|週)[一二三四五六日天](?:\))?)?[\sT,|]{0,4}`;

/** The spellings of a date that portals print, most telling first. */
const SPELLINGS: readonly RegExp[] = [
  new RegExp(`(?<!\\d)${DAY}${BETWEEN}${CLOCK}`),
  new RegExp(`(?<!\\d)(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::\\d{2})?\\s{1,3}${DAY}`),
  /(?<!\d)(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>20\d\d)\s{0,3}(?:(?<hour>\d{1,2}):(?<minute>\d{2}))?/,
  new RegExp(`(?<!\\d)${DAY}`),
];

/** A date found in a text: its ISO 8601 form at +08:00 (the day alone where no time is printed) and its place. */
export interface FoundDate {
  iso: string;
  start: number;
  end: number;
}

/**
 * Finds the first date in a half-width text. Two-digit years mean 20xx. A date without a year is not reported.
 */
export function findDate(text: string): FoundDate | null {
  for (const spelling of SPELLINGS) {
    const match = spelling.exec(text);
    const iso = match?.groups && toIso(match.groups);
    if (match && iso) return { iso, start: match.index, end: match.index + match[0].length };
  }
  return null;
}

function toIso(groups: Record<string, string | undefined>): string | null {
  const year = Number(groups.year) + (groups.year?.length === 2 ? 2000 : 0);
  const month = Number(groups.month);
  const day = Number(groups.day);
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const date = `${year}-${twoDigits(month)}-${twoDigits(day)}`;
  if (groups.hour === undefined || groups.minute === undefined) return date;
  let hour = Number(groups.hour);
  const minute = Number(groups.minute);
  const afternoon = /p/i.test(groups.ampm ?? '') || groups.half === '下午' || groups.half === '晚上';
  if (afternoon && hour < 12) hour += 12;
  if (/a/i.test(groups.ampm ?? '') && hour === 12) hour = 0;
  return hour > 23 || minute > 59 ? date : `${date}T${twoDigits(hour)}:${twoDigits(minute)}+08:00`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
