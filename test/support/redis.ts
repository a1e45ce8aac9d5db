/** The Redis server of tests: used where one answers, skipped visibly elsewhere, and missed with an error where CI is set. */
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, describe } from 'vitest';

/** Where the server is. Tests keep to key prefixes of their own. */
export const redisUrl = process.env.REDIS_TEST_URL ?? 'redis://127.0.0.1:6379';

const answers = async (): Promise<boolean> => {
  const redis = new Redis(redisUrl, { lazyConnect: true, connectTimeout: 2_000, retryStrategy: () => null });
  redis.on('error', () => {});
  try {
    await redis.connect();
    return true;
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
};

const isThere = await answers();
const prefixes: string[] = [];

/** A key prefix that nobody else has; its keys are removed when the file's tests are over. */
export const freshPrefix = (): string => {
  const prefix = `tusou-test-${randomUUID()}`;
  prefixes.push(prefix);
  return prefix;
};

/** All keys below a prefix. */
export const keysBelow = async (redis: Redis, prefix: string): Promise<string[]> => {
  const keys: string[] = [];
  for await (const some of redis.scanStream({ match: `*${prefix}*`, count: 1_000 }) as AsyncIterable<
    string[]
  >)
    keys.push(...some);
  return keys;
};

const removeAll = async (): Promise<void> => {
  if (prefixes.length === 0) return;
  const redis = new Redis(redisUrl);
  for (const prefix of prefixes) for (const key of await keysBelow(redis, prefix)) await redis.unlink(key);
  redis.disconnect();
};

/** Declares tests that need the server. */
export const describeWithRedis = (name: string, declare: () => void): void => {
  if (!isThere && process.env.CI) throw new Error(`No Redis answers at ${redisUrl}, and CI is set.`);
  describe.skipIf(!isThere)(isThere ? name : `${name} (skipped: no Redis answers at REDIS_TEST_URL)`, () => {
    afterAll(removeAll);
    declare();
  });
};
