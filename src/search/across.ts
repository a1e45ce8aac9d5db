/** One piece of work for all processes that want it at the same moment: one does it, the others get what it found. */
import { createHash } from 'node:crypto';
import { asTusouError } from '../domain/errors.ts';
import type { Clock, Lock, Locks, Log, Store } from '../domain/ports.ts';

/**
 * Runs `work` for a key, unless another process is at it: then waits for what that one finds. `work` is told whether somebody else was at
 * it before, who may have left something behind.
 */
export type Across<T> = (
  key: string,
  signal: AbortSignal,
  work: (waited: boolean) => Promise<T>,
) => Promise<T>;

/** What is needed for it. `store` hands the results on, so it has to be one that all processes share. */
export type AcrossParts = {
  readonly locks: Locks;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
};

/** How often those who wait look for the result: a moment to people, and a handful of reads for a search. */
const LOOK_EVERY_MS = 100;

/** Long enough for everybody who waits to see it, and gone before somebody asks anew. */
const RESULT_TTL_MS = 5_000;

/**
 * Makes the function. Who waited and finds neither a result nor anybody at work (the other process failed or died) does it itself.
 * Where the right cannot be had because the storage is down, everybody works alone: twice is better than not at all.
 */
export const createAcross = <T>({ locks, store, clock, log }: AcrossParts): Across<T> => {
  const take = async (name: string): Promise<Lock | null | 'nobody'> =>
    locks.take(name).catch((error) => {
      log.warn({ code: asTusouError(error).code }, 'work is not shared between processes');
      return 'nobody' as const;
    });

  const doIt = async (name: string, lock: Lock, work: () => Promise<T>): Promise<T> => {
    try {
      const result = await work();
      await store.set(name, result, RESULT_TTL_MS);
      return result;
    } finally {
      await lock.release();
    }
  };

  return async (key, signal, work) => {
    const name = `work:${createHash('sha256').update(key).digest('base64url')}`;
    for (let waited = false; ; waited = true) {
      const found = waited ? await store.get<T>(name) : undefined;
      if (found !== undefined) return found;
      const lock = await take(name);
      if (lock === 'nobody') return work(waited);
      if (lock) {
        const late = waited ? await store.get<T>(name) : undefined;
        if (late === undefined) return doIt(name, lock, () => work(waited));
        await lock.release();
        return late;
      }
      await clock.sleep(LOOK_EVERY_MS, signal);
    }
  };
};
