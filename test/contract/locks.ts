/** What all `Locks` must do, whatever is behind them. Each implementation's test calls this with its own maker. */
import { describe, expect, it } from 'vitest';
import type { Locks } from '../../src/domain/ports.ts';

/**
 * Fresh storage. `open` makes locks on it as another process would; `die` makes one whose process then dies. `pass` lets time go by for
 * the storage and for all that are open; `cutOff` lets renewals fail until `mend`.
 */
export type LocksWorld = {
  readonly open: () => Locks;
  readonly die: (take: (locks: Locks) => Promise<unknown>) => Promise<void>;
  readonly pass: (ms: number) => Promise<void>;
  readonly cutOff: () => void;
  readonly mend: () => void;
};

/** Declares the suite under `name`. `make` is called in each test and cleans up after itself. */
export const locksContract = (name: string, make: () => Promise<LocksWorld>): void => {
  describe(`${name} as locks`, () => {
    it('give a right to one, and after its release to another', async () => {
      const { open } = await make();
      const [here, there] = [open(), open()];
      const lock = await here.take('telegram');
      expect(lock?.lost.aborted).toBe(false);
      expect(await there.take('telegram')).toBeNull();
      expect(await here.take('telegram')).toBeNull();
      await lock?.release();
      const next = await there.take('telegram');
      expect(next).not.toBeNull();
      // A second release must not end what is another's by now.
      await lock?.release();
      expect(await here.take('telegram')).toBeNull();
      await next?.release();
    });

    it('keep rights of different names apart', async () => {
      const { open } = await make();
      const locks = open();
      const both = [await locks.take('telegram'), await locks.take('slack')];
      expect(both).not.toContain(null);
      for (const lock of both) await lock?.release();
    });

    it('give a right to exactly one of many who ask at once', async () => {
      const { open } = await make();
      const all = await Promise.all(Array.from({ length: 20 }, () => open().take('telegram')));
      expect(all.filter((lock) => lock !== null)).toHaveLength(1);
      for (const lock of all) await lock?.release();
    });

    it('renew a right for as long as it is held', async () => {
      const { open, pass } = await make();
      const lock = await open().take('telegram');
      await pass(60_000);
      expect(lock?.lost.aborted).toBe(false);
      expect(await open().take('telegram')).toBeNull();
      await lock?.release();
    });

    it('give the right of a process that died to another one within six seconds', async () => {
      const { open, die, pass } = await make();
      await die((locks) => locks.take('telegram'));
      expect(await open().take('telegram')).toBeNull();
      await pass(6_001);
      const next = await open().take('telegram');
      expect(next).not.toBeNull();
      await next?.release();
    });

    it('tell the holder of a right that cannot be renewed before another one can have it', async () => {
      const { open, pass, cutOff, mend } = await make();
      const lock = await open().take('telegram');
      cutOff();
      await pass(5_000);
      expect(lock?.lost.aborted).toBe(false);
      await pass(800);
      expect(lock?.lost.aborted).toBe(true);
      mend();
      expect(await open().take('telegram')).toBeNull();
      await pass(1_000);
      const next = await open().take('telegram');
      expect(next).not.toBeNull();
      // The one who lost it has nothing left to release.
      await lock?.release();
      expect(await open().take('telegram')).toBeNull();
      await next?.release();
    });

    it('keep a right over a failure that is shorter than its life', async () => {
      const { open, pass, cutOff, mend } = await make();
      const lock = await open().take('telegram');
      cutOff();
      await pass(3_500);
      mend();
      await pass(20_000);
      expect(lock?.lost.aborted).toBe(false);
      await lock?.release();
    });
  });
};
