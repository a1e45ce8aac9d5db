/** Key-value stores with expiry in the SQLite file: an adapter that Keyv plugs in, one namespace for each use. */
import { deserialize, serialize } from 'node:v8';
import { type DeserializedData, Keyv, type KeyvStoreAdapter } from 'keyv';
import type { Clock, Log, Store } from '../domain/ports.ts';
import type { Connection, Database } from './sqlite.ts';

/** Expired entries are invisible at once; their room is given back in small pieces as new entries are written. */
const SWEEP_EVERY_MS = 30_000;
const SWEEP_ROWS = 500;

const LIVE = 'namespace = ? AND key = ? AND (expires_at IS NULL OR expires_at > ?)';

const prepareAll = (connection: Connection) => ({
  find: connection.prepare<{ body: Uint8Array }>(`SELECT body FROM entries WHERE ${LIVE}`),
  write: connection.prepare(
    `INSERT INTO entries (namespace, key, body, expires_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (namespace, key) DO UPDATE SET body = excluded.body, expires_at = excluded.expires_at`,
  ),
  remove: connection.prepare(`DELETE FROM entries WHERE ${LIVE}`),
  clear: connection.prepare('DELETE FROM entries WHERE namespace = ?'),
  sweep: connection.prepare(
    `DELETE FROM entries WHERE id IN (SELECT id FROM entries WHERE expires_at <= ? LIMIT ${SWEEP_ROWS})`,
  ),
});

/**
 * A store for `new Keyv({ store })` that holds one namespace and expects Keyv's own serializer and prefix to be off: values are
 * in V8's form, which is several times faster than Keyv's JSON, holds bytes as they are, and may be kept on a disk from one
 * Node version to the next (nodejs.org/api/v8.html#serialization-api).
 * It never throws: where the file fails, the reason is logged, reading finds nothing and writing answers false, because a
 * memory that fails must not take the answer with it.
 */
const adapterFor = (options: {
  statements: ReturnType<typeof prepareAll>;
  namespace: string;
  clock: Clock;
  log: Log;
}): KeyvStoreAdapter => {
  const { statements, namespace, clock, log } = options;
  let sweptAtMs = clock.now();

  const orElse = async <T>(fallback: T, work: () => T): Promise<T> => {
    try {
      return work();
    } catch (error) {
      log.error({ namespace, err: error }, 'store failed');
      return fallback;
    }
  };
  const sweep = (): void => {
    if (clock.now() - sweptAtMs < SWEEP_EVERY_MS) return;
    // A full batch means that more is left: the next write goes on with it.
    if (statements.sweep.run(clock.now()) < SWEEP_ROWS) sweptAtMs = clock.now();
  };

  const adapter: KeyvStoreAdapter = {
    opts: {},
    on: () => adapter,
    get: <Value>(key: string) =>
      orElse(undefined, () => {
        const row = statements.find.get(namespace, key, clock.now());
        return row && { value: deserialize(row.body) as Value };
      }),
    set: (key, data: DeserializedData<unknown>, ttlMs) =>
      orElse(false, () => {
        const expiresAtMs = ttlMs === undefined ? null : clock.now() + ttlMs;
        statements.write.run(namespace, key, serialize(data.value), expiresAtMs);
        sweep();
        return true;
      }),
    delete: (key) => orElse(false, () => statements.remove.run(namespace, key, clock.now()) > 0),
    clear: () => orElse(undefined, () => void statements.clear.run(namespace)),
  };
  return adapter;
};

/**
 * Opens a store. `lasting` is for what cannot be had again: its writing waits for the disk and survives a power cut (see `Database`).
 * A namespace is opened the same way everywhere.
 */
export type Stores = (namespace: string, connection?: 'passing' | 'lasting') => Store;

/**
 * Makes stores that share the file. Stores with the same namespace hold the same entries, also in other processes.
 * Values come back as `Store` says; expiry follows `clock`. Nothing here throws, see the log's `store failed`.
 */
export const createStores = (options: { db: Database; clock: Clock; log: Log }): Stores => {
  const { db, clock, log } = options;
  const statements = { passing: prepareAll(db.passing), lasting: prepareAll(db.lasting) };
  return (namespace, connection = 'passing') => {
    const store = adapterFor({ statements: statements[connection], namespace, clock, log });
    const keyv = new Keyv({ store, namespace, useKeyPrefix: false });
    keyv.serialize = undefined;
    keyv.deserialize = undefined;
    return keyv;
  };
};
