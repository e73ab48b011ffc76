/** A full backup of a large library and its restoring into an empty one, by the library page as it ships. */
import { fileURLToPath } from 'node:url';
import { openExtensionBrowser } from '../tools/extension-browser.mjs';
import { benchRow } from './arithmetic.mjs';

const TOOLS = fileURLToPath(new URL('./backup-in-page.ts', import.meta.url));
/** Fewer for a quick look: `JINGDU_BENCH_ARTICLES=1000 npm run bench -- --only backup`. */
const ARTICLES = Number(process.env.JINGDU_BENCH_ARTICLES ?? 10_000);
const SHAPE = { seed: 1, articles: ARTICLES, annotations: 10 * ARTICLES };
const LONGEST_TASK = 50;

export const backup = {
  names: ['backup', 'restore', 'backup-task', 'restore-task', 'restore-identical'],
  async measure() {
    const browser = await openExtensionBrowser(TOOLS);
    try {
      await browser.call('fillStore', SHAPE);
      const json = await browser.call('timeJson', SHAPE);
      const reading = await browser.call('timeReading', ARTICLES);
      const writing = await browser.call('timeWriting', SHAPE);
      // What the tools hold must not count.
      await browser.forget();
      const moved = await browser.measurePage('library.html', moveHouse);
      const identical = await browser.call('countIdentical', SHAPE);
      // The floor is the browser's own store: reading it once, writing it once.
      const row = (name, ours, peer, peerName, floor) =>
        benchRow({ name, unit: 'ms', ours, peer, peerName, floor, limit: { of: 'ratio', most: 3 } });
      const task = (name, ours) =>
        benchRow({ name, unit: 'ms', ours, limit: { of: 'ours', most: LONGEST_TASK } });
      return [
        row('backup', moved.backup.time, json.stringify, `JSON.stringify, ${ARTICLES} articles`, reading),
        row(
          'restore',
          moved.staging.time + moved.restore.time,
          json.parse,
          'JSON.parse of the same',
          writing,
        ),
        task('backup-task', moved.backup.longest),
        task('restore-task', Math.max(moved.staging.longest, moved.restore.longest)),
        benchRow({
          name: 'restore-identical',
          unit: 'records that differ',
          ours: ARTICLES - identical,
          limit: { of: 'ours', most: 0 },
        }),
      ];
    } finally {
      await browser.close();
    }
  },
};

/** Runs in the library page: backs up, empties the store, restores what it got. */
async function moveHouse() {
  const REST = 3000;
  let saved;
  const makeAddress = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (blob) => {
    saved = blob;
    return makeAddress(blob);
  };
  let longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
  }).observe({ type: 'longtask' });
  const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const until = async (holds) => {
    while (!holds()) await rest(10);
  };
  const measured = async (work) => {
    await rest(REST);
    longest = 0;
    const began = performance.now();
    await work();
    const time = performance.now() - began;
    await rest(100);
    return { time, longest };
  };
  const notice = () => document.querySelector('.notice .button, .notice span');
  await until(() => document.querySelector('.card'));
  const backup = await measured(async () => {
    document.querySelector('.library__head [aria-label]:has(+ input) ~ button').click();
    await until(() => saved);
  });
  await chrome.storage.local.clear();
  await until(() => document.querySelector('.library__empty') ?? !document.querySelector('.card'));
  const staging = await measured(async () => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([saved], 'backup.json'));
    document
      .querySelector('.library')
      .dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }));
    await until(() => document.querySelector('.dialog__changes'));
  });
  const restore = await measured(async () => {
    document.querySelector('.dialog .button--primary').click();
    await until(() => !document.querySelector('.dialog') && notice());
  });
  return { backup, staging, restore };
}
