/** What all `Slots` must do, whatever is behind them. Each implementation's test calls this with its own maker. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pace, Slot, Slots } from '../../src/domain/ports.ts';

/**
 * Fresh storage. `open` makes the slots of the budget of a name as another process would; `pass` lets time go by for all of them, and `now`
 * is their time in milliseconds. `exactMs` is how much time may pass by itself meanwhile.
 */
export type SlotsWorld = {
  readonly open: (pace: Pace, name?: string) => Slots;
  readonly pass: (ms: number) => Promise<void>;
  readonly now: () => Promise<number>;
  readonly exactMs: number;
};

const PACE: Pace = { limit: 3, windowMs: 1_000 };

/** Takes so many, as far as there are any. */
const take = async (slots: Slots, count: number): Promise<Slot[]> => {
  const taken: (Slot | null)[] = [];
  for (let index = 0; index < count; index += 1) taken.push(await slots.take());
  return taken.filter((slot) => slot !== null);
};

/** Slots whose first time is over: where a budget is new, it may have to wait for a window. */
const settled = async (world: SlotsWorld, pace = PACE): Promise<Slots> => {
  const slots = world.open(pace);
  for (const slot of await take(slots, pace.limit)) await slot.giveBack();
  await world.pass(pace.windowMs);
  return slots;
};

const isAbout = (actualMs = Number.NaN, expectedMs: number, { exactMs }: SlotsWorld): boolean =>
  Math.abs(actualMs - expectedMs) <= exactMs + 1;

/** The most of these times that any window holds. */
const busiest = (times: readonly number[], windowMs: number): number =>
  Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + windowMs).length));

/** What a process does next: takes a slot and starts after a delay beyond its wait, gives it back, or dies with it. */
const step = fc.record({
  taker: fc.nat({ max: 3 }),
  pauseMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400 })),
  lateMs: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 4_000 })),
  end: fc.oneof(
    { weight: 6, arbitrary: fc.constant('starts') },
    fc.constant('gives back'),
    fc.constant('dies'),
  ),
});

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
type Due = { readonly atMs: number; readonly slot: Slot; readonly end: string };

/** Plays the steps and answers with the times of all starts; whoever dies may have started at the last moment. */
const play = async (world: SlotsWorld, steps: readonly Step[], pace: Pace): Promise<number[]> => {
  await settled(world, pace);
  const takers = [0, 1, 2, 3].map(() => world.open(pace));
  const starts: number[] = [];
  let due: Due[] = [];
  const advanceTo = async (untilMs: number): Promise<void> => {
    for (;;) {
      const [first] = due.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs);
      const now = await world.now();
      if (!first) return world.pass(Math.max(0, untilMs - now));
      await world.pass(Math.max(0, first.atMs - now));
      due = due.filter((one) => one !== first);
      if (first.end !== 'gives back') starts.push(await world.now());
      if (first.end === 'starts') await first.slot.started();
      if (first.end === 'gives back') await first.slot.giveBack();
    }
  };
  for (const { taker, pauseMs, lateMs, end } of steps) {
    await advanceTo((await world.now()) + pauseMs);
    const slot = await takers[taker]?.take();
    if (!slot) continue;
    // From the answer on: on a server, some of the wait is over by now.
    const now = await world.now();
    const latestMs = slot.holdMs - world.exactMs;
    const late = end === 'dies' ? latestMs : Math.min(lateMs, latestMs);
    due.push({ atMs: now + slot.waitMs + late, slot, end });
  }
  await advanceTo((await world.now()) + 20_000);
  return starts;
};

