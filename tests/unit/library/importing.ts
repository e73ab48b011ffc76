import type { ImportMode, ImportProgress, StoredItem } from '../../../utils/library/import-state';
import type { StorageArea } from '../../../utils/library/read';
import { createLibraryStore, type ImportingStore } from '../../../utils/library/store';

/** Imports as a page does: slice by slice, then asking until it is done. */

export const IMPORT_ID = '11111111-1111-4111-8111-111111111111';

export async function stageAll(
  { imports }: ImportingStore,
  items: readonly StoredItem[],
  sliceLength = 3,
): Promise<void> {
  await imports.begin(IMPORT_ID);
  for (let at = 0; at * sliceLength < items.length; at += 1)
    await imports.stage(IMPORT_ID, at, items.slice(at * sliceLength, (at + 1) * sliceLength));
}

/** Waits until nothing is under way. Throws why it failed. */
export async function untilSettled({ imports }: ImportingStore): Promise<ImportProgress> {
  for (;;) {
    const progress = await imports.progress();
    if (progress.phase === 'done' || progress.phase === 'none') return progress;
    await new Promise((resolve) => setTimeout(resolve));
  }
}

export async function importAll(
  store: ImportingStore,
  items: readonly StoredItem[],
  mode: ImportMode = 'merge',
): Promise<ImportProgress> {
  await stageAll(store, items);
  await store.imports.commit(IMPORT_ID, mode);
  return untilSettled(store);
}

/** What a kill of the browser is here: from then on nothing is stored and nothing answered. */
export class Killed extends Error {}

/** A store's area that dies at its `writes`-th write, before or after it was stored. */
export function mortal(area: StorageArea, writes: number, isStored: boolean): StorageArea {
  let left = writes;
  const die = () => {
    throw new Killed();
  };
  const write = async (work: () => Promise<void>) => {
    left -= 1;
    if (left < 0) return die();
    if (left > 0 || isStored) await work();
    if (left === 0) die();
  };
  return {
    get: async (keys) => (left <= 0 ? die() : area.get(keys)),
    set: (items) => write(() => area.set(items)),
    remove: (keys) => write(() => area.remove(keys)),
  };
}

export function openStore(area: StorageArea, now = '2026-07-10T08:00:00.000Z'): ImportingStore {
  return createLibraryStore(area, () => new Date(now));
}
