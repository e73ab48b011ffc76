import { setItems } from '../library/set-items';
import { type Due, readDue } from '../library/sync-due';
import { FailureError } from '../result';
import { bucketOf, type Content, type Essays, FOLDERS, pathsOf } from './bundles';
import { changeState, inParallel, type SyncContext, stateNow, TRANSFERS_AT_ONCE } from './context';
import { isMassDeletion, readDeleted } from './guard';
import {
  expiredBundles,
  MANIFEST_PATH,
  type Machines,
  type Manifest,
  uniteMachines,
  writeManifest,
} from './manifest';
import {
  type Asked,
  markSent,
  type Preparations,
  prepareBuckets,
  restoreDeleted,
  settleBuckets,
} from './prepare';
import type { Run } from './run';
import { type Served, type ServerReader, unlessLost } from './served';
import { ABANDONED_KEY, type Pending, readAbandoned } from './state';

/**
 * Buckets that are prepared, sent and noted together: each costs the store several calls. One that is cut off sends so
 * many again.
 */
const BATCH = 8;
/** While one batch is on its way the next is prepared. */
const BATCHES_AT_ONCE = 2;

/** Sends what changed here, and commits it. Throws `sync-conflict` where another machine was quicker. */
export async function send(
  context: SyncContext,
  reader: ServerReader,
  served: Served,
  run: Run,
): Promise<void> {
  const { area, inTurn, remote, clock } = context;
  const { manifest, file, writing, isOwed } = served;
  const isRewritten = writing !== undefined && !manifest.encryption;
  const due = (await readDue(area)) ?? {};
  const deleted = await readDeleted(area, due);
  if (isMassDeletion(deleted)) {
    run.ask('deletion-there', deleted.count);
    if (run.decision?.choice === 'theirs') {
      await inTurn(() => restoreDeleted(area, deleted.ids, clock));
      run.decision = undefined;
      throw new FailureError('sync-conflict', 'deleted articles are taken anew');
    }
  }
  const dueOf = byBucket(due);
  const buckets = [
    ...new Set([...dueOf.keys(), ...(isRewritten ? Object.keys(manifest.bundles) : [])]),
  ].sort();
  if (buckets.length === 0 && !isOwed) return;
  await changeState(context, (now) => ({ ...now, commits: now.commits + 1 }));
  const { machine, commits, seen } = await stateNow(context);
  if (file === 'absent' || run.isFolderless)
    for (const folder of ['', ...FOLDERS]) await remote.makeFolder(folder);
  const sent = new Map<string, Pending>();
  const batches: string[][] = [];
  for (let from = 0; from < buckets.length; from += BATCH) batches.push(buckets.slice(from, from + BATCH));
  const number = commits;
  let done = 0;
  const sendNext = async (batch: string[]) => {
    const asked = { batch, due: dueOf, commit: { machine, number }, isWhole: isRewritten };
    const prepared = await prepareAll(context, reader, served, run, asked);
    for (const [bucket, pending] of await upload(context, prepared)) sent.set(bucket, pending);
    done += batch.length;
    await run.tell('sending', done, buckets.length);
  };
  await inParallel(batches, sendNext, BATCHES_AT_ONCE);
  if (sent.size === 0 && !isOwed) return;
  const replaced = await commit(context, served, sent, {
    ...uniteMachines(seen, manifest.machines),
    [machine]: commits,
  });
  for (const { due } of sent.values()) run.sent += Object.keys(due).length;
  // What was not encrypted is not left lying about for a day.
  if (isRewritten) await removeBundles(context, replaced);
}

/** What some buckets become on the server, with essays that are not here any more from there. */
async function prepareAll(
  { area, inTurn, clock }: SyncContext,
  reader: ServerReader,
  served: Served,
  run: Run,
  { batch, ...asked }: Pick<Asked, 'due' | 'commit' | 'isWhole'> & { batch: readonly string[] },
): Promise<Preparations> {
  const { writing } = served;
  const ask = (buckets: readonly string[], essays?: ReadonlyMap<string, Essays>) =>
    inTurn(() => prepareBuckets(area, { ...asked, buckets, essays, writing }, clock));
  const prepared = await ask(batch);
  const essays = new Map<string, Essays>();
  for (const [bucket, one] of prepared) {
    if (one !== 'needs-essays') continue;
    const names = served.manifest.bundles[bucket] ?? {};
    const fetched = await unlessLost(new Set(), bucket, run, () =>
      reader.fetchEssays(bucket, names, served, {}),
    );
    essays.set(bucket, fetched ?? {});
  }
  if (essays.size === 0) return prepared;
  return new Map([...prepared, ...(await ask([...essays.keys()], essays))]);
}

