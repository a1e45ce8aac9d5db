/** Changes that must not happen at the same moment in two processes: read, change and write under a lock. */
import type { Clock, Locks } from '../domain/ports.ts';
import { takeLock } from './take-lock.ts';

/** Whoever has the right for longer than this hangs, and it becomes free by itself soon after. */
const GIVE_UP_AFTER_MS = 15_000;

/** Changes that are made with one right at most, so that other processes have their turn. */
const MOST_AT_ONCE = 50;

/** Runs a change while nobody else runs one of the same name. Rejects with `storage-down` where the right cannot be had. */
export type Exclusively = <T>(name: string, change: () => Promise<T>) => Promise<T>;

/** A change that waits for its turn: `run` makes it and never rejects, `fail` gives it up. */
type Waiting = { readonly run: () => Promise<void>; readonly fail: (error: unknown) => void };

/**
 * Makes the function. Changes of this process stand in one line for each name, and those that wait together are made one after the other
 * with one right: fifty votes at once take it once or twice, and not fifty times.
 */
export const createExclusively = (parts: { readonly locks: Locks; readonly clock: Clock }): Exclusively => {
  const lines = new Map<string, Waiting[]>();

  const workOff = async (name: string, line: Waiting[]): Promise<void> => {
    while (line.length > 0) {
      try {
        const lock = await takeLock({ ...parts, giveUpAfterMs: GIVE_UP_AFTER_MS }, name);
        try {
          for (const { run } of line.splice(0, MOST_AT_ONCE)) await run();
        } finally {
          await lock.release();
        }
      } catch (error) {
        for (const { fail } of line.splice(0)) fail(error);
      }
    }
    lines.delete(name);
  };

  return (name, change) =>
    new Promise((resolve, reject) => {
      const waiting: Waiting = { run: () => Promise.try(change).then(resolve, reject), fail: reject };
      const line = lines.get(name);
      if (line) {
        line.push(waiting);
        return;
      }
      const begun = [waiting];
      lines.set(name, begun);
      void workOff(name, begun);
    });
};
