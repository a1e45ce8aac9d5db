/** Key-value stores with expiry in the SQLite file: Keyv over the table `entries`, one namespace for each use. */
import type { Clock, ListedStore, Log } from '../domain/ports.ts';
import { type Entries, storeOver } from './entries.ts';
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
  keysUnder: connection.prepare<{ key: string }>(
    `SELECT key FROM entries WHERE namespace = ? AND key >= ? AND substr(key, 1, length(?)) = ?
       AND (expires_at IS NULL OR expires_at > ?)`,
  ),
  clear: connection.prepare('DELETE FROM entries WHERE namespace = ?'),
  sweep: connection.prepare(
    `DELETE FROM entries WHERE id IN (SELECT id FROM entries WHERE expires_at <= ? LIMIT ${SWEEP_ROWS})`,
  ),
});

const entriesIn = (
  statements: ReturnType<typeof prepareAll>,
  { namespace, clock }: { readonly namespace: string; readonly clock: Clock },
): Entries => {
  let sweptAtMs = clock.now();
  const sweep = (): void => {
    if (clock.now() - sweptAtMs < SWEEP_EVERY_MS) return;
    // A full batch means that more is left: the next write goes on with it.
    if (statements.sweep.run(clock.now()) < SWEEP_ROWS) sweptAtMs = clock.now();
  };
  return {
    find: async (key) => statements.find.get(namespace, key, clock.now())?.body,
    write: async (key, body, ttlMs) => {
      statements.write.run(namespace, key, body, ttlMs === undefined ? null : clock.now() + ttlMs);
      sweep();
    },
    remove: async (key) => statements.remove.run(namespace, key, clock.now()) > 0,
    keysUnder: async (prefix) =>
      statements.keysUnder.all(namespace, prefix, prefix, prefix, clock.now()).map(({ key }) => key),
    clear: async () => void statements.clear.run(namespace),
  };
};

/**
 * Opens a store. `lasting` is for what cannot be had again: its writing waits for the disk and survives a power cut (see `Database`).
 * A namespace is opened the same way everywhere.
 */
export type Stores = (namespace: string, connection?: 'passing' | 'lasting') => ListedStore;

/**
 * Makes stores that share the file. Stores with the same namespace hold the same entries, also in other processes.
 * Values come back as `Store` says; expiry follows `clock`. Nothing here throws, see the log's `store failed`.
 */
export const createStores = (options: { db: Database; clock: Clock; log: Log }): Stores => {
  const { db, clock, log } = options;
  const statements = { passing: prepareAll(db.passing), lasting: prepareAll(db.lasting) };
  return (namespace, connection = 'passing') =>
    storeOver(entriesIn(statements[connection], { namespace, clock }), { namespace, clock, log });
};
