import { browser } from 'wxt/browser';
import type { StorageArea } from '../../utils/library/read';
import { setItems } from '../../utils/library/set-items';
import type { SharedStore } from '../../utils/library/store';
import { readDue } from '../../utils/library/sync-due';
import { FailureError } from '../../utils/result';
import { ACCOUNT_KEY, type Account, parseAccount, readAccount } from '../../utils/sync/account';
import { createSync, dismissConflict, type Sync, startSync, stopSync } from '../../utils/sync/engine';
import { createPacedRemote, storedRequestLog } from '../../utils/sync/pace';
import { type Finding, testConnection } from '../../utils/sync/probe';
import { type Decision, readState, readSyncStatus, type SyncStatus } from '../../utils/sync/state';
import { createWebdavRemote } from '../../utils/sync/webdav';

/** The alarm that syncs now and then, for what other machines changed; and the one after a change here. */
export const RUN_SYNC = 'run-sync';
export const SYNC_CHANGES = 'sync-changes';
/** In minutes. */
const REGULARLY = 30;
/** In minutes: the shortest that browsers grant an alarm. A reader who marks a sentence marks the next one, too. */
const AFTER_A_CHANGE = 0.5;
/** In minutes: a run that the browser cut off, or that a server was too busy for, goes on then. */
const AFTER_A_FAILURE = 5;
/** Failures that pass by themselves. */
const PASSING = ['sync-unreachable', 'sync-busy', 'sync-server', 'sync-conflict', 'sync-full'];

export interface SyncRunner {
  test(account: Account): Promise<Finding[]>;
  /** Switches sync on, and begins. Throws `sync-address` where the account can't be one. */
  start(account: Account): Promise<void>;
  stop(): Promise<void>;
  run(decision?: Decision): Promise<SyncStatus | undefined>;
  /** Goes on with what was cut off. To be called whenever the background comes up, which is often. */
  resume(): Promise<void>;
  /** To be called when something may have changed: it is sent a moment later. */
  noticeChanges(): Promise<void>;
  /** The reader has looked at a conflict. */
  dismiss(itemId: string): Promise<void>;
}

/** Runs sync in the background: when something changed, now and then, at each start, and when the reader asks. */
export function createSyncRunner(area: StorageArea, store: SharedStore): SyncRunner {
  const { inTurn } = store;
  let sync: Promise<Sync> | undefined;

  const open = async (): Promise<Sync> => {
    const account = await readAccount(area);
    if (!account) throw new FailureError('not-found', 'sync is off');
    return createSync({
      area,
      inTurn,
      remote: createPacedRemote(createWebdavRemote(account), { log: storedRequestLog(area) }),
      clock: () => new Date(),
      passphrase: account.passphrase || undefined,
    });
  };
  /** Told once, so that with sync off no message costs a question to the store. */
  let on: Promise<boolean> | undefined;
  const isOn = () => {
    on ??= readState(area).then((state) => state !== undefined);
    return on;
  };

  const run = async (decision?: Decision) => {
    if (!(await isOn())) return undefined;
    // Should the browser end the background amid the work.
    await browser.alarms.create(SYNC_CHANGES, { delayInMinutes: AFTER_A_FAILURE });
    sync ??= open();
    const opened = await sync.catch((error) => {
      sync = undefined;
      throw error;
    });
    const status = await opened.run(decision);
    const isPassing = status.failure !== undefined && PASSING.includes(status.failure.code);
    if (isPassing) return status;
    await browser.alarms.clear(SYNC_CHANGES);
    // What was changed meanwhile.
    if (status.state === 'done') await noticeChanges();
    return status;
  };
  const noticeChanges = async () => {
    if (!(await isOn())) return;
    const due = await readDue(area);
    if (!due || Object.keys(due).length === 0) return;
    await browser.alarms.create(SYNC_CHANGES, { delayInMinutes: AFTER_A_CHANGE });
  };

  return {
    test: testConnection,
    start: async (typed) => {
      const account = parseAccount(typed);
      await inTurn(() => setItems(area, { [ACCOUNT_KEY]: account }));
      await startSync(area, inTurn);
      on = undefined;
      await browser.alarms.create(RUN_SYNC, { periodInMinutes: REGULARLY });
      sync = undefined;
      void run().catch((error) => console.error('Jingdu: sync', error));
    },
    stop: async () => {
      [sync, on] = [undefined, undefined];
      await browser.alarms.clear(RUN_SYNC);
      await browser.alarms.clear(SYNC_CHANGES);
      await stopSync(area, inTurn);
      await inTurn(() => area.remove(ACCOUNT_KEY));
      on = undefined;
    },
    run,
    resume: async () => {
      if (!(await isOn())) return;
      // Firefox forgets alarms when it closes.
      if (!(await browser.alarms.get(RUN_SYNC)))
        await browser.alarms.create(RUN_SYNC, { periodInMinutes: REGULARLY });
      if ((await readSyncStatus(area))?.state === 'running') await run();
    },
    noticeChanges,
    dismiss: (itemId) => dismissConflict(area, inTurn, itemId),
  };
}
