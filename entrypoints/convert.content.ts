import { defineContentScript } from 'wxt/utils/define-content-script';
import { createConvert } from '../utils/article/convert';

/** Set in this extension's own world of the page; the page can't see it. */
declare global {
  var jingduConvert: { create: typeof createConvert } | undefined;
}

/** Injected beside a reading view that is to show an essay in the other script: its tables of characters are large. */
export default defineContentScript({
  registration: 'runtime',
  matches: [],
  main() {
    globalThis.jingduConvert = { create: createConvert };
  },
});
