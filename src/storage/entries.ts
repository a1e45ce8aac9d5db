/** What stands between Keyv and a place that keeps bytes: values in their stored form, and failures that nobody has to handle. */
import { deserialize, serialize } from 'node:v8';
import { type DeserializedData, Keyv, type KeyvStoreAdapter } from 'keyv';
import { TusouError } from '../domain/errors.ts';
import type { Clock, ListedStore, Log } from '../domain/ports.ts';
import { createOutage } from './outage.ts';

/** A place that keeps the bytes of one namespace until their time is over. It may throw anything. */
export type Entries = {
  find(key: string): Promise<Uint8Array | undefined>;
  write(key: string, body: Uint8Array, ttlMs: number | undefined): Promise<void>;
  /** True when there was something to remove. */
  remove(key: string): Promise<boolean>;
  /** The keys that begin so and whose time is not over. */
  keysUnder(prefix: string): Promise<string[]>;
  clear(): Promise<void>;
};

/**
 * A store over these entries. Values are in V8's form, which is several times faster than Keyv's JSON, holds bytes as they are, and
 * may be kept from one Node version to the next (nodejs.org/api/v8.html#serialization-api).
 * It never throws: where the place fails, the reason is logged, reading finds nothing and writing answers false, because a
 * memory that fails must not take the answer with it. Only listing keys rejects then.
 */
export const storeOver = (
  entries: Entries,
  { namespace, ...told }: { readonly namespace: string; readonly clock: Clock; readonly log: Log },
): ListedStore => {
  const outage = createOutage({
    ...told,
    events: { begins: 'store failed', ends: 'store works again' },
    fields: { namespace },
  });
  const orElse = async <T>(fallback: T, work: () => Promise<T>): Promise<T> => {
    try {
      const result = await work();
      outage.worked();
      return result;
    } catch (error) {
      outage.failed(error);
      return fallback;
    }
  };
  const adapter: KeyvStoreAdapter = {
    opts: {},
    on: () => adapter,
    get: <Value>(key: string) =>
      orElse(undefined, async () => {
        const body = await entries.find(key);
        return body && { value: deserialize(body) as Value };
      }),
    set: (key, data: DeserializedData<unknown>, ttlMs) =>
      orElse(false, async () => {
        await entries.write(key, serialize(data.value), ttlMs);
        return true;
      }),
    delete: (key) => orElse(false, () => entries.remove(key)),
    clear: () => orElse(undefined, () => entries.clear()),
  };
  // Keyv's own form and prefix are off: see above, and a place keeps its namespaces apart itself.
  const keyv = new Keyv({ store: adapter, namespace, useKeyPrefix: false });
  keyv.serialize = undefined;
  keyv.deserialize = undefined;
  return Object.assign(keyv, {
    keysUnder: async (prefix: string): Promise<readonly string[]> => {
      const keys = await orElse(null, () => entries.keysUnder(prefix));
      if (keys === null)
        throw new TusouError('storage-down', { detail: 'the keys of a store were not listed' });
      return keys;
    },
  });
};
