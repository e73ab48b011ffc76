import type { ArticleRecord } from '../library/schema';
import { TRASH_DAYS } from '../library/trash-days';

const DAY_MS = 86_400_000;
/** What comes in older than this counts from its arrival. */
const OLDEST_ARRIVAL = (TRASH_DAYS / 2) * DAY_MS;

/**
 * What another machine moved to the trash bears the day of that machine's clock. Where one of the clocks is wrong this
 * would go for good at once: so what is new in the trash here and seems old counts from now on.
 *
 * @returns the same record where nothing is
 */
export function countFromArrival(
  record: ArticleRecord,
  before: ArticleRecord | undefined,
  now: Date,
): ArticleRecord {
  const isOld = (deleted: string) => Date.parse(deleted) < now.getTime() - OLDEST_ARRIVAL;
  const renew = <T extends { deleted: string }>(
    entries: T[],
    known: readonly T[],
    idOf: (entry: T) => string,
  ): T[] => {
    const ids = new Set(known.map(idOf));
    const isRenewed = (entry: T) => isOld(entry.deleted) && !ids.has(idOf(entry));
    if (!entries.some(isRenewed)) return entries;
    return entries.map((entry) => (isRenewed(entry) ? { ...entry, deleted: now.toISOString() } : entry));
  };
  const trash = renew(record.trash, before?.trash ?? [], ({ annotation }) => annotation.id);
  const outlineTrash = renew(record.outlineTrash, before?.outlineTrash ?? [], ({ outline }) => outline.id);
  const isRenewed = record.deleted !== undefined && before?.deleted === undefined && isOld(record.deleted);
  if (!isRenewed && trash === record.trash && outlineTrash === record.outlineTrash) return record;
  return { ...record, trash, outlineTrash, ...(isRenewed ? { deleted: now.toISOString() } : {}) };
}
