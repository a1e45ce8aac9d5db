/** The rights of locks as keys of a Redis server, which ends them by itself. */
import { LOCK_TTL_MS, type LockTable } from './locks.ts';
import type { RedisScripts } from './redis.ts';

const TAKE = `return redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) and 1 or 0`;
const RENEW = `return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('PEXPIRE', KEYS[1], ARGV[2]) or 0`;
const RELEASE = `return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('DEL', KEYS[1]) or 0`;

/** All processes on the server's installation share them; their time is the server's. */
export const locksOnRedis = (redis: RedisScripts): LockTable => {
  const did = async (script: string, name: string, owner: string): Promise<boolean> =>
    (await redis.run(script, [`lock:${name}`], [owner, LOCK_TTL_MS])) === 1;
  return {
    take: (name, owner) => did(TAKE, name, owner),
    renew: (name, owner) => did(RENEW, name, owner),
    release: (name, owner) => did(RELEASE, name, owner),
  };
};
