import { readAllLines, type StorageArea } from '../library/read';
import { setItems } from '../library/set-items';
import { DUE_KEY, readDue } from '../library/sync-due';
import { newId } from '../new-id';
import type { InTurn } from '../queue';
import { FailureError } from '../result';
import { BUCKETS } from './bundles';
import { type SyncContext, stateNow } from './context';
import { MANIFEST_PATH } from './manifest';
import { REQUESTS_KEY } from './pace';
import { receive } from './receive';
import { QuestionError, Run } from './run';
import { send } from './send';
import { createServerReader, UnreadableError } from './served';
import {
  ABANDONED_KEY,
  basesKey,
  CONFLICTS_KEY,
  type Decision,
  pendingKey,
  readConflicts,
  readKept,
  readState,
  readSyncStatus,
  STATE_KEY,
  STATUS_KEY,
  type SyncState,
  type SyncStatus,
  TAKEN_KEY,
} from './state';

/** So often another machine may be quicker before this one gives up until the next sync. */
const MOST_ATTEMPTS = 8;

export interface Sync {
  /**
   * Brings the library and the server together, and says how it went; it never throws for what a server does. A second
   * call while one is under way gives the first one's outcome, unless it brings an answer: that has its own run.
   * @param decision the reader's answer to the question that the last run came back with
   */
  run(decision?: Decision): Promise<SyncStatus>;
}

/** Switches sync on: everything that is here is to be synced. On already, it stays as it is. */
export async function startSync(area: StorageArea, inTurn: InTurn): Promise<void> {
  await inTurn(async () => {
    if (await readState(area)) return;
    const ids = (await readAllLines(area)).map(({ id }) => id);
    const state: SyncState = {
      machine: newId(),
      commits: 0,
      seen: {},
      isEncrypted: false,
      hasCommitted: false,
    };
    await setItems(area, { [STATE_KEY]: state, [DUE_KEY]: Object.fromEntries(ids.map((id) => [id, 1])) });
  });
}

/** Switches sync off, and forgets all that it kept; the server's files stay. */
export async function stopSync(area: StorageArea, inTurn: InTurn): Promise<void> {
  await inTurn(async () => {
    if (!(await readState(area))) return;
    const { taken, pendings } = await readKept(area, BUCKETS);
    await area.remove([
      ...BUCKETS.map((bucket) => basesKey(bucket, taken[bucket])),
      ...[...pendings].flatMap(([bucket, { to }]) => [pendingKey(bucket), basesKey(bucket, to)]),
    ]);
    // Last, so that a browser that dies before can do it again.
    await area.remove([
      STATE_KEY,
      DUE_KEY,
      TAKEN_KEY,
      ABANDONED_KEY,
      STATUS_KEY,
      CONFLICTS_KEY,
      REQUESTS_KEY,
    ]);
  });
}

/** Takes a mark or outline off the list of conflicts: the reader has looked at it. */
export async function dismissConflict(area: StorageArea, inTurn: InTurn, itemId: string): Promise<void> {
  await inTurn(async () =>
    setItems(area, {
      [CONFLICTS_KEY]: (await readConflicts(area)).filter((conflict) => conflict.itemId !== itemId),
    }),
  );
}

export function createSync(context: SyncContext): Sync {
  const { area, remote, clock, passphrase } = context;
  const reader = createServerReader(context);
  let running: Promise<SyncStatus> | undefined;

  async function putStatus(status: SyncStatus): Promise<SyncStatus> {
    await setItems(area, { [STATUS_KEY]: status });
    return status;
  }

  async function work(decision: Decision | undefined): Promise<SyncStatus> {
    const { last, moved } = (await readSyncStatus(area)) ?? {};
    const before = { last, moved };
    const run = new Run(decision, (progress) =>
      putStatus({ ...before, state: 'running', progress }).then(() => undefined),
    );
    try {
      await putStatus({ ...before, state: 'running' });
      await syncUntilSettled(run);
      const now = clock().toISOString();
      const isMoved = run.received + run.sent > 0;
      return await putStatus({
        state: 'done',
        last: now,
        moved: isMoved ? { received: run.received, sent: run.sent, at: now } : moved,
      });
    } catch (error) {
      if (error instanceof QuestionError) {
        const { question: kind, count, detail } = error;
        return putStatus({ ...before, state: 'asking', question: { kind, count, detail } });
      }
      if (!(error instanceof FailureError)) throw error;
      const { code, message: detail } = error;
      return putStatus({ ...before, state: 'failed', failure: { code, detail } });
    }
  }

  async function syncUntilSettled(run: Run): Promise<void> {
    let unreadable: UnreadableError | undefined;
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      try {
        return await syncOnce(run);
      } catch (error) {
        if (error instanceof UnreadableError) {
          // Replaced while it was read, or cut off on its way: looked at once more.
          const isSame = unreadable?.path === error.path && unreadable.manifestText === error.manifestText;
          if (isSame) throw new QuestionError('server-unreadable', undefined, error.message);
          unreadable = error;
        } else if (isFailure(error, 'sync-no-folder') && !run.isFolderless) run.isFolderless = true;
        else if (!isFailure(error, 'sync-conflict')) throw error;
      }
    }
    throw new FailureError('sync-conflict', `${MOST_ATTEMPTS} attempts`);
  }

  async function syncOnce(run: Run): Promise<void> {
    const state = await stateNow(context);
    const isDue = Object.keys((await readDue(area)) ?? {}).length > 0;
    const isPlainYet = passphrase !== undefined && !state.isEncrypted;
    const isWhole = isDue || isPlainYet || run.decision !== undefined;
    const file = await remote.read(MANIFEST_PATH, isWhole ? undefined : state.etag);
    if (file === 'unchanged') return;
    const served = await reader.readServed(file, state, run);
    await send(context, reader, await receive(context, reader, served, run), run);
  }

  return {
    run: (decision) => {
      if (running && decision === undefined) return running;
      const before = running?.catch(() => undefined);
      const own = Promise.resolve(before).then(() => work(decision));
      const forget = () => {
        if (running === own) running = undefined;
      };
      own.then(forget, forget);
      running = own;
      return running;
    },
  };
}

const isFailure = (error: unknown, code: FailureError['code']): error is FailureError =>
  error instanceof FailureError && error.code === code;
