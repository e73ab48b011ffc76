import { createImports, type LibraryImports } from '../../../utils/library/import';
import { previewSlice } from '../../../utils/library/import-preview';
import type { ImportShelf } from '../../../utils/library/import-shelf';
import type { ImportItem, ImportMode, ImportProgress, StoredItem } from '../../../utils/library/import-state';
import type { StorageArea } from '../../../utils/library/read';
import { createLibraryStore, type SharedStore } from '../../../utils/library/store';
import { createMemoryShelf, type MemoryShelf } from './memory-shelf';

/** Imports as a page does: slice by slice, then asking until it is done. */

/** A library's store, and what a page needs for its imports. */
export interface ImportingStore extends SharedStore {
  area: StorageArea;
  shelf: MemoryShelf;
  imports: LibraryImports;
}

export const IMPORT_ID = '11111111-1111-4111-8111-111111111111';

const SINCE = '2026-07-10T08:00:00.000Z';

export const withJson = (item: StoredItem): ImportItem => [...item, JSON.stringify(item)];

export async function stageAll(
  { area, shelf }: { area: StorageArea; shelf: ImportShelf },
  items: readonly StoredItem[],
  { id = IMPORT_ID, since = SINCE, sliceLength = 3 } = {},
): Promise<void> {
  const articleIds: string[] = [];
  let slices = 0;
  for (let from = 0; from < items.length; from += sliceLength) {
    const slice = await previewSlice(area, items.slice(from, from + sliceLength).map(withJson), since);
    articleIds.push(...slice.articleIds);
    await shelf.putSlice(id, slices, slice.text);
    slices += 1;
  }
  await shelf.putImport({ id, since, slices, articleIds });
}

/** Waits until nothing is under way. Throws why it failed. */
export async function untilSettled({ imports }: Pick<ImportingStore, 'imports'>): Promise<ImportProgress> {
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

export function openStore(area: StorageArea, now = SINCE, shelf = createMemoryShelf()): ImportingStore {
  const clock = () => new Date(now);
  const store = createLibraryStore(area, clock);
  return { ...store, area, shelf, imports: createImports(area, shelf, clock, store.inTurn) };
}
