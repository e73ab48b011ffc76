/** What a tab pays for the extension: while nobody asks for anything, and with the reading view open. */
import { buildExtension } from '../../scripts/build.mjs';
import { runTypescript } from '../tools/load-typescript.mjs';
import { benchRow, median, spread } from './arithmetic.mjs';

const IDLE_PAGES = 5;
const OPEN_PAGES = 8;
/** Pages of portals have at least so many characters; our fixtures are what is left of them. */
const LEAST_LENGTH = 20_000;
const MOST_OF_PARSING = 0.02;
/** In MB. */
const MOST_MEMORY = 0.3;

export const idle = {
  names: ['idle-script', 'detector-script', 'idle-memory'],
  async measure({ pages }) {
    const { measureIdle } = await runTypescript('tab-bench.ts');
    const figures = await measureIdle(await buildExtension('chrome'), sourcesOf(await pages(), IDLE_PAGES));
    const more = (kind, key) => median(figures.map((figure) => figure[kind][key] - figure.none[key]));
    const parse = { peer: median(figures.map((figure) => figure.parse)), peerName: 'parsing the page' };
    return [
      benchRow({
        name: 'idle-script',
        unit: 'ms in 3 s',
        ours: more('ours', 'idle'),
        ...parse,
        floor: more('empty', 'idle'),
        limit: { of: 'ratio', under: MOST_OF_PARSING },
      }),
      // What any script costs that a browser puts into a page: the empty one pays it, too.
      benchRow({
        name: 'detector-script',
        unit: 'ms a page',
        ours: more('ours', 'starting'),
        ...parse,
        floor: more('empty', 'starting'),
      }),
      benchRow({
        name: 'idle-memory',
        unit: 'MB',
        ours: more('ours', 'heap'),
        floor: more('empty', 'heap'),
        limit: { of: 'ours', under: MOST_MEMORY },
      }),
    ];
  },
};

/** With the reading view open there are two documents: the page, and the essay with what is around it. */
export const tabMemory = {
  names: ['tab-memory', 'tab-nodes'],
  async measure({ pages }) {
    const { measureOpen } = await runTypescript('tab-bench.ts');
    const articles = (await pages()).filter(({ isArticle }) => isArticle);
    const figures = await measureOpen(await buildExtension('chrome'), sourcesOf(articles, OPEN_PAGES));
    const of = (key) => median(figures.map((figure) => figure[key]));
    const peerName = 'the page alone';
    return [
      benchRow({ name: 'tab-memory', unit: 'MB of heap', ours: of('open'), peer: of('alone'), peerName }),
      benchRow({ name: 'tab-nodes', unit: 'nodes', ours: of('nodesOpen'), peer: of('nodesAlone'), peerName }),
    ];
  },
};

/** The large ones where there are any: without a corpus, our own. */
function sourcesOf(pages, most) {
  const large = pages.filter(({ html }) => html.length >= LEAST_LENGTH);
  return spread(large.length > 0 ? large : pages, most).map(({ html }) => html);
}
