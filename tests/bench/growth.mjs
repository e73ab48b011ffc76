/** How the time for a page grows with the page. */
import { growthRow, median } from './arithmetic.mjs';

/** In characters of text. */
const SIZES = [20_000, 200_000, 2_000_000];
const PASSES = 5;
const MOST_EXPONENT = 1.1;
/** So many marks are looked for, however long the text. */
const MARKS = 100;

export const pipelineGrowth = {
  names: ['pipeline-growth'],
  async measure({ browser }) {
    const pointsOf = await passesOf(await browser(), 'timePageGrowth', 'essay', ['pipeline', 'cloneAndWalk']);
    return [
      growthRow({
        name: 'pipeline-growth',
        points: pointsOf('pipeline'),
        floorPoints: pointsOf('cloneAndWalk'),
        most: MOST_EXPONENT,
      }),
    ];
  },
};

/** On front pages, which take the detector the longest: it finds nothing at which it could stop. */
export const detectGrowth = {
  names: ['detect-growth'],
  async measure({ browser }) {
    const pointsOf = await passesOf(await browser(), 'timePageGrowth', 'front', ['detect', 'findParagraphs']);
    return [
      growthRow({
        name: 'detect-growth',
        points: pointsOf('detect'),
        floorPoints: pointsOf('findParagraphs'),
        most: MOST_EXPONENT,
      }),
    ];
  },
};

export const anchorGrowth = {
  names: ['anchor-exact-growth', 'anchor-approximate-growth'],
  async measure({ browser }) {
    const tools = await browser();
    const rows = [];
    for (const kind of ['exact', 'approximate']) {
      const passes = [];
      for (let pass = 0; pass < PASSES; pass += 1) {
        const measured = [];
        for (const size of SIZES) measured.push(await tools.call('timeAnchoring', kind, MARKS, size));
        passes.push(measured);
      }
      rows.push(
        growthRow({
          name: `anchor-${kind}-growth`,
          points: medianPoints(passes, 'ours'),
          floorPoints: medianPoints(passes, 'floor'),
          most: MOST_EXPONENT,
        }),
      );
    }
    return rows;
  },
};

/** Measures all sizes in turns, after a pass over the smaller ones for the compiler; the points of each step. */
async function passesOf(tools, tool, kind, steps) {
  await tools.call(tool, kind, steps, SIZES.slice(0, 2));
  const passes = [];
  for (let pass = 0; pass < PASSES; pass += 1) passes.push(await tools.call(tool, kind, steps, SIZES));
  return (step) => medianPoints(passes, step);
}

function medianPoints(passes, key) {
  return SIZES.map((size, at) => ({ size, time: median(passes.map((measured) => measured[at][key])) }));
}
