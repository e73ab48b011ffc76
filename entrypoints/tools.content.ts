import { defineContentScript } from 'wxt/utils/define-content-script';
import { drawTools } from '../components/tools/draw';
import type { DrawTools } from '../components/tools/types';
import { speak } from '../utils/i18n';
import { ask } from '../utils/messages';

/** Set in this extension's own world of the page; the page can't see it. */
declare global {
  var jingduTools: { ready: Promise<DrawTools> } | undefined;
}

/** Run beside a reading view when one of its tools is asked for the first time. */
export default defineContentScript({
  registration: 'runtime',
  matches: [],
  main() {
    globalThis.jingduTools = { ready: speakChosen().then(() => drawTools) };
  },
});

async function speakChosen(): Promise<void> {
  const texts = await ask('read-texts', {});
  if (texts.ok && texts.value) speak(texts.value);
}
