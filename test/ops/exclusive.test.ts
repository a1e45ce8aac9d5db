/** Changes that wait for each other. */
import { describe, expect, it } from 'vitest';
import { createExclusively } from '../../src/ops/exclusive.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { memoryLocks } from '../support/memory-locks.ts';

describe('an exclusive change', () => {
  it('waits until nobody else makes one, and lets the next one in even when it failed', async () => {
    const [locks, clock] = [memoryLocks(), fakeClock()];
    const exclusively = createExclusively({ locks, clock });
    const happened: string[] = [];
    const begun = Promise.withResolvers<void>();
    const first = exclusively('list', async () => {
      await begun.promise;
      happened.push('first');
      throw new Error('failed');
    });
    const second = exclusively('list', async () => void happened.push('second'));
    const other = exclusively('other', async () => void happened.push('other'));
    await other;
    begun.resolve();
    await expect(first).rejects.toThrow('failed');
    await clock.advance(100);
    await second;
    expect(happened).toEqual(['other', 'first', 'second']);
  });

  it('shares its right with those that wait in the same process, one after the other', async () => {
    const [locks, clock] = [memoryLocks(), fakeClock()];
    let taken = 0;
    const counted = { take: (name: string) => locks.take(name).finally(() => (taken += 1)) };
    const exclusively = createExclusively({ locks: counted, clock });
    let [votes, underWay] = [0, 0];
    const vote = async (): Promise<number> => {
      underWay += 1;
      expect(underWay).toBe(1);
      const before = votes;
      await Promise.resolve();
      votes = before + 1;
      underWay -= 1;
      return votes;
    };
    const counts = await Promise.all(Array.from({ length: 60 }, () => exclusively('list', vote)));
    expect(counts).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    expect(taken).toBe(2);
  });

  it('is given up when the right never comes', async () => {
    const [locks, clock] = [memoryLocks(), fakeClock()];
    locks.steal('list');
    const hopeless = createExclusively({ locks, clock })('list', async () => 'never');
    const outcome = expect(hopeless).rejects.toMatchObject({ code: 'storage-down' });
    await clock.advance(16_000);
    await outcome;
  });
});
