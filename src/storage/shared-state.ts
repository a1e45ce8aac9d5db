/** What processes of one installation share: stores, locks and call slots; here in the SQLite file, in `redis-state.ts` on a Redis server. */
import type { Clock, Locks, Log } from '../domain/ports.ts';
import { createStores, type Stores } from './keyv-sqlite.ts';
import { createLocks } from './locks.ts';
import { locksInFile } from './locks-sqlite.ts';
import { createSlots, type OpenSlots } from './slots.ts';
import { slotsInFile } from './slots-sqlite.ts';
import { type Database, openDatabase, openMemoryDatabase } from './sqlite.ts';

/** Where an installation's keys begin on its Redis server. */
export const REDIS_PREFIX = 'tusou';

/** Stores never throw; locks and slots reject with `storage-down` while the storage does not answer. All recover by themselves. */
export type SharedState = {
  readonly stores: Stores;
  readonly locks: Locks;
  readonly slots: OpenSlots;
  /** Whether something can be written now, found out by writing. Answers within seconds. */
  isWritable(): Promise<boolean>;
  close(): Promise<void>;
};

/** State in a file, together with the file: the embedded queue is in it as well. */
export type FileState = SharedState & { readonly db: Database };

/** What state is made of. `newId` makes words that no other process makes. */
export type StateParts = { readonly clock: Clock; readonly log: Log; readonly newId: () => string };

const PROBE_TTL_MS = 60_000;

/** Finds out whether a state's stores can be written. The probe waits for the disk, as jobs do that are added. */
export const probe = (stores: Stores): (() => Promise<boolean>) => {
  const store = stores('probe', 'lasting');
  return async () => (await store.set('last', 1, PROBE_TTL_MS)) !== false;
};

const stateIn = (db: Database, parts: StateParts): FileState => {
  const stores = createStores({ ...parts, db });
  const slotTable = slotsInFile(db, parts.clock);
  return {
    db,
    stores,
    locks: createLocks(locksInFile(db, parts.clock), parts),
    slots: (name, pace) => createSlots(slotTable(name, pace), { ...parts, name }),
    isWritable: probe(stores),
    close: async () => db.close(),
  };
};

/** Opens the file in `dir`, see `openDatabase`: throws `config-invalid`. Shared by the processes of one machine. */
export const openFileState = ({ dir, ...parts }: StateParts & { readonly dir: string }): FileState =>
  stateIn(openDatabase(dir), parts);

/** State of this process alone, gone when it is closed: for checks of a set-up whose storage cannot be opened. */
export const openMemoryState = (parts: StateParts): FileState => stateIn(openMemoryDatabase(), parts);
