/** The call budget: never more than so many starts in any sliding second, in the order of turns, nothing lost. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBudget, paceOf } from '../../src/backends/budget.ts';
import type { Clock, Slots, Turn } from '../../src/domain/ports.ts';
import { inTurn } from '../../src/ops/turn.ts';
import type { OpenSlots } from '../../src/storage/slots.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';
import { ownBudget } from '../support/own-budget.ts';
import { recordedLog } from '../support/recorded-log.ts';

const never = new AbortController().signal;

/** The most starts that any span of one second holds. */
const busiestSecond = (starts: readonly number[]): number =>
  Math.max(0, ...starts.map((from) => starts.filter((at) => at >= from && at < from + 1000).length));

/** Starts `count` calls at once and notes when each one may go. */
const saturate = (clock: FakeClock, { qps, count }: { qps: number; count: number }): number[] => {
  const budget = ownBudget(qps, clock);
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
      const budget = ownBudget(qps, hasty);
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
    const budget = ownBudget(1, clock);
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
    const budget = ownBudget(1, clock);
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
    const budget = ownBudget(1, clock);
    await expect(budget.acquire(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    await budget.acquire(never);
    expect(clock.now()).toBe(0);
  });

  it('goes on after the clock was set back by an hour, still within its rate', async () => {
    const clock = fakeClock(10_000_000);
    let offsetMs = 0;
    const budget = ownBudget(2, { now: () => clock.now() + offsetMs, sleep: clock.sleep });
    (await budget.acquire(never))();
    (await budget.acquire(never))();
    await clock.advance(0);
    offsetMs = -3_600_000;
    let startedMs = 0;
    void budget.acquire(never).then(() => (startedMs = clock.now()));
    await clock.advance(5000);
    expect(startedMs).toBe(10_001_015);
  });

  it('refuses a rate that is no rate', () => {
    const clock = fakeClock();
    for (const qps of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => ownBudget(qps, clock)).toThrow(RangeError);
  });
});

/** Slots that the test hands out itself. */
const scripted =
  (take: Slots['take']): OpenSlots =>
  () => ({ take });

describe('turns', () => {
  it('go before the order of asking, and equal ones in the order of asking', async () => {
    const clock = fakeClock(0);
    const budget = ownBudget(1, clock);
    (await budget.acquire(never))();
    const order: string[] = [];
    const ask = (name: string, turn: Turn) =>
      inTurn(turn, () =>
        budget.acquire(never).then((start) => {
          start();
          order.push(name);
        }),
      );
    void ask('background', { lane: 'background', round: 0 });
    void ask('second round', { lane: 'asked', round: 2 });
    void ask('first round', { lane: 'asked', round: 1 });
    await clock.advance(1000);
    // These come when the slot for the next call was taken long ago, and still go first.
    void ask('button', { lane: 'interactive', round: 1 });
    void ask('another button', { lane: 'interactive', round: 1 });
    await clock.advance(6000);
    expect(order).toEqual(['button', 'another button', 'first round', 'second round', 'background']);
  });
});

describe('a budget whose slots are shared', () => {
  const parts = (slots: OpenSlots, clock: Clock, log = recordedLog()) => ({
    name: 'shared',
    qps: 3,
    slots,
    clock,
    log,
  });

  it('takes no more slots ahead than it has callers for, and gives back what nobody wants any more', async () => {
    const clock = fakeClock(0);
    let taken = 0;
    const given: string[] = [];
    const slots = scripted(async () => {
      taken += 1;
      return {
        waitMs: 1_000,
        holdMs: 5_000,
        started: async () => {},
        giveBack: async () => void given.push('back'),
      };
    });
    const budget = createBudget(parts(slots, clock));
    await clock.advance(5_000);
    expect(taken).toBe(0);
    const [first, second] = [new AbortController(), new AbortController()];
    const asked = [first, second].map(({ signal }) => budget.acquire(signal).catch(() => 'left'));
    await clock.advance(500);
    expect(taken).toBe(1);
    first.abort();
    await clock.advance(0);
    expect([taken, given]).toEqual([1, []]);
    second.abort();
    await clock.advance(0);
    expect([taken, given]).toEqual([1, ['back']]);
    expect(await Promise.all(asked)).toEqual(['left', 'left']);
    expect(clock.sleeping).toBe(0);
  });

  it('asks again while all slots are held, and waits while the storage is down, telling it once', async () => {
    const clock = fakeClock(0);
    const answers = ['held', 'held', 'down', 'down', 'down', 'free'];
    const slots = scripted(async () => {
      const answer = answers.shift();
      if (answer === 'down') throw new Error('made up');
      if (answer === 'held') return null;
      return { waitMs: 0, holdMs: 5_000, started: async () => {}, giveBack: async () => {} };
    });
    const log = recordedLog();
    const start = createBudget(parts(slots, clock, log)).acquire(never);
    await clock.advance(5_000);
    expect((await start)()).toBe(true);
    expect(answers).toEqual([]);
    expect(log.lines.map(({ level, event }) => `${level} ${event}`)).toEqual([
      'error calls wait for the storage',
      'info calls go on',
    ]);
  });

  it('lets no call start when its slot is not its own any more', async () => {
    const clock = fakeClock(0);
    const started: string[] = [];
    const slot = {
      waitMs: 0,
      holdMs: 5_000,
      started: async () => void started.push('call'),
      giveBack: async () => {},
    };
    const start = await createBudget(
      parts(
        scripted(async () => slot),
        clock,
      ),
    ).acquire(never);
    await clock.advance(5_001);
    expect([start(), start()]).toEqual([false, false]);
    expect(started).toEqual([]);
  });

  it('brings another slot where one was overslept', async () => {
    const clock = fakeClock(0);
    let sleptMs = 60_000;
    let taken = 0;
    const slots = scripted(async () => {
      taken += 1;
      return { waitMs: 10, holdMs: 5_000, started: async () => {}, giveBack: async () => {} };
    });
    const drowsy: Clock = {
      now: clock.now,
      sleep: async (ms, signal) => {
        await clock.sleep(ms + sleptMs, signal);
        sleptMs = 0;
      },
    };
    const start = createBudget(parts(slots, drowsy)).acquire(never);
    await clock.advance(60_020);
    expect((await start)()).toBe(true);
    expect(taken).toBe(2);
  });

  it('serves ten thousand callers, also where most of them leave', async () => {
    const clock = fakeClock(0);
    const budget = ownBudget(1_000, clock);
    let served = 0;
    let left = 0;
    for (let index = 0; index < 10_000; index += 1) {
      const leaving = new AbortController();
      budget.acquire(leaving.signal).then(
        (start) => {
          start();
          served += 1;
        },
        () => (left += 1),
      );
      if (index % 4 > 0) leaving.abort(new Error('left'));
    }
    await clock.advance(4_000);
    expect([served, left]).toEqual([2_500, 7_500]);
  });
});

describe('the pace', () => {
  it('of a rate below one is one call in so many seconds', () => {
    expect(paceOf(0.5)).toEqual({ limit: 1, windowMs: 2015 });
    expect(paceOf(2.9)).toEqual({ limit: 2, windowMs: 1015 });
  });
});
