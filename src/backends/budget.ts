/** The call budget: who may call 1688, and when, so that its rate limit is never met. One budget serves all callers. */
import type { Clock } from '../domain/ports.ts';

/** The right to make calls, one at a time. */
export interface Budget {
  /**
   * Resolves when one call may start, in the order of asking, with a function to call once it goes onto the wire: from
   * then on its second counts, so that a slow handshake cannot push it into the next one. Call that function in any case
   * (more than once does no harm): a slot that never starts is held for ever. Rejects with the signal's reason when
   * aborted while waiting, which uses up nothing.
   */
  acquire(signal: AbortSignal): Promise<() => void>;
}

/** At most `limit` calls start in any span of `windowMs`, wherever that span begins. */
export type Pace = { readonly limit: number; readonly windowMs: number };

/**
 * Kept between a call and the one that takes its place, on top of the full second. Calls travel with varying delay, so two
 * that start exactly a second apart may arrive closer. 15 ms leaves 98.5 % of the budget in use, and room
 * for late timers above 97 %.
 */
const ARRIVAL_GUARD_MS = 15;

/** The pace for `qps` calls a second. Below one it is one call in so many seconds; a fraction above one is rounded down. */
export const paceOf = (qps: number): Pace => ({
  limit: Math.max(1, Math.floor(qps)),
  windowMs: Math.ceil(1000 / Math.min(1, qps)) + ARRIVAL_GUARD_MS,
});

/** How long to wait before the next start, given the latest starts, oldest first; 0 is now, and without any limit left it is for ever. */
export const waitMs = (starts: readonly number[], now: number, { limit, windowMs }: Pace): number => {
  if (limit <= 0) return Number.POSITIVE_INFINITY;
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
 * waits and none otherwise; the memory is the last `qps` starts and the callers that wait. `qps` must be above zero.
 */
export const createBudget = ({ qps, clock }: { readonly qps: number; readonly clock: Clock }): Budget => {
  if (!(qps > 0 && Number.isFinite(qps))) throw new RangeError('qps must be a positive number');
  const pace = paceOf(qps);
  // A Set keeps the order of arrival and lets any waiter leave at once.
  const waiting = new Set<Waiter>();
  let starts: readonly number[] = [];
  let handedOut = 0;
  let timer: AbortController | null = null;

  /** Slots that were handed out and have not started may start at any moment, so they take from the limit. */
  const delayMs = (now: number): number => waitMs(starts, now, { ...pace, limit: pace.limit - handedOut });

  const serve = (): void => {
    const now = clock.now();
    starts = notAhead(starts, now);
    for (const waiter of waiting) {
      if (delayMs(now) > 0) break;
      handedOut += 1;
      waiting.delete(waiter);
      waiter.go();
    }
    setTimer(delayMs(now));
  };

  const setTimer = (afterMs: number): void => {
    timer?.abort();
    timer = null;
    // Without an end to wait for, the next start will call again.
    if (waiting.size === 0 || afterMs === Number.POSITIVE_INFINITY) return;
    const mine = new AbortController();
    timer = mine;
    clock.sleep(afterMs, mine.signal).then(serve, () => {});
  };

  const slot = (): (() => void) => {
    let started = false;
    return () => {
      if (started) return;
      started = true;
      handedOut -= 1;
      const now = clock.now();
      starts = withStart(notAhead(starts, now), now, pace);
      serve();
    };
  };

  const acquire = (signal: AbortSignal): Promise<() => void> =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const leave = (): void => {
        waiting.delete(waiter);
        reject(signal.reason);
        serve();
      };
      const go = (): void => {
        signal.removeEventListener('abort', leave);
        resolve(slot());
      };
      const waiter: Waiter = { go };
      signal.addEventListener('abort', leave, { once: true });
      waiting.add(waiter);
      serve();
    });

  return { acquire };
};
