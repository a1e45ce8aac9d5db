/** Readiness, with a clock that the test moves: nothing here waits. */
import { expect, it } from 'vitest';
import { createReadiness } from '../../src/ops/readiness.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { recordedLog } from '../support/recorded-log.ts';

const never = new Promise<boolean>(() => {});

it('tells part by part; what throws or rejects is not ready', async () => {
  const ready = createReadiness(
    {
      good: () => true,
      later: async () => true,
      bad: () => false,
      broken: () => {
        throw new Error('made up');
      },
      failed: () => Promise.reject(new Error('made up')),
    },
    { clock: fakeClock(), log: recordedLog() },
  );
  expect(await ready()).toEqual({ good: true, later: true, bad: false, broken: false, failed: false });
});

it('answers within a second for a part that hangs, asks it once for all probes, and sees it come back', async () => {
  const clock = fakeClock();
  const log = recordedLog();
  const answers = [Promise.resolve(true), never, Promise.resolve(true)];
  const gate = Promise.withResolvers<boolean>();
  answers[1] = gate.promise;
  let asked = 0;
  const storage = () => answers[asked++] ?? true;
  const ready = createReadiness({ storage }, { clock, log });
  expect(await ready()).toEqual({ storage: true });

  for (const _ of [1, 2]) {
    const told = ready();
    await clock.advance(1_000);
    expect(await told).toEqual({ storage: false });
  }
  expect(asked).toBe(2);

  gate.resolve(true);
  await clock.advance(0);
  expect(await ready()).toEqual({ storage: true });
  expect(asked).toBe(3);
  expect(log.lines).toEqual([
    { level: 'warn', event: 'not ready', fields: { part: 'storage' } },
    { level: 'info', event: 'ready again', fields: { part: 'storage' } },
  ]);
});

it('leaves no timer behind when everybody answers', async () => {
  const clock = fakeClock();
  await createReadiness({ storage: () => true }, { clock, log: recordedLog() })();
  expect(clock.sleeping).toBe(0);
});

it('tells a part that is not ready from the start', async () => {
  const log = recordedLog();
  const ready = createReadiness({ adapters: () => false }, { clock: fakeClock(), log });
  await ready();
  await ready();
  expect(log.lines).toEqual([{ level: 'warn', event: 'not ready', fields: { part: 'adapters' } }]);
});
