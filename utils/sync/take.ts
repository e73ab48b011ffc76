import { isSameData } from '../canonical-json';
import { replaceRecord } from '../library/combine';
import { Draft } from '../library/draft';
import { linesOf, recordIn, setAsideUnreadable } from '../library/draft-records';
import { trashRecord } from '../library/edit';
import { fingerprint } from '../library/import-state';
import { keepingKeys, keepReplaced } from '../library/keeping';
import {
  aliasKey,
  CHANGED_KEY,
  givenUp,
  recordKey,
  resolveId,
  type StorageArea,
  versionsKey,
} from '../library/read';
import type { ArticleRecord } from '../library/schema';
import { setItems } from '../library/set-items';
import { DUE_KEY, type Due } from '../library/sync-due';
import { SCHEMA_VERSION } from '../library/version';
import { keepVersions, NO_VERSIONS, parseVersions, uniteVersions, type Versions } from '../library/versions';
import { FailureError } from '../result';
import { countFromArrival } from './arrival';
import {
  type BundleNames,
  type Entries,
  type Entry,
  type Essay,
  type Essays,
  type Notes,
  pathsOf,
} from './bundles';
import { knowsCommit, type Machines } from './manifest';
import { type Displaced, mergeEssays, mergeNotes, notesContent } from './merge';
import {
  ABANDONED_KEY,
  type Base,
  type Bases,
  basesKey,
  CONFLICTS_KEY,
  type Decision,
  pendingKey,
  readBases,
  readKept,
  type SyncConflict,
  TAKEN_KEY,
} from './state';

/** What the server says of a bucket. */
export interface Incoming {
  bucket: string;
  names: BundleNames;
  /** The commits that are in it. */
  machines: Machines;
  entries: Entries;
  /** Missing where they are the ones that were taken in before. */
  essays?: Essays;
  choice?: Decision['choice'];
}

/** So many conflicts are listed. */
const MOST_CONFLICTS = 200;

/**
 * Takes a bucket into the library, in one `set`: records, lines, versions, and what was taken in. To be called in the
 * store's turn. Throws `sync-garbage` where an essay is missing.
 *
 * @returns how many articles changed here; `needs-essays` where one must be written whose essay is not among `incoming`
 */
export async function takeBucket(
  area: StorageArea,
  incoming: Incoming,
  clock: () => Date,
): Promise<number | 'needs-essays'> {
  const { bucket, names, entries } = incoming;
  const draft = new Draft(area);
  const { due, taken, pendings, conflicts, abandoned, ...kept } = await readKept(draft, [bucket]);
  const { machine, seen } = kept.state;
  const pending = pendings.get(bucket);
  const isCommitted = pending?.isSent && knowsCommit(incoming.machines, { machine, number: pending.commit });
  const past = await readBases(draft, bucket, isCommitted ? pending.to : taken[bucket]);
  const left: Record<string, number> = { ...(isCommitted ? withoutDue(due, pending.due) : due) };
  const ids = [...new Set([...Object.keys(past), ...Object.keys(entries)])];
  await draft.get([...ids.flatMap((id) => [recordKey(id), aliasKey(id), ...keepingKeys(id)]), CHANGED_KEY]);

  const now = clock();
  const next: Bases = {};
  const written: { before: ArticleRecord | undefined; after: ArticleRecord }[] = [];
  const gone: ArticleRecord[] = [];
  const writer = new Writer(draft, now);
  for (const id of ids) {
    const mine = await recordIn(draft, id);
    const base = past[id];
    const theirs = entries[id];
    const outcome = meet({ id, mine, base, theirs, seen, incoming, now: now.toISOString() });
    if (outcome === 'needs-essay') {
      if (!incoming.essays) return 'needs-essays';
      if (incoming.choice === 'mine') continue;
      throw new FailureError('sync-garbage', `no essay of ${id}`);
    }
    const met = arrived(outcome, mine, now);
    if (met.base) next[id] = met.base;
    if (mine && met.into && (await writer.join(mine, met.into))) {
      gone.push(mine);
      delete left[id];
      continue;
    }
    if (met.record && (met.record !== mine || met.displaced.length > 0)) {
      await writer.write(mine, met.record, met.displaced);
      written.push({ before: mine, after: met.record });
    }
    if (met.isDue) left[id] ??= 1;
    else if (met.isDue === false) delete left[id];
  }
  if (written.length + gone.length > 0) draft.put(await linesOf(draft, written, gone));
  if (writer.conflicts.length > 0)
    draft.put({ [CONFLICTS_KEY]: [...conflicts, ...writer.conflicts].slice(-MOST_CONFLICTS) });
  const removed = [
    ...gone.flatMap(({ id }) => [recordKey(id), versionsKey(id)]),
    ...(pending ? [pendingKey(bucket), basesKey(bucket, pending.to)] : []),
    basesKey(bucket, taken[bucket]),
  ].filter((key) => key !== basesKey(bucket, names));
  draft.put({
    ...givenUp(removed),
    [basesKey(bucket, names)]: next,
    [TAKEN_KEY]: { ...taken, [bucket]: names },
    [DUE_KEY]: left,
  });
  if (pending && !isCommitted)
    draft.put({ [ABANDONED_KEY]: [...new Set([...abandoned, ...pathsOf(bucket, pending.to)])] });
  await setItems(area, draft.items);
  await area.remove([...removed, ...writer.expired]);
  return written.length + gone.length;
}

