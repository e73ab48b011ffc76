/** What it costs to read a page: from its document to the cleaned article. */
import { benchRow } from './arithmetic.mjs';
import { timePages } from './pages.mjs';

/** A page is cleaned and sanitized in at most four fifths of the time that the usual pair takes for that. */
const MOST_OF_READABILITY = 0.8;
/** Defuddle looks for more than Readability does, as we do; it doesn't sanitize. */
const MOST_OF_DEFUDDLE = 1;
/** Copying a page and looking at each of its nodes is the least that anybody does. */
const MOST_OF_FLOOR = 5;

export const pipeline = {
  names: ['pipeline', 'pipeline-defuddle', 'pipeline-floor'],
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
      benchRow({
        ...measured,
        name: 'pipeline-floor',
        peer: time.cloneAndWalk,
        peerName: 'one clone and walk',
        limit: { of: 'ratio', most: MOST_OF_FLOOR },
      }),
    ];
  },
};
