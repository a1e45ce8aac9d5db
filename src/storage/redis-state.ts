/**
 * What processes of one installation share on a Redis server: stores, locks and call slots. Its libraries take long to load, so it is
 * imported only where REDIS_URL is set.
 */
import { ReplyError } from 'ioredis';
import { connectStores } from './keyv-redis.ts';
import { createLocks } from './locks.ts';
import { locksOnRedis } from './locks-redis.ts';
import { connectScripts, type RedisScripts } from './redis.ts';
import { probe, type SharedState, type StateParts } from './shared-state.ts';
import { createSlots } from './slots.ts';
import { slotsOnRedis } from './slots-redis.ts';

/** A server that is being restarted is back by then; one that was named wrongly should be told of soon. */
const LOOK_FOR_MS = 20_000;
const LOOK_AGAIN_MS = 500;

/** Both connections, or none. The server may go away between the two. */
const connectOnce = async (options: StateParts & { readonly url: string; readonly prefix: string }) => {
  const scripts: RedisScripts = await connectScripts(options.url, options.prefix);
  try {
    return { scripts, ...(await connectStores(options)) };
  } catch (error) {
    scripts.close();
    throw error;
  }
};

const connect = async (options: Parameters<typeof connectOnce>[0]): ReturnType<typeof connectOnce> => {
  const { clock, log } = options;
  const untilMs = clock.now() + LOOK_FOR_MS;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await connectOnce(options);
    } catch (error) {
      const isRefusal = error instanceof Error && error.cause instanceof ReplyError;
      if (isRefusal || clock.now() >= untilMs) throw error;
      if (attempt === 1) log.warn({ err: error }, 'waiting for Redis');
      await clock.sleep(LOOK_AGAIN_MS);
    }
  }
};

/**
 * Connects to a Redis server. All keys begin with `prefix`, so that installations may share a server. Waits some seconds for a server that is
 * not there, then rejects with `storage-down` and a sentence that names REDIS_URL.
 */
export const openRedisState = async (
  options: StateParts & { readonly url: string; readonly prefix: string },
): Promise<SharedState> => {
  const { url: _, prefix: __, ...parts } = options;
  const { scripts, stores, close } = await connect(options);
  const slotTable = slotsOnRedis(scripts);
  return {
    stores,
    locks: createLocks(locksOnRedis(scripts), parts),
    slots: (name, pace) => createSlots(slotTable(name, pace), { ...parts, name }),
    isWritable: probe(stores),
    close: async () => {
      scripts.close();
      await close();
    },
  };
};