/** Declares the suite under `name`. `make` is called in each test and cleans up after itself. `numRuns` is for the random plays. */
export const slotsContract = (name: string, make: () => Promise<SlotsWorld>, numRuns = 100): void => {
  describe(`${name} as slots`, () => {
    it('are as many as the limit, and held until they are returned', async () => {
      const world = await make();
      const slots = await settled(world);
      const taken = await take(slots, PACE.limit);
      expect(taken.map(({ waitMs }) => waitMs)).toEqual([0, 0, 0]);
      expect(await world.open(PACE).take()).toBeNull();
      await taken[0]?.giveBack();
      await world.pass(300);
      expect(await world.open(PACE).take()).toMatchObject({ waitMs: 0 });
    });

    it('are free again one window after the call started', async () => {
      const world = await make();
      const slots = await settled(world);
      const [one, other, third] = await take(slots, PACE.limit);
      await one?.started();
      await world.pass(400);
      await other?.started();
      await third?.started();
      const next = await slots.take();
      expect(isAbout(next?.waitMs, 600, world)).toBe(true);
      await world.pass(next?.waitMs ?? 0);
      await next?.started();
      const last = await slots.take();
      expect(isAbout(last?.waitMs, 400, world)).toBe(true);
    });

    it('keep their time when they are given back, and only the first word about a slot counts', async () => {
      const world = await make();
      const slots = await settled(world, { ...PACE, limit: 1 });
      const first = await slots.take();
      await first?.started();
      await first?.giveBack();
      const next = await slots.take();
      expect(isAbout(next?.waitMs, 1_000, world)).toBe(true);
      await next?.giveBack();
      await first?.started();
      await world.pass(500);
      const again = await slots.take();
      expect(isAbout(again?.waitMs, 500, world)).toBe(true);
    });

    it('come back a window after the hold of somebody who died', async () => {
      const world = await make();
      const pace = { ...PACE, limit: 1 };
      const slots = await settled(world, pace);
      const lost = await slots.take();
      const another = world.open(pace);
      await world.pass((lost?.holdMs ?? 0) - world.exactMs);
      expect(await another.take()).toBeNull();
      await world.pass(world.exactMs + 1);
      expect(isAbout((await another.take())?.waitMs, pace.windowMs, world)).toBe(true);
      // The dead one was only slow: its word does not count any more.
      await lost?.started();
      await lost?.giveBack();
      expect(await slots.take()).toBeNull();
    });

    it('go to the one who has waited longest, not to the one who returns one and asks at once', async () => {
      const world = await make();
      const pace = { ...PACE, limit: 1 };
      const greedy = await settled(world, pace);
      const patient = world.open(pace);
      const held = await greedy.take();
      expect(await patient.take()).toBeNull();
      await held?.started();
      expect(await greedy.take()).toBeNull();
      const slot = await patient.take();
      expect(slot).not.toBeNull();
      await slot?.giveBack();
      expect(await greedy.take()).not.toBeNull();
    });

    it('do not wait for one who stopped asking', async () => {
      const world = await make();
      const pace = { ...PACE, limit: 1 };
      const slots = await settled(world, pace);
      const held = await slots.take();
      expect(await world.open(pace).take()).toBeNull();
      await held?.started();
      await world.pass(251);
      expect(await slots.take()).not.toBeNull();
    });

    it('of different budgets are apart', async () => {
      const world = await make();
      const slots = await settled(world);
      await take(slots, PACE.limit);
      expect(await world.open(PACE, 'another').take()).not.toBeNull();
    });

    it('follow a new limit', async () => {
      const world = await make();
      for (const slot of await take(await settled(world), PACE.limit)) await slot.started();
      const more = await take(world.open({ ...PACE, limit: 5 }), 5);
      expect(more).toHaveLength(5);
      expect(more.filter(({ waitMs }) => isAbout(waitMs, 1_000, world))).toHaveLength(5);
      for (const slot of more) await slot.giveBack();
      expect(await take(world.open({ ...PACE, limit: 2 }), 3)).toHaveLength(2);
    });

    it('never let more calls start in any window than the limit, whatever is late, given back or dies', async () => {
      const steps = fc.array(step, { minLength: 1, maxLength: 60 });
      await fc.assert(
        fc.asyncProperty(steps, fc.integer({ min: 1, max: 5 }), async (taken, limit) => {
          const pace = { limit, windowMs: 1_000 };
          expect(busiest(await play(await make(), taken, pace), pace.windowMs)).toBeLessThanOrEqual(limit);
        }),
        { numRuns },
      );
    });

    it('let nearly all of the limit be used by several who always want more', async () => {
      const world = await make();
      await settled(world);
      const takers = [0, 1, 2, 3].map(() => world.open(PACE));
      const fromMs = await world.now();
      const mine = new Map<Slots, { readonly atMs: number; readonly slot: Slot }>();
      let starts = 0;
      while ((await world.now()) < fromMs + 20_000) {
        for (const taker of takers) {
          const now = await world.now();
          const had = mine.get(taker);
          if (had && now < had.atMs) continue;
          if (had) starts += 1;
          await had?.slot.started();
          mine.delete(taker);
          const slot = await taker.take();
          if (slot) mine.set(taker, { atMs: now + slot.waitMs, slot });
        }
        await world.pass(10);
      }
      expect(starts).toBeGreaterThanOrEqual(0.97 * 3 * 20);
      expect(starts).toBeLessThanOrEqual(3 * 21);
    });
  });
};
