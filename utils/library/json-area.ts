import type { StorageArea } from './read';
import { libraryKey, storedKey } from './stored-key';

/** Where whole records, or as much, are kept. All else is read in place by lists and settings, and is small. */
const TEXT_KEYS = /^(?:article|versions|backup|synced|undone):/;

/** A value whose JSON is at hand, which is stored as it is. */
export class WrittenJson {
  /** @param text JSON in one line */
  constructor(readonly text: string) {}

  /** The value itself, for a store that keeps no texts. */
  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

/**
 * A store that keeps what is large as JSON text: browsers copy a text between their processes and files in one piece,
 * an object field by field, which takes two to four times as long (decision 19). Its keys are short where there are many
 * (decision 22).
 *
 * @param area what stores it: `storage.local`. What was stored in it as an object, or under its whole key, is read all the same
 */
export function jsonArea(area: StorageArea): StorageArea {
  return {
    get: async (keys) => storedValues(await area.get([keys].flat().flatMap(keysOf))),
    set: (items) =>
      area.set(
        Object.fromEntries(
          Object.entries(items).map(([key, value]) => [storedKey(key), storedOf(key, value)]),
        ),
      ),
    remove: (keys) => area.remove([keys].flat().flatMap(keysOf)),
  };
}

/** Under which keys an item may be stored: before there were short ones each was stored under its own. */
export function keysOf(key: string): string[] {
  const short = storedKey(key);
  return short === key ? [key] : [short, key];
}

/** What stored items hold, by key of the library. What stands under the short key is newer. */
export function storedValues(stored: Record<string, unknown>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [under, item] of Object.entries(stored)) {
    const key = libraryKey(under);
    if (key !== under || !(key in values)) values[key] = storedValue(key, item);
  }
  return values;
}

/** What a stored item holds. A damaged text is given as it is: whoever reads it sets it aside. */
export function storedValue(key: string, stored: unknown): unknown {
  if (typeof stored !== 'string' || !TEXT_KEYS.test(key)) return stored;
  try {
    return JSON.parse(stored);
  } catch {
    return stored;
  }
}

/**
 * A stored item as JSON in one line. A text that is stored is handed on as it is, unless it is damaged: then it is a
 * string.
 *
 * @param value what it holds, where that is known
 */
export function storedJson(key: string, stored: unknown, value = storedValue(key, stored)): string {
  const isText = typeof stored === 'string' && !stored.includes('\n') && value !== stored;
  return isText ? stored : JSON.stringify(stored);
}

/** As an item is stored. What is given up is `null` in any case. */
function storedOf(key: string, value: unknown): unknown {
  if (value === null || !TEXT_KEYS.test(key)) return value;
  return value instanceof WrittenJson ? value.text : JSON.stringify(value);
}
