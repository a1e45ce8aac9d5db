/** What is counted of calls to a marketplace: each attempt, how it ended, how long it took, and how long it waited for its turn. */
import { expect, it } from 'vitest';
import { pacedCall, singleCall } from '../../src/backends/paced.ts';
import { TusouError } from '../../src/domain/errors.ts';
import type { CallMeter } from '../../src/ops/meter.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { silentLog } from '../support/silent-log.ts';

const setUp = () => {
  const clock = fakeClock();
  const told: (readonly [string, ...(string | number)[]])[] = [];
  const callMeter: CallMeter = {
    waited: (tookMs) => void told.push(['waited', tookMs]),
    called: (api, outcome, tookMs) => void told.push([api, outcome, tookMs]),
  };
  const stop = new AbortController();
  let waitMs = 0;
  const budget = {
    acquire: async (signal: AbortSignal) => {
      await clock.sleep(waitMs, signal);
      return () => true;
    },
  };
  const context = { budget, clock, signal: stop.signal, api: 'image.search', callMeter };
  return {
    clock,
    told,
    stop,
    waitFor: (ms: number) => {
      waitMs = ms;
    },
    context,
    paced: { ...context, random: () => 0, log: silentLog, again: 'again' },
  };
};

it('counts each attempt by itself, without the wait for its turn', async () => {
  const { clock, told, waitFor, paced } = setUp();
  waitFor(200);
  const failure = new TusouError('backend-down');
  const attempts = [
    async () => {
      await clock.sleep(50);
      throw failure;
    },
    async () => 'answer',
  ];
  const answer = pacedCall(async () => attempts.shift()?.(), paced);
  await clock.advance(5_000);
  expect(await answer).toBe('answer');
  expect(told).toEqual([
    ['waited', 200],
    ['image.search', 'backend-down', 50],
    ['waited', 200],
    ['image.search', 'ok', 0],
  ]);
});

it('counts a foreign error as ours, and a call that was given up as aborted', async () => {
  const { told, stop, context } = setUp();
  await expect(singleCall(() => Promise.reject(new RangeError('made up')), context)).rejects.toThrow();
  const abort = async () => {
    stop.abort(new Error('not wanted any more'));
    throw new TusouError('backend-down');
  };
  await expect(singleCall(abort, context)).rejects.toThrow();
  expect(told.filter(([what]) => what !== 'waited')).toEqual([
    ['image.search', 'internal', 0],
    ['image.search', 'aborted', 0],
  ]);
});

it('counts nothing for a call whose turn never came', async () => {
  const { clock, told, stop, waitFor, context } = setUp();
  waitFor(1_000);
  const call = singleCall(async () => 'answer', context);
  stop.abort(new Error('not wanted any more'));
  await expect(call).rejects.toThrow('not wanted any more');
  await clock.advance(1_000);
  expect(told).toEqual([]);
});
