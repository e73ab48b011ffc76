import { Draft } from '../library/draft';
import { restoreRecord } from '../library/edit';
import { linesOf, recordIn } from '../library/import';
import { fingerprint } from '../library/import-state';
import { aliasKey, CHANGED_KEY, recordKey, type StorageArea } from '../library/read';
import type { ArticleRecord } from '../library/schema';
import { setItems } from '../library/set-items';
import { DUE_KEY } from '../library/sync-due';
import { SCHEMA_VERSION } from '../library/version';
import {
  type BundleNames,
  bucketOf,
  type Commit,
  type Entries,
  type Essays,
  writeEssays,
  writeNotes,
} from './bundles';
import { isSameNames } from './manifest';
import { mergeNotes } from './merge';
import {
  ABANDONED_KEY,
  type Base,
  type Bases,
  basesKey,
  type Pending,
  parseTaken,
  pendingKey,
  TAKEN_KEY,
} from './state';
import { abandon, isSameData, notesOf, readBucket, withoutDue } from './take';

/** That an article is gone is remembered for this long. A machine that was away for longer brings it back. */
const GONE_DAYS = 180;
const DAY_MS = 86_400_000;

export interface Prepared {
  bases: Bases;
  due: Record<string, number>;
  from: BundleNames;
  notes: string;
  /** Missing where no essay changed. */
  essays?: string;
  /** How many articles are not as they were on the server. */
  changed: number;
}

interface Asked {
  bucket: string;
  commit: Commit;
  /** Essays on the server, where one of them is not to be had here. */
  essays?: Essays;
  /** To write both bundles, whether anything changed or not. */
  isWhole: boolean;
  /** What the bundles under way must be encrypted with to be sent. */
  salt: string | undefined;
}

/**
 * Says what a bucket becomes on the server. To be called in the store's turn.
 * @returns the pending one where it was sent already; `nothing` where all is the same there;
 *   `needs-essays` where an essay of the bundle is not here
 */
export async function prepareBucket(
  area: StorageArea,
  { bucket, commit, essays, isWhole, salt }: Asked,
  clock: () => Date,
): Promise<Prepared | Pending | 'nothing' | 'needs-essays'> {
  const draft = new Draft(area);
  const { bases, due, pending, stored } = await readBucket(draft, bucket);
  const ids = Object.keys(due).filter((id) => bucketOf(id) === bucket);
  const own = Object.fromEntries(ids.map((id) => [id, due[id] ?? 0]));
  const from = parseTaken(stored[TAKEN_KEY])[bucket] ?? {};
  const isPending =
    pending?.isSent &&
    isSameData(pending.due, own) &&
    isSameNames(pending.from, from) &&
    pending.salt === salt;
  if (pending && isPending) return pending;
  await draft.get([...ids, ...Object.keys(bases)].flatMap((id) => [recordKey(id), aliasKey(id)]));

  const now = clock();
  const next: Bases = { ...bases };
  let changed = 0;
  let isEssayChanged = isWhole || from.articles === undefined;
  const written: { before: ArticleRecord; after: ArticleRecord }[] = [];
  for (const id of ids) {
    const base = bases[id];
    const record = await recordIn(draft, id);
    const [aliased, held] = [aliasKey(id), recordKey(id)];
    const kept = await draft.get([aliased, held]);
    if (!record) {
      // One that can't be read is not gone.
      if (kept[held] !== undefined || !base || 'gone' in base) continue;
      const into = kept[aliased];
      next[id] = { commit, gone: now.toISOString(), ...(typeof into === 'string' ? { into } : {}) };
      changed += 1;
      continue;
    }
    const whole = withPast(record, base, now.toISOString());
    if (whole !== record) {
      draft.put({ [held]: whole });
      written.push({ before: record, after: whole });
    }
    const notes = notesOf(whole);
    const essay = fingerprint(whole.article);
    const isSameEssay = base !== undefined && 'notes' in base && base.essay === essay;
    if (isSameEssay && isSameData(base.notes, notes)) continue;
    isEssayChanged ||= !isSameEssay;
    next[id] = { commit, notes, essay };
    changed += 1;
  }
  if (written.length > 0) {
    await draft.get(CHANGED_KEY);
    await setItems(area, { ...draft.items, ...(await linesOf(draft, written)) });
  }
  if (changed === 0 && !isWhole) {
    await setItems(area, {
      [DUE_KEY]: withoutDue(due, own),
      ...(pending
        ? { [pendingKey(bucket)]: null, [ABANDONED_KEY]: abandon(stored[ABANDONED_KEY], bucket, pending) }
        : {}),
    });
    return 'nothing';
  }
  const articles: Essays = {};
  for (const [id, base] of Object.entries(next)) {
    if ('gone' in base) {
      if (Date.parse(base.gone) < now.getTime() - GONE_DAYS * DAY_MS) delete next[id];
      continue;
    }
    if (!isEssayChanged) continue;
    const mine = (await recordIn(draft, id))?.article;
    const article = mine && fingerprint(mine) === base.essay ? mine : essays?.[id];
    if (article) articles[id] = article;
    else if (!essays) return 'needs-essays';
    // Lost here and there; whoever has it still sends it again.
    else delete next[id];
  }
  return {
    bases: next,
    due: own,
    from,
    notes: writeNotes(entriesOf(next), commit),
    ...(isEssayChanged ? { essays: writeEssays(articles, commit) } : {}),
    changed,
  };
}

