/** Lets questions about single things that come close together go out as one call. */
import type { Clock } from '../../domain/ports.ts';

/** Asks about several things at once. Things without an answer are missing from the map. */
export type AskMany<T> = (ids: readonly string[], signal: AbortSignal) => Promise<ReadonlyMap<string, T>>;

/** What batches are made with: the call, the most ids that it takes, and how long to wait for more of them. */
export type BatchOptions<T> = {
  readonly askMany: AskMany<T>;
  readonly atOnce: number;
  readonly gatherMs: number;
  readonly clock: Clock;
};

type Batch<T> = {
  readonly ids: Set<string>;
  readonly answers: Promise<ReadonlyMap<string, T>>;
  readonly stop: AbortController;
  askers: number;
};

/**
 * Makes the function that asks about one thing; undefined is "no such thing". Questions within `gatherMs` of the first share its
 * call and its errors. Whoever aborts leaves at once with the signal's reason; the call is given up when all have left.
 */
export const createBatches = <T>({ askMany, atOnce, gatherMs, clock }: BatchOptions<T>) => {
  let open: Batch<T> | null = null;

  const start = (): Batch<T> => {
    const ids = new Set<string>();
    const stop = new AbortController();
    const ask = async (): Promise<ReadonlyMap<string, T>> => {
      await clock.sleep(gatherMs, stop.signal);
      close(batch);
      return askMany([...ids], stop.signal);
    };
    const batch: Batch<T> = { ids, stop, askers: 0, answers: ask() };
    return batch;
  };

  const close = (batch: Batch<T>): void => {
    if (open === batch) open = null;
  };

  const join = (id: string): Batch<T> => {
    const batch = open ?? start();
    batch.ids.add(id);
    open = batch.ids.size < atOnce ? batch : null;
    return batch;
  };

  const leave = (batch: Batch<T>, reason: unknown): void => {
    batch.askers -= 1;
    if (batch.askers > 0) return;
    close(batch);
    batch.stop.abort(reason);
  };

  return async (id: string, signal: AbortSignal): Promise<T | undefined> => {
    signal.throwIfAborted();
    const batch = join(id);
    batch.askers += 1;
    const left = Promise.withResolvers<never>();
    const onAbort = (): void => left.reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return (await Promise.race([batch.answers, left.promise])).get(id);
    } finally {
      signal.removeEventListener('abort', onAbort);
      leave(batch, signal.reason);
    }
  };
};