/** What is still to be synced when these changes are; what changed again since is. */
export function withoutDue(due: Due, done: Due): Record<string, number> {
  return Object.fromEntries(Object.entries(due).filter(([id, times]) => done[id] !== times));
}

export function notesOf({ schemaVersion: _, article: __, ...notes }: ArticleRecord): Notes {
  return notes;
}

interface Meeting {
  id: string;
  mine: ArticleRecord | undefined;
  base: Base | undefined;
  theirs: Entry | undefined;
  /** The commits that this machine has taken in. */
  seen: Machines;
  incoming: Incoming;
  now: string;
}

interface Met {
  base?: Base;
  /** The article as it stands from now on; missing where it isn't here. */
  record?: ArticleRecord;
  /** It is another one than on the server; not told where that is as it was. */
  isDue?: boolean;
  displaced: Displaced[];
  /** The article that it was joined into. */
  into?: string;
}

/** What becomes of an article. */
function meet(meeting: Meeting): Met | 'needs-essay' {
  const { id, mine, base, theirs, seen, incoming, now } = meeting;
  if (incoming.choice === 'theirs') return replace(meeting);
  const standing = (isDue: boolean | undefined): Met => ({
    base: theirs && baseOf(theirs, base, incoming.essays?.[id]),
    record: mine,
    isDue,
    displaced: [],
  });
  if (base && theirs && isSameData(base.commit, theirs.commit)) return unchanged(meeting);
  const isPast = base !== undefined && knowsCommit(incoming.machines, base.commit);
  // The server doesn't know what it was last; what it has instead was here before.
  if (base && !isPast && (!theirs || knowsCommit(seen, theirs.commit))) return standing(true);
  // No word of it, though a deletion leaves one for long: a file was lost there. What was deleted there and written on here
  // is due since it was written on; what lies in the trash here since is not.
  if (!theirs) return standing(base && 'gone' in base ? undefined : mine !== undefined);
  if ('gone' in theirs) {
    if (!mine) return standing(false);
    const isEdited = !isPast || !('notes' in base) || isEditedSince(base.notes, mine);
    if (isEdited || incoming.choice === 'mine') return standing(true);
    // What was written before it went to the trash, and never sent, is not in the other article: it stays in the trash.
    const isSent = isSameData(notesContent(base.notes), notesContent(notesOf(mine)));
    return {
      ...standing(false),
      record: trashRecord(mine, now),
      ...(isSent ? { into: theirs.into } : {}),
    };
  }
  const essay = incoming.essays?.[id];
  if (!mine) {
    if (!essay) return 'needs-essay';
    return { ...standing(false), record: { schemaVersion: SCHEMA_VERSION, article: essay, ...theirs.notes } };
  }
  // A record that was made anew has nothing to do with the old one.
  const past = isPast && 'notes' in base && base.notes.saved === mine.saved ? base : undefined;
  const { notes, displaced } = mergeNotes(past?.notes, notesOf(mine), theirs.notes, now);
  const isMineNew = fingerprint(mine.article) !== past?.essay;
  const isTheirsNew = essay !== undefined && fingerprint(essay) !== past?.essay;
  const article = essay ? mergeEssays(isMineNew, isTheirsNew, mine.article, essay) : mine.article;
  const kept = incoming.choice === 'mine' && !mine.deleted ? { ...notes, deleted: undefined } : notes;
  return compared(
    { ...standing(false), record: { schemaVersion: SCHEMA_VERSION, article, ...kept }, displaced },
    mine,
  );
}

/** With what is new in the trash counted from now, where it seems old: then the server is to know. */
function arrived(met: Met, mine: ArticleRecord | undefined, now: Date): Met {
  const record = met.record && countFromArrival(met.record, mine, now);
  return record === met.record ? met : compared({ ...met, record }, mine);
}

/** Nothing new there: only the essay may have been missing until now. */
function unchanged({ id, mine, base, theirs, incoming }: Meeting): Met {
  const met = { base: theirs && baseOf(theirs, base, incoming.essays?.[id]), displaced: [] };
  return mine ? compared({ ...met, record: mine }, mine) : met;
}

