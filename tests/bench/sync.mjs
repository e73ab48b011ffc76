/** What sync costs: a library sent to Apache on loopback, beside curl with the same files; and what a change costs then. */
import { ensureServers } from '../../scripts/setup.mjs';
import { loadTypescript } from '../tools/load-typescript.mjs';
import { benchRow } from './arithmetic.mjs';

const SHAPE = { seed: 1, articles: 2_000, annotations: 20_000 };
const MOST_REQUESTS = 600;
const MOST_REQUESTS_A_CHANGE = 4;

export const sync = {
  names: ['sync-first', 'sync-first-requests', 'sync-change', 'sync-idle'],
  async measure() {
    const [missing] = ensureServers().filter(({ name }) => name === 'Apache');
    if (missing) throw new Error(missing.missing);
    const { measureSync } = await loadTypescript('sync-bench.ts');
    const figures = await measureSync(SHAPE);
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
