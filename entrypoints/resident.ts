import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { ask } from '../utils/messages';
import { dropRoom, makeRoom } from './shared/reader-room';

/** Set in this extension's own world of the page; the page can't see it. */
declare global {
  var jingduIsResident: boolean | undefined;
}

/**
 * What stays in a page after `detect.ts`: tells the background whether the page is an article, which sets the badge, and
 * hears the key. Holds nothing that it doesn't need, for it stays in every page of the portals.
 */
export default defineUnlistedScript(() => {
  globalThis.jingduIsResident = true;
  let serves = true;
  const announce = async () => {
    // The page's address is asked for by few, and what the browser makes for that stays in all.
    const answer = await ask('page-detected', { isArticle: globalThis.jingduIsArticle === true });
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
