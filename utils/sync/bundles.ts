import * as v from 'valibot';
import { articleRecordSchema, articleSchema, FIRST_ISSUE } from '../library/schema';
import { SCHEMA_VERSION } from '../library/version';
import { FailureError } from '../result';

/** Files of the reader's folder: what they hold and how they are read. What a server says is never trusted. */

/** Goes up when an older Jingdu would get the files wrong. */
export const SYNC_VERSION = 1;

/** What is synced of a record but the essay: it changes often, and is small. */
export const notesSchema = v.omit(articleRecordSchema, ['schemaVersion', 'article']);
export type Notes = v.InferOutput<typeof notesSchema>;
export type Essay = v.InferOutput<typeof articleSchema>;

/** Which machine's which commit wrote something. No clock is asked. */
const commitSchema = v.object({
  machine: v.pipe(v.string(), v.uuid()),
  number: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});
export type Commit = v.InferOutput<typeof commitSchema>;

const articleIdSchema = articleRecordSchema.entries.id;
/** What a bundle says of an article: its notes, or that it is gone, into another one where both were joined. */
export const entrySchema = v.union([
  v.object({ commit: commitSchema, notes: notesSchema }),
  v.object({
    commit: commitSchema,
    gone: v.pipe(v.string(), v.isoTimestamp()),
    into: v.optional(articleIdSchema),
  }),
]);
export type Entry = v.InferOutput<typeof entrySchema>;
export type Entries = Record<string, Entry>;
export type Essays = Record<string, Essay>;

const bundle = <T extends v.GenericSchema>(format: string, entry: T) =>
  v.object({
    format: v.literal(format),
    version: v.number(),
    schemaVersion: v.number(),
    commit: commitSchema,
    articles: v.record(articleIdSchema, entry),
  });
const NOTES_FORMAT = 'jingdu-notes';
const ESSAYS_FORMAT = 'jingdu-articles';
const notesBundle = bundle(NOTES_FORMAT, entrySchema);
const essaysBundle = bundle(ESSAYS_FORMAT, articleSchema);

/** The bucket of an article: the first two digits of its id. There are 256. */
export const bucketOf = (id: string) => id.slice(0, 2);
export const BUCKETS = Array.from({ length: 256 }, (_, number) => number.toString(16).padStart(2, '0'));

/** Folders of the two kinds of bundles. */
export const FOLDERS = ['notes', 'articles'] as const;
export type Folder = (typeof FOLDERS)[number];
/** The names of a bucket's bundles; an empty bucket has none. */
export type BundleNames = Partial<Record<Folder, string>>;

/** A bucket's files. */
export const pathsOf = (bucket: string, names: BundleNames): string[] =>
  FOLDERS.flatMap((folder) => {
    const name = names[folder];
    return name === undefined ? [] : [bundlePath(folder, bucket, name)];
  });
export const bundlePath = (folder: Folder, bucket: string, name: string) =>
  `${folder}/${bucket}-${name}.json`;

/** By article id, JSON of an entry or essay: it is at hand, and most of what sync writes. */
export type WrittenArticles = Readonly<Record<string, string>>;

/** The text of a bundle of notes. The commit is in it, so that no two are alike. */
export const writeNotes = (entries: WrittenArticles, commit: Commit): string =>
  writeBundle(NOTES_FORMAT, Object.entries(entries), commit);

/** The text of a bundle of essays. */
export const writeEssays = (essays: WrittenArticles, commit: Commit): string =>
  writeBundle(ESSAYS_FORMAT, Object.entries(essays), commit);

/** JSON with an article in each line, for people to find their way in. */
function writeBundle(
  format: string,
  articles: readonly (readonly [id: string, json: string])[],
  commit: Commit,
): string {
  const facts = { format, version: SYNC_VERSION, schemaVersion: SCHEMA_VERSION, commit };
  const head = JSON.stringify(facts, null, 1).replace(/\n\}$/, ',\n "articles": {\n');
  const lines = articles.flatMap(([id, json], at) => [at === 0 ? '' : ',\n', `"${id}": `, json]);
  // Joined in one go: a text that grows is copied once more when it is encoded.
  return [head, ...lines, '\n}}\n'].join('');
}

/** Reads a bundle's notes. Throws `sync-garbage`, or `sync-newer` for what a later Jingdu wrote. */
export function readNotes(text: string, bucket: string): Entries {
  const { articles } = readFileText(text, notesBundle, (articles) => articles.schemaVersion);
  for (const [id, entry] of Object.entries(articles))
    if (bucketOf(id) !== bucket || ('notes' in entry && entry.notes.id !== id))
      throw new FailureError('sync-garbage', `${id} in ${bucket}`);
  return articles;
}

/** Reads a bundle's essays; throws as `readNotes` does. */
export function readEssays(text: string): Essays {
  return readFileText(text, essaysBundle, (articles) => articles.schemaVersion).articles;
}

/**
 * JSON of a shape. Throws `sync-garbage` naming the field, and `sync-newer` for a later version of files or records.
 */
export function readFileText<T extends v.GenericSchema>(
  text: string,
  schema: T,
  recordVersion: (file: { schemaVersion?: unknown }) => unknown = () => undefined,
): v.InferOutput<T> {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (error) {
    throw new FailureError('sync-garbage', String(error));
  }
  const facts = (typeof file === 'object' && file !== null ? file : {}) as Record<string, unknown>;
  const isOurs = typeof facts.format === 'string' && facts.format.startsWith('jingdu-');
  if (isOurs && (isAbove(facts.version, SYNC_VERSION) || isAbove(recordVersion(facts), SCHEMA_VERSION)))
    throw new FailureError('sync-newer', `version ${facts.version}, ${facts.schemaVersion}`);
  const parsed = v.safeParse(schema, file, FIRST_ISSUE);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new FailureError('sync-garbage', `${v.getDotPath(issue) ?? ''}: ${issue.message}`);
}

const isAbove = (version: unknown, ours: number) => typeof version === 'number' && version > ours;

/** A file's content as it is hashed and sent. */
export type Content = Uint8Array<ArrayBuffer>;

/** A text in UTF-8. */
export const encodeText = (text: string): Content => new TextEncoder().encode(text);

/** The name of a file by its content: SHA-256, first 128 bits in hex. */
export async function hashContent(content: Content): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', content);
  return toHex(new Uint8Array(digest, 0, 16));
}

/** A name that says nothing of the content: 128 random bits in hex. */
export const randomName = () => toHex(crypto.getRandomValues(new Uint8Array(16)));

const toHex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
