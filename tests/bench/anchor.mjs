/** What finding the marks again costs, and how well it is done, beside a matcher after Hypothesis's. */
import { loadTypescript } from '../tools/load-typescript.mjs';
import { benchRow, median } from './arithmetic.mjs';

const PASSES = 3;
/** The marks are asked for in portions, so that the peer answers within the time a call may take. */
const PORTION = 100;
const MARKS = 1000;
const SEED = 1;
const PEER = 'exact, then len/2 errors';

export const anchorExact = timed('anchor-exact', 'exact', 0.2);
export const anchorApproximate = timed('anchor-approximate', 'approximate', 0.1);

function timed(name, kind, most) {
  return {
    names: [name, `${name}-slice`],
    async measure({ browser }) {
      const tools = await browser();
      const passes = [];
      for (let pass = 0; pass < PASSES; pass += 1)
        passes.push(await tools.call('timeAnchoring', kind, MARKS));
      let peer = 0;
      for (let from = 0; from < MARKS; from += PORTION)
        peer += await tools.call('timeAnchorBaseline', kind, MARKS, from, from + PORTION);
      const of = (key) => median(passes.map((pass) => pass[key]));
      const limit = { of: 'ratio', most };
      return [
        benchRow({ name, unit: 'ms', ours: of('ours'), peer, peerName: PEER, floor: of('floor'), limit }),
        benchRow({
          name: `${name}-slice`,
          unit: 'ms',
          ours: Math.max(...passes.map((pass) => pass.longest)),
          limit: { of: 'ours', most: 50 },
        }),
      ];
    },
  };
}

/** The rows have upper bounds: the share that is missed stands for recall. */
export const anchorQuality = {
  names: ['anchor-recall', 'anchor-recall-edited', 'anchor-false'],
  async measure() {
    const { falseOf, measureAnchoring, recallOf } = await loadTypescript('anchor-report.ts');
    const { anchors, ours, peer } = measureAnchoring(SEED).figures;
    const missed = (name, kind, most) =>
      benchRow({
        name,
        unit: 'missed',
        ours: 1 - recallOf(ours[kind]),
        peer: 1 - recallOf(peer[kind]),
        peerName: PEER,
        limit: { of: 'ours', most },
      });
    return [
      missed('anchor-recall', 'same', 0.005),
      missed('anchor-recall-edited', 'edited', 0.03),
      benchRow({
        name: 'anchor-false',
        unit: `of ${anchors}`,
        ours: falseOf(ours),
        peer: falseOf(peer),
        peerName: PEER,
        limit: { of: 'ours', most: 0 },
      }),
    ];
  },
};
