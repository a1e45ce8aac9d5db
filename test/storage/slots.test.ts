/** The call slots of the SQLite file and of a Redis server keep their contract. */
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import type { Clock } from '../../src/domain/ports.ts';
import { systemClock } from '../../src/ops/clock.ts';
import { openRedisState } from '../../src/storage/redis-state.ts';
import { openFileState, openMemoryState } from '../../src/storage/shared-state.ts';
import { type SlotsWorld, slotsContract } from '../contract/slots.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { countedIds } from '../support/own-budget.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { describeWithRedis, freshPrefix, keysBelow, redisUrl } from '../support/redis.ts';
import { silentLog } from '../support/silent-log.ts';
import { tempDir } from '../support/temp-dir.ts';

const onFakeTime = (open: (clock: Clock) => SlotsWorld['open']): SlotsWorld => {
  const clock = fakeClock(1_000_000);
  return { open: open(clock), pass: clock.advance, now: async () => clock.now(), exactMs: 1 };
};

slotsContract('Slots in memory', async () =>
  onFakeTime((clock) => {
    const { slots } = openMemoryState({ clock, log: silentLog, newId: countedIds() });
    return (pace, name = 'test') => slots(name, pace);
  }),
);

slotsContract(
  'Slots in a file',
  async () => {
    const dir = tempDir();
    const newId = countedIds();
    return onFakeTime((clock) => (pace, name = 'test') => {
      const state = openFileState({ dir, clock, log: silentLog, newId });
      onTestFinished(() => state.close());
      return state.slots(name, pace);
    });
  },
  10,
);

test('slots in a file are given out again after the clock was set back by an hour', async () => {
  let now = 10_000_000;
  const clock: Clock = { now: () => now, sleep: async () => {} };
  const { slots } = openMemoryState({ clock, log: silentLog, newId: countedIds() });
  const two = slots('test', { limit: 2, windowMs: 1_000 });
  await (await two.take())?.started();
  await two.take();
  now -= 3_600_000;
  expect((await two.take())?.waitMs).toBe(1_000);
  now += 5_000 + 1_000 + 1;
  expect((await two.take())?.waitMs).toBeLessThanOrEqual(1_000);
});

test('slots whose storage fails say so when taken, and only tell the log when returned', async () => {
  const log = recordedLog();
  const state = openMemoryState({ clock: fakeClock(), log, newId: countedIds() });
  const slots = state.slots('test', { limit: 2, windowMs: 1_000 });
  const slot = await slots.take();
  await state.close();
  await expect(slots.take()).rejects.toMatchObject({ code: 'storage-down' });
  await slot?.started();
  expect(log.lines).toMatchObject([
    { level: 'error', event: 'call slots could not be returned', fields: { budget: 'test' } },
  ]);
});

/** Time goes by on the server's clock; what is written down there is moved back instead of waiting. */
const ageSlots = async (redis: Redis, prefix: string, ms: number): Promise<void> => {
  for (const key of await keysBelow(redis, `${prefix}:{slots`)) {
    const members = await redis.zrange(key, '0', '-1', 'WITHSCORES');
    for (let index = 0; index < members.length; index += 2)
      await redis.zincrby(key, -ms * 1_000, String(members[index]));
  }
};

describeWithRedis('on Redis', () => {
  slotsContract(
    'Slots on Redis',
    async () => {
      const prefix = freshPrefix();
      const redis = new Redis(redisUrl);
      const parts = { clock: systemClock, log: silentLog, newId: countedIds() };
      const state = await openRedisState({ ...parts, url: redisUrl, prefix });
      onTestFinished(async () => {
        redis.disconnect();
        await state.close();
      });
      let agedMs = 0;
      return {
        open: (pace, name = 'test') => state.slots(name, pace),
        pass: async (ms) => {
          agedMs += ms;
          await ageSlots(redis, prefix, ms);
        },
        now: async () => Date.now() + agedMs,
        exactMs: 250,
      };
    },
    5,
  );
});
