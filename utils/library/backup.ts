import * as v from 'valibot';
import { type ArticleRecord, articleRecordSchema } from './schema';

/**
 * A day's backup of an article: what the reader had made of it before that day's first change. Its text is not in
 * it: the record keeps that, and marks find their places in any text. Stored under `backup:<day>:<id>`.
 */
const backupSchema = v.pick(articleRecordSchema, [
  'annotations',
  'outlines',
  'activeOutline',
  'trash',
  'outlineTrash',
]);
export type Backup = v.InferOutput<typeof backupSchema>;

/** The days that have backups, newest first, with the articles changed on each: stored under `backup-days`. */
const backupDaysSchema = v.array(v.object({ day: v.string(), ids: v.array(v.string()) }));
export type BackupDays = v.InferOutput<typeof backupDaysSchema>;

export const BACKUP_DAYS_KEY = 'backup-days';
export const backupKey = (day: string, id: string) => `backup:${day}:${id}`;

/** Backups of the last so many days on which anything was changed are kept (issue 5). */
const MOST_DAYS = 7;

export function parseBackup(stored: unknown): Backup | undefined {
  const parsed = v.safeParse(backupSchema, stored);
  return parsed.success ? parsed.output : undefined;
}

export function parseBackupDays(stored: unknown): BackupDays {
  const parsed = v.safeParse(backupDaysSchema, stored);
  return parsed.success ? parsed.output : [];
}

/** What a backup keeps of a record. */
export function backupOf({
  annotations,
  outlines,
  activeOutline,
  trash,
  outlineTrash,
}: ArticleRecord): Backup {
  return { annotations, outlines, activeOutline, trash, outlineTrash };
}

/** Whether a change touched what a backup keeps. */
export function isWorthBackup(before: ArticleRecord, after: ArticleRecord): boolean {
  return (['annotations', 'outlines', 'trash', 'outlineTrash'] as const).some(
    (field) => before[field] !== after[field],
  );
}

/**
 * The days after a change of one article.
 *
 * @param day YYYY-MM-DD, in the reader's time zone
 * @returns the days to keep, and the keys of the backups that have had their time; `undefined` where that day has a
 *   backup of the article already
 */
export function addBackupDay(
  days: BackupDays,
  day: string,
  id: string,
): { days: BackupDays; expired: string[] } | undefined {
  const today = days.find((one) => one.day === day);
  if (today?.ids.includes(id)) return undefined;
  const others = days.filter((one) => one.day !== day);
  const all = [{ day, ids: [...(today?.ids ?? []), id] }, ...others].sort((a, b) =>
    b.day.localeCompare(a.day),
  );
  const expired = all.slice(MOST_DAYS).flatMap((one) => one.ids.map((old) => backupKey(one.day, old)));
  return { days: all.slice(0, MOST_DAYS), expired };
}

/** The days of two libraries. More than are kept go with the next change. */
export function uniteBackupDays(own: BackupDays, other: BackupDays): BackupDays {
  const ids = new Map(own.map((one) => [one.day, one.ids]));
  for (const one of other) ids.set(one.day, [...new Set([...(ids.get(one.day) ?? []), ...one.ids])]);
  return [...ids].map(([day, all]) => ({ day, ids: all })).sort((a, b) => b.day.localeCompare(a.day));
}

/**
 * The record with what a backup holds. Nothing of today is lost: marks and outlines that the backup has not go to the
 * trash.
 */
export function restoreBackup(record: ArticleRecord, backup: Backup, now: string): ArticleRecord {
  const marks = new Set(backup.annotations.map(({ id }) => id));
  const outlines = new Set(backup.outlines.map(({ id }) => id));
  const newMarks = record.annotations.filter(({ id }) => !marks.has(id));
  const newOutlines = record.outlines.filter(({ id }) => !outlines.has(id));
  return {
    ...record,
    annotations: backup.annotations,
    outlines: backup.outlines,
    activeOutline: backup.activeOutline,
    trash: [
      ...record.trash.filter(({ annotation }) => !marks.has(annotation.id)),
      ...newMarks.map((annotation) => ({ annotation, deleted: now })),
    ],
    outlineTrash: [
      ...record.outlineTrash.filter(({ outline }) => !outlines.has(outline.id)),
      ...newOutlines.map((outline) => ({ outline, deleted: now })),
    ],
    modified: now,
    deleted: undefined,
  };
}
