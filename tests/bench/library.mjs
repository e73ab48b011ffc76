/** What a large library costs: opening the popup, searching, saving a mark. In the extension as it ships. */
import { setTimeout } from 'node:timers/promises';
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
/** In ms: the store goes on sorting what was written to it in bulk. */
const SETTLING = 30_000;
/** In ms: what a step leaves behind, a page being torn down, must not run on into the next. */
const REST = 300;

export const library = {
  names: [
    'popup-growth',
    'popup-floor',
    'save-growth',
    'bare-set-growth',
    'search-index',
    'search-index-first',
    'search-index-task',
    'search',
  ],
  async measure() {
    const [small, large] = await Promise.all([openExtensionBrowser(TOOLS), openExtensionBrowser(TOOLS)]);
    try {
      await small.call('fillStore', SMALL);
      await large.call('fillStore', LARGE);
      // What was written is put in order in the background; a reader's browser did that long since.
      await setTimeout(SETTLING);
      await Promise.all([small.forget(), large.forget()]);
      const [list, tallList, hello] = await inTurns(OPENINGS, [
        () => small.measurePage('popup.html', untilPainted, '.article-line'),
        () => large.measurePage('popup.html', untilPainted, '.article-line'),
        () => large.measurePage('hello.html', untilPainted, 'p'),
      ]);
      await small.call('fillStore', EMPTY);
      const [savingToEmpty, saving, bareSetToEmpty, bareSet] = await inTurns(SAVINGS, [
        () => small.call('timeSaving', EMPTY),
        () => large.call('timeSaving', LARGE),
        () => small.call('timeBareSet'),
        () => large.call('timeBareSet'),
      ]);
      const reading = await large.call('timeReading', LARGE.articles);
      const built = await large.call('timeIndex', false);
      await large.forget();
      const kept = await large.call('timeIndex', true);
      const keystrokes = await large.call('timeKeystrokes', LARGE, TYPED, TYPED_LENGTH);
      const scan = await large.call('timeScan', LARGE);
      const row = (name, ours, peer, peerName, most, floor) =>
        benchRow({ name, unit: 'ms', ours, peer, peerName, floor, limit: { of: 'ratio', most } });
      return [
        row('popup-growth', tallList, list, 'with 100 articles', 1.5),
        row('popup-floor', tallList, hello, 'a page that paints hello', 2),
        row('save-growth', saving, savingToEmpty, 'with one article', 1.5, bareSet),
        // The browser's own part, of which we owe nothing: one number stored.
        benchRow({
          name: 'bare-set-growth',
          unit: 'ms',
          ours: bareSet,
          peer: bareSetToEmpty,
          peerName: 'with one article',
        }),
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
      await Promise.all([small.close(), large.close()]);
    }
  },
};

/** The median time of each of some steps, which take turns, so that what else the machine does hits them alike. */
export async function inTurns(times, steps) {
  const measured = steps.map(() => []);
  for (let at = 0; at < WARM_UP + times; at += 1)
    for (const [step, measure] of steps.entries()) {
      await setTimeout(REST);
      measured[step].push(await measure());
    }
  return measured.map((all) => median(all.slice(WARM_UP)));
}

/** Runs in the page: goes to the list as soon as it can, and waits for the frame after the one that shows it. */
export function untilPainted(selector) {
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
