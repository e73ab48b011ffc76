import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { declaredAddress } from '../utils/article/url';
import { ask, onMessage, type PageDescription } from '../utils/messages';
import { detectArticle } from '../utils/portal/detect';
import { dropRoom, makeRoom } from './shared/reader-room';

/**
 * On every page of a listed portal: is this an article? Tells the background, which sets the badge.
 * wxt.config.ts writes it into the manifest, with the portals' domains. What wxt puts around a content script would cost
 * each of their pages some 16 kB of memory, and would stop nothing here: a script that an update left behind hears no
 * message, and reaches nobody.
 * On the reader's own sites it is registered by utils/platform.ts. Elsewhere the background runs the same file once, when
 * the reader opens the popup there.
 */
export default defineUnlistedScript(() => {
  const detect = () => detectArticle(document, location.href);
  // Its canonical address is found elsewhere: what knows how would stay in every page.
  const describePage = (): PageDescription => ({
    ...detect(),
    address: location.href,
    declared: declaredAddress(document),
  });
  let serves = true;
  const announce = async () => {
    // Its address is asked for by few pages, and what the browser makes for that stays in all.
    const answer = await ask('page-detected', { isArticle: detect().isArticle });
    if (answer.ok) serves = answer.value;
  };

  /** Has the reading view sent, whose room is made meanwhile. */
  const toggle = async () => {
    const answer = ask('toggle-reader', {});
    if (!globalThis.jingduReader) globalThis.jingduRoom ??= makeRoom();
    await answer;
    // It opened elsewhere or not at all.
    dropRoom();
  };

  onMessage((message) => {
    const { type } = (message ?? {}) as { type?: unknown };
    return type === 'describe-page' ? Promise.resolve(describePage()) : undefined;
  });
  // A page that came back from the back/forward cache has lost its badge.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) void announce();
  });
  // The browser's own shortcut comes first; this one serves where another extension took
  // it, and not where the reader chose another key or wants nothing of us.
  window.addEventListener('keydown', (event) => {
    const isKey = event.altKey && !event.ctrlKey && !event.metaKey && event.code === 'KeyR';
    if (serves && isKey && event.isTrusted) {
      event.preventDefault();
      void toggle();
    }
  });
  void announce();
});
