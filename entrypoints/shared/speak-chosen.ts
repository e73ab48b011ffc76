import { browser } from 'wxt/browser';
import { languageTag, readTexts, speak } from '../../utils/i18n';
import { toResult } from '../../utils/result';
import type { Language } from '../../utils/settings';
import { readSettings } from '../../utils/stored-settings';

/** What our pages spoke last: unlike the settings, it is at hand before the first paint. */
const SPOKEN = 'spoken-language';

/**
 * Has a page of ours speak a language from now on; without one, that which the reader chose. Where it can't be told,
 * the page speaks the browser's. Nobody waits for the settings where the browser's was spoken last: should they say
 * something else by now, the page begins anew.
 */
export async function speakChosen(language?: Language): Promise<void> {
  if (language === undefined && localStorage.getItem(SPOKEN) === 'auto') {
    document.documentElement.lang = languageTag('auto');
    void readChosen().then((chosen) => {
      if (chosen === 'auto') return;
      localStorage.setItem(SPOKEN, chosen);
      location.reload();
    });
    return;
  }
  const chosen = language ?? (await readChosen());
  const spoken = await toResult(async () => speak(await readTexts(chosen)), 'storage-failed');
  if (!spoken.ok) console.error('Jingdu:', spoken.error.detail);
  localStorage.setItem(SPOKEN, chosen);
  document.documentElement.lang = languageTag(spoken.ok ? chosen : 'auto');
}

/** The reader's choice; the browser's language where it can't be read. */
async function readChosen(): Promise<Language> {
  const settings = await toResult(() => readSettings(browser.storage.local), 'storage-failed');
  if (!settings.ok) console.error('Jingdu:', settings.error.detail);
  return settings.ok ? settings.value.language : 'auto';
}
