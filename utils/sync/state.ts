import * as v from 'valibot';
import { parseKeys, type Readable } from '../library/read';
import { articleSummarySchema } from '../library/schema';
import { DUE_KEY, parseDue } from '../library/sync-due';
import { FAILURE_CODES, FailureError } from '../result';
import { type BundleNames, entrySchema } from './bundles';
import { encryptionSchema } from './cipher';

/** What sync keeps in the library's store. None of it is in backups. */

/** Who this machine is to the others, and how far it is. */
export const STATE_KEY = 'sync-state';
/** The bundles that were taken in or committed last, by bucket. */
export const TAKEN_KEY = 'sync-taken';
/**
 * What the articles of a bucket were when they were last the same here and there. Under the name of the bundle that says
 * so: what a commit under way makes of them lies beside it, and counts as soon as `TAKEN_KEY` names its bundle.
 */
export const basesKey = (bucket: string, { notes }: BundleNames = {}) => `synced:${bucket}-${notes ?? ''}`;
/** What of a bucket is being sent. */
export const pendingKey = (bucket: string) => `syncing:${bucket}`;
/** Uploaded bundles that no manifest came to name. */
export const ABANDONED_KEY = 'sync-abandoned';
/** What the reader is shown. */
export const STATUS_KEY = 'sync-status';
export const CONFLICTS_KEY = 'sync-conflicts';

const number = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const names: v.GenericSchema<BundleNames> = v.object({
  notes: v.optional(v.string()),
  articles: v.optional(v.string()),
});

const stateSchema = v.object({
  machine: v.pipe(v.string(), v.uuid()),
  /** Commits that were tried, whether they came through or not. */
  commits: number,
  /** Commits by machine that are taken in here. */
  seen: v.record(v.string(), number),
  /** Of the manifest that is taken in. */
  etag: v.optional(v.string()),
  /** Of what this machine writes. */
  encryption: v.optional(encryptionSchema),
  /** What is on the server was encrypted before, and must be from then on. */
  isEncrypted: v.boolean(),
  /** Whether there is or was anything of ours on the server. */
  hasCommitted: v.boolean(),
});
export type SyncState = v.InferOutput<typeof stateSchema>;

const baseSchema = v.intersect([
  entrySchema,
  v.object({
    /** Fingerprint of the essay on the server. */
    essay: v.optional(v.string()),
  }),
]);
/** What an article was when it was last the same here and there. */
export type Base = v.InferOutput<typeof baseSchema>;
export type Bases = Record<string, Base>;
const basesSchema = v.record(v.string(), baseSchema);

const pendingSchema = v.object({
  /** The commit that it was prepared for. */
  commit: number,
  /** The bundles that it was made from, and the salt they are encrypted with. */
  from: names,
  salt: v.optional(v.string()),
  to: names,
  /** How often which article had changed when it was prepared. */
  due: v.record(v.string(), number),
  isSent: v.boolean(),
});
export type Pending = v.InferOutput<typeof pendingSchema>;

/**
 * What only the reader can tell: the server has nothing any more; it knows less than it did; a file of it can't be
 * read; many articles would be deleted here, or there.
 */
export const QUESTIONS = [
  'server-empty',
  'server-went-back',
  'server-unreadable',
  'deletion-here',
  'deletion-there',
] as const;
export type Question = (typeof QUESTIONS)[number];
/**
 * The reader's answer to a question. `mine`: what is here stands and goes to the server, beside what is there and
 * doesn't contradict it. `theirs`: what is there stands; what only this machine has goes to the trash, other texts to
 * the versions. From a server that can't be read only `mine` helps. Not to answer leaves both sides as they are.
 */
export interface Decision {
  question: Question;
  choice: 'mine' | 'theirs';
}

const statusSchema = v.object({
  state: v.picklist(['running', 'done', 'asking', 'failed']),
  /** When a sync came to its end last: ISO 8601, UTC. */
  last: v.optional(v.string()),
  /** Articles that the last sync that moved any received and sent. */
  moved: v.optional(v.object({ received: number, sent: number, at: v.string() })),
  question: v.optional(
    v.object({
      kind: v.picklist(QUESTIONS),
      /** How many articles would be deleted. */
      count: v.optional(number),
      /** Which file can't be read, and why. */
      detail: v.optional(v.string()),
    }),
  ),
  failure: v.optional(v.object({ code: v.picklist(FAILURE_CODES), detail: v.string() })),
  /** Bundles received or sent, of how many. */
  progress: v.optional(
    v.object({ phase: v.picklist(['receiving', 'sending']), done: number, total: number }),
  ),
});
export type SyncStatus = v.InferOutput<typeof statusSchema>;

