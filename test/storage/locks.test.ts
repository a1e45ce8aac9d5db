/** The locks of the SQLite file and of a Redis server keep their contract. */
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import type { Clock } from '../../src/domain/ports.ts';
import { createLocks, type LockTable } from '../../src/storage/locks.ts';
import { locksOnRedis } from '../../src/storage/locks-redis.ts';
import { locksInFile } from '../../src/storage/locks-sqlite.ts';
import { connectScripts } from '../../src/storage/redis.ts';
import { openMemoryState } from '../../src/storage/shared-state.ts';
import { openDatabase } from '../../src/storage/sqlite.ts';
import { type LocksWorld, locksContract } from '../contract/locks.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';
import { countedIds } from '../support/own-budget.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { describeWithRedis, freshPrefix, keysBelow, redisUrl } from '../support/redis.ts';
import { silentLog } from '../support/silent-log.ts';
import { tempDir } from '../support/temp-dir.ts';

type Parts = {
  readonly clock: FakeClock;
  readonly table: (clock: Clock) => LockTable;
  pass(ms: number): Promise<void>;
};

/** A world over one kind of table. A process that died has a clock of its own that stands still. */
const worldOf = ({ clock, table, pass }: Parts): LocksWorld => {
  let isCut = false;
  const newId = countedIds();
  const cut = (whole: LockTable): LockTable => ({
    ...whole,
    renew: (name, owner) => (isCut ? Promise.reject(new Error('made up')) : whole.renew(name, owner)),
  });
  const open = (own: Clock) => createLocks(cut(table(clock)), { clock: own, log: silentLog, newId });
  return {
    open: () => open(clock),
    die: async (take) => void (await take(open(fakeClock(clock.now())))),
    pass,
    cutOff: () => {
      isCut = true;
    },
    mend: () => {
      isCut = false;
    },
  };
};

locksContract('Locks in a file', async () => {
  const db = openDatabase(tempDir());
  onTestFinished(() => db.close());
  const clock = fakeClock();
  return worldOf({ clock, table: (time) => locksInFile(db, time), pass: clock.advance });
});

test('a lock whose holder wrote it before the clock was set back is free', async () => {
  let now = 10_000_000;
  const clock: Clock = { now: () => now, sleep: () => new Promise(() => {}) };
  const { locks } = openMemoryState({ clock, log: silentLog, newId: countedIds() });
  await locks.take('telegram');
  now -= 3_600_000;
  expect(await locks.take('telegram')).not.toBeNull();
});

test('a holder whose clock jumps over the end knows that it has lost', async () => {
  const clock = fakeClock();
  let jumpMs = 0;
  const jumping: Clock = { now: () => clock.now() + jumpMs, sleep: clock.sleep };
  const { locks } = openMemoryState({ clock: jumping, log: silentLog, newId: countedIds() });
  const lock = await locks.take('telegram');
  jumpMs = 3_600_000;
  await clock.advance(2_000);
  expect(lock?.lost.aborted).toBe(true);
});

test('a renewal that hangs does not keep the holder from knowing that it has lost', async () => {
  const clock = fakeClock();
  const hanging: LockTable = {
    take: async () => true,
    renew: () => new Promise(() => {}),
    release: async () => true,
  };
  const lock = await createLocks(hanging, { clock, log: silentLog, newId: countedIds() }).take('telegram');
  await clock.advance(5_600);
  expect(lock?.lost.aborted).toBe(true);
});

test('a storage that fails is an error when a lock is taken, and only told of when it is released', async () => {
  const log = recordedLog();
  const state = openMemoryState({ clock: fakeClock(), log, newId: countedIds() });
  const lock = await state.locks.take('telegram');
  await state.close();
  await expect(state.locks.take('slack')).rejects.toMatchObject({ code: 'storage-down' });
  await lock?.release();
  expect(log.lines.map(({ event }) => event)).toEqual(['lock could not be released or renewed']);
});

describeWithRedis('on Redis', () => {
  locksContract('Locks on Redis', async () => {
    const prefix = freshPrefix();
    const redis = new Redis(redisUrl);
    const scripts = await connectScripts(redisUrl, prefix);
    onTestFinished(() => {
      redis.disconnect();
      scripts.close();
    });
    const clock = fakeClock();
    /** Moves on in small steps: the server's time is moved as far as ours, and what we do meanwhile reaches it. */
    const pass = async (ms: number): Promise<void> => {
      for (let leftMs = ms; leftMs > 0; leftMs -= 500) {
        const stepMs = Math.min(500, leftMs);
        for (const key of await keysBelow(redis, prefix)) {
          const ttlMs = await redis.pttl(key);
          if (ttlMs <= stepMs) await redis.unlink(key);
          else await redis.pexpire(key, ttlMs - stepMs);
        }
        await clock.advance(stepMs);
        // Answers come in order on one connection, so what was sent before is answered after this.
        await scripts.run('return 1', [], []);
        await clock.advance(0);
      }
    };
    return worldOf({ clock, table: () => locksOnRedis(scripts), pass });
  });
});
