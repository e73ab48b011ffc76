import type { StorageArea } from '../library/read';
import { setItems } from '../library/set-items';
import type { InTurn } from '../queue';
import { FailureError } from '../result';
import type { Remote } from './remote';
import { readState, STATE_KEY, type SyncState } from './state';

/** What a sync works with. */
export interface SyncContext {
  area: StorageArea;
  /** The store's queue. */
  inTurn: InTurn;
  remote: Remote;
  /** For what people read, and the age of what is outdated; nothing is merged by it. */
  clock: () => Date;
  /** Bundles are encrypted with it where there is one. */
  passphrase?: string;
}

/** How far this machine is. Throws `not-found` where sync was switched off. */
export async function stateNow({ area }: Pick<SyncContext, 'area'>): Promise<SyncState> {
  const state = await readState(area);
  if (!state) throw new FailureError('not-found', 'sync is off');
  return state;
}

export function changeState(context: SyncContext, change: (state: SyncState) => SyncState): Promise<void> {
  const { area, inTurn } = context;
  return inTurn(async () => setItems(area, { [STATE_KEY]: change(await stateNow(context)) }));
}

/** So many files are under way at once: quick over a slow line, and no server takes it for an attack. */
export const TRANSFERS_AT_ONCE = 4;

/** Runs work for all, some at once. The first failure ends it when what is under way is done. */
export async function inParallel<T>(
  all: readonly T[],
  work: (one: T) => Promise<void>,
  atOnce = TRANSFERS_AT_ONCE,
): Promise<void> {
  const waiting = [...all];
  const run = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift())
      try {
        await work(one);
      } catch (error) {
        waiting.length = 0;
        throw error;
      }
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, run));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}
