import { canonicalJson, isSameData } from '../canonical-json';
import { Draft } from '../library/draft';
import { linesOf, recordIn } from '../library/draft-records';
import { restoreRecord } from '../library/edit';
import { fingerprintOf } from '../library/import-state';
import { WrittenJson } from '../library/json-area';
import { aliasKey, CHANGED_KEY, givenUp, recordKey, type StorageArea } from '../library/read';
import type { ArticleRecord } from '../library/schema';
import { setItems } from '../library/set-items';
import { DUE_KEY, type Due, parseDue } from '../library/sync-due';
import { SCHEMA_VERSION } from '../library/version';
import {
  type BundleNames,
  bucketOf,
  bundlePath,
  type Commit,
  type Content,
  type Essays,
  encodeText,
  FOLDERS,
  hashContent,
  pathsOf,
  randomName,
  type WrittenArticles,
  writeEssays,
  writeNotes,
} from './bundles';
import type { Cipher } from './cipher';
import type { SyncContext } from './context';
import { isSameNames } from './manifest';
import { mergeNotes } from './merge';
import {
  ABANDONED_KEY,
  type Base,
  type Bases,
  basesKey,
  type Pending,
  pendingKey,
  readBases,
  readKept,
  readSending,
  TAKEN_KEY,
} from './state';
import { notesOf, withoutDue } from './take';

/** What goes to the server, as the library has it. */

/** That an article is gone is remembered for this long. A machine that was away for longer brings it back. */
const GONE_DAYS = 180;
const DAY_MS = 86_400_000;

/** What of a bucket is to be sent. */
export interface Sending {
  pending: Pending;
  files: { path: string; content: string | Content }[];
}

export interface Asked {
  buckets: readonly string[];
  /** What is due, by bucket, as it was before; what changed since stays due. */
  due: ReadonlyMap<string, Due>;
  commit: Commit;
  /** Essays on the server by bucket, where one of them is not to be had here. */
  essays?: ReadonlyMap<string, Essays>;
  /** To write all bundles, whether anything changed or not. */
  isWhole: boolean;
  /** What the bundles are encrypted with, those under way too. */
  writing: Cipher | undefined;
}

/** By bucket: the pending one where it was sent already; `needs-essays` where an essay of the bundle is not here. */
export type Preparations = Map<string, Sending | Pending | 'needs-essays'>;

/**
 * Says what buckets become on the server, and remembers it before it is sent; those are missing of which all is the same
 * there. To be called in the store's turn.
 */
export async function prepareBuckets(
  area: StorageArea,
  asked: Asked,
  clock: () => Date,
): Promise<Preparations> {
  const { buckets, due, commit, isWhole, writing } = asked;
  const salt = writing?.encryption.salt;
  const draft = new Draft(area);
  const { taken, pendings, abandoned } = await readSending(draft, buckets);
  const prepared: Preparations = new Map();
  const fresh: string[] = [];
  for (const bucket of buckets) {
    const pending = pendings.get(bucket);
    const isStill =
      pending?.isSent &&
      isSameData(pending.due, due.get(bucket) ?? {}) &&
      isSameNames(pending.from, taken[bucket]) &&
      pending.salt === salt;
    if (pending && isStill) prepared.set(bucket, pending);
    else fresh.push(bucket);
  }
  // All at once: each call of the store takes its time, however little it asks for.
  await draft.get(fresh.map((bucket) => basesKey(bucket, taken[bucket])));
  const lasts = new Map<string, Bases>();
  for (const bucket of fresh) lasts.set(bucket, await readBases(draft, bucket, taken[bucket]));
  const ids = fresh.flatMap((bucket) => Object.keys({ ...due.get(bucket), ...lasts.get(bucket) }));
  await draft.get(ids.flatMap((id) => [recordKey(id), aliasKey(id)]));

  const now = clock();
  const written: Rewritten[] = [];
  const same: string[] = [];
  const sending: Record<string, unknown> = {};
  for (const bucket of fresh) {
    const [from, own] = [taken[bucket] ?? {}, due.get(bucket) ?? {}];
    const bases = lasts.get(bucket) ?? {};
    const changes = await compare(draft, { bases, ids: Object.keys(own), commit, now });
    written.push(...changes.written);
    if (changes.count === 0 && !isWhole) same.push(bucket);
    else {
      const isEssayChanged = isWhole || from.articles === undefined || changes.isEssayChanged;
      const essays = asked.essays?.get(bucket);
      const bundles = await bundle(draft, { ...changes, commit, now, essays, isEssayChanged });
      if (bundles === 'needs-essays') {
        prepared.set(bucket, bundles);
        continue;
      }
      const { to, files } = await pack(bucket, bundles, from, writing);
      const pending = { commit: commit.number, from, salt, to, due: own, isSent: false };
      prepared.set(bucket, { pending, files });
      sending[pendingKey(bucket)] = pending;
      sending[basesKey(bucket, to)] = bundles.bases;
    }
  }
  if (written.length > 0) {
    await draft.get(CHANGED_KEY);
    draft.put(await linesOf(draft, written));
  }
  if (same.length > 0) {
    const left = parseDue((await draft.get(DUE_KEY))[DUE_KEY]) ?? {};
    draft.put({ [DUE_KEY]: withoutDue(left, Object.assign({}, ...same.map((bucket) => due.get(bucket)))) });
  }
  const useless = fresh.filter((bucket) => pendings.has(bucket) && prepared.get(bucket) !== 'needs-essays');
  draft.put({
    ...abandon(useless, pendings, abandoned),
    ...givenUp(useless.map(pendingKey)),
    ...sending,
  });
  if (Object.keys(draft.items).length > 0) await setItems(area, draft.items);
  return prepared;
}

