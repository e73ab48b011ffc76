import { browser } from 'wxt/browser';
import { jsonArea } from '../../utils/library/json-area';
import type { StorageArea } from '../../utils/library/read';

/**
 * The library's store, as background and pages read it; the background alone writes.
 * @param onSet hears which keys were written: of what it writes itself the background needn't be sent all that it wrote
 */
export function libraryArea(onSet?: (keys: string[]) => void): StorageArea {
  const area = jsonArea(browser.storage.local);
  if (!onSet) return area;
  return {
    ...area,
    set: async (items) => {
      await area.set(items);
      onSet(Object.keys(items));
    },
  };
}
