import type { StorageArea } from '../../../utils/library/read';
import { createLibraryStore, type SharedStore } from '../../../utils/library/store';
import { createSync, startSync } from '../../../utils/sync/engine';
import type { Remote } from '../../../utils/sync/remote';
import type { Decision, SyncStatus } from '../../../utils/sync/state';
import { createMemoryArea, type MemoryArea } from '../library/memory-area';

/** A machine of the reader's. */
export interface Machine {
  area: MemoryArea;
  store: SharedStore;
  sync: (decision?: Decision) => Promise<SyncStatus>;
}

export interface MachineOptions {
  area?: MemoryArea;
  /** Through which the machine writes to its area, where not directly. */
  through?: StorageArea;
  remote: Remote;
  clock?: () => Date;
  passphrase?: string;
}

export const NOON = '2026-07-10T04:00:00.000Z';

/** A machine with sync switched on. */
export async function createMachine(options: MachineOptions): Promise<Machine> {
  const { area = createMemoryArea(), remote, clock = () => new Date(NOON), passphrase } = options;
  const through = options.through ?? area;
  const store = createLibraryStore(through, clock);
  await startSync(through, store.inTurn);
  const { run } = createSync({ area: through, inTurn: store.inTurn, remote, clock, passphrase });
  return { area, store, sync: run };
}
