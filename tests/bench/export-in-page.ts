/** What the bench of exports does inside the extension, beside what library-in-page.ts does. Adds to `jingduTools`. */
import './library-in-page.ts';
import { exportArticles } from '../../utils/export/export-articles.ts';
import { zipFiles } from '../../utils/export/zip.ts';
import { jsonArea } from '../../utils/library/json-area.ts';
import { readRecord, type StorageArea } from '../../utils/library/read.ts';
import type { ArticleRecord } from '../../utils/library/schema.ts';
import { OPTIONS } from '../unit/export/samples.ts';

declare const chrome: { storage: { local: StorageArea } };
declare const jingduTools: Record<string, unknown>;

/** Time of exporting a whole library to Markdown in a zip, as the library page does it; in ms. */
async function timeExport(articles: number): Promise<number> {
  const area = jsonArea(chrome.storage.local);
  const began = performance.now();
  const records: ArticleRecord[] = [];
  for (let number = 0; number < articles; number += 1) {
    const record = await readRecord(area, number.toString(16).padStart(32, '0'));
    if (!record) throw new Error('not stored');
    records.push(record);
  }
  const files = await exportArticles(records, 'obsidian', OPTIONS);
  const { bytes } = await zipFiles(files, 'bench.zip', { now: new Date() });
  if (bytes.length === 0) throw new Error('nothing was exported');
  return performance.now() - began;
}

Object.assign(jingduTools, { timeExport });
