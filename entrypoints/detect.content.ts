import { defineContentScript } from 'wxt/utils/define-content-script';
import { canonicalUrl } from '../utils/article/url';
import { ask, onMessage, type PageState } from '../utils/messages';
import { detectArticle } from '../utils/portal/detect';

/**
 * On every page of a listed portal: is this an article? Tells the background, which sets the badge.
 * wxt.config.ts writes the portals' domains into the manifest in place of this pattern.
 * Elsewhere the background runs the same file once, when the reader opens the popup there.
 */
export default defineContentScript({
  matches: ['*://*.gov.cn/*'],
  runAt: 'document_end',
  main(ctx) {
    const describePage = (): PageState => ({
      ...detectArticle(document, location.href),
      url: canonicalUrl(document, location.href),
    });
    const announce = () => void ask('page-detected', { isArticle: describePage().isArticle });

    const stop = onMessage((message) => {
      const { type } = (message ?? {}) as { type?: unknown };
      return type === 'describe-page' ? Promise.resolve(describePage()) : undefined;
    });
    ctx.onInvalidated(stop);
    // A page that came back from the back/forward cache has lost its badge.
    ctx.addEventListener(window, 'pageshow', (event) => {
      if (event.persisted) announce();
    });
    // The browser's own shortcut comes first; this one serves where another extension took it.
    ctx.addEventListener(window, 'keydown', (event) => {
      if (event.isTrusted && event.altKey && !event.ctrlKey && !event.metaKey && event.code === 'KeyR') {
        event.preventDefault();
        void ask('toggle-reader', {});
      }
    });
    announce();
  },
});