interface Rewritten {
  before: ArticleRecord;
  after: ArticleRecord;
}

interface FoundEssay {
  json: string;
  fingerprint: string;
}

interface Changes {
  /** What the bucket's articles are from now on. */
  next: Bases;
  /** The essays of those that are here. */
  found: Map<string, FoundEssay>;
  /** How many are not as they were on the server. */
  count: number;
  isEssayChanged: boolean;
  /** Records that are another one than they seemed. */
  written: Rewritten[];
}

/** How articles stand beside what they were when they were last the same here and there. */
async function compare(
  draft: Draft,
  { bases, ids, commit, now }: { bases: Bases; ids: readonly string[]; commit: Commit; now: Date },
): Promise<Changes> {
  const changes: Changes = {
    next: { ...bases },
    found: new Map(),
    count: 0,
    isEssayChanged: false,
    written: [],
  };
  for (const id of ids) {
    const base = bases[id];
    const record = await recordIn(draft, id);
    const [aliased, held] = [aliasKey(id), recordKey(id)];
    if (!record) {
      const kept = await draft.get([aliased, held]);
      // One that can't be read is not gone.
      if (kept[held] !== undefined || !base || 'gone' in base) continue;
      const into = kept[aliased];
      changes.next[id] = { commit, gone: now.toISOString(), ...(typeof into === 'string' ? { into } : {}) };
      changes.count += 1;
      continue;
    }
    const whole = withPast(record, base, now.toISOString());
    if (whole !== record) {
      draft.put({ [held]: whole });
      changes.written.push({ before: record, after: whole });
    }
    const notes = notesOf(whole);
    const found = foundEssay(whole);
    const essay = found.fingerprint;
    changes.found.set(id, found);
    const isSameEssay = base !== undefined && 'notes' in base && base.essay === essay;
    if (isSameEssay && isSameData(base.notes, notes)) continue;
    changes.isEssayChanged ||= !isSameEssay;
    changes.next[id] = { commit, notes, essay };
    changes.count += 1;
  }
  return changes;
}

interface Bundles {
  bases: WrittenJson;
  notes: string;
  /** Missing where no essay changed. */
  essays?: string;
}

/** The texts of a bucket's bundles. */
async function bundle(
  draft: Draft,
  {
    next,
    found,
    commit,
    now,
    essays,
    isEssayChanged,
  }: Changes & { commit: Commit; now: Date; essays: Essays | undefined },
): Promise<Bundles | 'needs-essays'> {
  const bases = { ...next };
  const articles: Record<string, string> = {};
  for (const [id, base] of Object.entries(next)) {
    if ('gone' in base) {
      if (Date.parse(base.gone) < now.getTime() - GONE_DAYS * DAY_MS) delete bases[id];
      continue;
    }
    if (!isEssayChanged) continue;
    const mine = found.get(id) ?? (await readEssay(draft, id));
    const theirs = essays?.[id];
    if (mine && mine.fingerprint === base.essay) articles[id] = mine.json;
    else if (theirs) articles[id] = canonicalJson(theirs);
    else if (!essays) return 'needs-essays';
    // Lost here and there; whoever has it still sends it again.
    else delete bases[id];
  }
  const entries = writeEntries(bases);
  return {
    bases: writeBases(bases, entries),
    notes: writeNotes(entries, commit),
    ...(isEssayChanged ? { essays: writeEssays(articles, commit) } : {}),
  };
}

async function readEssay(draft: Draft, id: string): Promise<FoundEssay | undefined> {
  const record = await recordIn(draft, id);
  return record && foundEssay(record);
}

function foundEssay({ article }: ArticleRecord): FoundEssay {
  const json = canonicalJson(article);
  return { json, fingerprint: fingerprintOf(json) };
}

/**
 * A bucket's bundles as files: plain under the hash of their content, encrypted under names that say nothing. Either
 * leaves the thread to what is under way meanwhile.
 */
