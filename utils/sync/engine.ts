import { readMonth, readMonths, type StorageArea } from '../library/read';
import { setItems } from '../library/set-items';
import type { InTurn } from '../library/store';
import { DUE_KEY, readDue } from '../library/sync-due';
import { newId } from '../new-id';
import { FailureError } from '../result';
import {
  BUCKETS,
  type BundleNames,
  bucketOf,
  bundlePath,
  type Entries,
  type Essays,
  FOLDERS,
  type Folder,
  hashText,
  pathsOf,
  randomName,
  readEssays,
  readNotes,
} from './bundles';
import { type Cipher, createCipher, type Encryption, openCipher } from './cipher';
import { countDeleted, countReceivedDeletions, isMassDeletion, readDeleted } from './guard';
import {
  EMPTY_MANIFEST,
  expiredBundles,
  isSameNames,
  knowsAll,
  MANIFEST_PATH,
  type Machines,
  type Manifest,
  readManifest,
  uniteMachines,
  writeManifest,
} from './manifest';
import { prepareBucket, putPending, restoreDeleted, settleBucket } from './push';
import type { Remote, RemoteFile } from './remote';
import {
  ABANDONED_KEY,
  basesKey,
  CONFLICTS_KEY,
  type Decision,
  type Pending,
  parsePending,
  pendingKey,
  type Question,
  readAbandoned,
  readConflicts,
  readState,
  readSyncStatus,
  readTaken,
  STATE_KEY,
  STATUS_KEY,
  type SyncState,
  type SyncStatus,
  TAKEN_KEY,
} from './state';
import { type Incoming, takeBucket } from './take';

/** So many files are under way at once: quick over a slow line, and no server takes it for an attack. */
const TRANSFERS_AT_ONCE = 4;
/** So often another machine may be quicker before this one gives up until the next sync. */
const MOST_ATTEMPTS = 8;

export interface SyncOptions {
  area: StorageArea;
  /** The store's queue. */
  inTurn: InTurn;
  remote: Remote;
  /** For what people read, and the age of what is outdated; nothing is merged by it. */
  clock: () => Date;
  /** Bundles are encrypted with it where there is one. */
  passphrase?: string;
}

export interface Sync {
  /**
   * Brings the library and the server together, and says how it went; it never throws for what a server does. A second
   * call while one is under way gives the first one's outcome.
   * @param decision the reader's answer to the question that the last run came back with
   */
  run(decision?: Decision): Promise<SyncStatus>;
}

/** Switches sync on: everything that is here is to be synced. On already, it stays as it is. */
export async function startSync(area: StorageArea, inTurn: InTurn): Promise<void> {
  await inTurn(async () => {
    if (await readState(area)) return;
    const ids: string[] = [];
    for (const month of await readMonths(area))
      ids.push(...(await readMonth(area, month)).map(({ id }) => id));
    const state: SyncState = {
      machine: newId(),
      commits: 0,
      seen: {},
      isEncrypted: false,
      hasCommitted: false,
    };
    await setItems(area, { [STATE_KEY]: state, [DUE_KEY]: Object.fromEntries(ids.map((id) => [id, 1])) });
  });
}

/** Switches sync off, and forgets all that it kept; the server's files stay. */
export async function stopSync(area: StorageArea, inTurn: InTurn): Promise<void> {
  const keys = [STATE_KEY, DUE_KEY, TAKEN_KEY, ABANDONED_KEY, STATUS_KEY, CONFLICTS_KEY];
  await inTurn(() =>
    area.remove([...keys, ...BUCKETS.flatMap((bucket) => [basesKey(bucket), pendingKey(bucket)])]),
  );
}

/** Takes a mark or outline off the list of conflicts: the reader has looked at it. */
export async function dismissConflict(area: StorageArea, inTurn: InTurn, itemId: string): Promise<void> {
  await inTurn(async () =>
    setItems(area, {
      [CONFLICTS_KEY]: (await readConflicts(area)).filter((conflict) => conflict.itemId !== itemId),
    }),
  );
}

