/** What is said once is said once, also when it comes up twice at the same moment. */
import { expect, it } from 'vitest';
import { createFirstTime } from '../../../adapters/slack/first-time.ts';
import { mapStore } from '../../support/slack-adapter.ts';

it('of several askers at once one is the first, and nobody is later', async () => {
  const firstTime = createFirstTime(mapStore());
  expect(await Promise.all([firstTime('a', 1000), firstTime('a', 1000), firstTime('b', 1000)])).toEqual([
    true,
    false,
    true,
  ]);
  expect(await firstTime('a', 1000)).toBe(false);
});

it('what could not be looked up may be said later', async () => {
  const store = mapStore();
  const firstTime = createFirstTime({
    ...store,
    get: async () => {
      throw new Error('down');
    },
  });
  await expect(firstTime('a', 1000)).rejects.toThrow('down');
  await expect(firstTime('a', 1000)).rejects.toThrow('down');
});
