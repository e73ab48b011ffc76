import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import type { PageStatus } from '../../components/popup/types';
import { articleId } from '../../utils/library/id';
import { resolveId } from '../../utils/library/read';
import { ask } from '../../utils/messages';
import { activeTabId } from '../../utils/platform';
import { libraryArea } from './library-area';

export interface PageInFront {
  tabId: number | undefined;
  page: PageStatus;
  /** The id that its article has, or would have, in the store. */
  pageId: string | undefined;
}

/**
 * The page to speak of, and what the detector says of it.
 *
 * @param askedTabId a certain tab; else the one in front
 * @param follows whether to look again when another tab comes to the front or its page is another one
 */
export function usePageInFront(askedTabId: number | undefined, follows: boolean): PageInFront {
  const [state, setState] = useState<PageInFront>({
    tabId: askedTabId,
    page: { kind: 'checking' },
    pageId: undefined,
  });
  useEffect(() => {
    let turn = 0;
    const look = async () => {
      turn += 1;
      const own = turn;
      const tabId = askedTabId ?? (await activeTabId());
      const answer = await ask('inspect-tab', { tabId: tabId ?? -1 });
      const pageId = answer.ok
        ? await resolveId(libraryArea(), await articleId(answer.value.url))
        : undefined;
      // Another page came to the front meanwhile.
      if (own !== turn) return;
      const page: PageStatus = answer.ok
        ? { kind: 'known', state: answer.value }
        : { kind: 'failed', failure: answer.error };
      setState({ tabId, page, pageId });
    };
    void look();
    if (!follows) return undefined;
    const lookAgain = () => void look();
    const lookWhenLoaded = (_tab: number, { status }: { status?: string }) => {
      if (status === 'complete') void look();
    };
    browser.tabs.onActivated.addListener(lookAgain);
    browser.tabs.onUpdated.addListener(lookWhenLoaded);
    return () => {
      browser.tabs.onActivated.removeListener(lookAgain);
      browser.tabs.onUpdated.removeListener(lookWhenLoaded);
    };
  }, [askedTabId, follows]);
  return state;
}
