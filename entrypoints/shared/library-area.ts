import { browser } from 'wxt/browser';
import { jsonArea } from '../../utils/library/json-area';
import type { StorageArea } from '../../utils/library/read';

/** The library's store, as background and pages read it; the background alone writes. */
export const libraryArea = (): StorageArea => jsonArea(browser.storage.local);
