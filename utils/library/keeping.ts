import { localDay } from '../local-day';
import { addBackupDay, BACKUP_DAYS_KEY, backupKey, backupOf, isWorthBackup, parseBackupDays } from './backup';
import { versionsKey } from './read';
import type { ArticleRecord } from './schema';
import { keepVersions, parseVersions } from './versions';

/** Where the store keeps what `keepReplaced` adds to. */
export const keepingKeys = (id: string) => [versionsKey(id), BACKUP_DAYS_KEY];

/**
 * What is kept of a record when it changes: the versions that were replaced and the day's backup, for the `set` that
 * writes the record; and the keys of backups that have had their time.
 *
 * @param stored what the store has under `keepingKeys`
 * @param now when it changes
 * @param oneGo as `keepVersions` takes it
 */
export function keepReplaced(
  stored: Record<string, unknown>,
  before: ArticleRecord,
  changed: ArticleRecord,
  now: Date,
  oneGo?: number,
): { items: Record<string, unknown>; expired: string[] } {
  if (!isWorthBackup(before, changed)) return { items: {}, expired: [] };
  const { id } = changed;
  const items: Record<string, unknown> = {};
  const versions = parseVersions(stored[versionsKey(id)]);
  const kept = keepVersions(versions, before, changed, now.toISOString(), oneGo);
  if (kept !== versions) items[versionsKey(id)] = kept;
  const day = localDay(now);
  const backup = addBackupDay(parseBackupDays(stored[BACKUP_DAYS_KEY]), day, id);
  if (!backup) return { items, expired: [] };
  items[BACKUP_DAYS_KEY] = backup.days;
  items[backupKey(day, id)] = backupOf(before);
  return { items, expired: backup.expired };
}
