/** What a large library costs: opening the popup, searching, saving a mark. In the extension as it ships. */
import { fileURLToPath } from 'node:url';
import { openExtensionBrowser } from '../tools/extension-browser.mjs';
import { benchRow, median } from './arithmetic.mjs';

const TOOLS = fileURLToPath(new URL('./library-in-page.ts', import.meta.url));
const SEED = 1;
const SMALL = { seed: SEED, articles: 100, annotations: 1000 };
const LARGE = { seed: SEED, articles: 10_000, annotations: 100_000 };
/** One article, as a reader has it who just began. */
const EMPTY = { seed: SEED, articles: 1, annotations: 10 };
const OPENINGS = 15;
const SAVINGS = 25;
/** The first ones pay for compiling. */
const WARM_UP = 3;
/** Stretches typed, and their length. */
const TYPED = 8;
const TYPED_LENGTH = 4;
const LONGEST_TASK = 50;

export const library = {
  names: [
    'popup-growth',
    'popup-floor',
    'save-growth',
    'search-index',
    'search-index-first',
    'search-index-task',
    'search',
  ],
  async measure() {
    const browser = await openExtensionBrowser(TOOLS);
    try {
      await browser.call('fillStore', EMPTY);
      const emptySaving = await timeSaving(browser, EMPTY);
      await browser.call('fillStore', SMALL);
      const small = await timePopup(browser, 'popup.html', '.article-line');
      await browser.call('fillStore', LARGE);
      await browser.forget();
      const floor = await timePopup(browser, 'hello.html', 'p');
      const large = await timePopup(browser, 'popup.html', '.article-line');
      const saving = await timeSaving(browser, LARGE);
      const reading = await browser.call('timeReading', LARGE.articles);
      const built = await browser.call('timeIndex', false);
      await browser.forget();
      const kept = await browser.call('timeIndex', true);
      const keystrokes = await browser.call('timeKeystrokes', LARGE, TYPED, TYPED_LENGTH);
      const scan = await browser.call('timeScan', LARGE);
      const row = (name, ours, peer, peerName, most) =>
        benchRow({ name, unit: 'ms', ours, peer, peerName, limit: { of: 'ratio', most } });
      return [
        row('popup-growth', large, small, 'with 100 articles', 1.5),
        row('popup-floor', large, floor, 'a page that paints hello', 2),
        row('save-growth', saving, emptySaving, 'with one article', 1.5),
        row('search-index', kept.time, reading, 'reading the store once', 1),
        row('search-index-first', built.time, reading, 'reading the store once', 1),
        benchRow({
          name: 'search-index-task',
          unit: 'ms',
          ours: Math.max(built.longest, kept.longest),
          limit: { of: 'ours', most: LONGEST_TASK },
        }),
        row('search', median(keystrokes), scan, 'reading every record', 0.1),
      ];
    } finally {
      await browser.close();
    }
  },
};

async function timeSaving(browser, shape) {
  await browser.call('timeSaving', shape, WARM_UP);
  return median(await browser.call('timeSaving', shape, SAVINGS));
}

/** The median time from opening a page until what is looked for is painted, in ms. */
async function timePopup(browser, file, selector) {
  const times = [];
  for (let at = 0; at < WARM_UP + OPENINGS; at += 1)
    times.push(await browser.measurePage(file, untilPainted, selector));
  return median(times.slice(WARM_UP));
}

/** Runs in the page: goes to the list as soon as it can, and waits for the frame after the one that shows it. */
function untilPainted(selector) {
  return new Promise((resolve) => {
    const look = () => {
      document.querySelector('[role=tab][aria-selected=false]:last-child')?.click();
      if (!document.querySelector(selector)) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, subtree: true });
  });
}
