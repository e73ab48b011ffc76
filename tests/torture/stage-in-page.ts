/** Keeps an import aside as the library page does; in a page of the extension, put there as a bundle. */
import { createImportShelf } from '../../utils/library/import-shelf';
import type { StoredItem } from '../../utils/library/import-state';
import { jsonArea } from '../../utils/library/json-area';
import type { StorageArea } from '../../utils/library/read';
import { stageAll } from '../unit/library/importing';

declare const chrome: { storage: { local: StorageArea } };

const stageImport = (id: string, items: readonly StoredItem[], sliceLength: number) =>
  stageAll({ area: jsonArea(chrome.storage.local), shelf: createImportShelf() }, items, {
    id,
    since: new Date().toISOString(),
    sliceLength,
  });

Object.assign(globalThis, { stageImport });
