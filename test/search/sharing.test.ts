import { describe, expect, it } from 'vitest';
import { createSharing } from '../../src/search/sharing.ts';

const never = new AbortController().signal;

/** Work that ends when the test says so, and that notes how often it was begun and whether it was aborted. */
const manual = () => {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const state = { runs: 0, aborted: false };
  const work = (signal: AbortSignal) => {
    state.runs += 1;
    signal.addEventListener('abort', () => {
      state.aborted = true;
    });
    return promise;
  };
  return { state, work, resolve, reject };
};

describe('sharing', () => {
  it('does the work once for all who ask meanwhile, and again later', async () => {
    const share = createSharing<string>();
    const { state, work, resolve } = manual();
    const answers = [share('a', never, work), share('a', never, work), share('a', never, work)];
    resolve('found');
    expect(await Promise.all(answers)).toEqual(['found', 'found', 'found']);
    expect(state.runs).toBe(1);
    await share('a', never, work);
    expect(state.runs).toBe(2);
  });

  it('keeps keys apart', async () => {
    const share = createSharing<string>();
    const run = (key: string) => share(key, never, async () => key);
    expect(await Promise.all([run('a'), run('b')])).toEqual(['a', 'b']);
  });

  it('goes on while anybody waits, and stops when nobody does', async () => {
    const share = createSharing<string>();
    const { state, work } = manual();
    const [first, second] = [new AbortController(), new AbortController()];
    const answers = [share('a', first.signal, work), share('a', second.signal, work)];
    const outcomes = Promise.allSettled(answers);
    first.abort(new Error('first left'));
    await expect(answers[0]).rejects.toThrow('first left');
    expect(state.aborted).toBe(false);
    second.abort(new Error('second left'));
    await outcomes;
    expect(state.aborted).toBe(true);
  });

  it('tells everybody of a failure and forgets it', async () => {
    const share = createSharing<string>();
    const { work, reject } = manual();
    const answers = [share('a', never, work), share('a', never, work)];
    reject(new Error('down'));
    expect((await Promise.allSettled(answers)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await share('a', never, async () => 'up')).toBe('up');
  });
});
