/** Questions that come close together go out as one. */
import { describe, expect, it } from 'vitest';
import { type AskMany, createBatches } from '../../../src/backends/dialects/batches.ts';
import { type FakeClock, fakeClock } from '../../support/fake-clock.ts';

const never = new AbortController().signal;

const setUp = (answer: AskMany<string> = async (ids) => new Map(ids.map((id) => [id, id.toUpperCase()]))) => {
  const clock: FakeClock = fakeClock();
  const asked: { readonly ids: readonly string[]; readonly signal: AbortSignal }[] = [];
  const askMany: AskMany<string> = (ids, signal) => {
    asked.push({ ids, signal });
    return answer(ids, signal);
  };
  return { clock, asked, ask: createBatches({ askMany, atOnce: 3, gatherMs: 10, clock }) };
};

describe('batches', () => {
  it('share a call, and ask about one thing only once', async () => {
    const { ask, asked, clock } = setUp();
    const answers = Promise.all(['a', 'b', 'a'].map((id) => ask(id, never)));
    await clock.advance(10);
    expect(await answers).toEqual(['A', 'B', 'A']);
    expect(asked.map(({ ids }) => ids)).toEqual([['a', 'b']]);
  });

  it('hold no more than goes into a call, and end after their time', async () => {
    const { ask, asked, clock } = setUp();
    const first = Promise.all(['a', 'b', 'c', 'd'].map((id) => ask(id, never)));
    await clock.advance(10);
    const late = ask('e', never);
    await clock.advance(10);
    expect(await first).toEqual(['A', 'B', 'C', 'D']);
    expect(await late).toBe('E');
    expect(asked.map(({ ids }) => ids)).toEqual([['a', 'b', 'c'], ['d'], ['e']]);
  });

  it('leave open what has no answer, and share an error', async () => {
    const none = setUp(async () => new Map());
    const answer = none.ask('a', never);
    await none.clock.advance(10);
    expect(await answer).toBeUndefined();
    const failing = setUp(() => Promise.reject(new Error('down')));
    const both = Promise.allSettled([failing.ask('a', never), failing.ask('b', never)]);
    await failing.clock.advance(10);
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('let one asker leave, and give the call up when all have left', async () => {
    const reason = new Error('never mind');
    const { ask, asked, clock } = setUp(
      (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    );
    const [one, two] = [new AbortController(), new AbortController()];
    const [left, stayed] = [ask('a', one.signal), ask('b', two.signal)];
    one.abort(reason);
    await expect(left).rejects.toBe(reason);
    await clock.advance(10);
    expect(asked[0]?.signal.aborted).toBe(false);
    two.abort(reason);
    await expect(stayed).rejects.toBe(reason);
    expect(asked[0]?.signal.aborted).toBe(true);
  });

  it('are not made for somebody who has left already, nor when all leave before the call', async () => {
    const reason = new Error('never mind');
    const { ask, asked, clock } = setUp();
    await expect(ask('a', AbortSignal.abort(reason))).rejects.toBe(reason);
    const abort = new AbortController();
    const early = ask('a', abort.signal);
    abort.abort(reason);
    await expect(early).rejects.toBe(reason);
    const next = ask('b', never);
    await clock.advance(10);
    expect(await next).toBe('B');
    expect(asked.map(({ ids }) => ids)).toEqual([['b']]);
  });
});
