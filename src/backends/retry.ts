/** When to try again, and how long to wait before: arithmetic first, then the small runner that uses it. */
import { asTusouError, type TusouError } from '../domain/errors.ts';
import type { Clock } from '../domain/ports.ts';

/** How often and how patiently to try. `totalMs` is the whole request's time: after it no further attempt begins. */
export type RetryPolicy = {
  readonly attempts: number;
  readonly baseMs: number;
  readonly maxMs: number;
  readonly totalMs: number;
};

/** For calls that somebody waits for: two retries, with about a second between the first failure and the last attempt. */
export const INTERACTIVE: RetryPolicy = { attempts: 3, baseMs: 600, maxMs: 5_000, totalMs: 30_000 };

/** Where a request stands after a failure. `attempt` is the one that failed, from 1; `random` is from 0 to 1. */
export type RetryState = {
  readonly attempt: number;
  readonly retryAfterMs: number | null;
  readonly random: number;
  readonly remainingMs: number;
};

/**
 * The delay before the next attempt, or null to give up. It doubles with each attempt up to `maxMs`, half of it random so that
 * callers who failed together do not come back together; never shorter than the other side asked for.
 */
export const retryDelayMs = (state: RetryState, policy: RetryPolicy): number | null => {
  if (state.attempt >= policy.attempts) return null;
  const full = Math.min(policy.maxMs, policy.baseMs * 2 ** (state.attempt - 1));
  const jittered = Math.round(full / 2 + (full / 2) * state.random);
  const delayMs = Math.max(jittered, state.retryAfterMs ?? 0);
  return delayMs < state.remainingMs ? delayMs : null;
};

/** What the runner works with. `onRetry` hears of every failure that is tried again. */
export type RetryContext = {
  readonly policy: RetryPolicy;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly onRetry: (error: TusouError, delayMs: number) => void;
};

/**
 * Runs `attempt` (with its number, from 1) until it succeeds, fails with an error that no retry can cure (see `TusouError.retryable`), or the policy is
 * used up; then throws the last error. An abort by the signal ends it at once with the signal's reason.
 */
export const withRetry = async <T>(
  attempt: (count: number) => Promise<T>,
  context: RetryContext,
): Promise<T> => {
  const { policy, clock, random, signal, onRetry } = context;
  const deadlineMs = clock.now() + policy.totalMs;
  for (let count = 1; ; count += 1) {
    try {
      return await attempt(count);
    } catch (thrown) {
      signal.throwIfAborted();
      const error = asTusouError(thrown);
      const state = { attempt: count, retryAfterMs: error.retryAfterMs, random: random() };
      const remainingMs = deadlineMs - clock.now();
      const delayMs = error.retryable ? retryDelayMs({ ...state, remainingMs }, policy) : null;
      if (delayMs === null) throw error;
      onRetry(error, delayMs);
      await clock.sleep(delayMs, signal);
    }
  }
};