/** Their article in the place of mine, of which nothing is lost. */
function replace({ id, mine, base, theirs, incoming, now }: Meeting): Met | 'needs-essay' {
  if (!theirs || 'gone' in theirs)
    return { base: theirs, record: mine && trashRecord(mine, now), isDue: false, displaced: [] };
  const article = incoming.essays?.[id] ?? mine?.article;
  if (!article) return 'needs-essay';
  const other = { schemaVersion: SCHEMA_VERSION, article, ...theirs.notes } as const;
  const record = mine ? replaceRecord(mine, other, now) : other;
  return compared(
    { base: baseOf(theirs, base, incoming.essays?.[id]), record, isDue: false, displaced: [] },
    mine,
  );
}

/** Whether it is another one than on the server, and the same object where it is the one that was here. */
function compared(met: Met, mine: ArticleRecord | undefined): Met {
  const { base, record } = met;
  if (!record || !base || !('notes' in base)) return met;
  const isDue = !isSameData(notesOf(record), base.notes) || fingerprint(record.article) !== base.essay;
  return { ...met, record: mine && isSameData(mine, record) ? mine : record, isDue };
}

function baseOf(theirs: Entry, base: Base | undefined, essay: Essay | undefined): Base {
  if ('gone' in theirs) return theirs;
  return { ...theirs, essay: essay ? fingerprint(essay) : base?.essay };
}

/** Whether the reader changed an article that was deleted elsewhere; to have opened it is no change. */
function isEditedSince(base: Notes, mine: ArticleRecord): boolean {
  const isRestored = base.deleted !== undefined && mine.deleted === undefined;
  return isRestored || (!mine.deleted && !isSameData(notesContent(base), notesContent(notesOf(mine))));
}

/** Writes records into a draft, with what they replace. */
class Writer {
  readonly conflicts: SyncConflict[] = [];
  /** Keys of backups that have had their time. */
  readonly expired: string[] = [];

  constructor(
    private readonly draft: Draft,
    private readonly now: Date,
  ) {}

  async write(
    before: ArticleRecord | undefined,
    after: ArticleRecord,
    displaced: Displaced[],
  ): Promise<void> {
    const { id } = after;
    await setAsideUnreadable(this.draft, id, before, this.now.toISOString());
    this.draft.put({ [recordKey(id)]: after });
    if (typeof (await this.draft.get(aliasKey(id)))[aliasKey(id)] === 'string')
      this.draft.put({ [aliasKey(id)]: null });
    const stored = await this.draft.get(keepingKeys(id));
    // Versions are told by their moments, which must differ whatever the clock says.
    const moment = new Date(
      Math.max(this.now.getTime(), lastMoment(parseVersions(stored[versionsKey(id)])) + 1),
    );
    if (before) {
      const kept = keepReplaced(stored, before, after, moment, 0);
      this.draft.put(kept.items);
      this.expired.push(...kept.expired);
    }
    if (displaced.length === 0) return;
    const replaced = new Date(moment.getTime() + 1).toISOString();
    const theirs: Versions = { annotations: {}, outlines: {} };
    for (const { kind, item, isConflict } of displaced) {
      if (kind === 'annotation') theirs.annotations[item.id] = [{ item, replaced }];
      else theirs.outlines[item.id] = [{ item, replaced }];
      if (isConflict) this.conflicts.push({ articleId: id, kind, itemId: item.id, replaced });
    }
    const own = (await this.draft.get(versionsKey(id)))[versionsKey(id)];
    this.draft.put({ [versionsKey(id)]: uniteVersions(parseVersions(own), theirs) });
  }

  /** Lets go of an article whose notes are in another one; false where that one is not here. */
  async join(mine: ArticleRecord, into: string): Promise<boolean> {
    const { id } = mine;
    const target = await resolveId(this.draft, into);
    const record = await recordIn(this.draft, target);
    if (target === id || !record) return false;
    const [own, others] = [versionsKey(id), versionsKey(target)];
    const stored = await this.draft.get([own, others]);
    this.draft.put({ [aliasKey(id)]: target });
    const united = uniteVersions(parseVersions(stored[others]), parseVersions(stored[own]));
    const versions = keepVersions(united, mine, record, this.now.toISOString(), 0);
    if (versions !== NO_VERSIONS) this.draft.put({ [others]: versions });
    return true;
  }
}

function lastMoment({ annotations, outlines }: Versions): number {
  const all = [...Object.values(annotations), ...Object.values(outlines)].flat();
  return Math.max(0, ...all.map(({ replaced }) => Date.parse(replaced)));
}
