/** Waiting that can be given up. */
import { getEventListeners } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { unlessAborted } from '../../src/ops/unless-aborted.ts';

describe('unlessAborted', () => {
  it('gives what the work gives and lets go of the signal', async () => {
    const { signal } = new AbortController();
    expect(await unlessAborted(Promise.resolve(1), signal)).toBe(1);
    await expect(unlessAborted(Promise.reject(new Error('down')), signal)).rejects.toThrow('down');
    await turn();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('rejects with the reason of a signal that is aborted before or meanwhile', async () => {
    const stop = new AbortController();
    const waiting = unlessAborted(new Promise(() => {}), stop.signal);
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(unlessAborted(Promise.resolve(1), stop.signal)).rejects.toThrow('enough');
  });

  it('takes the failure of work that nobody waits for any more', async () => {
    // Vitest fails the run for a rejection that nobody handles.
    const work = Promise.withResolvers<never>();
    const left = unlessAborted(work.promise, AbortSignal.abort(new Error('enough')));
    await expect(left).rejects.toThrow('enough');
    work.reject(new Error('too late'));
    await turn();
  });
});
