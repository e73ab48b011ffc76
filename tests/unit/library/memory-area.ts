import type { StorageArea } from '../../../utils/library/read';

/** A storage area in memory that can be made to fail, and remembers what was asked of it. */
export interface MemoryArea extends StorageArea {
  /** What is stored, as a copy. */
  stored(): Record<string, unknown>;
  /** The keys of each `set` that was stored, in order. */
  readonly sets: string[][];
  /** The next `set` rejects with this and stores nothing. */
  failNextSet(error: unknown): void;
}

/**
 * Every answer comes a turn of the event loop later, as a browser's does, so that unqueued callers would interleave.
 * @param turn waits for the next one; timers take a millisecond, which long tests haven't got
 */
export function createMemoryArea(
  initial: Record<string, unknown> = {},
  turn: () => Promise<unknown> = () => new Promise((resolve) => setTimeout(resolve)),
): MemoryArea {
  const items = new Map(Object.entries(initial));
  const sets: string[][] = [];
  let failure: { error: unknown } | undefined;
  return {
    sets,
    stored: () => structuredClone(Object.fromEntries(items)),
    failNextSet: (error) => {
      failure = { error };
    },
    get: async (keys) => {
      await turn();
      const asked = [keys].flat().filter((key) => items.has(key));
      return Object.fromEntries(asked.map((key) => [key, copyOf(items.get(key))]));
    },
    set: async (changed) => {
      await turn();
      const failed = failure;
      failure = undefined;
      if (failed) throw failed.error;
      sets.push(Object.keys(changed));
      for (const [key, value] of Object.entries(changed)) items.set(key, writtenOf(value));
    },
    remove: async (keys) => {
      await turn();
      for (const key of [keys].flat()) items.delete(key);
    },
  };
}

/** Nobody can change a text, and the library keeps what is large as one. */
function copyOf(value: unknown): unknown {
  return typeof value === 'string' ? value : structuredClone(value);
}

/** As the browsers write it: fields without a value are not stored. */
function writtenOf(value: unknown): unknown {
  return typeof value === 'string' ? value : JSON.parse(JSON.stringify(value));
}