/** A question to the reader on its way up. */
class QuestionError extends Error {
  constructor(
    readonly question: Question,
    readonly count?: number,
    readonly detail?: string,
  ) {
    super(question);
  }
}

/** A file that can't be read; perhaps only just now. */
class UnreadableError extends Error {
  constructor(
    readonly path: string,
    readonly manifestText: string | undefined,
    detail: string,
  ) {
    super(`${path}: ${detail}`);
  }
}

/** What is on the server, as the manifest says. */
interface Served {
  manifest: Manifest;
  /** What lies there under its name. */
  file: RemoteFile | 'absent';
  /** What its bundles are read with; plain without. */
  reading: Cipher | undefined;
  /** What bundles are written with from now on. */
  writing: Cipher | undefined;
  /** It is to be written anew, whether anything changed here or not. */
  isOwed: boolean;
}

export function createSync({ area, inTurn, remote, clock, passphrase }: SyncOptions): Sync {
  let running: Promise<SyncStatus> | undefined;
  /** Deriving a key takes a noticeable part of a second. */
  let cipher: Cipher | undefined;

  const now = () => clock().toISOString();

  async function putStatus(status: SyncStatus): Promise<SyncStatus> {
    await setItems(area, { [STATUS_KEY]: status });
    return status;
  }

  async function work(decision: Decision | undefined): Promise<SyncStatus> {
    const { last, moved } = (await readSyncStatus(area)) ?? {};
    const before = { last, moved };
    const run = new Run(decision, (progress) =>
      putStatus({ ...before, state: 'running', progress }).then(() => undefined),
    );
    try {
      await putStatus({ ...before, state: 'running' });
      await syncUntilSettled(run);
      const isMoved = run.received + run.sent > 0;
      return await putStatus({
        state: 'done',
        last: now(),
        moved: isMoved ? { received: run.received, sent: run.sent, at: now() } : moved,
      });
    } catch (error) {
      if (error instanceof QuestionError) {
        const { question: kind, count, detail } = error;
        return putStatus({ ...before, state: 'asking', question: { kind, count, detail } });
      }
      if (!(error instanceof FailureError)) throw error;
      const { code, message: detail } = error;
      return putStatus({ ...before, state: 'failed', failure: { code, detail } });
    }
  }

  async function syncUntilSettled(run: Run): Promise<void> {
    let unreadable: UnreadableError | undefined;
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      try {
        return await syncOnce(run);
      } catch (error) {
        if (error instanceof UnreadableError) {
          // Replaced while it was read, or cut off on its way: looked at once more.
          const isSame = unreadable?.path === error.path && unreadable.manifestText === error.manifestText;
          if (isSame) throw new QuestionError('server-unreadable', undefined, error.message);
          unreadable = error;
        } else if (isFailure(error, 'sync-no-folder') && !run.isFolderless) run.isFolderless = true;
        else if (!isFailure(error, 'sync-conflict')) throw error;
      }
    }
    throw new FailureError('sync-conflict', `${MOST_ATTEMPTS} attempts`);
  }

  async function syncOnce(run: Run): Promise<void> {
    const state = await stateNow();
    const isDue = Object.keys((await readDue(area)) ?? {}).length > 0;
    const isPlainYet = passphrase !== undefined && !state.isEncrypted;
    const isWhole = isDue || isPlainYet || run.decision !== undefined;
    const file = await remote.read(MANIFEST_PATH, isWhole ? undefined : state.etag);
    if (file === 'unchanged') return;
    const served = await readServed(file, state, run);
    await push(await pull(served, run), run);
  }

  async function stateNow(): Promise<SyncState> {
    const state = await readState(area);
    if (!state) throw new FailureError('not-found', 'sync is off');
    return state;
  }

  const changeState = (change: (state: SyncState) => SyncState) =>
    inTurn(async () => setItems(area, { [STATE_KEY]: change(await stateNow()) }));

  async function readServed(file: RemoteFile | 'absent', state: SyncState, run: Run): Promise<Served> {
    let manifest = EMPTY_MANIFEST;
    if (file === 'absent') {
      if (state.hasCommitted) run.ask('server-empty');
    } else
      try {
        manifest = readManifest(file.text);
        if (passphrase !== undefined && state.isEncrypted && !manifest.encryption)
          throw new FailureError('sync-garbage', 'not encrypted');
      } catch (error) {
        if (!isGarbage(error)) throw error;
        if (!run.isAnswered('server-unreadable'))
          throw new UnreadableError(MANIFEST_PATH, file.text, error.message);
        manifest = EMPTY_MANIFEST;
      }
    const isBehind = !knowsAll(manifest.machines, state.seen);
    if (isBehind && manifest !== EMPTY_MANIFEST && knowsAll(state.seen, manifest.machines) && !run.mayLose)
      run.ask('server-went-back');
    const writing = await cipherFor(manifest, state);
    return { manifest, file, writing, reading: manifest.encryption && writing, isOwed: isBehind };
  }

  /** The cipher of what lies there, or a new one. Throws `sync-passphrase` where it must be known and isn't. */
  async function cipherFor(manifest: Manifest, state: SyncState): Promise<Cipher | undefined> {
    if (passphrase === undefined) {
      if (manifest.encryption) throw new FailureError('sync-passphrase', 'encrypted');
      return undefined;
    }
    const wanted = manifest.encryption ?? state.encryption;
    if (!cipher || (wanted && cipher.encryption.check !== wanted.check))
      cipher = manifest.encryption
        ? await openCipher(passphrase, manifest.encryption)
        : await ownCipher(passphrase, state.encryption);
    const { encryption } = cipher;
    if (state.encryption?.check !== encryption.check) await changeState((now) => ({ ...now, encryption }));
    return cipher;
  }

  async function readBundle(folder: Folder, bucket: string, name: string, served: Served): Promise<string> {
    const path = bundlePath(folder, bucket, name);
    const { reading } = served;
    const bundle = await remote.read(path);
    if (bundle === 'absent' || bundle === 'unchanged')
      throw new UnreadableError(path, textOf(served), 'missing');
    try {
      if (reading) return await reading.open(bundle.text, path);
    } catch (error) {
      if (isGarbage(error)) throw new UnreadableError(path, textOf(served), error.message);
      throw error;
    }
    if ((await hashText(bundle.text)) !== name) throw new UnreadableError(path, textOf(served), 'damaged');
    return bundle.text;
  }

  /** What is read of a bundle; what is no bundle of ours counts as one that can't be read. */
  async function parseBundle<T>(path: string, served: Served, parse: () => T): Promise<T> {
    try {
      return parse();
    } catch (error) {
      if (!isGarbage(error)) throw error;
      throw new UnreadableError(path, textOf(served), error.message);
    }
  }

  async function fetchEntries(bucket: string, { notes }: BundleNames, served: Served): Promise<Entries> {
    if (notes === undefined) return {};
    const text = await readBundle('notes', bucket, notes, served);
    return parseBundle(bundlePath('notes', bucket, notes), served, () => readNotes(text, bucket));
  }

  /** The essays of a bucket's articles: all of them, or it can't be read. */
  async function fetchEssays(
    bucket: string,
    names: BundleNames,
    served: Served,
    entries: Entries,
  ): Promise<Essays> {
    const path = bundlePath('articles', bucket, names.articles ?? '');
    const essays =
      names.articles === undefined
        ? {}
        : await readBundle('articles', bucket, names.articles, served).then((text) =>
            parseBundle(path, served, () => readEssays(text)),
          );
    const missing = Object.entries(entries).find(([id, entry]) => 'notes' in entry && !essays[id]);
    if (missing) throw new UnreadableError(path, textOf(served), `no essay of ${missing[0]}`);
    return essays;
  }

  /** Takes in what changed on the server; what it is without the files that can't be read. */
  async function pull(served: Served, run: Run): Promise<Served> {
    const { manifest, file } = served;
    const taken = await readTaken(area);
    const changed: string[] = [];
    for (const bucket of new Set([...Object.keys(taken), ...Object.keys(manifest.bundles)])) {
      const names: BundleNames = manifest.bundles[bucket] ?? {};
      if (isSameNames(taken[bucket], names)) continue;
      const pending = await pendingOf(bucket);
      // Our own commit, of which we didn't hear any more.
      if (pending?.isSent && isSameNames(pending.to, names)) await inTurn(() => settleBucket(area, bucket));
      else changed.push(bucket);
    }
    // Notes first: what they delete is counted before anything is taken in.
    const lost = new Set<string>();
    const fetched = new Map<string, Entries>();
    await inParallel(changed, async (bucket) => {
      const entries = await unlessLost(lost, bucket, run, () =>
        fetchEntries(bucket, manifest.bundles[bucket] ?? {}, served),
      );
      if (entries) fetched.set(bucket, entries);
      await run.tell('receiving', fetched.size, 2 * changed.length);
    });
    if (run.choice === undefined) {
      const deletions = await countReceivedDeletions(area, fetched);
      if (isMassDeletion(deletions)) run.ask('deletion-here', deletions.count);
    }
    let done = changed.length;
    await inParallel(changed, async (bucket) => {
      const names: BundleNames = manifest.bundles[bucket] ?? {};
      const entries = fetched.get(bucket) ?? {};
      const incoming = { bucket, names, machines: manifest.machines, entries, choice: run.choice };
      const withEssays = async () => {
        const essays = await unlessLost(lost, bucket, run, () => fetchEssays(bucket, names, served, entries));
        return take(essays ? { ...incoming, essays } : lostBucket(bucket), run);
      };
      const isSameEssays = !lost.has(bucket) && names.articles === taken[bucket]?.articles;
      if (!isSameEssays || (await take(incoming, run)) === 'needs-essays') await withEssays();
      done += 1;
      await run.tell('receiving', done, 2 * changed.length);
    });
    run.settle();
    const left = withoutBuckets(served, lost, (await stateNow()).seen, now());
    await changeState((now) => ({
      ...now,
      seen: uniteMachines(now.seen, left.manifest.machines),
      etag: file === 'absent' ? undefined : file.etag,
      isEncrypted: now.isEncrypted || manifest.encryption !== undefined,
      hasCommitted: now.hasCommitted || manifest !== EMPTY_MANIFEST,
    }));
    return left;
  }

  /** A bucket whose bundles can't be read and which the reader wants written anew. */
  const lostBucket = (bucket: string): Incoming => ({
    bucket,
    names: {},
    machines: {},
    entries: {},
    choice: 'mine',
  });

  async function take(incoming: Incoming, run: Run): Promise<number | 'needs-essays'> {
    const received = await inTurn(() => takeBucket(area, incoming, clock));
    if (received !== 'needs-essays') run.received += received;
    return received;
  }

  async function pendingOf(bucket: string): Promise<Pending | undefined> {
    const key = pendingKey(bucket);
    return parsePending((await area.get(key))[key]);
  }

  /** Sends what changed here, and commits it. */
  async function push(served: Served, run: Run): Promise<void> {
    const { manifest, file, writing, isOwed } = served;
    const isRewritten = writing !== undefined && !manifest.encryption;
    const deleted = await readDeleted(area);
    const deletions = await countDeleted(area, deleted);
    if (isMassDeletion(deletions)) {
      run.ask('deletion-there', deletions.count);
      if (run.decision?.choice === 'theirs') {
        await inTurn(() => restoreDeleted(area, deleted, clock));
        run.decision = undefined;
        throw new FailureError('sync-conflict', 'deleted articles are taken anew');
      }
    }
    const due = Object.keys((await readDue(area)) ?? {});
    const buckets = [
      ...new Set([...due.map(bucketOf), ...(isRewritten ? Object.keys(manifest.bundles) : [])]),
    ];
    if (buckets.length === 0 && !isOwed) return;
    await changeState((now) => ({ ...now, commits: now.commits + 1 }));
    const { machine, commits, seen } = await stateNow();
    if (file === 'absent' || run.isFolderless)
      for (const folder of ['', ...FOLDERS]) await remote.makeFolder(folder);
    const sent = new Map<string, Pending>();
    let done = 0;
    await inParallel(buckets.sort(), async (bucket) => {
      const pending = await sendBucket(bucket, { machine, number: commits }, served, isRewritten, run);
      if (pending) sent.set(bucket, pending);
      done += 1;
      await run.tell('sending', done, buckets.length);
    });
    if (sent.size === 0 && !isOwed) return;
    const replaced = await commit(served, sent, {
      ...uniteMachines(seen, manifest.machines),
      [machine]: commits,
    });
    for (const { due } of sent.values()) run.sent += Object.keys(due).length;
    // What was not encrypted is not left lying about for a day.
    if (isRewritten) await removeBundles(replaced);
  }

  /** Makes what was sent count: the one write by which a sync takes effect. The bundles that count no more. */
  async function commit(
    { manifest, file, writing }: Served,
    sent: ReadonlyMap<string, Pending>,
    machines: Machines,
  ): Promise<string[]> {
    const bundles: Manifest['bundles'] = { ...manifest.bundles };
    for (const [bucket, { to }] of sent) bundles[bucket] = { notes: to.notes ?? '', articles: to.articles };
    const before = filesOf(manifest.bundles);
    const after = filesOf(bundles);
    const replaced = [...before].filter((path) => !after.has(path));
    const written = [...after].filter((path) => !before.has(path));
    const abandoned = await readAbandoned(area);
    const expired = expiredBundles(manifest, clock()).filter((path) => !after.has(path));
    // As many as are written at most, so that a sync stays small.
    const removed = await removeBundles(expired.slice(0, written.length));
    const outdated = {
      ...Object.fromEntries([...abandoned, ...replaced].map((path) => [path, now()])),
      ...manifest.outdated,
    };
    for (const path of [...removed, ...after]) delete outdated[path];
    const committed = { ...manifest, machines, bundles, outdated, encryption: writing?.encryption };
    const condition =
      file === 'absent' ? 'absent' : file.etag === undefined ? undefined : { etag: file.etag };
    const etag = await remote.write(MANIFEST_PATH, writeManifest(committed), condition);
    for (const bucket of sent.keys()) await inTurn(() => settleBucket(area, bucket));
    await changeState((now) => ({
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

  /** Sends a bucket's bundles, but those that are there already; nothing where all is the same there. */
  async function sendBucket(
    bucket: string,
    commit: { machine: string; number: number },
    served: Served,
    isWhole: boolean,
    run: Run,
  ): Promise<Pending | undefined> {
    const { manifest, writing } = served;
    const salt = writing?.encryption.salt;
    const ask = (essays?: Essays) =>
      inTurn(() => prepareBucket(area, { bucket, commit, essays, isWhole, salt }, clock));
    let prepared = await ask();
    if (prepared === 'needs-essays') {
      const names: BundleNames = manifest.bundles[bucket] ?? {};
      const essays = await unlessLost(new Set(), bucket, run, () => fetchEssays(bucket, names, served, {}));
      prepared = await ask(essays ?? {});
    }
    if (prepared === 'nothing' || prepared === 'needs-essays') return undefined;
    if ('isSent' in prepared) return prepared;
    const { notes, essays, bases, due, from } = prepared;
    const files = await Promise.all(
      FOLDERS.flatMap((folder) => {
        const text = folder === 'notes' ? notes : essays;
        return text === undefined ? [] : [sealed(folder, bucket, text, writing)];
      }),
    );
    const to = { ...from, ...Object.fromEntries(files.map(({ folder, name }) => [folder, name])) };
    const pending: Pending = { commit: commit.number, from, salt, to, bases, due, isSent: false };
    await inTurn(() => putPending(area, bucket, pending));
    for (const { folder, name, text } of files) await remote.write(bundlePath(folder, bucket, name), text);
    const sent = { ...pending, isSent: true };
    await inTurn(() => putPending(area, bucket, sent));
    return sent;
  }

  /** Removes what it can; the others stay on the list, for another time. */
  async function removeBundles(paths: readonly string[]): Promise<string[]> {
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

  return {
    run: (decision) => {
      running ??= work(decision).finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}

/**
 * The manifest without buckets that can't be read. It claims no more than this machine knew before: so the others send
 * what they have of them.
 */
function withoutBuckets(served: Served, lost: ReadonlySet<string>, seen: Machines, now: string): Served {
  if (lost.size === 0) return served;
  const { manifest } = served;
  const entries = Object.entries(manifest.bundles);
  const paths = entries
    .filter(([bucket]) => lost.has(bucket))
    .flatMap(([bucket, names]) => pathsOf(bucket, names));
  const bundles = Object.fromEntries(entries.filter(([bucket]) => !lost.has(bucket)));
  const outdated = { ...manifest.outdated, ...Object.fromEntries(paths.map((path) => [path, now])) };
  return { ...served, manifest: { ...manifest, machines: seen, bundles, outdated }, isOwed: true };
}

/** One run: what the reader decided, and what was moved. */
class Run {
  received = 0;
  sent = 0;
  /** A folder was missing: they are made before anything else is sent. */
  isFolderless = false;
  /** How what comes meets what is here, where the reader has said so. */
  choice: Decision['choice'] | undefined;

  constructor(
    public decision: Decision | undefined,
    private readonly onProgress: (progress: NonNullable<SyncStatus['progress']>) => Promise<void>,
  ) {}

  isAnswered(question: Question): boolean {
    if (this.decision?.question !== question) return false;
    // Of what can't be read nothing can be taken.
    if (question === 'server-unreadable' && this.decision.choice !== 'mine') return false;
    // That articles are deleted here is what comes anyway.
    const isUsual = question === 'deletion-here' && this.decision.choice === 'theirs';
    if (question !== 'deletion-there') this.choice = isUsual ? undefined : this.decision.choice;
    return true;
  }

  /** Whether buckets that can't be read are to be written anew. */
  get mayLose(): boolean {
    return this.decision?.question === 'server-unreadable' && this.decision.choice === 'mine';
  }

  ask(question: Question, count?: number): void {
    if (!this.isAnswered(question)) throw new QuestionError(question, count);
  }

  /** The answer has had its effect on what came. */
  settle(): void {
    this.choice = undefined;
  }

  tell(phase: 'receiving' | 'sending', done: number, total: number): Promise<void> {
    return this.onProgress({ phase, done, total });
  }
}

/** The cipher of a commit that didn't come through, whose files are there; a new one where the passphrase is another. */
async function ownCipher(passphrase: string, encryption: Encryption | undefined): Promise<Cipher> {
  try {
    if (encryption) return await openCipher(passphrase, encryption);
  } catch (error) {
    if (!isFailure(error, 'sync-passphrase')) throw error;
  }
  return createCipher(passphrase);
}

/** A bucket's content, unless it can't be read and the reader knows. */
async function unlessLost<T>(
  lost: Set<string>,
  bucket: string,
  run: Run,
  work: () => Promise<T>,
): Promise<T | undefined> {
  if (lost.has(bucket)) return undefined;
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UnreadableError) || !run.mayLose) throw error;
    lost.add(bucket);
    return undefined;
  }
}

async function sealed(folder: Folder, bucket: string, text: string, cipher: Cipher | undefined) {
  if (!cipher) return { folder, name: await hashText(text), text };
  const name = randomName();
  return { folder, name, text: await cipher.seal(text, bundlePath(folder, bucket, name)) };
}

const filesOf = (bundles: Manifest['bundles']) =>
  new Set(Object.entries(bundles).flatMap(([bucket, names]) => pathsOf(bucket, names)));

const textOf = ({ file }: Served) => (file === 'absent' ? undefined : file.text);

const isFailure = (error: unknown, code: FailureError['code']): error is FailureError =>
  error instanceof FailureError && error.code === code;

const isGarbage = (error: unknown) => isFailure(error, 'sync-garbage');

/** Runs work for all, some at once. The first failure ends it when what is under way is done. */
async function inParallel<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const run = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift())
      try {
        await work(one);
      } catch (error) {
        waiting.length = 0;
        throw error;
      }
  };
  const ended = await Promise.allSettled(Array.from({ length: TRANSFERS_AT_ONCE }, run));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}
