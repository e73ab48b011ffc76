import { browser } from 'wxt/browser';
import { writeBackup } from '../../utils/export/backup';
import { saveFile } from '../../utils/hand-over';
import { t } from '../../utils/i18n';
import { type ListedArea, readAllItems } from '../../utils/library/all-items';
import { localDay } from '../../utils/local-day';
import { breathe } from '../../utils/pace';

/** The reader is told how far it is after so many items. */
const TOLD_EVERY = 100;

/** Writes everything stored into a file, and hands it over. Throws where the store can't be read. */
export async function handOverBackup(onProgress: (done: number, total: number) => void): Promise<void> {
  const now = new Date();
  const { count, items } = await readAllItems(browser.storage.local as ListedArea, now.toISOString());
  onProgress(0, count);
  const parts: Blob[] = [];
  const text = writeBackup(items, {
    created: now.toISOString(),
    onProgress: (done) => {
      if (done % TOLD_EVERY === 0) onProgress(done, count);
    },
  });
  // Blobs lie outside of the page's memory, which never holds the whole text.
  for await (const part of text) parts.push(new Blob([part]));
  // The last items and handing over the file are too much for one task.
  await breathe();
  const blob = new Blob(parts, { type: 'application/json' });
  saveFile({ name: `${t('library.backupName', [localDay(now)])}.json`, blob }, document.body);
}
