/** What sync costs: a library sent to Apache on loopback, beside curl with the same files; and what a change costs then. */
import { once } from 'node:events';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { ensureServers } from '../../scripts/setup.mjs';
import { loadTypescript } from '../tools/load-typescript.mjs';
import { benchRow } from './arithmetic.mjs';

const SHAPE = { seed: 1, articles: 2_000, annotations: 20_000 };
/** An odd number: one of them is in the middle. */
const PAIRS = 5;
const MOST_REQUESTS = 600;
const MOST_REQUESTS_A_CHANGE = 4;

export const sync = {
  names: ['sync-first', 'sync-first-requests', 'sync-change', 'sync-idle'],
  async measure() {
    const [missing] = ensureServers().filter(({ name }) => name === 'Apache');
    if (missing) throw new Error(missing.missing);
    const pairs = [];
    for (let pair = 0; pair < PAIRS; pair += 1) pairs.push(await measureAnew());
    const figures = middleOf(pairs);
    const requests = (name, ours, most) =>
      benchRow({ name, unit: 'requests', ours, limit: { of: 'ours', most } });
    return [
      benchRow({
        name: 'sync-first',
        unit: 'ms',
        ours: figures.first,
        peer: figures.curl,
        peerName: 'curl, the same files',
        limit: { of: 'ratio', most: 3 },
      }),
      requests('sync-first-requests', figures.firstRequests, MOST_REQUESTS),
      requests('sync-change', figures.changeRequests, MOST_REQUESTS_A_CHANGE),
      requests('sync-idle', figures.idleRequests, 1),
    ];
  },
};

/**
 * Syncs and curl in turns, each pair with a server, a folder and a store of its own, in a thread of its own: it has
 * compiled nothing yet, as the background of a reader who switches sync on.
 */
async function measureAnew() {
  const [figures] = await once(new Worker(new URL(import.meta.url)), 'message');
  return figures;
}

/**
 * The pair whose ratio is the median. Not the medians of the two sides, which come from different pairs: curl takes 0.6
 * to 1.4 s as the machine is busy, and both of a pair, one right after the other, meet it as busy.
 */
function middleOf(pairs) {
  const ratio = ({ first, curl }) => first / curl;
  return pairs.toSorted((a, b) => ratio(a) - ratio(b))[(PAIRS - 1) / 2];
}

if (!isMainThread) {
  const { measureSync } = await loadTypescript('sync-bench.ts');
  parentPort.postMessage(await measureSync(SHAPE));
}
