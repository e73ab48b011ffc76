import * as v from 'valibot';
import { canonicalJson } from '../canonical-json';
import { Checksum } from '../export/backup';
import type { RecordChange } from './combine';
import { parseKeys, type Readable } from './read';

/** How what is imported meets what is there: both together, or as the file says. */
export const IMPORT_MODES = ['merge', 'replace'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

/** An item of a store: its key and what stands there. */
export type StoredItem = [key: string, value: unknown];

/** A slice of what is to be imported, kept aside until the reader has decided. */
export const incomingKey = (number: number) => `incoming:${number}`;
/** The ids of the articles in a slice. */
export const incomingIdsKey = (number: number) => `incoming-ids:${number}`;
/** Which import is kept aside. */
export const STAGED_KEY = 'incoming';
/** What a step of the import replaced. */
export const undoneKey = (number: number) => `undone:${number}`;
/** How far the import is that was begun last. */
export const JOURNAL_KEY = 'import-journal';

const stagedSchema = v.object({ id: v.string(), slices: v.number(), since: v.string() });
export type Staged = v.InferOutput<typeof stagedSchema>;

const journalSchema = v.object({
  id: v.string(),
  phase: v.picklist(['committing', 'undoing', 'done']),
  mode: v.picklist(IMPORT_MODES),
  slices: v.number(),
  /** Steps that are done; when undoing, those that are left. */
  steps: v.number(),
  /** The article that went to the trash last, `<month>/<id>`; ascending. */
  trashed: v.string(),
  /** When it was begun. */
  since: v.string(),
});
export type ImportJournal = v.InferOutput<typeof journalSchema>;

/** What a step replaced under a key. */
export interface UndoEntry {
  key: string;
  /** Missing where nothing stood there. */
  before?: unknown;
  /** Fingerprint of what the step wrote. */
  after: string;
  /** Of a record: when it was saved, as the step wrote it. */
  saved?: string;
}

/** How far an import is. */
export interface ImportProgress {
  phase: ImportJournal['phase'] | 'none';
  mode: ImportMode;
  done: number;
  /** Articles that go to the trash are not counted in it. */
  total: number;
}

/** What an import would change, in numbers. */
export interface ImportCounts {
  added: number;
  changed: number;
  same: number;
  marks: number;
  replaced: number;
  trashed: number;
}

/** What a slice would change, by mode; articles that can't be read are set aside in either. */
export type SlicePreview = Record<ImportMode, ImportCounts> & { unreadable: number };

export const NO_COUNTS: ImportCounts = { added: 0, changed: 0, same: 0, marks: 0, replaced: 0, trashed: 0 };

/** Counts with those of one more record. */
export function addChange(
  counts: ImportCounts,
  { kind, marks, replaced, trashed }: RecordChange,
): ImportCounts {
  return {
    ...counts,
    [kind]: counts[kind] + 1,
    marks: counts.marks + marks,
    replaced: counts.replaced + replaced,
    trashed: counts.trashed + trashed,
  };
}

export async function readStaged(area: Readable): Promise<Staged | undefined> {
  const parsed = v.safeParse(stagedSchema, (await area.get(STAGED_KEY))[STAGED_KEY]);
  return parsed.success ? parsed.output : undefined;
}

export async function readJournal(area: Readable): Promise<ImportJournal | undefined> {
  const parsed = v.safeParse(journalSchema, (await area.get(JOURNAL_KEY))[JOURNAL_KEY]);
  return parsed.success ? parsed.output : undefined;
}

/** Made of the records; undoing makes them anew. */
const DERIVED = /^(?:summaries:|summary-months$|recent$|changed-summaries$)/;

/** Whether an undo must put back what stood under a key. */
export function isUndone(key: string): boolean {
  return !DERIVED.test(key);
}

/** All keys of what is kept aside. */
export function stagedKeys({ slices }: Pick<Staged, 'slices'>): string[] {
  const numbers = Array.from({ length: slices }, (_, number) => number);
  return numbers.flatMap((number) => [incomingKey(number), incomingIdsKey(number)]);
}

/** The ids of the articles in all slices. */
export async function readIncomingIds(
  area: Readable,
  { slices }: Pick<Staged, 'slices'>,
): Promise<Set<string>> {
  const keys = Array.from({ length: slices }, (_, number) => incomingIdsKey(number));
  return new Set(Object.values(await area.get(keys)).flatMap(parseKeys));
}

/** The same for the same data, in whatever order the browser gives its fields. */
export const fingerprint = (value: unknown): string => fingerprintOf(canonicalJson(value));

/** The fingerprint of a value whose canonical JSON is at hand. */
export function fingerprintOf(json: string): string {
  const checksum = new Checksum();
  checksum.add(json);
  return checksum.value;
}
