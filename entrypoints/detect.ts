import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { detectArticle } from '../utils/portal/detect';

/** Set in this extension's own world of the page; the page can't see it. */
declare global {
  var jingduIsArticle: boolean | undefined;
}

/**
 * On every page of a listed portal: is this an article? wxt.config.ts writes it into the manifest, with the portals'
 * domains, before `resident.ts`, which tells the background. In a script of its own: nothing holds what is only needed once,
 * expressions and all, and browsers free it, 40 kB in each page.
 * What wxt puts around a content script would cost each of their pages some 16 kB of memory, and would stop nothing here:
 * a script that an update left behind hears no message, and reaches nobody.
 * On the reader's own sites both are registered by utils/platform.ts. Elsewhere the background runs the same files once, when
 * the reader opens the popup there.
 */
export default defineUnlistedScript(() => {
  globalThis.jingduIsArticle = detectArticle(document, location.href).isArticle;
});
