import { isBackupKey } from '../export/backup';
import { FailureError } from '../result';
import { countChange } from './combine';
import { Draft } from './draft';
import {
  addChange,
  type ImportJournal,
  type ImportMode,
  type ImportProgress,
  incomingIdsKey,
  incomingKey,
  isUndone,
  JOURNAL_KEY,
  NO_COUNTS,
  readIncomingIds,
  readJournal,
  readStaged,
  type SlicePreview,
  STAGED_KEY,
  type Staged,
  type StoredItem,
  stagedKeys,
  type UndoEntry,
  undoneKey,
} from './import-state';
import { dueOf, meet, putBack, takeIn, trashMissing, undoEntry } from './import-steps';
import { aliasKey, parseRecord, readAllLines, recordKey, type StorageArea, unreadableKey } from './read';
import type { ArticleRecord } from './schema';
import { setItems } from './set-items';

/** An import can be undone for this long. */
const UNDO_DAYS = 7;
/** What was kept aside and never imported goes after this long: the window was closed, the browser killed. */
const STAGED_DAYS = 1;
const DAY_MS = 86_400_000;
const RECORD_KEYS = recordKey('');

/**
 * Imports, whole or not at all. First all slices are kept aside in the store. Then a journal says that the import is
 * on, and step by step a slice is taken into the library: what a step changes, what that replaces and how far the
 * journal is go into the store in one `set`. Whatever happens between two steps, the next start goes on with the one
 * that is due. A step that fails turns the import back, by the same steps. Between steps other changes get their turn;
 * each is computed from what stands there at that moment.
 */
export interface LibraryImports {
  /** Makes room for an import. Throws `import-busy` while another one is being taken in. */
  begin(id: string): Promise<null>;
  /**
   * Keeps a slice aside, and says what it would change. Throws `record-newer` where a later Jingdu wrote a record of
   * it, and `import-busy` where another import was begun since.
   */
  stage(id: string, number: number, items: readonly StoredItem[]): Promise<SlicePreview>;
  /** How many articles are not in what is kept aside: those that `replace` puts into the trash. */
  countMissing(id: string): Promise<number>;
  /** Takes in what is kept aside. It goes on by itself, and at the next start where this one ends. */
  commit(id: string, mode: ImportMode): Promise<ImportProgress>;
  /** How far it is. Throws, once, why an import failed and was turned back. */
  progress(): Promise<ImportProgress>;
  /** Turns the last import back; `not-found` where there is none. It goes on by itself, as an import does. */
  undo(): Promise<ImportProgress>;
  /** Lets go of what is kept aside. */
  drop(id: string): Promise<null>;
  /** Goes on with what was cut off. To be called at each start, before anything else is written. */
  resume(): Promise<void>;
  /** Lets go of what nobody can ask for any more. */
  sweep(): Promise<void>;
}

/**
 * @param area the library's store
 * @param inTurn runs work when all writes asked for before are done, and none meanwhile
 */
