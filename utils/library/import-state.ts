import * as v from 'valibot';
import { canonicalJson } from '../canonical-json';
import { Checksum } from '../export/backup';
import { FailureError } from '../result';
import type { RecordChange } from './combine';
import type { Readable } from './read';

/** How what is imported meets what is there: both together, or as the file says. */
export const IMPORT_MODES = ['merge', 'replace'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

/** An item of a store: its key and what stands there. */
export type StoredItem = [key: string, value: unknown];
/** An item that is to be imported, and its JSON in one line. */
export type ImportItem = [...item: StoredItem, json: string];

/** What a step of the import replaced. */
export const undoneKey = (number: number) => `undone:${number}`;
/** How far the import is that was begun last. */
export const JOURNAL_KEY = 'import-journal';

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

export async function readJournal(area: Readable): Promise<ImportJournal | undefined> {
  const parsed = v.safeParse(journalSchema, (await area.get(JOURNAL_KEY))[JOURNAL_KEY]);
  return parsed.success ? parsed.output : undefined;
}

/** The journal of the last import. Throws `import-busy` while it is being taken in or turned back. */
export async function readLastImport(area: Readable): Promise<ImportJournal | undefined> {
  const journal = await readJournal(area);
  if (journal && journal.phase !== 'done') throw new FailureError('import-busy', journal.phase);
  return journal;
}

/** Made of the records; undoing makes them anew. */
const DERIVED = /^(?:summaries:|summary-months$|recent$|changed-summaries$)/;

/** Whether an undo must put back what stood under a key. */
export function isUndone(key: string): boolean {
  return !DERIVED.test(key);
}

/** The same for the same data, in whatever order the browser gives its fields. */
export const fingerprint = (value: unknown): string => fingerprintOf(canonicalJson(value));

/** The fingerprint of a value whose canonical JSON is at hand. */
export function fingerprintOf(json: string): string {
  const checksum = new Checksum();
  checksum.add(json);
  return checksum.value;
}
