/** Waiting for a right that others have in hand for a moment: a change, or one call to a chat. */
import { TusouError } from '../domain/errors.ts';
import type { Clock, Lock, Locks } from '../domain/ports.ts';

/** How often the right is asked for, which costs a look into the storage. */
const ASK_EVERY_MS = 25;

/** What waiting needs. Without a `signal` and `giveUpAfterMs` it waits until the right is free. */
export type Waiting = {
  readonly locks: Locks;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly giveUpAfterMs?: number;
};

/** Takes the right of this name as soon as it is free. Rejects with `storage-down`, also when it gives up, or with the signal's reason. */
export const takeLock = async (waiting: Waiting, name: string): Promise<Lock> => {
  const { locks, clock, signal, giveUpAfterMs = Number.POSITIVE_INFINITY } = waiting;
  const sinceMs = clock.now();
  for (;;) {
    signal?.throwIfAborted();
    const lock = await locks.take(name);
    if (lock) return lock;
    if (clock.now() - sinceMs > giveUpAfterMs)
      throw new TusouError('storage-down', { detail: 'somebody else does not let go of a lock' });
    await clock.sleep(ASK_EVERY_MS, signal);
  }
};
