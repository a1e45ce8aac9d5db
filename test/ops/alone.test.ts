/** Work that one process does at a time. */
import { beforeEach, describe, expect, it } from 'vitest';
import { TusouError } from '../../src/domain/errors.ts';
import { alone, type Right } from '../../src/ops/alone.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';
import { type MemoryLocks, memoryLocks } from '../support/memory-locks.ts';
import { silentLog } from '../support/silent-log.ts';

let clock: FakeClock;
let locks: MemoryLocks;

beforeEach(() => {
  clock = fakeClock();
  locks = memoryLocks();
});

const untilAborted = ({ signal }: Right): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

/** A process that wants the right; `begun` counts how often it got it. */
const startProcess = (work: (right: Right) => Promise<void> = untilAborted) => {
  const stopping = new AbortController();
  const counts = { begun: 0, waited: 0 };
  const { signal } = stopping;
  const onWait = (): void => {
    counts.waited += 1;
  };
  const over = alone({ locks, name: 'it', clock, log: silentLog, signal, onWait }, async (right) => {
    counts.begun += 1;
    await work(right);
  });
  return { counts, over, stop: () => stopping.abort() };
};

describe('alone', () => {
  it('lets one work, and the next one when that one stops', async () => {
    const [first, second] = [startProcess(), startProcess()];
    await clock.advance(30_000);
    expect([first.counts, second.counts]).toEqual([
      { begun: 1, waited: 0 },
      { begun: 0, waited: 1 },
    ]);
    first.stop();
    await first.over;
    await clock.advance(1000);
    expect(second.counts.begun).toBe(1);
    second.stop();
    await second.over;
    expect(locks.isTaken('it')).toBe(false);
  });

  it('ends the work when the right is lost, says so to it, and begins again when it can', async () => {
    const rights: Right[] = [];
    const one = startProcess(async (right) => {
      rights.push(right);
      await untilAborted(right);
    });
    await clock.advance(0);
    locks.steal('it');
    await clock.advance(5000);
    expect(rights.map(({ lost }) => lost.aborted)).toEqual([true]);
    locks.free('it');
    await clock.advance(1000);
    one.stop();
    await one.over;
    expect(rights.map(({ lost, signal }) => [lost.aborted, signal.aborted])).toEqual([
      [true, true],
      [false, true],
    ]);
  });

  it('begins failed work again after a pause, and gives the right back meanwhile', async () => {
    const one = startProcess(async () => {
      throw new Error('no connection');
    });
    await clock.advance(0);
    expect(locks.isTaken('it')).toBe(false);
    await clock.advance(10_000);
    expect(one.counts.begun).toBe(3);
    one.stop();
    await one.over;
  });

  it('ends when a setting is to blame', async () => {
    const one = startProcess(async () => {
      throw new TusouError('config-invalid');
    });
    await expect(one.over).rejects.toMatchObject({ code: 'config-invalid' });
    expect(locks.isTaken('it')).toBe(false);
  });

  it('waits for a storage that is down', async () => {
    locks.down = true;
    const one = startProcess();
    await clock.advance(5000);
    expect(one.counts).toEqual({ begun: 0, waited: 1 });
    locks.down = false;
    await clock.advance(1000);
    expect(one.counts.begun).toBe(1);
    one.stop();
    await one.over;
  });
});
