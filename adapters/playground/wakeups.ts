/** Order and waiting for the stored conversations: work on one session in turn, and a wake-up for who watches it. */
import type { Clock } from '#service';

/** One session being watched. `next` resolves with what changed in this process, at the latest after `maxMs`. */
export type Watch = { next(maxMs: number): Promise<ReadonlySet<string>>; close(): void };

/** Makes a function that runs work of the same key one after the other. */
export const oneAtATime = () => {
  const tails = new Map<string, Promise<void>>();
  return <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const result = (tails.get(key) ?? Promise.resolve()).then(work);
    const tail = result.then(
      () => {},
      () => {},
    );
    tails.set(key, tail);
    void tail.then(() => tails.get(key) === tail && tails.delete(key));
    return result;
  };
};

/** One watcher. Changes that come while nobody waits are kept for the next call. */
const createWatcher = (clock: Clock) => {
  const changed = new Set<string>();
  let closed = false;
  let wake = () => {};

  const nap = async (maxMs: number): Promise<void> => {
    const alarm = new AbortController();
    wake = () => alarm.abort();
    // A nap that is cut short is the good case.
    await clock.sleep(maxMs, alarm.signal).catch(() => {});
  };

  return {
    next: async (maxMs: number): Promise<ReadonlySet<string>> => {
      if (changed.size === 0 && !closed) await nap(maxMs);
      const ids = new Set(changed);
      changed.clear();
      return ids;
    },
    hear: (id: string): void => {
      changed.add(id);
      wake();
    },
    close: (): void => {
      closed = true;
      wake();
    },
  };
};

/** Connects those who change a session (`tell`) with those who watch it. Only within this process. */
export const createWakeups = (clock: Clock) => {
  const watchers = new Map<string, Set<ReturnType<typeof createWatcher>>>();

  const watch = (session: string): Watch => {
    const watcher = createWatcher(clock);
    const all = watchers.get(session) ?? new Set();
    watchers.set(session, all.add(watcher));
    const close = (): void => {
      watcher.close();
      all.delete(watcher);
      if (all.size === 0 && watchers.get(session) === all) watchers.delete(session);
    };
    return { next: watcher.next, close };
  };

  const tell = (session: string, id: string): void => {
    for (const watcher of watchers.get(session) ?? []) watcher.hear(id);
  };
  return { watch, tell };
};
