/** From the key to the painted article, beside Firefox's own Reader View: the same pages in the same Firefox. */
import { join } from 'node:path';
import { buildExtension } from '../../scripts/build.mjs';
import { ROOT } from '../../scripts/setup.mjs';
import { benchRow, median, spread } from './arithmetic.mjs';

const PAGES = 12;
const MOST_OF_READER_VIEW = 0.5;

export const paint = {
  names: ['paint-firefox'],
  async measure({ pages }) {
    const extension = buildExtension('firefox');
    // Vite runs TypeScript on every Node that we support.
    const { runnerImport } = await import('vite');
    const { module } = await runnerImport(join(ROOT, 'tests/tools/reader-view-bench.ts'), {
      root: ROOT,
      logLevel: 'warn',
    });
    const articles = (await pages()).filter(({ isArticle }) => isArticle);
    const sources = spread(articles, PAGES).map(({ html }) => html);
    const measured = await module.measurePainting(extension, sources);
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
