/** Requests to the PC pages, and the budget that they take from. */
import { expect, it } from 'vitest';
import type { Budget } from '../../../src/backends/budget.ts';
import { createWire } from '../../../src/backends/pc-web/wire.ts';
import { fakeClock } from '../../support/fake-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';

it.each([
  [
    'at once',
    () => {
      throw new Error('no such address');
    },
  ],
  ['later', () => Promise.reject(new Error('no such address'))],
])('a request that fails %s before it is on the wire gives its turn back', async (_, send) => {
  const slots = { taken: 0, started: 0 };
  const budget: Budget = {
    acquire: async () => {
      slots.taken += 1;
      return () => {
        slots.started += 1;
      };
    },
  };
  const wire = createWire({ budget, clock: fakeClock(), random: () => 0, log: recordedLog() });
  const asked = wire({ name: 'upload', send, read: () => null }, new AbortController().signal);
  await expect(asked).rejects.toMatchObject({ code: 'internal' });
  expect(slots).toEqual({ taken: 1, started: 1 });
});