/** Sends bundles, but those that are there already. The buckets whose bundles are there. */
async function upload(
  { area, inTurn, remote }: SyncContext,
  prepared: Preparations,
): Promise<Map<string, Pending>> {
  const there = new Map<string, Pending>();
  const done = new Map<string, Pending>();
  const files: { path: string; content: string | Content; isDone: () => void }[] = [];
  for (const [bucket, one] of prepared) {
    if (one === 'needs-essays') continue;
    if ('isSent' in one) {
      there.set(bucket, one);
      continue;
    }
    let left = one.files.length;
    const isDone = () => {
      left -= 1;
      if (left === 0) done.set(bucket, one.pending);
    };
    files.push(...one.files.map((file) => ({ ...file, isDone })));
  }
  if (files.length === 0) return there;
  try {
    await inParallel(
      files,
      async ({ path, content, isDone }) => {
        await remote.write(path, content);
        isDone();
      },
      TRANSFERS_AT_ONCE / BATCHES_AT_ONCE,
    );
  } finally {
    await inTurn(() => markSent(area, done));
  }
  return new Map([...there, ...done]);
}

/** Makes what was sent count: the one write by which a sync takes effect. The bundles that count no more. */
async function commit(
  context: SyncContext,
  { manifest, file, writing }: Served,
  sent: ReadonlyMap<string, Pending>,
  machines: Machines,
): Promise<string[]> {
  const { area, inTurn, remote, clock } = context;
  const bundles: Manifest['bundles'] = { ...manifest.bundles };
  for (const [bucket, { to }] of sent) bundles[bucket] = { notes: to.notes ?? '', articles: to.articles };
  const before = filesOf(manifest.bundles);
  const after = filesOf(bundles);
  const replaced = [...before].filter((path) => !after.has(path));
  const written = [...after].filter((path) => !before.has(path));
  const abandoned = await readAbandoned(area);
  const expired = expiredBundles(manifest, clock()).filter((path) => !after.has(path));
  // As many as are written at most, so that a sync stays small.
  const removed = await removeBundles(context, expired.slice(0, written.length));
  const now = clock().toISOString();
  const outdated = {
    ...Object.fromEntries([...abandoned, ...replaced].map((path) => [path, now])),
    ...manifest.outdated,
  };
  for (const path of [...removed, ...after]) delete outdated[path];
  const committed = { ...manifest, machines, bundles, outdated, encryption: writing?.encryption };
  const condition = file === 'absent' ? 'absent' : file.etag === undefined ? undefined : { etag: file.etag };
  const etag = await remote.write(MANIFEST_PATH, writeManifest(committed), condition);
  await settleBuckets(context, [...sent.keys()]);
  await changeState(context, (now) => ({
    ...now,
    seen: uniteMachines(now.seen, machines),
    etag,
    isEncrypted: now.isEncrypted || writing !== undefined,
    hasCommitted: true,
  }));
  await inTurn(async () => {
    const left = (await readAbandoned(area)).filter((path) => !abandoned.includes(path));
    await setItems(area, { [ABANDONED_KEY]: left });
  });
  return replaced;
}

/** Removes what it can; the others stay on the list, for another time. */
async function removeBundles({ remote }: SyncContext, paths: readonly string[]): Promise<string[]> {
  const removed: string[] = [];
  await inParallel(paths, async (path) => {
    try {
      await remote.remove(path);
      removed.push(path);
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
    }
  });
  return removed;
}

/** What is due, by the buckets of the articles. */
function byBucket(due: Due): Map<string, Record<string, number>> {
  const buckets = new Map<string, Record<string, number>>();
  for (const [id, times] of Object.entries(due)) {
    const bucket = bucketOf(id);
    const own = buckets.get(bucket) ?? {};
    own[id] = times;
    buckets.set(bucket, own);
  }
  return buckets;
}

const filesOf = (bundles: Manifest['bundles']) =>
  new Set(Object.entries(bundles).flatMap(([bucket, names]) => pathsOf(bucket, names)));
