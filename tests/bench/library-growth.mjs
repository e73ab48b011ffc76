/** How popup, search, saving and export grow with the library. In the extension as it ships. */
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildExtension } from '../../scripts/build.mjs';
import { openExtensionBrowser } from '../tools/extension-browser.mjs';
import { growthRow, median } from './arithmetic.mjs';
import { inTurns, untilPainted } from './library.mjs';

const TOOLS = fileURLToPath(new URL('./export-in-page.ts', import.meta.url));
const SEED = 1;
/** In articles, with ten marks each. */
const SIZES = [100, 1_000, 10_000];
const OPENINGS = 9;
const SAVINGS = 15;
/** Stretches typed, and their length. */
const TYPED = 8;
const TYPED_LENGTH = 4;
/** In ms: the store goes on sorting what was written to it in bulk. */
const SETTLING = 30_000;
/** What is looked up is bounded: half as much again in a library a hundred times as large. */
const FLAT = 0.1;
/** What reads all of the library may take as much longer as it is larger. */
const LINEAR = 1.1;
/** An index that reads less than everything grows by less than everything. */
const BELOW_LINEAR = 0.75;

export const libraryGrowth = {
  names: ['popup-sizes', 'search-sizes', 'save-sizes', 'export-sizes'],
  async measure() {
    const shapes = SIZES.map((articles) => ({ seed: SEED, articles, annotations: 10 * articles }));
    const built = await buildExtension('chrome');
    const browsers = await Promise.all(shapes.map(() => openExtensionBrowser(TOOLS, built)));
    try {
      for (const [at, shape] of shapes.entries()) await browsers[at].call('fillStore', shape);
      await setTimeout(SETTLING);
      await Promise.all(browsers.map((browser) => browser.forget()));
      const each = (measure) => browsers.map((browser, at) => () => measure(browser, shapes[at]));
      const opening = await inTurns(
        OPENINGS,
        each((browser) => browser.measurePage('popup.html', untilPainted, '.article-line')),
      );
      const saving = await inTurns(
        SAVINGS,
        each((browser, shape) => browser.call('timeSaving', shape)),
      );
      const searching = [];
      const exporting = [];
      const reading = [];
      for (const [at, shape] of shapes.entries()) {
        await browsers[at].call('timeIndex', false);
        searching.push(median(await browsers[at].call('timeKeystrokes', shape, TYPED, TYPED_LENGTH)));
        await browsers[at].forget();
        reading.push(await browsers[at].call('timeReading', shape.articles));
        exporting.push(await browsers[at].call('timeExport', shape.articles));
      }
      const pointsOf = (times) => SIZES.map((size, at) => ({ size, time: times[at] }));
      return [
        growthRow({ name: 'popup-sizes', points: pointsOf(opening), most: FLAT }),
        growthRow({ name: 'search-sizes', points: pointsOf(searching), most: BELOW_LINEAR }),
        growthRow({ name: 'save-sizes', points: pointsOf(saving), most: FLAT }),
        growthRow({
          name: 'export-sizes',
          points: pointsOf(exporting),
          floorPoints: pointsOf(reading),
          most: LINEAR,
        }),
      ];
    } finally {
      await Promise.all(browsers.map((browser) => browser.close()));
    }
  },
};