export function createImports(
  area: StorageArea,
  clock: () => Date,
  inTurn: <T>(work: () => Promise<T>) => Promise<T>,
): LibraryImports {
  /** Why the last import was turned back, until somebody asks. */
  let failure: unknown;
  let isRolling = false;
  const now = () => clock().toISOString();

  const stagedBy = async (id: string): Promise<Staged> => {
    const staged = await readStaged(area);
    if (staged?.id !== id) throw new FailureError('import-busy', 'another import was begun');
    return staged;
  };
  const dropStaged = async (staged: Staged) => {
    await area.remove(stagedKeys(staged));
    await area.remove(STAGED_KEY);
  };
  const forgetUndo = async (steps: number) => {
    await area.remove(Array.from({ length: steps }, (_, number) => undoneKey(number)));
    await area.remove(JOURNAL_KEY);
  };

  /** What was kept aside of an import that is over. */
  const dropTaken = async ({ id }: ImportJournal) => {
    const staged = await readStaged(area);
    if (staged?.id === id) await dropStaged(staged);
  };

  /** Does what is due; whether more is. */
  const step = async (): Promise<boolean> => {
    const journal = await readJournal(area);
    if (!journal || journal.phase === 'done') return false;
    return journal.phase === 'committing' ? commitStep(journal) : undoStep(journal);
  };

  async function commitStep(journal: ImportJournal): Promise<boolean> {
    const draft = new Draft(area);
    let trashed = journal.trashed;
    if (journal.steps < journal.slices) {
      const key = incomingKey(journal.steps);
      const items = (await area.get(key))[key] as StoredItem[];
      await takeIn(draft, items, journal, clock());
    } else {
      const last = journal.mode === 'replace' ? await trashMissing(draft, journal) : undefined;
      if (last === undefined) {
        await setItems(area, { [JOURNAL_KEY]: { ...journal, phase: 'done' } });
        await dropTaken(journal);
        return false;
      }
      trashed = last;
    }
    const entries = (await draft.changes()).filter(({ key }) => isUndone(key)).map(undoEntry);
    await setItems(area, {
      ...draft.items,
      ...(await dueOf(draft)),
      [undoneKey(journal.steps)]: entries,
      [JOURNAL_KEY]: { ...journal, steps: journal.steps + 1, trashed },
    });
    return true;
  }

  async function undoStep(journal: ImportJournal): Promise<boolean> {
    if (journal.steps === 0) {
      await forgetUndo(journal.slices);
      await dropTaken(journal);
      return false;
    }
    const key = undoneKey(journal.steps - 1);
    const entries = ((await area.get(key))[key] ?? []) as UndoEntry[];
    const draft = new Draft(area);
    const removed = await putBack(draft, entries, journal.since);
    // First: repeated after a kill it finds them gone, and goes on.
    if (removed.length > 0) await area.remove(removed);
    await setItems(area, {
      ...draft.items,
      ...(await dueOf(draft, removed)),
      [JOURNAL_KEY]: { ...journal, steps: journal.steps - 1 },
    });
    return true;
  }

  /** Runs to the end; an import that fails is turned back. */
  async function roll(): Promise<void> {
    isRolling = true;
    try {
      while (await inTurn(step));
    } catch (error) {
      console.error('Jingdu: import turned back', error);
      failure = error;
      await inTurn(turnBack);
      while (await inTurn(step));
    } finally {
      isRolling = false;
    }
  }

  async function turnBack(): Promise<ImportJournal> {
    const journal = await readJournal(area);
    if (!journal) throw new FailureError('not-found', 'no import');
    const turned: ImportJournal = { ...journal, phase: 'undoing', slices: journal.steps };
    if (journal.phase !== 'undoing') await setItems(area, { [JOURNAL_KEY]: turned });
    return turned;
  }

  const start = () =>
    void roll().catch((error) => console.error('Jingdu: import goes on at the next start', error));

  return {
    begin: (id) =>
      inTurn(async () => {
        const journal = await readJournal(area);
        if (journal && journal.phase !== 'done') throw new FailureError('import-busy', journal.phase);
        const staged = await readStaged(area);
        if (staged) await dropStaged(staged);
        await setItems(area, { [STAGED_KEY]: { id, slices: 0, since: now() } });
        return null;
      }),
    stage: (id, number, items) =>
      inTurn(async () => {
        const staged = await stagedBy(id);
        const { kept, records, unreadable } = sortItems(items, now());
        const draft = new Draft(area);
        await draft.get(records.flatMap((record) => [recordKey(record.id), aliasKey(record.id)]));
        const preview: SlicePreview = { merge: NO_COUNTS, replace: NO_COUNTS, unreadable };
        for (const record of records)
          for (const mode of ['merge', 'replace'] as const) {
            const { before, after } = await meet(draft, record, mode, now());
            preview[mode] = addChange(preview[mode], countChange(before, after));
          }
        await setItems(area, {
          [incomingKey(number)]: kept,
          [incomingIdsKey(number)]: records.map((record) => record.id),
          [STAGED_KEY]: { ...staged, slices: Math.max(staged.slices, number + 1) },
        });
        return preview;
      }),
    countMissing: (id) =>
      inTurn(async () => {
        const ids = await readIncomingIds(area, await stagedBy(id));
        const lines = await readAllLines(area);
        return lines.filter(({ id, deleted }) => deleted === undefined && !ids.has(id)).length;
      }),
    commit: (id, mode) =>
      inTurn(async () => {
        const { slices } = await stagedBy(id);
        const last = await readJournal(area);
        if (last && last.phase !== 'done') throw new FailureError('import-busy', last.phase);
        if (last) await forgetUndo(last.steps);
        failure = undefined;
        const journal: ImportJournal = {
          id,
          phase: 'committing',
          mode,
          slices,
          steps: 0,
          trashed: '',
          since: now(),
        };
        await setItems(area, { [JOURNAL_KEY]: journal });
        start();
        return progressOf(journal);
      }),
    progress: async () => {
      const journal = await readJournal(area);
      if (failure !== undefined && !isRolling) {
        const error = failure;
        failure = undefined;
        throw error;
      }
      const progress = progressOf(journal);
      if (!isRolling || (journal && journal.phase !== 'done')) return progress;
      // All is done but tidying up.
      return { ...progress, phase: journal ? 'committing' : 'undoing' };
    },
    undo: () =>
      inTurn(async () => {
        const journal = await turnBack();
        start();
        return progressOf(journal);
      }),
    drop: (id) =>
      inTurn(async () => {
        const [staged, journal] = [await readStaged(area), await readJournal(area)];
        if (staged?.id === id && journal?.id !== id) await dropStaged(staged);
        return null;
      }),
    resume: roll,
    sweep: () =>
      inTurn(async () => {
        const since = (days: number) => new Date(clock().getTime() - days * DAY_MS).toISOString();
        const [staged, journal] = [await readStaged(area), await readJournal(area)];
        if (journal?.phase === 'done' && journal.since < since(UNDO_DAYS)) await forgetUndo(journal.steps);
        const isInUse = staged?.id === journal?.id && journal?.phase !== 'done';
        if (staged && !isInUse && staged.since < since(STAGED_DAYS)) await dropStaged(staged);
      }),
  };
}

function progressOf(journal: ImportJournal | undefined): ImportProgress {
  if (!journal) return { phase: 'none', mode: 'merge', done: 0, total: 0 };
  const { phase, mode, steps, slices } = journal;
  const total = Math.max(steps, slices);
  return { phase, mode, done: phase === 'undoing' ? slices - steps : steps, total };
}

/**
 * The items that are kept, records in today's shape, and those records. What can't be read as a record is set aside,
 * as the store itself does. Throws `record-newer`.
 */
function sortItems(items: readonly StoredItem[], now: string) {
  const records: ArticleRecord[] = [];
  let unreadable = 0;
  const kept = items.flatMap(([key, value]): StoredItem[] => {
    if (!isBackupKey(key)) throw new FailureError('import-unreadable', key);
    if (!key.startsWith(RECORD_KEYS)) return [[key, value]];
    try {
      const record = parseRecord(value);
      records.push(record);
      return [[recordKey(record.id), record]];
    } catch (error) {
      if (!(error instanceof FailureError) || error.code === 'record-newer') throw error;
      unreadable += 1;
      return [[unreadableKey(key.slice(RECORD_KEYS.length), now), value]];
    }
  });
  return { kept, records, unreadable };
}
