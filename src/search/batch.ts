/** Many things to be looked up one by one: some at a time, in order, and what fails does not spoil the rest. */
import pLimit from 'p-limit';
import { asTusouError, type ErrorCode, type TusouError } from '../domain/errors.ts';

/** What became of one item. */
export type Looked<T> =
  | { readonly id: string; readonly found: T }
  | { readonly id: string; readonly failure: TusouError };

/** How a batch is done: `lookUp` makes the calls (the call budget paces them), `concurrency` is how many run at once. */
export type Batch<T> = {
  readonly lookUp: (id: string, signal: AbortSignal) => Promise<T>;
  readonly concurrency: number;
  readonly signal: AbortSignal;
};

/** Failures that the next item would meet as well: asking on would be no use, and does harm where 1688 has begun to block. */
const HOPELESS: ReadonlySet<ErrorCode> = new Set([
  'backend-auth',
  'backend-denied',
  'backend-quota',
  'backend-blocked',
  'backend-unsupported',
]);

/**
 * Yields what became of each item, in the given order, each as soon as it and all before it are done. After a failure that every
 * item would share, the rest fails with it without being asked. Throws only the signal's reason.
 */
export async function* lookUpAll<T>(
  ids: readonly string[],
  { lookUp, concurrency, signal }: Batch<T>,
): AsyncGenerator<Looked<T>> {
  const limit = pLimit(concurrency);
  let hopeless: TusouError | null = null;
  const look = async (id: string): Promise<Looked<T>> => {
    signal.throwIfAborted();
    if (hopeless) return { id, failure: hopeless };
    try {
      return { id, found: await lookUp(id, signal) };
    } catch (error) {
      signal.throwIfAborted();
      const failure = asTusouError(error);
      if (HOPELESS.has(failure.code)) hopeless ??= failure;
      return { id, failure };
    }
  };
  const looks = ids.map((id) => limit(look, id));
  // All are on their way; a failure of a later one must not count as unhandled while an earlier one is waited for.
  for (const one of looks) one.catch(() => {});
  for (const one of looks) yield await one;
}
