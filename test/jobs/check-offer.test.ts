/** Checks of watched offers: one call however many watch, every chat told once, wherever a run is cut off. */
import { describe, expect, test } from 'vitest';
import { cny } from '../../src/domain/money.ts';
import type { Store } from '../../src/domain/ports.ts';
import { changesBetween } from '../../src/domain/watch.ts';
import { chat, offerDetail } from '../support/made-up.ts';
import { checkWorld, dueNow, otherChat, wish } from '../support/memory-watches.ts';

const HOUR = 60 * 60 * 1000;
const SIGNAL = new AbortController().signal;

const cheaper = offerDetail('620100', {
  tiers: [
    { minQuantity: 2, price: cny(1000) },
    { minQuantity: 100, price: cny(900) },
  ],
});

type World = ReturnType<typeof checkWorld>;

const watchedBy = async ({ watches, clock }: World, ...chats: (typeof chat)[]) => {
  for (const one of chats) await watches.start(offerDetail('620100'), wish(clock, one));
  await clock.advance(HOUR);
};

const checkNow = async ({ check, clock }: World) => {
  await clock.advance(HOUR);
  await check(dueNow(clock), SIGNAL);
};

describe('a check', () => {
  test('asks once for all chats that watch, and tells each of them', async () => {
    const world = checkWorld();
    await watchedBy(world, chat, otherChat);
    world.market.now = cheaper;
    await checkNow(world);
    expect(world.market.asked).toBe(1);
    expect(world.alerts().map(({ before, now }) => changesBetween(before, now))).toEqual([
      [
        { kind: 'price', quantity: 2, from: cny(1250), to: cny(1000) },
        { kind: 'price', quantity: 100, from: cny(1180), to: cny(900) },
      ],
      expect.anything(),
    ]);
    expect([...world.queue.jobs.values()].map((job) => [job.chat.id, job.lane])).toEqual([
      ['42', 'background'],
      ['43', 'background'],
    ]);
    await checkNow(world);
    expect(world.alerts()).toHaveLength(2);
  });

  test('tells nothing while nothing changes, and does not ask where nobody wants to hear of it', async () => {
    const world = checkWorld();
    await watchedBy(world, chat);
    await checkNow(world);
    await world.watches.pause(chat, '620100', true);
    world.market.now = cheaper;
    await checkNow(world);
    expect([world.market.asked, world.alerts()]).toEqual([1, []]);
    // Whoever goes on is told what changed meanwhile.
    await world.watches.pause(chat, '620100', false);
    await checkNow(world);
    expect(world.alerts()).toHaveLength(1);
  });

  test('of an offer that nobody watches any more does nothing', async () => {
    const world = checkWorld();
    await watchedBy(world, chat);
    await world.watches.stop(chat, '620100');
    await checkNow(world);
    expect([world.market.asked, await world.watches.all()]).toEqual([0, []]);
  });

  test('that fails says nothing of the offer, however often', async () => {
    const world = checkWorld();
    await watchedBy(world, chat);
    world.market.now = 'backend-down';
    for (let times = 0; times < 5; times += 1) await checkNow(world);
    expect(world.market.asked).toBe(5);
    expect(world.alerts()).toEqual([]);
  });

  test('believes that an offer is gone when it is told so twice', async () => {
    const world = checkWorld();
    await watchedBy(world, chat);
    world.market.now = 'offer-not-found';
    await checkNow(world);
    expect(world.alerts()).toEqual([]);
    world.market.now = offerDetail('620100');
    await checkNow(world);
    world.market.now = 'offer-not-found';
    await checkNow(world);
    expect(world.alerts()).toEqual([]);
    await checkNow(world);
    expect(world.alerts().map(({ now }) => now.gone)).toEqual([true]);
    world.market.now = cheaper;
    await world.clock.advance(48 * HOUR);
    await checkNow(world);
    const last = world.alerts().at(-1);
    expect(last && changesBetween(last.before, last.now)[0]).toEqual({ kind: 'back' });
  });
});

/** A store that is cut off at its `at`th step, before that is done or after it. */
const mortal = (store: Store, at: number, isDone: boolean): Store => {
  let steps = 0;
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    steps += 1;
    if (steps < at) return work();
    if (steps === at && isDone) await work();
    throw new Error('killed');
  };
  return {
    get: (key) => step(() => store.get(key)),
    set: (key, value, ttlMs) => step(() => store.set(key, value, ttlMs)),
    delete: (key) => step(() => store.delete(key)),
  };
};

describe('a check that is cut off', () => {
  /** Whether it came to its end before the cut. */
  const cutOff = async (at: number, isDone: boolean): Promise<boolean> => {
    const world = checkWorld();
    await watchedBy(world, chat, otherChat);
    world.market.now = cheaper;
    const task = dueNow(world.clock);
    const dying = checkWorld({ ...world, store: mortal(world.store, at, isDone) });
    const ended = dying.check(task, SIGNAL).then(
      () => true,
      () => false,
    );
    const isOver = await ended;
    // The queue hands the job to another process.
    await world.check(task, SIGNAL);
    await checkNow(world);
    const first = { kind: 'price', quantity: 2, from: cny(1250), to: cny(1000) };
    expect(world.alerts().map(({ before, now }) => changesBetween(before, now)[0])).toEqual([first, first]);
    return isOver;
  };

  test.each([
    ['before', false],
    ['after', true],
  ])('%s any of its steps and run again tells every chat exactly once', async (_, isDone) => {
    let cuts = 0;
    while (!(await cutOff(cuts + 1, isDone))) cuts += 1;
    expect(cuts).toBeGreaterThan(10);
  });
});