/** Remembers what is being sent, before it is. An earlier one that was not committed is of no use any more. */
export async function putPending(area: StorageArea, bucket: string, pending: Pending): Promise<void> {
  const draft = new Draft(area);
  const { pending: old, stored } = await readBucket(draft, bucket);
  const isOther = old && !isSameNames(old.to, pending.to);
  await setItems(area, {
    [pendingKey(bucket)]: pending,
    ...(isOther ? { [ABANDONED_KEY]: abandon(stored[ABANDONED_KEY], bucket, old) } : {}),
  });
}

/** What was pending is committed: from now on it is what was last the same here and there. */
export async function settleBucket(area: StorageArea, bucket: string): Promise<void> {
  const { pending, due, stored } = await readBucket(new Draft(area), bucket);
  if (!pending) return;
  await setItems(area, {
    [basesKey(bucket)]: pending.bases,
    [TAKEN_KEY]: { ...parseTaken(stored[TAKEN_KEY]), [bucket]: pending.to },
    [DUE_KEY]: withoutDue(due, pending.due),
    [pendingKey(bucket)]: null,
  });
  await area.remove(pendingKey(bucket));
}

/** Brings back articles that were deleted here since; those that are gone are taken from the server anew. */
export async function restoreDeleted(
  area: StorageArea,
  ids: readonly string[],
  clock: () => Date,
): Promise<void> {
  for (const id of ids) {
    const draft = new Draft(area);
    const { bases, due, stored } = await readBucket(draft, bucketOf(id));
    const record = await recordIn(draft, id);
    if (record) {
      const after = { ...restoreRecord(record), modified: clock().toISOString() };
      draft.put({ [recordKey(id)]: after });
      await draft.get(CHANGED_KEY);
      draft.put(await linesOf(draft, [{ before: record, after }]));
    } else {
      const { [id]: _, ...others } = bases;
      const { [id]: __, ...left } = due;
      const { [bucketOf(id)]: ___, ...taken } = parseTaken(stored[TAKEN_KEY]);
      draft.put({ [basesKey(bucketOf(id))]: others, [DUE_KEY]: left, [TAKEN_KEY]: taken });
    }
    await setItems(area, draft.items);
  }
}

/** A record that was made anew, beside what the server has of the old one: notes are not deleted by a damaged record. */
function withPast(record: ArticleRecord, base: Base | undefined, now: string): ArticleRecord {
  if (!base || !('notes' in base) || base.notes.saved === record.saved) return record;
  const { notes } = mergeNotes(undefined, notesOf(record), base.notes, now);
  return { schemaVersion: SCHEMA_VERSION, article: record.article, ...notes };
}

function entriesOf(bases: Bases): Entries {
  return Object.fromEntries(
    Object.entries(bases).map(([id, { essay: _, ...entry }]) => [id, entry as Entries[string]]),
  );
}
