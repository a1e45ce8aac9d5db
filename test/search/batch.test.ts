/** Batches: bounded, in order, and no failure spoils the rest. */
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { TusouError } from '../../src/domain/errors.ts';
import { type Looked, lookUpAll } from '../../src/search/batch.ts';

const ids = Array.from({ length: 20 }, (_, index) => String(index));
const never = new AbortController().signal;

const all = async <T>(looks: AsyncIterable<Looked<T>>): Promise<string[]> => {
  const told: string[] = [];
  for await (const one of looks) told.push('found' in one ? one.id : `${one.id} ${one.failure.code}`);
  return told;
};

describe('a batch', () => {
  it('keeps the order and never has more in the works than it may', async () => {
    let running = 0;
    let most = 0;
    const lookUp = async (id: string) => {
      running += 1;
      most = Math.max(most, running);
      for (let turns = Number(id) % 3; turns >= 0; turns -= 1) await turn();
      running -= 1;
      return id;
    };
    expect(await all(lookUpAll(ids, { lookUp, concurrency: 4, signal: never }))).toEqual(ids);
    expect(most).toBe(4);
  });

  it('keeps what was found when some fail, with the reason for each', async () => {
    const lookUp = async (id: string) => {
      if (id === '1') throw new TusouError('offer-not-found');
      if (id === '2') throw new TusouError('backend-down');
      if (id === '3') throw new Error('of another kind');
      return id;
    };
    const told = await all(lookUpAll(ids.slice(0, 5), { lookUp, concurrency: 2, signal: never }));
    expect(told).toEqual(['0', '1 offer-not-found', '2 backend-down', '3 internal', '4']);
  });

  it.each(['backend-auth', 'backend-denied', 'backend-quota', 'backend-blocked'] as const)(
    'stops asking after %s, which every item would meet',
    async (code) => {
      const asked: string[] = [];
      const lookUp = async (id: string) => {
        asked.push(id);
        if (id === '2') throw new TusouError(code);
        return id;
      };
      const told = await all(lookUpAll(ids, { lookUp, concurrency: 1, signal: never }));
      expect(asked).toEqual(['0', '1', '2']);
      expect(told).toEqual(['0', '1', ...ids.slice(2).map((id) => `${id} ${code}`)]);
    },
  );

  it('ends with the reason when it is aborted, and asks no more', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const asked: string[] = [];
    const lookUp = async (id: string) => {
      asked.push(id);
      if (id === '2') stop.abort(reason);
      return id;
    };
    await expect(all(lookUpAll(ids, { lookUp, concurrency: 1, signal: stop.signal }))).rejects.toBe(reason);
    expect(asked).toEqual(['0', '1', '2']);
  });
});
