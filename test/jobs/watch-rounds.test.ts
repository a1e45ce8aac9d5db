/** Rounds of checks: each offer once in every span, whoever begins them, and never too many at once. */
import { describe, expect, test } from 'vitest';
import { createBeginDue } from '../../src/jobs/watch-rounds.ts';
import { chat, offerDetail } from '../support/made-up.ts';
import { checkWorld, wish } from '../support/memory-watches.ts';

const HOUR = 60 * 60 * 1000;
const EVERY = 6 * HOUR;
const LOOK = 15_000;

type World = ReturnType<typeof checkWorld>;

const roundsOf = (world: World) => createBeginDue({ ...world, everyMs: EVERY });

const watch = async ({ watches, clock }: World, count: number) => {
  for (let at = 0; at < count; at += 1)
    await watches.start(offerDetail(String(620_000 + at)), wish(clock, { ...chat, id: String(at % 5) }));
};

/** Lets so much time go by, with a look every quarter of a minute; checks that were begun are made at once. */
const pass = async (world: World, ms: number, ...rounds: (() => Promise<number>)[]) => {
  const { clock, watches, queue } = world;
  for (let gone = 0; gone < ms; gone += LOOK) {
    await clock.advance(LOOK);
    for (const begin of rounds) expect(await begin()).toBeLessThanOrEqual(8);
    for (const { task } of queue.jobs.values())
      if (task.kind === 'check' && ((await watches.offer(task.offerId))?.checkedAtMs ?? 0) < task.dueMs)
        await watches.note(task.offerId, offerDetail(task.offerId), clock.now());
  }
};

const checksBy = ({ queue }: World) => {
  const counts = new Map<string, number>();
  for (const { task } of queue.jobs.values())
    if (task.kind === 'check') counts.set(task.offerId, (counts.get(task.offerId) ?? 0) + 1);
  return counts;
};

describe('rounds', () => {
  test('check each offer once in every span, also when two processes begin them and one begins anew', async () => {
    const world = checkWorld();
    await watch(world, 20);
    await pass(world, EVERY, roundsOf(world), roundsOf(world));
    await pass(world, EVERY, roundsOf(world));
    expect([...checksBy(world).values()]).toEqual(Array.from({ length: 20 }, () => 2));
  });

  test('are spread over the span: no hour has more than a third of the checks', async () => {
    const world = checkWorld();
    await watch(world, 60);
    const begin = roundsOf(world);
    const hours: number[] = [];
    for (let hour = 0; hour < 6; hour += 1) {
      const before = world.queue.jobs.size;
      await pass(world, HOUR, begin);
      hours.push(world.queue.jobs.size - before);
    }
    expect(hours.reduce((sum, count) => sum + count, 0)).toBe(60);
    expect(Math.max(...hours)).toBeLessThan(20);
  });

  test('after a long stop catch up some at a time', async () => {
    const world = checkWorld();
    await watch(world, 30);
    await world.clock.advance(10 * EVERY);
    const begin = roundsOf(world);
    expect([await begin(), await begin(), await begin(), await begin(), await begin()]).toEqual([
      8, 8, 8, 6, 0,
    ]);
  });

  test('ask again soon for an offer that was missed once, and hourly for one that could not be asked for', async () => {
    const world = checkWorld();
    await watch(world, 1);
    await world.clock.advance(EVERY);
    const begin = roundsOf(world);
    expect(await begin()).toBe(1);
    await world.watches.note('620000', null, world.clock.now());
    await world.clock.advance(11 * 60 * 1000);
    expect(await begin()).toBe(1);
    await world.watches.note('620000', null, world.clock.now());
    await world.clock.advance(EVERY);
    const before = world.queue.jobs.size;
    for (let minutes = 0; minutes < 150; minutes += 5) {
      await begin();
      await world.clock.advance(5 * 60 * 1000);
    }
    expect(world.queue.jobs.size - before).toBeGreaterThan(1);
    expect(world.queue.jobs.size - before).toBeLessThan(5);
  });

  test('leave out what nobody watches any more', async () => {
    const world = checkWorld();
    await watch(world, 1);
    await world.clock.advance(EVERY);
    await world.watches.stop({ platform: 'telegram', id: '0' }, '620000');
    expect(await roundsOf(world)()).toBe(0);
  });
});
