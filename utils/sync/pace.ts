import { FailureError } from '../result';
import type { Remote } from './remote';
import { BusyError } from './webdav';

/** 坚果云's free limit, the narrowest known: so many requests in half an hour. */
const MOST_REQUESTS = 600;
const WINDOW_MS = 30 * 60_000;
/** What passes by itself is tried so often in all. */
const TRIES = 3;
/** In ms, before the second try; then four times as long. */
const FIRST_WAIT = 1_000;
/** In seconds: who is to wait longer is told so; the next run tries again. */
const LONGEST_WAIT = 20;
const PASSING = ['sync-unreachable', 'sync-busy', 'sync-server'];

export interface Pace {
  now?: () => number;
  sleep?: (ms: number) => Promise<void>;
  random?: () => number;
  mostRequests?: number;
}

/**
 * A server, asked no faster than it allows: what passes by itself is tried again after a while, longer each time, and
 * what would go beyond the limit is `sync-busy`. Requests are counted while this lives.
 */
export function createPacedRemote(
  remote: Remote,
  {
    now = Date.now,
    sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    random = Math.random,
    mostRequests = MOST_REQUESTS,
  }: Pace = {},
): Remote {
  let asked: number[] = [];

  async function paced<T>(work: () => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried += 1) {
      const since = now() - WINDOW_MS;
      asked = asked.filter((time) => time > since);
      const [oldest] = asked;
      if (oldest !== undefined && asked.length >= mostRequests)
        throw new BusyError('limit of requests', Math.ceil((oldest - since) / 1000));
      asked.push(now());
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof FailureError) || !PASSING.includes(error.code) || tried === TRIES) throw error;
        const retryAfter = error instanceof BusyError ? error.retryAfter : undefined;
        if (retryAfter !== undefined && retryAfter > LONGEST_WAIT) throw error;
        // Machines that were refused together don't come back together.
        const wait = FIRST_WAIT * 4 ** (tried - 1) * (0.5 + random());
        await sleep(Math.max(wait, 1000 * (retryAfter ?? 0)));
      }
    }
  }

  return {
    read: (path, unlessEtag) => paced(() => remote.read(path, unlessEtag)),
    write: async (path, text, condition) => {
      let isRepeated = false;
      try {
        return await paced(async () => {
          try {
            return await remote.write(path, text, condition);
          } catch (error) {
            isRepeated ||= !isConflict(error);
            throw error;
          }
        });
      } catch (error) {
        if (!isRepeated || !isConflict(error)) throw error;
        // The first time may have been successful, though its answer was lost.
        const there = await paced(() => remote.read(path));
        if (typeof there === 'string' || there.text !== text) throw error;
        return there.etag;
      }
    },
    remove: (path) => paced(() => remote.remove(path)),
    makeFolder: (path) => paced(() => remote.makeFolder(path)),
  };
}

const isConflict = (error: unknown) => error instanceof FailureError && error.code === 'sync-conflict';
