/** Locks over a table of rights with an end: they are renewed while they are held, and given up in time when they cannot be. */
import type { Clock, Lock, Locks, Log } from '../domain/ports.ts';
import { createOutage, type Outage } from './outage.ts';

/** A right ends so long after it was last renewed: as long as a dead holder keeps others waiting. */
export const LOCK_TTL_MS = 6_000;

/** Three tries in the life of a right: a storage that is away for a moment costs nobody the lock. */
const RENEW_EVERY_MS = 2_000;

/** A holder hears of its loss so long before another one can take the right. */
const WARNING_MS = 500;

/** Where rights are written down. Each answers whether `owner` has the right of `name` now; each may reject with `storage-down`. */
export type LockTable = {
  /** Takes the right for `LOCK_TTL_MS`, unless somebody has it. */
  take(name: string, owner: string): Promise<boolean>;
  /** Makes it last `LOCK_TTL_MS` from now, if `owner` still has it. */
  renew(name: string, owner: string): Promise<boolean>;
  /** Ends it, if `owner` still has it. */
  release(name: string, owner: string): Promise<boolean>;
};

type Right = { readonly table: LockTable; readonly name: string; readonly owner: string };

/**
 * Renews a right until `over` is aborted. Resolves when it could not be kept. `askedMs` is when it was asked for: what is known of its
 * end is counted from the moment of asking, since the storage began to count some time later.
 */
const keep = async (
  { table, name, owner }: Right,
  { clock, outage, askedMs, over }: { clock: Clock; outage: Outage; askedMs: number; over: AbortSignal },
): Promise<void> => {
  let endsMs = askedMs + LOCK_TTL_MS - WARNING_MS;
  while (clock.now() < endsMs) {
    await clock.sleep(Math.min(RENEW_EVERY_MS, endsMs - clock.now()), over);
    const startedMs = clock.now();
    if (startedMs >= endsMs) return;
    try {
      // A storage that hangs must not keep the holder from hearing of it.
      const late = clock.sleep(endsMs - startedMs, over).then(() => null);
      const renewed = await Promise.race([table.renew(name, owner), late]);
      if (!renewed) return;
      outage.worked();
      endsMs = startedMs + LOCK_TTL_MS - WARNING_MS;
    } catch (error) {
      over.throwIfAborted();
      outage.failed(error);
    }
  }
};

/** Makes locks. `newId` makes a word for each holder that no other has. */
export const createLocks = (
  table: LockTable,
  parts: { readonly clock: Clock; readonly log: Log; readonly newId: () => string },
): Locks => {
  const { clock, log, newId } = parts;
  const events = { begins: 'lock could not be released or renewed', ends: 'lock is renewed again' };
  const outage = createOutage({ clock, log, events });

  const held = (right: Right, askedMs: number): Lock => {
    const over = new AbortController();
    const lost = new AbortController();
    keep(right, { clock, outage, askedMs, over: over.signal }).then(
      () => {
        over.abort();
        log.warn({ lock: right.name }, 'lock lost');
        lost.abort(new Error('the lock could not be kept'));
      },
      () => {},
    );
    const release = async (): Promise<void> => {
      if (over.signal.aborted) return;
      over.abort();
      // A right that cannot be ended ends by itself.
      await table.release(right.name, right.owner).catch((error: unknown) => outage.failed(error));
    };
    return { lost: lost.signal, release };
  };

  return {
    take: async (name) => {
      const askedMs = clock.now();
      const right = { table, name, owner: newId() };
      return (await table.take(name, right.owner)) ? held(right, askedMs) : null;
    },
  };
};
