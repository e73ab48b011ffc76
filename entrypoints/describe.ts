import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { declaredAddress } from '../utils/article/url';
import type { PageDescription } from '../utils/messages';
import { detectArticle } from '../utils/portal/detect';

/** Run in a page when a window of ours asks what it is; what it returns goes to the background. */
export default defineUnlistedScript((): PageDescription => {
  return {
    ...detectArticle(document, location.href),
    address: location.href,
    declared: declaredAddress(document),
    isWatched: globalThis.jingduIsResident === true,
  };
});
