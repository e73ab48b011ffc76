import { t } from '../../utils/i18n';
import type { Totals } from '../../utils/library/query';
import { localDay } from '../../utils/local-day';

export interface StudyDaysProps {
  /** Marks made, by day. */
  days: ReadonlyMap<string, number>;
  totals: Totals;
}

const WEEKS = 26;
const DAYS_A_WEEK = 7;
/** px, with the gap. */
const CELL = 8;
/** From so many marks on, a day has the next strength. */
const STRENGTHS = [1, 3, 8, 20];

/** The last half year as a calendar, a column a week, Monday on top; the stronger, the more was marked. In words below it. */
export function StudyDays({ days, totals }: StudyDaysProps) {
  const cells = cellsUntil(new Date(), days);
  const months = countMonths(days);
  return (
    <section class="study-days">
      <svg
        viewBox={`0 0 ${WEEKS * CELL} ${DAYS_A_WEEK * CELL}`}
        role="img"
        aria-label={t('library.studyDays', [String(totals.studyDays), String(totals.annotations)])}
      >
        {cells.map(({ day, week, weekday, count }) => (
          <rect
            key={day}
            x={week * CELL}
            y={weekday * CELL}
            width={CELL - 2}
            height={CELL - 2}
            rx={1.5}
            data-strength={STRENGTHS.filter((least) => count >= least).length}
          >
            <title>{t('library.dayCount', [day, t('counted.marks', count)])}</title>
          </rect>
        ))}
      </svg>
      <p class="hint">
        {t('library.totals', [
          String(totals.articles),
          String(totals.annotations),
          String(totals.notes),
          String(totals.studyDays),
        ])}
      </p>
      {months.length > 0 && (
        <details>
          <summary>{t('library.byMonth')}</summary>
          <ul class="study-days__months">
            {months.map(([month, count]) => (
              <li key={month}>
                {month} <span class="count">{t('counted.marks', count)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** The days of the weeks up to today, with their places. */
function cellsUntil(today: Date, days: ReadonlyMap<string, number>) {
  const weekdayOf = (date: Date) => (date.getDay() + DAYS_A_WEEK - 1) % DAYS_A_WEEK;
  const shown = (WEEKS - 1) * DAYS_A_WEEK + weekdayOf(today) + 1;
  return Array.from({ length: shown }, (_, at) => {
    // Noon: a day that daylight saving makes shorter is a day all the same.
    const date = new Date(today.getFullYear(), today.getMonth(), today.getDate() - (shown - 1 - at), 12);
    const day = localDay(date);
    return {
      day,
      week: Math.floor(at / DAYS_A_WEEK),
      weekday: weekdayOf(date),
      count: days.get(day) ?? 0,
    };
  });
}

/** Marks by month, newest first. */
function countMonths(days: ReadonlyMap<string, number>): [string, number][] {
  const months = new Map<string, number>();
  for (const [day, count] of days) {
    const month = day.slice(0, 7);
    months.set(month, (months.get(month) ?? 0) + count);
  }
  return [...months].sort(([a], [b]) => (a < b ? 1 : -1));
}
