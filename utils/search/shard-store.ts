import { type DBSchema, openDB } from 'idb';
import type { Shard } from './shard';

/** Where shards are kept between two visits of the reader. What it holds can be lost at any time. */
export interface ShardStore {
  keys(): Promise<number[]>;
  /** What is stored under a key, to be looked at before it is used. */
  read(key: number): Promise<unknown>;
  /** Adds and removes in one transaction. Returns the keys of what was added. */
  replace(added: readonly Shard[], removed: readonly number[]): Promise<number[]>;
}

interface Schema extends DBSchema {
  shards: { key: number; value: Shard };
}

const STORE = 'shards';
export const SEARCH_DATABASE = 'jingdu-search';

/** The store in IndexedDB, which pages of the extension share. Rejects where the browser refuses a database. */
export async function openShardStore(name = SEARCH_DATABASE): Promise<ShardStore> {
  const database = await openDB<Schema>(name, 1, {
    upgrade: (made) => {
      made.createObjectStore(STORE, { autoIncrement: true });
    },
  });
  return {
    keys: () => database.getAllKeys(STORE),
    read: (key) => database.get(STORE, key),
    replace: async (added, removed) => {
      const { store, done } = database.transaction(STORE, 'readwrite');
      const [keys] = await Promise.all([
        Promise.all(added.map((shard) => store.add(shard))),
        ...removed.map((key) => store.delete(key)),
        done,
      ]);
      return keys;
    },
  };
}

/** A store that lasts as long as the page: for browsers that refuse a database. */
export function createPassingStore(): ShardStore {
  const shards = new Map<number, Shard>();
  let last = 0;
  return {
    keys: async () => [...shards.keys()],
    read: async (key) => shards.get(key),
    replace: async (added, removed) => {
      for (const key of removed) shards.delete(key);
      return added.map((shard) => {
        last += 1;
        shards.set(last, shard);
        return last;
      });
    },
  };
}
