import { readAllLines, type StorageArea } from '../library/read';
import { type Due, readDue } from '../library/sync-due';
import { bucketOf, type Entries } from './bundles';
import { readBases, readTaken } from './state';

/** The guard against mass deletion: what would be deleted is counted before it is. */

/** Over so many articles at once, or so large a share of the library, the reader is asked. */
const MOST_DELETED = 50;
const MOST_DELETED_SHARE = 0.2;
/** Of a library of a few articles every deletion is a large share; fewer than these are deleted by hand. */
const LEAST_ASKED = 3;

export interface Deletions {
  count: number;
  /** Articles that stand before. */
  of: number;
}

export function isMassDeletion({ count, of }: Deletions): boolean {
  return count > MOST_DELETED || (count >= LEAST_ASKED && count > of * MOST_DELETED_SHARE);
}

/** How many articles would go to the trash here by what comes, by bucket. */
export async function countReceivedDeletions(
  area: StorageArea,
  incoming: ReadonlyMap<string, Entries>,
): Promise<Deletions> {
  if (incoming.size === 0) return { count: 0, of: 0 };
  const [alive, due] = [await readAlive(area), (await readDue(area)) ?? {}];
  const taken = await readTaken(area);
  let count = 0;
  for (const [bucket, entries] of incoming) {
    const bases = await readBases(area, bucket, taken[bucket]);
    for (const [id, entry] of Object.entries(entries)) {
      const isDeleted = 'gone' in entry || entry.notes.deleted !== undefined;
      // What was changed here since stands.
      if (isDeleted && alive.has(id) && bases[id] && !(id in due)) count += 1;
    }
  }
  return { count, of: alive.size };
}

/** The articles that were deleted here and stand on the server; with how many there were before. */
export async function readDeleted(area: StorageArea, due: Due): Promise<Deletions & { ids: string[] }> {
  const taken = await readTaken(area);
  // Of the others the server has never had any.
  const known = Object.keys(due).filter((id) => taken[bucketOf(id)]);
  if (known.length === 0) return { ids: [], count: 0, of: 0 };
  const alive = await readAlive(area);
  const missing = new Map<string, string[]>();
  for (const id of known) {
    const bucket = bucketOf(id);
    if (!alive.has(id)) missing.set(bucket, [...(missing.get(bucket) ?? []), id]);
  }
  const ids: string[] = [];
  for (const [bucket, gone] of missing) {
    const bases = await readBases(area, bucket, taken[bucket]);
    for (const id of gone) {
      const base = bases[id];
      if (base && 'notes' in base && base.notes.deleted === undefined) ids.push(id);
    }
  }
  return { ids, count: ids.length, of: alive.size + ids.length };
}

async function readAlive(area: StorageArea): Promise<Set<string>> {
  const alive = (await readAllLines(area)).filter(({ deleted }) => deleted === undefined);
  return new Set(alive.map(({ id }) => id));
}