async function pack(
  bucket: string,
  { notes, essays }: Bundles,
  from: BundleNames,
  writing: Cipher | undefined,
): Promise<{ to: BundleNames; files: Sending['files'] }> {
  const to = { ...from };
  const files: Sending['files'] = [];
  for (const folder of FOLDERS) {
    const text = folder === 'notes' ? notes : essays;
    if (text === undefined) continue;
    const content = encodeText(text);
    const name = writing ? randomName() : await hashContent(content);
    const path = bundlePath(folder, bucket, name);
    to[folder] = name;
    files.push({ path, content: writing ? await writing.seal(content, path) : content });
  }
  return { to, files };
}

/** Notes that they are on the server, so that a sync that is cut off needn't send them again. */
export async function markSent(area: StorageArea, sent: ReadonlyMap<string, Pending>): Promise<void> {
  await setItems(
    area,
    Object.fromEntries(
      [...sent].map(([bucket, pending]) => [pendingKey(bucket), { ...pending, isSent: true }]),
    ),
  );
}

/** What was pending is committed: from now on it is what was last the same here and there. */
export async function settleBuckets(
  { area, inTurn }: Pick<SyncContext, 'area' | 'inTurn'>,
  buckets: readonly string[],
): Promise<void> {
  if (buckets.length === 0) return;
  await inTurn(async () => {
    const { pendings, due, taken } = await readKept(area, buckets);
    const done: Record<string, number> = Object.assign({}, ...[...pendings.values()].map(({ due }) => due));
    const to = Object.fromEntries([...pendings].map(([bucket, pending]) => [bucket, pending.to]));
    const removed = [...pendings].flatMap(([bucket, pending]) => [
      pendingKey(bucket),
      ...[basesKey(bucket, taken[bucket])].filter((key) => key !== basesKey(bucket, pending.to)),
    ]);
    await setItems(area, {
      [TAKEN_KEY]: { ...taken, ...to },
      [DUE_KEY]: withoutDue(due, done),
      ...givenUp(removed),
    });
    await area.remove(removed);
  });
}

/** Brings back articles that were deleted here since; those that are gone are taken from the server anew. */
export async function restoreDeleted(
  area: StorageArea,
  ids: readonly string[],
  clock: () => Date,
): Promise<void> {
  for (const id of ids) {
    const bucket = bucketOf(id);
    const draft = new Draft(area);
    const { due, taken } = await readKept(draft, []);
    const record = await recordIn(draft, id);
    if (record) {
      const after = { ...restoreRecord(record), modified: clock().toISOString() };
      draft.put({ [recordKey(id)]: after });
      await draft.get(CHANGED_KEY);
      draft.put(await linesOf(draft, [{ before: record, after }]));
    } else {
      const { [id]: _, ...others } = await readBases(draft, bucket, taken[bucket]);
      const { [id]: __, ...left } = due;
      const { [bucket]: ___, ...otherBuckets } = taken;
      draft.put({
        ...givenUp([basesKey(bucket, taken[bucket])]),
        [basesKey(bucket)]: others,
        [DUE_KEY]: left,
        [TAKEN_KEY]: otherBuckets,
      });
    }
    await setItems(area, draft.items);
  }
}

/** What takes pending commits that came to nothing off: their bundles are of no use any more. */
function abandon(
  buckets: readonly string[],
  pendings: ReadonlyMap<string, Pending>,
  abandoned: readonly string[],
): Record<string, unknown> {
  if (buckets.length === 0) return {};
  const [paths, keys] = [new Set(abandoned), [] as string[]];
  for (const bucket of buckets) {
    const { to = {} } = pendings.get(bucket) ?? {};
    for (const path of pathsOf(bucket, to)) paths.add(path);
    keys.push(basesKey(bucket, to));
  }
  return { [ABANDONED_KEY]: [...paths], ...givenUp(keys) };
}

/** A record that was made anew, beside what the server has of the old one: notes are not deleted by a damaged record. */
function withPast(record: ArticleRecord, base: Base | undefined, now: string): ArticleRecord {
  if (!base || !('notes' in base) || base.notes.saved === record.saved) return record;
  const { notes } = mergeNotes(undefined, notesOf(record), base.notes, now);
  return { schemaVersion: SCHEMA_VERSION, article: record.article, ...notes };
}

/** What bundles say of articles. */
function writeEntries(bases: Bases): WrittenArticles {
  return Object.fromEntries(
    Object.entries(bases).map(([id, { essay: _, ...entry }]) => [id, JSON.stringify(entry)]),
  );
}

/** Bases as they are stored: the entries and their fingerprints. */
function writeBases(bases: Bases, entries: WrittenArticles): WrittenJson {
  const written = Object.entries(bases).map(([id, { essay }]) => {
    const end = essay === undefined ? '}' : `,"essay":${JSON.stringify(essay)}}`;
    return `"${id}":${entries[id]?.slice(0, -1)}${end}`;
  });
  return new WrittenJson(`{${written.join(',')}}`);
}
