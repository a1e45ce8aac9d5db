/** A clock that stands still until a test moves it: what waits on it runs in order, without real waiting. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/domain/ports.ts';

type Sleeper = { readonly dueMs: number; readonly wake: () => void };

/**
 * A `Clock` in a test's hands. `advance(ms)` moves it on and wakes every sleeper on the way at its own moment, earliest
 * first, letting all promise work settle in between (sleepers that start meanwhile are woken too, when they fall due).
 * `advance(0)` only lets promise work settle. As with a real timer, nobody has to move the clock for a sleep of 0 ms.
 */
export type FakeClock = Clock & { advance(ms: number): Promise<void>; readonly sleeping: number };

/** Makes a clock that says `startMs` (default: the first moment of 2026, UTC) until it is moved. */
export const fakeClock = (startMs = Date.UTC(2026, 0, 1)): FakeClock => {
  const sleepers = new Set<Sleeper>();
  let nowMs = startMs;

  const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      if (ms <= 0) return void turn().then(() => resolve());
      const stop = () => {
        sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      const wake = () => {
        sleepers.delete(sleeper);
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const sleeper = { dueMs: nowMs + ms, wake };
      sleepers.add(sleeper);
      signal?.addEventListener('abort', stop, { once: true });
    });

  const nextDue = (untilMs: number): Sleeper | undefined =>
    [...sleepers].filter(({ dueMs }) => dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs)[0];

  const advance = async (ms: number): Promise<void> => {
    const untilMs = nowMs + ms;
    await turn();
    for (let due = nextDue(untilMs); due; due = nextDue(untilMs)) {
      nowMs = due.dueMs;
      due.wake();
      await turn();
    }
    nowMs = untilMs;
    await turn();
  };

  return {
    now: () => nowMs,
    sleep,
    advance,
    get sleeping() {
      return sleepers.size;
    },
  };
};
