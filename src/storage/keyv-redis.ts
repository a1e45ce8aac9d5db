/** Key-value stores with expiry on Redis: Keyv over `@keyv/redis`, one namespace for each use. */
import KeyvRedis, { createClient, type RedisClientOptions } from '@keyv/redis';
import type { Clock, Log } from '../domain/ports.ts';
import { type Entries, storeOver } from './entries.ts';
import type { Stores } from './keyv-sqlite.ts';
import { ANSWER_WITHIN_MS, reconnectAfterMs, redisDown } from './redis.ts';

/** RESP's own sign for a text of known length (redis.io/docs/latest/develop/reference/protocol-spec): those come as they are. */
const BULK_STRING = 36;

/** What waits for an answer while the server hangs is bounded: more is refused at once. */
const MOST_WAITING = 1_000;

/** What the work gives, or a rejection when that takes longer than a server needs that works. */
const inTime = async <T>(work: Promise<T>, clock: Clock): Promise<T> => {
  const over = new AbortController();
  const late = clock.sleep(ANSWER_WITHIN_MS, over.signal).then((): never => {
    throw new Error('no answer in time');
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
  }
};

type Client = ReturnType<typeof clientFor>;

/** The client looks for the server again whenever it is gone, and refuses at once what it is asked meanwhile. */
const clientFor = (url: string) => {
  const options: RedisClientOptions = {
    url,
    disableOfflineQueue: true,
    commandsQueueMaxLength: MOST_WAITING,
    pingInterval: ANSWER_WITHIN_MS,
    socket: {
      connectTimeout: ANSWER_WITHIN_MS,
      // Above the pause between pings: a connection on which not even those are answered is broken.
      socketTimeout: 2 * ANSWER_WITHIN_MS,
      reconnectStrategy: reconnectAfterMs,
    },
    commandOptions: { typeMapping: { [BULK_STRING]: Buffer } },
  };
  const client = createClient(options);
  // Each namespace listens, and every command rejects by itself: the event would end the process if nobody else listened.
  client.setMaxListeners(0);
  client.on('error', () => {});
  return client;
};

/** The signs that a pattern of SCAN would take for more than themselves (redis.io/docs/latest/commands/keys). */
const asPattern = (text: string): string => text.replace(/[*?[\]\\^-]/g, (sign) => `\\${sign}`);

/** Keys looked through at a time, so that nobody else waits long meanwhile. */
const SCANNED = 1_000;

const keysBelow = async (client: Client, start: string, prefix: string): Promise<string[]> => {
  const found = new Set<string>();
  // With cursors as bytes the end of a scan is never seen.
  const asTexts = client.withTypeMapping({});
  for await (const keys of asTexts.scanIterator({ MATCH: `${asPattern(start + prefix)}*`, COUNT: SCANNED }))
    for (const key of keys) found.add(String(key).slice(start.length));
  return [...found];
};

const entriesOn = (redis: KeyvRedis<Uint8Array>, clock: Clock, keysUnder: Entries['keysUnder']): Entries => ({
  keysUnder,
  find: (key) => inTime(redis.get(key), clock),
  // The client sends bytes as they are; only its type asks for text.
  write: (key, body, ttlMs) =>
    inTime(redis.set(key, body as unknown as string, ttlMs && Math.ceil(ttlMs)), clock),
  remove: (key) => inTime(redis.delete(key), clock),
  clear: () => inTime(redis.clear(), clock),
});

/** Stores on a Redis server, and how to let go of it. */
export type RedisStores = { readonly stores: Stores; close(): Promise<void> };

/**
 * Connects, and makes stores whose keys begin with `prefix`. Stores with the same namespace hold the same entries in all processes;
 * expiry follows the server's clock. Whether something lasts is the server's setting for all that it holds, so both kinds of store
 * are alike here. Stores never throw and answer within seconds, see the log's `store failed`; connecting rejects with `storage-down`.
 */
export const connectStores = async (options: {
  readonly url: string;
  readonly prefix: string;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<RedisStores> => {
  const { url, prefix, clock, log } = options;
  const client = clientFor(url);
  try {
    await inTime(client.connect(), clock);
  } catch (error) {
    client.destroy();
    throw redisDown(url, error);
  }
  const stores: Stores = (namespace) => {
    const below = `${prefix}:store:${namespace}`;
    const redis = new KeyvRedis<Uint8Array>(client, {
      namespace: below,
      keyPrefixSeparator: ':',
      throwOnErrors: true,
    });
    redis.on('error', () => {});
    const keysUnder = (start: string): Promise<string[]> => keysBelow(client, `${below}:`, start);
    return storeOver(entriesOn(redis, clock, keysUnder), { namespace, clock, log });
  };
  const close = async (): Promise<void> => {
    // What is still on its way may arrive; a server that hangs does not hold up the end.
    if (client.isReady) await inTime(client.close(), clock).catch(() => {});
    if (client.isOpen) client.destroy();
  };
  return { stores, close };
};
