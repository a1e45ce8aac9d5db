/** The call budget: never more than so many starts in any sliding second, first come first served, nothing lost. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBudget, notAhead, paceOf, waitMs, withStart } from '../../src/backends/budget.ts';
import type { Clock } from '../../src/domain/ports.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';

const never = new AbortController().signal;

/** The most starts that any span of one second holds. */
const busiestSecond = (starts: readonly number[]): number =>
  Math.max(0, ...starts.map((from) => starts.filter((at) => at >= from && at < from + 1000).length));

/** Starts `count` calls at once and notes when each one may go. */
const saturate = (clock: FakeClock, { qps, count }: { qps: number; count: number }): number[] => {
  const budget = createBudget({ qps, clock });
  const starts: number[] = [];
  for (let index = 0; index < count; index += 1)
    void budget.acquire(never).then((started) => {
      started();
      starts.push(clock.now());
    });
  return starts;
};

describe('a budget', () => {
  it('lets the first calls of a second go at once and the next ones when their turn comes', async () => {
    const clock = fakeClock(0);
    const starts = saturate(clock, { qps: 3, count: 7 });
    await clock.advance(0);
    expect(starts).toEqual([0, 0, 0]);
    await clock.advance(3000);
    expect(starts).toEqual([0, 0, 0, 1015, 1015, 1015, 2030]);
  });

  it.each([1, 3, 10])('uses at least 97 %% of %i calls a second under load', async (qps) => {
    const clock = fakeClock(0);
    const starts = saturate(clock, { qps, count: qps * 70 });
    await clock.advance(60_000);
    expect(starts.length).toBeGreaterThanOrEqual(0.97 * qps * 60);
    expect(busiestSecond(starts)).toBe(qps);
  });

  it('never exceeds its rate and keeps the order, whatever arrives when, leaves, connects slowly or wakes early', async () => {
    const arrival = fc.record({
      gapMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 4000 })),
      leavesAfterMs: fc.option(fc.integer({ min: 0, max: 2500 })),
      handshakeMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 300 })),
    });
    const run = async (
      arrivals: readonly (typeof arrival extends fc.Arbitrary<infer A> ? A : never)[],
      qps: number,
    ) => {
      const clock = fakeClock(0);
      let earlyMs = 0;
      // Real timers may fire a little before their time.
      const hasty: Clock = {
        now: clock.now,
        sleep: (ms, signal) => clock.sleep(Math.max(1, ms - (earlyMs++ % 3)), signal),
      };
      const budget = createBudget({ qps, clock: hasty });
      const order: number[] = [];
      const starts: number[] = [];
      let left = 0;
      for (const [index, { gapMs, leavesAfterMs, handshakeMs }] of arrivals.entries()) {
        await clock.advance(gapMs);
        const leaving = new AbortController();
        budget.acquire(leaving.signal).then(
          async (start) => {
            order.push(index);
            if (handshakeMs > 0) await clock.sleep(handshakeMs);
            start();
            starts.push(clock.now());
          },
          () => (left += 1),
        );
        if (leavesAfterMs !== null)
          void clock.sleep(leavesAfterMs).then(() => leaving.abort(new Error('left')));
      }
      await clock.advance(arrivals.length * 1400 + 3000);
      expect(busiestSecond(starts)).toBeLessThanOrEqual(qps);
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      expect(starts.length + left).toBe(arrivals.length);
      expect(clock.sleeping).toBe(0);
    };
    await fc.assert(
      fc.asyncProperty(fc.array(arrival, { maxLength: 40 }), fc.integer({ min: 1, max: 6 }), run),
      { numRuns: 60 },
    );
  });

  it('gives the slot of somebody who left to the next one, and stops its timer when nobody waits', async () => {
    const clock = fakeClock(0);
    const budget = createBudget({ qps: 1, clock });
    (await budget.acquire(never))();
    const leaving = new AbortController();
    const left = budget.acquire(leaving.signal);
    const next = budget.acquire(never);
    leaving.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    await clock.advance(1015);
    (await next)();
    expect(clock.now()).toBe(1015);

    const last = new AbortController();
    const lone = budget.acquire(last.signal);
    await clock.advance(0);
    expect(clock.sleeping).toBe(1);
    last.abort(new Error('gone'));
    await expect(lone).rejects.toThrow('gone');
    expect(clock.sleeping).toBe(0);
  });

  it('counts a call from when it goes onto the wire, once, and holds its place until then', async () => {
    const clock = fakeClock(0);
    const budget = createBudget({ qps: 1, clock });
    const started = await budget.acquire(never);
    let nextMs = 0;
    void budget.acquire(never).then(() => {
      nextMs = clock.now();
    });
    await clock.advance(3000);
    expect(nextMs).toBe(0);
    started();
    await clock.advance(500);
    started();
    await clock.advance(2000);
    expect(nextMs).toBe(4015);
  });

  it('takes nothing for somebody who had left before asking', async () => {
    const clock = fakeClock(0);
    const budget = createBudget({ qps: 1, clock });
    await expect(budget.acquire(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    await budget.acquire(never);
    expect(clock.now()).toBe(0);
  });

  it('goes on after the clock was set back by an hour, still within its rate', async () => {
    const clock = fakeClock(10_000_000);
    let offsetMs = 0;
    const budget = createBudget({ qps: 2, clock: { now: () => clock.now() + offsetMs, sleep: clock.sleep } });
    (await budget.acquire(never))();
    (await budget.acquire(never))();
    offsetMs = -3_600_000;
    let startedMs = 0;
    void budget.acquire(never).then(() => (startedMs = clock.now()));
    await clock.advance(5000);
    expect(startedMs).toBe(10_001_015);
  });

  it('refuses a rate that is no rate', () => {
    const clock = fakeClock();
    for (const qps of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => createBudget({ qps, clock })).toThrow(RangeError);
  });
});

describe('the arithmetic', () => {
  it('reads a rate below one as one call in so many seconds', () => {
    expect(paceOf(0.5)).toEqual({ limit: 1, windowMs: 2015 });
    expect(paceOf(2.9)).toEqual({ limit: 2, windowMs: 1015 });
  });

  it('waits until the start that is replaced has left the window', () => {
    const pace = paceOf(2);
    expect(waitMs([], 0, pace)).toBe(0);
    expect(waitMs([5], 10, pace)).toBe(0);
    expect(waitMs([5, 7], 10, pace)).toBe(1010);
    expect(waitMs([5, 7], 5000, pace)).toBe(0);
  });

  it('remembers no more starts than it needs', () => {
    expect(withStart([1, 2], 3, paceOf(2))).toEqual([2, 3]);
    expect(notAhead([1, 9], 4)).toEqual([1, 4]);
  });
});
