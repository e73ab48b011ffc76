import { browser } from 'wxt/browser';
import { languageTag, readTexts, speak } from '../../utils/i18n';
import { toResult } from '../../utils/result';
import type { Language } from '../../utils/settings';
import { readSettings } from '../../utils/stored-settings';

/**
 * Has a page of ours speak a language from now on; without one, that which the reader chose. Where it can't be told,
 * the page speaks the browser's.
 */
export async function speakChosen(language?: Language): Promise<void> {
  const spoken = await toResult(async () => {
    const chosen = language ?? (await readSettings(browser.storage.local)).language;
    speak(await readTexts(chosen));
    return chosen;
  }, 'storage-failed');
  if (!spoken.ok) console.error('Jingdu:', spoken.error.detail);
  document.documentElement.lang = languageTag(spoken.ok ? spoken.value : 'auto');
}
