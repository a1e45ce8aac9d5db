/**
 * A short bad day: photos come in while the real program's processes are killed with -9 at random moments. The whole one, with 200
 * photos, is `npm run bench -- chaos`; `CHAOS_SEED` runs a day again.
 */
import { expect, test } from 'vitest';
import { type Chaos, liveThrough } from '../support/chaos.ts';
import { hasRedis } from '../support/own-redis.ts';

const seed = process.env.CHAOS_SEED ?? String(Math.floor(Math.random() * 1_000_000));

/** With CI set, a machine without Redis fails and is not skipped. */
const withRedis = hasRedis() || process.env.CI ? test : test.skip;

/** A loaded machine is slow to start a process again; only a failing day lasts as long. */
const PATIENCE_MS = 90_000;
const TIMEOUT_MS = 240_000;

const live = async (how: Pick<Chaos, 'roles' | 'redis'>): Promise<void> => {
  const day = { seed, photos: 24, chats: 6, kills: 4, redisAwayMs: 5_000, patienceMs: PATIENCE_MS };
  const { violations, asked, answered, told, lost, doubled, searching, strays } = await liveThrough({
    ...day,
    ...how,
  });
  expect({ seed, violations, asked, answered, told, lost, doubled, searching, strays }).toEqual({
    seed,
    violations: [],
    asked: 24,
    answered: 24,
    told: 0,
    lost: 0,
    doubled: 0,
    searching: 0,
    strays: 0,
  });
};

test('one process, killed and started again, answers every photo exactly once', { timeout: TIMEOUT_MS }, () =>
  live({ roles: ['all'], redis: false }),
);

withRedis(
  'two that receive and two that search, and a Redis that goes away, answer every photo exactly once',
  { timeout: TIMEOUT_MS },
  () => live({ roles: ['web', 'web', 'worker', 'worker'], redis: true }),
);
