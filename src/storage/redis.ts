/** The connection to Redis that locks and call slots go over: scripts, each of them one atomic step on the server. */
import { Redis } from 'ioredis';
import { TusouError } from '../domain/errors.ts';

/** Longer than a server needs that works at all; whoever waits for it must be able to go on without it. */
export const ANSWER_WITHIN_MS = 2_000;

/** A server that is gone is looked for again and again, ever slower, but often enough that its return is noticed at once. */
export const reconnectAfterMs = (attempts: number): number =>
  Math.min(50 * 2 ** Math.min(attempts, 8), 1_000);

/** Runs scripts. `keys` get the installation's prefix; a rejection is always `storage-down`, and comes within seconds. */
export type RedisScripts = {
  run(script: string, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown>;
  close(): void;
};

/** The place in an address, without what is secret in it. */
export const redisPlace = (url: string): string => {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
};

/** The error for a server that cannot be used. Messages of connection errors name the place, never the password. */
export const redisDown = (url: string, error: unknown): TusouError =>
  new TusouError('storage-down', {
    detail: `Redis at REDIS_URL (${redisPlace(url)}) cannot be used: ${error instanceof Error ? error.message : 'not an error'}`,
    cause: error,
  });

/** Opens the connection, which looks for the server again whenever it is gone. Rejects with `storage-down` when it is not there now. */
export const connectScripts = async (url: string, prefix: string): Promise<RedisScripts> => {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: ANSWER_WITHIN_MS,
    commandTimeout: ANSWER_WITHIN_MS,
    // A connection that says nothing for so long is broken, even where nobody told us.
    socketTimeout: 2 * ANSWER_WITHIN_MS,
    retryStrategy: reconnectAfterMs,
    // What could not be said in time must not be said later, when nobody waits for it any more.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: null,
  });
  // Every command rejects by itself; the event would end the process if nobody listened.
  redis.on('error', () => {});
  try {
    await redis.connect();
  } catch (error) {
    redis.disconnect();
    throw redisDown(url, error);
  }
  return {
    run: async (script, keys, args) => {
      try {
        return await redis.eval(script, keys.length, ...keys.map((key) => `${prefix}:${key}`), ...args);
      } catch (error) {
        throw redisDown(url, error);
      }
    },
    close: () => redis.disconnect(),
  };
};
