/** The rights of locks as rows of the SQLite file. */
import type { Clock } from '../domain/ports.ts';
import { LOCK_TTL_MS, type LockTable } from './locks.ts';
import type { Database } from './sqlite.ts';

/** All processes that have the file share them; their time is the machine's. */
export const locksInFile = ({ passing }: Database, clock: Clock): LockTable => {
  // An end further away than any right lasts was written before the clock was set back.
  const take = passing.prepare(
    `INSERT INTO locks (name, owner, expires_at) VALUES (?1, ?2, ?3 + ${LOCK_TTL_MS})
     ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, expires_at = excluded.expires_at
     WHERE expires_at <= ?3 OR expires_at > ?3 + ${LOCK_TTL_MS}`,
  );
  const renew = passing.prepare(
    `UPDATE locks SET expires_at = ?3 + ${LOCK_TTL_MS} WHERE name = ?1 AND owner = ?2 AND expires_at > ?3`,
  );
  const release = passing.prepare('DELETE FROM locks WHERE name = ? AND owner = ?');
  return {
    take: async (name, owner) => take.run(name, owner, clock.now()) > 0,
    renew: async (name, owner) => renew.run(name, owner, clock.now()) > 0,
    release: async (name, owner) => release.run(name, owner) > 0,
  };
};
