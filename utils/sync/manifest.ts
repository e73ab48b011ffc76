import * as v from 'valibot';
import { canonicalJson } from '../canonical-json';
import { type BundleNames, FOLDERS, readFileText, SYNC_VERSION } from './bundles';
import { encryptionSchema } from './cipher';

export const MANIFEST_PATH = 'manifest.json';
const FORMAT = 'jingdu-sync';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const name = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

/** How many commits of which machine are in it. */
const machinesSchema = v.record(v.pipe(v.string(), v.uuid()), count);
export type Machines = v.InferOutput<typeof machinesSchema>;

const manifestSchema = v.object({
  format: v.literal(FORMAT),
  version: v.number(),
  machines: machinesSchema,
  /** By bucket, the bundles that count. */
  bundles: v.record(
    v.pipe(v.string(), v.regex(/^[0-9a-f]{2}$/)),
    v.object({ notes: name, articles: v.optional(name) }),
  ),
  /** Bundles that count no more, and since when. */
  outdated: v.record(
    v.pipe(v.string(), v.regex(/^(?:notes|articles)\/[0-9a-f]{2}-[0-9a-f]{32}\.json$/)),
    v.pipe(v.string(), v.isoTimestamp()),
  ),
  encryption: v.optional(encryptionSchema),
});
export type Manifest = v.InferOutput<typeof manifestSchema>;

export const EMPTY_MANIFEST: Manifest = {
  format: FORMAT,
  version: SYNC_VERSION,
  machines: {},
  bundles: {},
  outdated: {},
};

/** Reads the manifest. Throws `sync-garbage` or `sync-newer`. */
export const readManifest = (text: string): Manifest => readFileText(text, manifestSchema);
export const writeManifest = (manifest: Manifest): string => canonicalJson(manifest, 1);

/** Whether a commit is among those that these counters know. */
export function knowsCommit(
  machines: Machines,
  { machine, number }: { machine: string; number: number },
): boolean {
  return (machines[machine] ?? 0) >= number;
}

/** Whether `machines` know all commits that `others` know. */
export function knowsAll(machines: Machines, others: Machines): boolean {
  return Object.entries(others).every(([machine, number]) => knowsCommit(machines, { machine, number }));
}

/** The commits of both. */
export function uniteMachines(own: Machines, others: Machines): Machines {
  const united = { ...own };
  for (const [machine, number] of Object.entries(others))
    united[machine] = Math.max(united[machine] ?? 0, number);
  return united;
}

/** Bundles that count no more are kept for machines that are reading them now: a day. */
const OUTDATED_DAYS = 1;
/** No more are kept, so that a folder stays well below the 750 entries that 坚果云 lists. */
const MOST_OUTDATED = 200;
const DAY_MS = 86_400_000;

/**
 * Outdated bundles that may go, oldest first. A machine that misses one reads the manifest again, so a wrong clock does
 * no harm.
 */
export function expiredBundles({ outdated }: Manifest, now: Date): string[] {
  const oldest = new Date(now.getTime() - OUTDATED_DAYS * DAY_MS).toISOString();
  const paths = Object.entries(outdated)
    .sort(([, a], [, b]) => (a < b ? -1 : 1))
    .map(([path]) => path);
  return paths.filter((path, at) => (outdated[path] ?? '') < oldest || at < paths.length - MOST_OUTDATED);
}

/** Whether two buckets' bundles are the same files. */
export const isSameNames = (a: BundleNames | undefined, b: BundleNames | undefined) =>
  FOLDERS.every((folder) => a?.[folder] === b?.[folder]);
