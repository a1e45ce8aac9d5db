/** The call budget: who may call 1688, and when, so that its rate limit is never met. One budget serves all callers. */
import type { Clock } from '../domain/ports.ts';

/** The right to make calls, one at a time. */
export interface Budget {
  /**
   * Resolves when one call may start, in the order of asking; start it in the same turn. Rejects with the signal's
   * reason when aborted while waiting, which uses up nothing.
   */
  acquire(signal: AbortSignal): Promise<void>;
}

/** At most `limit` calls start in any span of `windowMs`, wherever that span begins. */
export type Pace = { readonly limit: number; readonly windowMs: number };

/**
 * Kept between a call and the one that takes its place, on top of the full second. Calls reach 1688 with varying delay, so two
 * that start exactly a second apart may arrive closer. 20 ms leaves 98 % of the budget in use; more would go below 97 %.
 */
const ARRIVAL_GUARD_MS = 20;

/** The pace for `qps` calls a second. Below one it is one call in so many seconds; a fraction above one is rounded down. */
export const paceOf = (qps: number): Pace => ({
  limit: Math.max(1, Math.floor(qps)),
  windowMs: Math.ceil(1000 / Math.min(1, qps)) + ARRIVAL_GUARD_MS,
});

/** How long to wait before the next start, given the latest starts (oldest first, at most `limit` of them); 0 is now. */
export const waitMs = (starts: readonly number[], now: number, { limit, windowMs }: Pace): number => {
  const replaced = starts.length < limit ? undefined : starts[starts.length - limit];
  return replaced === undefined ? 0 : Math.max(0, replaced + windowMs - now);
};

/** The starts to remember after one more at `now`: what `waitMs` needs, and no more. */
export const withStart = (starts: readonly number[], now: number, { limit }: Pace): readonly number[] =>
  [...starts, now].slice(-limit);

/**
 * The starts as the clock tells them now. One that lies ahead means that the machine's clock was set back; it counts as
 * now, so that nobody waits for the lost time and no second gets more than its share.
 */
export const notAhead = (starts: readonly number[], now: number): readonly number[] =>
  starts.every((start) => start <= now) ? starts : starts.map((start) => Math.min(start, now));

type Waiter = { readonly go: () => void };

/**
 * A budget inside this process. Waiting callers are served first come, first served; there is one timer while somebody
 * waits and none otherwise; the memory is the last `qps` starts and the callers that wait.
 */
export const createBudget = ({ qps, clock }: { readonly qps: number; readonly clock: Clock }): Budget => {
  if (!(qps > 0 && Number.isFinite(qps))) throw new RangeError('qps must be a positive number');
  const pace = paceOf(qps);
  // A Set keeps the order of arrival and lets any waiter leave at once.
  const waiting = new Set<Waiter>();
  let starts: readonly number[] = [];
  let timer: AbortController | null = null;

  const serve = (): void => {
    const now = clock.now();
    starts = notAhead(starts, now);
    for (const waiter of waiting) {
      if (waitMs(starts, now, pace) > 0) break;
      starts = withStart(starts, now, pace);
      waiting.delete(waiter);
      waiter.go();
    }
    setTimer(waitMs(starts, now, pace));
  };

  const setTimer = (delayMs: number): void => {
    if (waiting.size === 0) {
      timer?.abort();
      timer = null;
    } else if (!timer) {
      const mine = new AbortController();
      timer = mine;
      const ring = (): void => {
        timer = null;
        serve();
      };
      clock.sleep(delayMs, mine.signal).then(ring, () => {});
    }
  };

  const acquire = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const leave = (): void => {
        waiting.delete(waiter);
        reject(signal.reason);
        serve();
      };
      const go = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const waiter: Waiter = { go };
      signal.addEventListener('abort', leave, { once: true });
      waiting.add(waiter);
      serve();
    });

  return { acquire };
};
