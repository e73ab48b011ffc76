/** Keeps an import aside as the library page does; in a page of the extension, put there as a bundle. */
import { previewSlice } from '../../utils/library/import-preview';
import { createImportShelf } from '../../utils/library/import-shelf';
import type { ImportItem, StoredItem } from '../../utils/library/import-state';
import { jsonArea } from '../../utils/library/json-area';
import type { StorageArea } from '../../utils/library/read';

declare const chrome: { storage: { local: StorageArea } };

async function stageImport(id: string, slices: StoredItem[][]): Promise<void> {
  const shelf = createImportShelf();
  const since = new Date().toISOString();
  const articleIds: string[] = [];
  for (const [number, items] of slices.entries()) {
    const lines = items.map((item): ImportItem => [...item, JSON.stringify(item)]);
    const slice = await previewSlice(jsonArea(chrome.storage.local), lines, since);
    articleIds.push(...slice.articleIds);
    await shelf.putSlice(id, number, slice.text);
  }
  await shelf.putImport({ id, since, slices: slices.length, articleIds });
}

Object.assign(globalThis, { stageImport });