const conflictSchema = v.object({
  articleId: articleSummarySchema.entries.id,
  kind: v.picklist(['annotation', 'outline']),
  itemId: v.string(),
  /** The version that holds the other text, as `restoreVersion` takes it. */
  replaced: v.string(),
});
/** A mark or outline of which both sides changed the same words: one text stands, the other is among its versions. */
export type SyncConflict = v.InferOutput<typeof conflictSchema>;

const parseAs = <T extends v.GenericSchema>(schema: T, stored: unknown): v.InferOutput<T> | undefined => {
  const parsed = v.safeParse(schema, stored);
  return parsed.success ? parsed.output : undefined;
};

const parseTaken = (stored: unknown): Record<string, BundleNames> =>
  parseAs(v.record(v.string(), names), stored) ?? {};
const parseConflicts = (stored: unknown): SyncConflict[] => parseAs(v.array(conflictSchema), stored) ?? [];

/** What a bucket's articles were; what can't be read counts as unknown, and is merged without a common past. */
export async function readBases(area: Readable, bucket: string, names: BundleNames = {}): Promise<Bases> {
  const key = basesKey(bucket, names);
  return parseAs(basesSchema, (await area.get(key))[key]) ?? {};
}

/** `undefined` where sync is off. */
export async function readState(area: Readable): Promise<SyncState | undefined> {
  return parseAs(stateSchema, (await area.get(STATE_KEY))[STATE_KEY]);
}

export async function readTaken(area: Readable): Promise<Record<string, BundleNames>> {
  return parseTaken((await area.get(TAKEN_KEY))[TAKEN_KEY]);
}

export async function readAbandoned(area: Readable): Promise<string[]> {
  return parseKeys((await area.get(ABANDONED_KEY))[ABANDONED_KEY]);
}

/** What of buckets is being sent, and was taken in. Throws `sync-conflict` where sync was switched off meanwhile. */
export async function readSending(area: Readable, buckets: readonly string[]) {
  return parseSending(await area.get(sendingKeys(buckets)), buckets);
}

/** All that is stored of buckets; throws as `readSending` does. What is due is long before a first sync. */
export async function readKept(area: Readable, buckets: readonly string[]) {
  const stored = await area.get([...sendingKeys(buckets), DUE_KEY, CONFLICTS_KEY]);
  return {
    ...parseSending(stored, buckets),
    due: parseDue(stored[DUE_KEY]) ?? {},
    conflicts: parseConflicts(stored[CONFLICTS_KEY]),
  };
}

const sendingKeys = (buckets: readonly string[]) => [
  STATE_KEY,
  TAKEN_KEY,
  ABANDONED_KEY,
  ...buckets.map(pendingKey),
];

function parseSending(stored: Record<string, unknown>, buckets: readonly string[]) {
  const state = parseAs(stateSchema, stored[STATE_KEY]);
  if (!state) throw new FailureError('sync-conflict', 'switched off');
  const pendings = new Map<string, Pending>();
  for (const bucket of buckets) {
    const pending = parseAs(pendingSchema, stored[pendingKey(bucket)]);
    if (pending) pendings.set(bucket, pending);
  }
  return {
    state,
    taken: parseTaken(stored[TAKEN_KEY]),
    abandoned: parseKeys(stored[ABANDONED_KEY]),
    pendings,
  };
}

/** How the last sync went; `undefined` before the first. */
export async function readSyncStatus(area: Readable): Promise<SyncStatus | undefined> {
  return parseAs(statusSchema, (await area.get(STATUS_KEY))[STATUS_KEY]);
}

/** What the reader should look at, newest last. */
export async function readConflicts(area: Readable): Promise<SyncConflict[]> {
  return parseConflicts((await area.get(CONFLICTS_KEY))[CONFLICTS_KEY]);
}
