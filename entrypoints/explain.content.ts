import { defineContentScript } from 'wxt/utils/define-content-script';
import { explainPage } from '../utils/article/report';
import { extensionVersion } from '../utils/platform';

/** Set in this extension's own world of the page; the page can't see it. */
declare global {
  var jingduExplain: (() => string) | undefined;
}

/** Run beside a reading view when somebody asks why the page was read as it was: few ever do. */
export default defineContentScript({
  registration: 'runtime',
  matches: [],
  main() {
    globalThis.jingduExplain = () =>
      explainPage(document, {
        url: location.href,
        // biome-ignore lint/performance/useDomNodeTextContent: what is rendered is just what is asked for
        visibleText: document.body?.innerText ?? '',
        version: extensionVersion(),
      });
  },
});
