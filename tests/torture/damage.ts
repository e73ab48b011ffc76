import { parseBackup, parseBackupDays } from '../../utils/library/backup';
import {
  CHANGED_KEY,
  MONTHS_KEY,
  parseLines,
  parseRecord,
  recordKey,
  summariesKey,
  withChanged,
} from '../../utils/library/read';
import { sketchText } from '../../utils/library/same';
import type { ArticleRecord } from '../../utils/library/schema';
import { summarize, summaryMonth } from '../../utils/library/summary';
import { NO_VERSIONS, parseVersions } from '../../utils/library/versions';

type Stored = Record<string, unknown>;

/** Bounds that issue 5 sets, written down here once more: a test that reads them from the code proves nothing. */
const MOST_VERSIONS = 20;
const MOST_BACKUP_DAYS = 7;

/** The records of a whole store, parsed as the program parses them; throws at the first that can't be. */
export function recordsOf(stored: Stored): ArticleRecord[] {
  return keysOf(stored, 'article:').map((key) => parseRecord(stored[key]));
}

/**
 * What is not whole in a store that nothing is being written to: records, versions or backups that don't parse, index
 * lines that say something else than their records, bounds that don't hold. Empty where all is well.
 */
export function findDamage(stored: Stored): string[] {
  const damage = [...findUnreadable(stored), ...findUnbounded(stored)];
  return damage.length > 0 ? damage : findWrongLines(stored);
}

function findUnreadable(stored: Stored): string[] {
  const isRead = (read: () => unknown): boolean => {
    try {
      return read() !== undefined;
    } catch {
      return false;
    }
  };
  return [
    ...keysOf(stored, 'article:').filter((key) => !isRead(() => parseRecord(stored[key]))),
    // What can't be read counts as no versions; the empty ones are never stored.
    ...keysOf(stored, 'versions:').filter((key) => parseVersions(stored[key]) === NO_VERSIONS),
    ...keysOf(stored, 'backup:').filter((key) => !isRead(() => parseBackup(stored[key]))),
    ...keysOf(stored, 'unreadable:'),
  ].map((key) => `unreadable: ${key}`);
}

function findUnbounded(stored: Stored): string[] {
  const versions = keysOf(stored, 'versions:').flatMap((key) => {
    const { annotations, outlines } = parseVersions(stored[key]);
    const counts = [...Object.values(annotations), ...Object.values(outlines)].map(({ length }) => length);
    return counts.some((count) => count > MOST_VERSIONS)
      ? [`more than ${MOST_VERSIONS} versions: ${key}`]
      : [];
  });
  const days = parseBackupDays(stored['backup-days']);
  const named = days.flatMap(({ day, ids }) => ids.map((id) => `backup:${day}:${id}`));
  return [
    ...versions,
    ...(days.length > MOST_BACKUP_DAYS ? [`backups of ${days.length} days`] : []),
    ...named.filter((key) => !(key in stored)).map((key) => `backup not there: ${key}`),
  ];
}

function findWrongLines(stored: Stored): string[] {
  const months = (stored[MONTHS_KEY] as string[] | undefined) ?? [];
  const changed = parseLines(stored[CHANGED_KEY]);
  const linesOf = (month: string) => withChanged(parseLines(stored[summariesKey(month)]), changed);
  const lines = months.flatMap(linesOf);
  const missing = recordsOf(stored).flatMap((record) => {
    const owed = summarize(record, sketchText(record.article.text));
    const inMonth = linesOf(summaryMonth(record.saved));
    const own = lines.filter(({ id }) => id === record.id);
    const isRight = own.length === 1 && inMonth.some((line) => isSameData(line, owed));
    return isRight ? [] : [`index line of ${record.article.url}: ${JSON.stringify(own)}`];
  });
  const stray = lines
    .filter(({ id }) => (stored[recordKey(id)] ?? undefined) === undefined)
    .map(({ id }) => `line without record: ${id}`);
  return [...missing, ...stray];
}

/** Whether two values are stored alike, whatever order their fields stand in. */
export function isSameData(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

/** The value as JSON with every object's fields in one order, those without a value left out. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** What was given up before it could be removed is `null`. */
function keysOf(stored: Stored, start: string): string[] {
  return Object.keys(stored).filter((key) => key.startsWith(start) && stored[key] !== null);
}
