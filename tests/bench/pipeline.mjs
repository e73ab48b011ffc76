/** What it costs to read a page: from its document to the cleaned article. */
import { benchRow } from './arithmetic.mjs';
import { timePages } from './pages.mjs';

/** The brief for every reader: not slower than four fifths of Readability with DOMPurify, faster than Defuddle. */
const MOST_OF_READABILITY = 0.8;
const MOST_OF_DEFUDDLE = 1;

export const pipeline = {
  names: ['pipeline', 'pipeline-defuddle'],
  async measure({ browser, pages }) {
    const articles = (await pages()).filter(({ isArticle }) => isArticle);
    const steps = ['pipeline', 'readabilityAndPurify', 'defuddle', 'cloneAndWalk'];
    const time = await timePages(await browser(), articles, steps);
    const measured = { unit: 'ms', ours: time.pipeline, floor: time.cloneAndWalk };
    return [
      benchRow({
        ...measured,
        name: 'pipeline',
        peer: time.readabilityAndPurify,
        peerName: 'Readability + DOMPurify',
        limit: { of: 'ratio', most: MOST_OF_READABILITY },
      }),
      benchRow({
        ...measured,
        name: 'pipeline-defuddle',
        peer: time.defuddle,
        peerName: 'Defuddle',
        limit: { of: 'ratio', most: MOST_OF_DEFUDDLE },
      }),
    ];
  },
};
