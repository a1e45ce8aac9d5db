/** Rounds as BullMQ's priorities: where they begin, how they end, and that lanes never meet. */
import { Redis } from 'ioredis';
import { expect, it, onTestFinished } from 'vitest';
import { LANES } from '../../src/domain/ports.ts';
import { createTurns, priorityOfRepeat } from '../../src/jobs/bullmq-turns.ts';
import { chat } from '../support/made-up.ts';
import { answerJob } from '../support/made-up-job.ts';
import { describeWithRedis, freshPrefix, redisUrl } from '../support/redis.ts';

const MAX_PRIORITY = 2 ** 21 - 1;

/** Turns with BullMQ's part played by the test: `put` takes a turn and has the job wait. */
const world = () => {
  const redis = new Redis(redisUrl);
  onTestFinished(() => redis.disconnect());
  const prefix = freshPrefix();
  const keys = {
    bull: (type: string) => `${prefix}:jobs:${type}`,
    own: (name: string) => `${prefix}:${name}`,
  };
  const turns = createTurns(redis, keys);
  const put = async (id: string, lane: (typeof LANES)[number] = 'asked') => {
    const job = answerJob(id, { lane, chat: { ...chat, id: id.charAt(0) } });
    const taken = await turns.take(id, job, 0);
    if (taken) {
      await redis.zadd(keys.bull('prioritized'), taken.priority * 2 ** 32, id);
      await redis.hset(keys.bull(id), 'name', 'answer', 'priority', taken.priority);
    }
    return taken;
  };
  return { redis, turns, put, keys };
};

describeWithRedis('turns in Redis', () => {
  it('are one a round for each chat, and give a known job none', async () => {
    const { put } = world();
    const first = await put('a1');
    const rounds = [first, await put('a2'), await put('b1')].map((taken) => taken?.turn.round);
    expect(rounds).toEqual([0, 1, 0]);
    expect(await put('a1')).toBeNull();
  });

  it('stay inside their lane, also at its end, where it is first come, first served', async () => {
    const { redis, put, keys } = world();
    const seen: number[] = [];
    for (const lane of LANES) {
      await put(`x-${lane}`, lane);
      await redis.hset(keys.own(`turns:${lane}`), 'round', 10 ** 9);
      for (const id of [`a-${lane}`, `b-${lane}`]) seen.push((await put(id, lane))?.priority ?? 0);
      expect(seen.at(-1)).toBeGreaterThan(priorityOfRepeat(lane));
    }
    expect(seen[0]).toBe(seen[1]);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen[1]).toBeLessThan(priorityOfRepeat('asked'));
    expect(seen.at(-1)).toBeLessThanOrEqual(MAX_PRIORITY);
  });

  it('begin anew when nothing waits in the lane, while rounds go on', async () => {
    const { redis, turns, put, keys } = world();
    const first = await put('a1');
    await turns.begun({ lane: 'asked', round: 700_000 });
    expect((await put('b1'))?.priority).toBeGreaterThan(first?.priority ?? 0);
    await redis.del(keys.bull('prioritized'));
    const anew = await put('c1');
    expect(anew).toMatchObject({ priority: first?.priority, turn: { round: 700_000 } });
  });

  it('say whose add was first when two processes add the same job at once', async () => {
    const { turns } = world();
    const takes = await Promise.all([1, 2].map(() => turns.take('a1', answerJob('a1'), 0)));
    expect(takes.map((taken) => taken?.isFirst)).toEqual([true, false]);
  });

  it('know the oldest open job, also where nobody told that an older one is over', async () => {
    const { redis, turns, put, keys } = world();
    await put('a1');
    await redis.zadd(keys.own('open'), 5, 'a2');
    await redis.hset(keys.bull('a2'), 'name', 'answer');
    expect(await turns.oldestMs(10)).toBe(0);
    await redis.hset(keys.bull('a1'), 'finishedOn', 7);
    expect(await turns.oldestMs(10)).toBe(5);
    await turns.over('a2');
    expect(await turns.oldestMs(10)).toBeNull();
  });
});
