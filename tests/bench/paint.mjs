/** From the key to the painted article, beside Firefox's own Reader View: the same pages in the same Firefox. */
import { buildExtension } from '../../scripts/build.mjs';
import { runTypescript } from '../tools/load-typescript.mjs';
import { benchRow, median, spread } from './arithmetic.mjs';

const PAGES = 12;
const MOST_OF_READER_VIEW = 0.5;

export const paint = {
  names: ['paint-firefox'],
  async measure({ pages }) {
    const extension = await buildExtension('firefox');
    const { measurePainting } = await runTypescript('reader-view-bench.ts');
    const articles = (await pages()).filter(({ isArticle }) => isArticle);
    const sources = spread(articles, PAGES).map(({ html }) => html);
    const measured = await measurePainting(extension, sources);
    const of = (side) => median(measured.map((times) => median(times[side])));
    return [
      benchRow({
        name: 'paint-firefox',
        unit: 'ms',
        ours: of('ours'),
        peer: of('peer'),
        peerName: `Reader View, ${measured.length} of ${sources.length} pages`,
        limit: { of: 'ratio', most: MOST_OF_READER_VIEW },
      }),
    ];
  },
};
