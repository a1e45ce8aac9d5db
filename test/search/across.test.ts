import { Keyv } from 'keyv';
import { describe, expect, it } from 'vitest';
import { TusouError } from '../../src/domain/errors.ts';
import type { Locks } from '../../src/domain/ports.ts';
import { type Across, createAcross } from '../../src/search/across.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';
import { memoryLocks } from '../support/memory-locks.ts';
import { silentLog } from '../support/silent-log.ts';

const never = new AbortController().signal;

/** Some processes that share locks and a store. */
const processes = (
  count: number,
  locks: Locks = memoryLocks(),
): { all: Across<string>[]; clock: FakeClock } => {
  const clock = fakeClock();
  const store = new Keyv();
  const make = () => createAcross<string>({ locks, store, clock, log: silentLog });
  return { all: Array.from({ length: count }, make), clock };
};

/** Lets time go by until it has settled, and tells how. */
const inTime = async <T>(clock: FakeClock, work: Promise<T>): Promise<T> => {
  let over = false;
  const end = work.finally(() => {
    over = true;
  });
  end.catch(() => {});
  for (let steps = 0; steps < 100 && !over; steps += 1) await clock.advance(100);
  return end;
};

describe('work that several processes want at once', () => {
  it('is done once, and all get what it found', async () => {
    const { all, clock } = processes(3);
    const { promise, resolve } = Promise.withResolvers<string>();
    let runs = 0;
    const work = () => {
      runs += 1;
      return promise;
    };
    const answers = Promise.all(all.map((across) => across('photo', never, work)));
    await clock.advance(1_000);
    resolve('found');
    expect(await inTime(clock, answers)).toEqual(['found', 'found', 'found']);
    expect(runs).toBe(1);
  });

  it('is done anew when it is asked for after it was over', async () => {
    const { all } = processes(2);
    const [one, other] = all as [Across<string>, Across<string>];
    expect(await one('photo', never, async () => 'first')).toBe('first');
    expect(await other('photo', never, async () => 'second')).toBe('second');
  });

  it('goes on in another process when the first one failed', async () => {
    const { all, clock } = processes(2);
    const [one, other] = all as [Across<string>, Across<string>];
    const { promise, reject } = Promise.withResolvers<string>();
    const failing = one('photo', never, () => promise);
    const waiting = other('photo', never, async () => 'found');
    await clock.advance(300);
    reject(new TusouError('backend-down'));
    await expect(failing).rejects.toMatchObject({ code: 'backend-down' });
    expect(await inTime(clock, waiting)).toBe('found');
  });

  it('does not keep somebody who leaves', async () => {
    const { all, clock } = processes(2);
    const [one, other] = all as [Across<string>, Across<string>];
    void one('photo', never, () => new Promise(() => {}));
    const leaving = new AbortController();
    const waiting = other('photo', leaving.signal, async () => 'found');
    await clock.advance(300);
    leaving.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
  });

  it('is done by everybody alone while the storage is down', async () => {
    const down: Locks = { take: () => Promise.reject(new TusouError('storage-down')) };
    const { all } = processes(2, down);
    const answers = all.map((across, index) => across('photo', never, async () => `found by ${index}`));
    expect(await Promise.all(answers)).toEqual(['found by 0', 'found by 1']);
  });

  it('keeps keys apart', async () => {
    const { all } = processes(2);
    const answers = all.map((across, index) => across(`photo ${index}`, never, async () => `${index}`));
    expect(await Promise.all(answers)).toEqual(['0', '1']);
  });
});
