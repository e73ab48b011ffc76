import type { Notice } from '../../components/NoticeLine';
import { failureText, t } from '../../utils/i18n';
import { ask } from '../../utils/messages';
import { toResult } from '../../utils/result';
import { answered } from './ImportStaging';

/** A page or text of this name is read as an article; all other files are imported. */
export function isPageFile(name: string): boolean {
  return /\.(?:x?html?|txt)$/i.test(name);
}

/**
 * Takes saved pages and plain texts into the library. What can't be read is named in the notice and keeps none of the
 * others out.
 *
 * @returns the ids of the articles that came of them, and what to tell
 */
export async function takePages(
  files: readonly File[],
  onProgress: (done: number, total: number) => void,
): Promise<{ ids: string[]; notice: Notice }> {
  // What reads pages is as large as the reading view's; only who drops one loads it.
  const { readPageFile } = await import('../../utils/import/page-file');
  const ids: string[] = [];
  const failed: string[] = [];
  for (const [at, file] of files.entries()) {
    onProgress(at, files.length);
    const result = await toResult(async () => {
      const article = await readPageFile({
        name: file.name,
        bytes: new Uint8Array(await file.arrayBuffer()),
      });
      return answered(await ask('open-article', { article })).id;
    }, 'not-readable');
    if (result.ok) ids.push(result.value);
    else failed.push(t('import.failedFile', [file.name, failureText(result.error)]));
  }
  const count = String(ids.length);
  const text =
    failed.length > 0 ? t('import.filesFailed', [count, failed.join(' ')]) : t('import.filesRead', [count]);
  return { ids, notice: { text, failure: failed.length > 0 } };
}
