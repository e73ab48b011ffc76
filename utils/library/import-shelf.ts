import { type DBSchema, openDB } from 'idb';
import { keep } from '../keep';
import { storageFailure } from './set-items';

/** What is kept aside of one import. */
export interface StagedImport {
  id: string;
  /** When it was begun: ISO 8601, UTC. */
  since: string;
  slices: number;
  /** The ids of the articles in all slices. */
  articleIds: readonly string[];
}

/**
 * Where what is to be imported is kept aside until the reader has decided, and until it is taken in: outside of the
 * library's store, which tells every page of all that is written and takes several times as long for large texts
 * (decision 15). What a method has answered is on the disk. Throws `storage-full` or `storage-failed`.
 */
export interface ImportShelf {
  /** @param text a JSON array of items */
  putSlice(id: string, number: number, text: string): Promise<void>;
  putImport(staged: StagedImport): Promise<void>;
  readSlice(id: string, number: number): Promise<string | undefined>;
  readImport(id: string): Promise<StagedImport | undefined>;
  listImports(): Promise<StagedImport[]>;
  drop(id: string): Promise<void>;
  /** Lets go of all other imports, and of slices that are of none. */
  keepOnly(ids: readonly string[]): Promise<void>;
}

interface Schema extends DBSchema {
  imports: { key: string; value: StagedImport };
  slices: { key: [id: string, number: number]; value: string };
}

const STORES = ['imports', 'slices'] as const;

/** The shelf in IndexedDB, which background and pages share. The database is opened when it is needed first. */
export function createImportShelf(name = 'jingdu-imports'): ImportShelf {
  const opened = keep(() =>
    openDB<Schema>(name, 1, {
      upgrade: (made) => {
        made.createObjectStore('imports', { keyPath: 'id' });
        made.createObjectStore('slices');
      },
      // As when the reader clears what the browser keeps.
      terminated: () => opened.forget(),
    }),
  );
  const database = () => opened.read();
  /** Whatever is written survives the machine's end: a journal says that it is there. */
  const write = async () => (await database()).transaction(STORES, 'readwrite', { durability: 'strict' });
  const told = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw storageFailure(error);
    }
  };
  const drop = async (isDropped: (id: string) => boolean) => {
    const transaction = await write();
    const [imports, slices] = [transaction.objectStore('imports'), transaction.objectStore('slices')];
    for (const id of await imports.getAllKeys()) if (isDropped(id)) await imports.delete(id);
    for (const key of await slices.getAllKeys()) if (isDropped(key[0])) await slices.delete(key);
    await transaction.done;
  };
  return {
    putSlice: (id, number, text) =>
      told(async () => {
        const transaction = await write();
        await transaction.objectStore('slices').put(text, [id, number]);
        await transaction.done;
      }),
    putImport: (staged) =>
      told(async () => {
        const transaction = await write();
        await transaction.objectStore('imports').put(staged);
        await transaction.done;
      }),
    readSlice: (id, number) => told(async () => (await database()).get('slices', [id, number])),
    readImport: (id) => told(async () => (await database()).get('imports', id)),
    listImports: () => told(async () => (await database()).getAll('imports')),
    drop: (id) => told(() => drop((one) => one === id)),
    keepOnly: (ids) => told(() => drop((one) => !ids.includes(one))),
  };
}
