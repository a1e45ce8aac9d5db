/** Call slots as rows of the SQLite file. */
import { setImmediate as afterThis } from 'node:timers/promises';
import type { Clock, Pace } from '../domain/ports.ts';
import { HOLD_MS, PLACE_KEPT_MS, type SlotTable, type TakenSlot } from './slots.ts';
import { type Connection, type Database, inOneStep } from './sqlite.ts';

const FREE = 'budget = ?1 AND token IS NULL';
const HELD = 'budget = ?1 AND token IS NOT NULL';

const prepareAll = (connection: Connection) => ({
  // Times further away than any can be were written before the clock was set back.
  earlier: connection.prepare(`UPDATE call_slots SET free_at = ?2 WHERE ${FREE} AND free_at > ?2`),
  shorter: connection.prepare(`UPDATE call_slots SET held_until = ?2 WHERE ${HELD} AND held_until > ?2`),
  comeBack: connection.prepare(
    `UPDATE call_slots SET token = NULL, free_at = held_until + ?3 WHERE ${HELD} AND held_until < ?2`,
  ),
  count: connection.prepare<{ all: number }>('SELECT count(*) AS "all" FROM call_slots WHERE budget = ?'),
  add: connection.prepare('INSERT INTO call_slots (budget, free_at) VALUES (?, ?)'),
  drop: connection.prepare(
    `DELETE FROM call_slots WHERE id IN (SELECT id FROM call_slots WHERE ${FREE} ORDER BY free_at LIMIT ?2)`,
  ),
  leaveLate: connection.prepare('DELETE FROM call_askers WHERE budget = ?1 AND (seen < ?2 OR seen > ?3)'),
  before: connection.prepare<{ others: number }>(
    `SELECT count(*) AS others FROM call_askers WHERE budget = ?1 AND place <
       coalesce((SELECT place FROM call_askers WHERE budget = ?1 AND asker = ?2), 9e15)`,
  ),
  soonest: connection.prepare<{ id: number; free_at: number }>(
    `SELECT id, free_at FROM call_slots WHERE ${FREE} ORDER BY free_at LIMIT 1 OFFSET ?2`,
  ),
  hold: connection.prepare('UPDATE call_slots SET token = ?, held_until = ? WHERE id = ?'),
  line: connection.prepare(
    `INSERT INTO call_askers (budget, asker, place, seen)
     SELECT ?1, ?2, coalesce(max(place), 0) + 1, ?3 FROM call_askers WHERE budget = ?1
     ON CONFLICT (budget, asker) DO UPDATE SET seen = excluded.seen`,
  ),
  leave: connection.prepare('DELETE FROM call_askers WHERE budget = ? AND asker = ?'),
  free: connection.prepare('UPDATE call_slots SET token = NULL, free_at = ? WHERE token = ?'),
});

/**
 * Makes the slots of one file; all processes that have it share them, and their time is the machine's. The slots of a budget that
 * nobody ever had are free at once; ones that are added later, because the limit was raised, a window later.
 */
export const slotsInFile = ({ passing }: Database, clock: Clock) => {
  const sql = prepareAll(passing);
  const atOnce = inOneStep(passing);

  const tidy = (name: string, now: number, { limit, windowMs }: Pace): void => {
    sql.earlier.run(name, now + windowMs);
    sql.shorter.run(name, now + windowMs + HOLD_MS);
    sql.comeBack.run(name, now, windowMs);
    sql.leaveLate.run(name, now - PLACE_KEPT_MS, now);
    const all = sql.count.get(name)?.all ?? 0;
    for (let missing = limit - all; missing > 0; missing -= 1)
      sql.add.run(name, all === 0 ? now : now + windowMs);
    // The ones that are left tell of the latest calls.
    if (all > limit) sql.drop.run(name, all - limit);
  };

  const take = (name: string, asker: string, token: string): TakenSlot | null => {
    const now = clock.now();
    const before = sql.before.get(name, asker)?.others ?? 0;
    const slot = sql.soonest.get(name, before);
    if (!slot) {
      sql.line.run(name, asker, now);
      return null;
    }
    sql.leave.run(name, asker);
    sql.hold.run(token, Math.max(now, slot.free_at) + HOLD_MS, slot.id);
    return { waitMs: Math.max(0, slot.free_at - now), freeAt: slot.free_at };
  };

  return (name: string, pace: Pace): SlotTable => ({
    take: async (asker, token) =>
      atOnce(() => {
        tidy(name, clock.now(), pace);
        return take(name, asker, token);
      }),
    started: async (token) => {
      const freeAt = clock.now() + pace.windowMs;
      // The request goes onto the wire when the work under way has ended, and our own writing may have to wait for another process.
      await afterThis();
      sql.free.run(freeAt, token);
    },
    giveBack: async (token, freeAt) => void sql.free.run(freeAt, token),
  });
};
