/** What it costs to ask of every portal page whether it is an article. */
import { benchRow } from './arithmetic.mjs';
import { timePages } from './pages.mjs';

export const detect = {
  names: ['detect', 'detect-parse'],
  async measure({ browser, pages }) {
    const steps = ['detect', 'isProbablyReaderable', 'findParagraphs', 'parse'];
    const time = await timePages(await browser(), await pages(), steps);
    const measured = { unit: 'ms', ours: time.detect, floor: time.findParagraphs };
    return [
      benchRow({
        ...measured,
        name: 'detect',
        peer: time.isProbablyReaderable,
        peerName: 'isProbablyReaderable',
        limit: { of: 'ratio', most: 1.5 },
      }),
      benchRow({
        ...measured,
        name: 'detect-parse',
        peer: time.parse,
        peerName: 'parsing the page',
        limit: { of: 'ratio', under: 0.02 },
      }),
    ];
  },
};
