import { FailureError } from '../result';
import {
  type BundleNames,
  bundlePath,
  type Entries,
  type Essays,
  encodeText,
  type Folder,
  hashContent,
  pathsOf,
  readEssays,
  readNotes,
} from './bundles';
import { type Cipher, createCipher, type Encryption, openCipher } from './cipher';
import { changeState, type SyncContext } from './context';
import {
  EMPTY_MANIFEST,
  knowsAll,
  MANIFEST_PATH,
  type Machines,
  type Manifest,
  readManifest,
} from './manifest';
import type { RemoteFile } from './remote';
import type { Run } from './run';
import type { SyncState } from './state';

/** Reading what is on the server: the manifest, and the bundles that it names. */

/** What is on the server, as the manifest says. */
export interface Served {
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

/** A file that can't be read; perhaps only just now. */
export class UnreadableError extends Error {
  constructor(
    readonly path: string,
    readonly manifestText: string | undefined,
    detail: string,
  ) {
    super(`${path}: ${detail}`);
  }
}

export interface ServerReader {
  /** Reads the manifest of a file. Throws `UnreadableError`, `QuestionError`, and `sync-passphrase`. */
  readServed(file: RemoteFile | 'absent', state: SyncState, run: Run): Promise<Served>;
  /** The notes of a bucket's bundle. Throws `UnreadableError`. */
  fetchEntries(bucket: string, names: BundleNames, served: Served): Promise<Entries>;
  /** The essays of a bucket's articles: all of them, or it throws `UnreadableError`. */
  fetchEssays(bucket: string, names: BundleNames, served: Served, entries: Entries): Promise<Essays>;
}

export function createServerReader(context: SyncContext): ServerReader {
  const { remote, passphrase } = context;
  /** Deriving a key takes a noticeable part of a second. */
  let cipher: Cipher | undefined;

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
    if (state.encryption?.check !== encryption.check)
      await changeState(context, (now) => ({ ...now, encryption }));
    return cipher;
  }

  async function readBundle(folder: Folder, bucket: string, name: string, served: Served): Promise<string> {
    const path = bundlePath(folder, bucket, name);
    const { reading } = served;
    const bundle = await remote.read(path);
    if (bundle === 'absent' || bundle === 'unchanged')
      throw new UnreadableError(path, textOf(served), 'missing');
    if (reading) return parseAs(path, served, () => reading.open(bundle.text, path));
    if ((await hashContent(encodeText(bundle.text))) !== name)
      throw new UnreadableError(path, textOf(served), 'damaged');
    return bundle.text;
  }

  return {
    readServed: async (file, state, run) => {
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
    },
    fetchEntries: async (bucket, { notes }, served) => {
      if (notes === undefined) return {};
      const text = await readBundle('notes', bucket, notes, served);
      return parseAs(bundlePath('notes', bucket, notes), served, () => readNotes(text, bucket));
    },
    fetchEssays: async (bucket, { articles }, served, entries) => {
      const path = bundlePath('articles', bucket, articles ?? '');
      let essays: Essays = {};
      if (articles !== undefined) {
        const text = await readBundle('articles', bucket, articles, served);
        essays = await parseAs(path, served, () => readEssays(text));
      }
      const missing = Object.entries(entries).find(([id, entry]) => 'notes' in entry && !essays[id]);
      if (missing) throw new UnreadableError(path, textOf(served), `no essay of ${missing[0]}`);
      return essays;
    },
  };
}

/**
 * The manifest without buckets that can't be read. It claims no more than this machine knew before: so the others send
 * what they have of them.
 */
export function withoutBuckets(
  served: Served,
  lost: ReadonlySet<string>,
  seen: Machines,
  now: string,
): Served {
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

/** A bucket's content, unless it can't be read and the reader knows. */
export async function unlessLost<T>(
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

/** What is read of a bundle; what is no bundle of ours counts as one that can't be read. */
async function parseAs<T>(path: string, served: Served, parse: () => T | Promise<T>): Promise<T> {
  try {
    return await parse();
  } catch (error) {
    if (!isGarbage(error)) throw error;
    throw new UnreadableError(path, textOf(served), error.message);
  }
}

/** The cipher of a commit that didn't come through, whose files are there; a new one where the passphrase is another. */
async function ownCipher(passphrase: string, encryption: Encryption | undefined): Promise<Cipher> {
  try {
    if (encryption) return await openCipher(passphrase, encryption);
  } catch (error) {
    if (!(error instanceof FailureError && error.code === 'sync-passphrase')) throw error;
  }
  return createCipher(passphrase);
}

const textOf = ({ file }: Served) => (file === 'absent' ? undefined : file.text);

const isGarbage = (error: unknown): error is FailureError =>
  error instanceof FailureError && error.code === 'sync-garbage';
