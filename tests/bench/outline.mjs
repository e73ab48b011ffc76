/** What it costs to find an essay's outline, and how that grows with the essay. */
import { benchRow, growthRow, median } from './arithmetic.mjs';
import { timePages } from './pages.mjs';

const SIZES = [20_000, 200_000, 2_000_000];
const PASSES = 7;
const MOST_EXPONENT = 1.1;

export const outline = {
  names: ['outline'],
  async measure({ browser, pages }) {
    const articles = (await pages()).filter(({ isArticle }) => isArticle);
    const steps = ['outline', 'readability', 'readText'];
    const time = await timePages(await browser(), articles, steps);
    const limit = { of: 'ratio', most: 0.2 };
    const peer = { peer: time.readability, peerName: 'Readability' };
    return [
      benchRow({ name: 'outline', unit: 'ms', ours: time.outline, ...peer, floor: time.readText, limit }),
    ];
  },
};

export const outlineGrowth = growthOf('outline-growth', 'essay');
export const outlineGrowthHostile = growthOf('outline-growth-hostile', 'hostile');

function growthOf(name, kind) {
  return {
    names: [name],
    async measure({ browser }) {
      const passes = [];
      await (await browser()).call('timeOutlineGrowth', kind, SIZES.slice(0, 2));
      for (let pass = 0; pass < PASSES; pass += 1)
        passes.push(await (await browser()).call('timeOutlineGrowth', kind, SIZES));
      const pointsOf = (key) =>
        SIZES.map((size, at) => ({ size, time: median(passes.map((points) => points[at][key])) }));
      return [
        growthRow({ name, points: pointsOf('ours'), floorPoints: pointsOf('floor'), most: MOST_EXPONENT }),
      ];
    },
  };
}
