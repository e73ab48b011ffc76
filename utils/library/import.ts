import { FailureError } from '../result';
import { Draft } from './draft';
import type { ImportShelf, StagedImport } from './import-shelf';
import {
  type ImportJournal,
  type ImportMode,
  type ImportProgress,
  isUndone,
  JOURNAL_KEY,
  readJournal,
  readLastImport,
  type StoredItem,
  type UndoEntry,
  undoneKey,
} from './import-state';
import { dueOf, putBack, takeIn, trashMissing, undoEntry } from './import-steps';
import type { StorageArea } from './read';
import { setItems } from './set-items';

/** An import can be undone for this long. */
const UNDO_DAYS = 7;
/** What was kept aside and never imported goes after this long: the window was closed, the browser killed. */
const STAGED_DAYS = 1;
const DAY_MS = 86_400_000;

/**
 * Imports, whole or not at all. First all slices are put on the shelf. Then a journal says that the import is on, and
 * step by step a slice is taken into the library: what a step changes, what that replaces and how far the journal is go
 * into the store in one `set`. Whatever happens between two steps, the next start goes on with the one that is due. A
 * step that fails turns the import back, by the same steps. Between steps other changes get their turn; each is computed
 * from what stands there at that moment.
 */
export interface LibraryImports {
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
 * @param shelf where pages put what is to be imported
 * @param inTurn runs work when all writes asked for before are done, and none meanwhile
 */
export function createImports(
  area: StorageArea,
  shelf: ImportShelf,
  clock: () => Date,
  inTurn: <T>(work: () => Promise<T>) => Promise<T>,
): LibraryImports {
  /** Why the last import was turned back, until somebody asks. */
  let failure: unknown;
  let isRolling = false;
  const now = () => clock().toISOString();

  const readStaged = async (id: string): Promise<StagedImport> => {
    const staged = await shelf.readImport(id);
    if (!staged) throw new FailureError('storage-failed', 'nothing is kept aside');
    return staged;
  };
  const readSlice = async (id: string, number: number): Promise<StoredItem[]> => {
    const text = await shelf.readSlice(id, number);
    if (text === undefined) throw new FailureError('storage-failed', `slice ${number} is gone`);
    return JSON.parse(text);
  };
  /** What was kept aside of an import that is over. Where it can't be let go of now, it is swept later. */
  const dropTaken = ({ id }: ImportJournal) =>
    shelf.drop(id).catch((error) => console.error('Jingdu: import not dropped', error));
  const forgetUndo = async (steps: number) => {
    await area.remove(Array.from({ length: steps }, (_, number) => undoneKey(number)));
    await area.remove(JOURNAL_KEY);
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
      await takeIn(draft, await readSlice(journal.id, journal.steps), journal, clock());
    } else {
      const last = journal.mode === 'replace' ? await trashSome(draft, journal) : undefined;
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

  async function trashSome(draft: Draft, journal: ImportJournal): Promise<string | undefined> {
    const { articleIds } = await readStaged(journal.id);
    return trashMissing(draft, journal, new Set(articleIds));
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
    commit: (id, mode) =>
      inTurn(async () => {
        const last = await readLastImport(area);
        const { slices } = await readStaged(id);
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
        if ((await readJournal(area))?.id !== id) await shelf.drop(id);
        return null;
      }),
    resume: roll,
    sweep: () =>
      inTurn(async () => {
        const since = (days: number) => new Date(clock().getTime() - days * DAY_MS).toISOString();
        const journal = await readJournal(area);
        if (journal?.phase === 'done' && journal.since < since(UNDO_DAYS)) await forgetUndo(journal.steps);
        const isInUse = ({ id }: StagedImport) => id === journal?.id && journal.phase !== 'done';
        const isYoung = (staged: StagedImport) => staged.since >= since(STAGED_DAYS);
        const kept = (await shelf.listImports()).filter((staged) => isInUse(staged) || isYoung(staged));
        await shelf.keepOnly(kept.map(({ id }) => id));
      }),
  };
}

function progressOf(journal: ImportJournal | undefined): ImportProgress {
  if (!journal) return { phase: 'none', mode: 'merge', done: 0, total: 0 };
  const { phase, mode, steps, slices } = journal;
  const total = Math.max(steps, slices);
  return { phase, mode, done: phase === 'undoing' ? slices - steps : steps, total };
}
