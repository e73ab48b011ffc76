import originalCss from '../../components/original.css?inline';
import { canonicalAddress, parseWebAddress } from '../../utils/article/url';
import { failureText, readTexts } from '../../utils/i18n';
import { type Kept, keep } from '../../utils/keep';
import type { StorageArea } from '../../utils/library/read';
import { type PageState, tellTab } from '../../utils/messages';
import {
  describePage,
  type GivenToReader,
  injectDetector,
  injectOriginal,
  injectReader,
  setButton,
} from '../../utils/platform';
import { FailureError, type Result, toResult } from '../../utils/result';
import { readSettings } from '../../utils/stored-settings';
import { report } from './report';

export interface TabRunner {
  /** Kept, so that a key waits for nothing: to be forgotten when settings change. */
  given: Kept<GivenToReader>;
  /** Opens the reading view in a tab, or closes it where it is open. Throws `page-forbidden`. */
  toggle(tabId: number | undefined): Promise<void>;
  /** The same by shortcut or menu, which have no window of their own: a failure shows on the toolbar button. */
  toggleOrTell(tabId: number | undefined): Promise<void>;
  /** Makes a mark of what is selected on a page; a failure shows on the toolbar button. */
  markOrTell(tabId: number | undefined): Promise<void>;
  /** Shows an article's marks on its own page. Throws `page-forbidden`. */
  showOriginal(tabId: number): Promise<void>;
  /** What a tab's page is. Where no detector runs, the reader's click lets it run once (`activeTab`). */
  inspect(tabId: number): Promise<PageState>;
}

/** Has our scripts run in tabs, as the reader asks. */
export function createTabRunner(area: StorageArea): TabRunner {
  const given = keep(async (): Promise<GivenToReader> => {
    const settings = await readSettings(area);
    return { settings, texts: (await readTexts(settings.language)) ?? null };
  });
  void report(given.read());

  const toggle = async (tabId: number | undefined) => {
    if (tabId === undefined) throw new FailureError('page-forbidden', 'no tab');
    await injectReader(tabId, await given.read());
  };
  const showOriginal = (tabId: number) => injectOriginal(tabId, originalCss);
  return {
    given,
    toggle,
    toggleOrTell: (tabId) => orTell(tabId, () => toggle(tabId)),
    markOrTell: (tabId) =>
      orTell(tabId, async () => {
        if (tabId === undefined) throw new FailureError('page-forbidden', 'no tab');
        await showOriginal(tabId);
        const answer = (await tellTab(tabId, { type: 'mark-selection' })) as Result<null> | undefined;
        if (!answer) throw new FailureError('page-forbidden', 'no answer');
        if (!answer.ok) throw new FailureError(answer.error.code, answer.error.detail);
      }),
    showOriginal,
    inspect: async (tabId) => {
      const { isArticle, confidence, address, declared, isWatched } = await describePage(tabId);
      if (!parseWebAddress(address)) throw new FailureError('page-forbidden', 'no web page');
      if (!isWatched) await injectDetector(tabId);
      return { isArticle, confidence, url: canonicalAddress(declared, address) };
    },
  };
}

async function orTell(tabId: number | undefined, work: () => Promise<void>): Promise<void> {
  const result = await toResult(work, 'page-forbidden');
  if (result.ok) return;
  console.error('Jingdu:', result.error.detail);
  if (tabId !== undefined) await report(setButton(tabId, 'failed', failureText(result.error)));
}
