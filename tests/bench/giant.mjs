/** A page of 10 MB: how soon its essay is there, and whether the tab answers meanwhile. */
import { buildExtension } from '../../scripts/build.mjs';
import { runTypescript } from '../tools/load-typescript.mjs';
import { benchRow, median } from './arithmetic.mjs';

const BROWSERS = { chromium: 'chrome', firefox: 'firefox' };
/** In ms. */
const MOST_TIME = 5_000;

export const giant = {
  names: Object.keys(BROWSERS).flatMap((name) => [`giant-${name}`, `giant-pause-${name}`]),
  async measure() {
    const { measureGiant } = await runTypescript('giant-bench.ts');
    const rows = [];
    for (const [name, build] of Object.entries(BROWSERS)) {
      const measured = await measureGiant(name, await buildExtension(build));
      rows.push(
        benchRow({
          name: `giant-${name}`,
          unit: 'ms to the first lines of 10 MB',
          ours: median(measured.map(({ firstLines }) => firstLines)),
          limit: { of: 'ours', most: MOST_TIME },
        }),
        // No bound is owed in figures: that the tab answers throughout.
        benchRow({
          name: `giant-pause-${name}`,
          unit: 'ms without a turn for the page',
          ours: median(measured.map(({ longestPause }) => longestPause)),
        }),
      );
    }
    return rows;
  },
};
