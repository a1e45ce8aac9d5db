/** Stores of the product into which entries can also be written by the hundred thousand: straight into the SQLite file's table, and through one pipeline to Redis. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import KeyvRedis, { createClient } from '@keyv/redis';
import type { Store } from '../../src/domain/ports.ts';
import { systemClock } from '../../src/ops/clock.ts';
import { connectStores } from '../../src/storage/keyv-redis.ts';
import { createStores } from '../../src/storage/keyv-sqlite.ts';
import { openDatabase } from '../../src/storage/sqlite.ts';
import { silentLog } from '../../test/support/silent-log.ts';
import type { StoredEntry } from './near-entries.ts';

/** A store, a way to write many entries at once that leaves what the store would have written, and what stands there of a key. */
export type BulkPlace = {
  readonly name: string;
  readonly store: Store;
  write(entries: readonly StoredEntry[], ttlMs: number): Promise<void>;
  read(key: string): Promise<Omit<StoredEntry, 'key'> | null>;
  /** How many entries there are. */
  count(): Promise<number>;
  close(): Promise<void>;
};

const NAMESPACE = 'bench';

/** A file of its own in the machine's temporary folder. */
export const placeInFile = (): BulkPlace => {
  const dir = mkdtempSync(join(tmpdir(), 'tusou-bench-'));
  const db = openDatabase(dir);
  // A connection of its own, with room for the index: filling must not change how the product's one reads.
  const bulk = new DatabaseSync(join(dir, 'tusou.sqlite'));
  bulk.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -500000');
  const write = bulk.prepare(
    `INSERT INTO entries (namespace, key, body, expires_at) VALUES ('${NAMESPACE}', ?, ?, ?)
     ON CONFLICT (namespace, key) DO UPDATE SET body = excluded.body, expires_at = excluded.expires_at`,
  );
  const read = bulk.prepare(
    `SELECT body, expires_at FROM entries WHERE namespace = '${NAMESPACE}' AND key = ?`,
  );
  const count = bulk.prepare(`SELECT count(*) AS count FROM entries WHERE namespace = '${NAMESPACE}'`);
  return {
    name: 'SQLite',
    store: createStores({ db, clock: systemClock, log: silentLog })(NAMESPACE),
    write: async (entries, ttlMs) => {
      const expiresAt = Date.now() + ttlMs;
      bulk.exec('BEGIN');
      for (const { key, body, expires } of entries) write.run(key, body, expires ? expiresAt : null);
      bulk.exec('COMMIT');
    },
    read: async (key) => {
      const row = read.get(key);
      return row ? { body: row.body as Uint8Array, expires: row.expires_at !== null } : null;
    },
    count: async () => Number(count.get()?.count),
    close: async () => {
      bulk.close();
      db.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
};

/** RESP's sign for texts of known length, which come as they are. */
const BULK_STRING = 36;

/** Keys of its own on a Redis server; they are removed at the end. Rejects with `storage-down`. */
export const placeOnRedis = async (url: string): Promise<BulkPlace> => {
  const prefix = `tusou-bench-${process.pid}`;
  const namespace = `${prefix}:store:${NAMESPACE}`;
  const redis = await connectStores({ url, prefix, clock: systemClock, log: silentLog });
  const client = createClient({ url, commandOptions: { typeMapping: { [BULK_STRING]: Buffer } } });
  // Walking through keys never ends where cursors come as bytes.
  const texts = new KeyvRedis(url, { namespace, keyPrefixSeparator: ':' });
  await client.connect();
  const keyOf = (key: string): string => `${namespace}:${key}`;
  return {
    name: 'Redis',
    store: redis.stores(NAMESPACE),
    write: async (entries, ttlMs) => {
      const pipeline = client.multi();
      for (const { key, body, expires } of entries)
        pipeline.set(keyOf(key), Buffer.from(body.buffer, body.byteOffset, body.byteLength), {
          ...(expires ? { PX: ttlMs } : {}),
        });
      await pipeline.execAsPipeline();
    },
    read: async (key) => {
      const [body, leftMs] = await Promise.all([client.get(keyOf(key)), client.pTTL(keyOf(key))]);
      return body === null ? null : { body: body as unknown as Buffer, expires: Number(leftMs) > 0 };
    },
    count: async () => {
      let found = 0;
      for await (const _ of texts.iterator(namespace)) found += 1;
      return found;
    },
    close: async () => {
      await texts.clear();
      await texts.disconnect();
      await client.close();
      await redis.close();
    },
  };
};
