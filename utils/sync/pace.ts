import * as v from 'valibot';
import type { StorageArea } from '../library/read';
import { setItems } from '../library/set-items';
import { createQueue } from '../queue';
import { FailureError } from '../result';
import type { Remote } from './remote';
import { BusyError } from './webdav';

/** 坚果云's free limit, the narrowest known: so many requests in half an hour. */
const MOST_REQUESTS = 600;
const WINDOW_MS = 30 * 60_000;
/** So many requests are noted at once, before the first of them is sent: at most so many too many are counted. */
const NOTED_AT_ONCE = 10;
/** What of them was not sent in this time is not sent as theirs; the window is as much longer. */
const NOTED_FOR_MS = 60_000;
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
  /** Where requests are noted, so that a background that comes up anew goes on counting. */
  log?: RequestLog;
}

/** How many requests were sent when (ms since 1970), oldest first. */
type Noted = { at: number; count: number }[];

export interface RequestLog {
  read(): Promise<Noted>;
  write(noted: Noted): Promise<void>;
}

/** Where sync notes its requests. */
export const REQUESTS_KEY = 'sync-requests';
const notedSchema = v.array(v.object({ at: v.number(), count: v.number() }));

/** A log in the library's store; one that can't be read is empty. */
export function storedRequestLog(area: StorageArea): RequestLog {
  return {
    read: async () => {
      const parsed = v.safeParse(notedSchema, (await area.get(REQUESTS_KEY))[REQUESTS_KEY]);
      return parsed.success ? parsed.output : [];
    },
    write: (noted) => setItems(area, { [REQUESTS_KEY]: noted }),
  };
}

function memoryRequestLog(): RequestLog {
  let kept: Noted = [];
  return {
    read: async () => kept,
    write: async (noted) => {
      kept = noted;
    },
  };
}

/** Gives leave for one request after the other. */
class Allowance {
  private left = 0;
  private notedAt = 0;
  private readonly inTurn = createQueue();

  constructor(
    private readonly log: RequestLog,
    private readonly most: number,
    private readonly now: () => number,
  ) {}

  /** Throws `BusyError` where the limit is reached. */
  take(): Promise<void> {
    return this.inTurn(() => this.takeNext());
  }

  private async takeNext(): Promise<void> {
    const now = this.now();
    const age = now - this.notedAt;
    if (this.left === 0 || age < 0 || age > NOTED_FOR_MS) await this.note(now);
    this.left -= 1;
  }

  private async note(now: number): Promise<void> {
    const since = now - WINDOW_MS - NOTED_FOR_MS;
    // What a clock that went ahead noted would stand for ever.
    const noted = (await this.log.read()).filter(({ at }) => at > since && at <= now);
    const sent = noted.reduce((sum, { count }) => sum + count, 0);
    const [oldest] = noted;
    if (oldest && sent >= this.most)
      throw new BusyError('limit of requests', Math.ceil((oldest.at - since) / 1000));
    const count = Math.min(NOTED_AT_ONCE, this.most - sent);
    await this.log.write([...noted, { at: now, count }]);
    [this.left, this.notedAt] = [count, now];
  }
}

/**
 * A server, asked no faster than it allows: what passes by itself is tried again after a while, longer each time, and
 * what would go beyond the limit is `sync-busy`.
 */
export function createPacedRemote(
  remote: Remote,
  {
    now = Date.now,
    sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    random = Math.random,
    mostRequests = MOST_REQUESTS,
    log = memoryRequestLog(),
  }: Pace = {},
): Remote {
  const allowance = new Allowance(log, mostRequests, now);

  async function paced<T>(work: () => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried += 1) {
      await allowance.take();
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
    write: async (path, content, condition) => {
      let isRepeated = false;
      try {
        return await paced(async () => {
          try {
            return await remote.write(path, content, condition);
          } catch (error) {
            isRepeated ||= !isConflict(error);
            throw error;
          }
        });
      } catch (error) {
        if (!isRepeated || !isConflict(error)) throw error;
        // The first time may have been successful, though its answer was lost.
        const there = await paced(() => remote.read(path));
        const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
        if (typeof there === 'string' || there.text !== text) throw error;
        return there.etag;
      }
    },
    remove: (path) => paced(() => remote.remove(path)),
    makeFolder: (path) => paced(() => remote.makeFolder(path)),
  };
}

const isConflict = (error: unknown) => error instanceof FailureError && error.code === 'sync-conflict';
