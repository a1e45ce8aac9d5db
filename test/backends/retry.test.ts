/** When calls are tried again: the arithmetic, and the runner on a clock in hand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RetryPolicy, retryDelayMs, withRetry } from '../../src/backends/retry.ts';
import { type ErrorCode, TusouError } from '../../src/domain/errors.ts';
import { fakeClock } from '../support/fake-clock.ts';

const policy: RetryPolicy = { attempts: 4, baseMs: 100, maxMs: 1000, totalMs: 5000 };
const state = { attempt: 1, retryAfterMs: null, random: 1, remainingMs: 5000 };

describe('retryDelayMs', () => {
  it('doubles with each attempt, up to the most', () => {
    const delays = [1, 2, 3, 9].map((attempt) =>
      retryDelayMs({ ...state, attempt }, { ...policy, attempts: 10 }),
    );
    expect(delays).toEqual([100, 200, 400, 1000]);
  });

  it('leaves half of the delay to chance', () => {
    expect(retryDelayMs({ ...state, attempt: 3, random: 0 }, policy)).toBe(200);
    expect(retryDelayMs({ ...state, attempt: 3, random: 0.5 }, policy)).toBe(300);
  });

  it('waits as long as the other side asked, if there is time for it', () => {
    expect(retryDelayMs({ ...state, retryAfterMs: 3000 }, policy)).toBe(3000);
    expect(retryDelayMs({ ...state, retryAfterMs: 10 }, policy)).toBe(100);
    expect(retryDelayMs({ ...state, retryAfterMs: 6000 }, policy)).toBeNull();
  });

  it('gives up after the last attempt and at the deadline', () => {
    expect(retryDelayMs({ ...state, attempt: 4 }, policy)).toBeNull();
    expect(retryDelayMs({ ...state, remainingMs: 100 }, policy)).toBeNull();
    expect(retryDelayMs({ ...state, remainingMs: -1 }, policy)).toBeNull();
  });

  it('never sleeps past the deadline and never less than it was asked to', () => {
    const wild = fc.record({
      attempt: fc.integer({ min: 1, max: 60 }),
      retryAfterMs: fc.option(fc.nat(20_000)),
      random: fc.double({ min: 0, max: 1, noNaN: true }),
      remainingMs: fc.integer({ min: -1000, max: 10_000 }),
    });
    fc.assert(
      fc.property(wild, (anything) => {
        const delayMs = retryDelayMs(anything, { ...policy, attempts: 100 });
        if (delayMs === null) return;
        expect(delayMs).toBeLessThan(anything.remainingMs);
        expect(delayMs).toBeGreaterThanOrEqual(anything.retryAfterMs ?? 0);
        expect(delayMs).toBeLessThanOrEqual(Math.max(policy.maxMs, anything.retryAfterMs ?? 0));
      }),
    );
  });
});

describe('withRetry', () => {
  const start = (codes: readonly (ErrorCode | null)[], signal = new AbortController().signal) => {
    const clock = fakeClock(0);
    const triedAt: number[] = [];
    const attempt = async (count: number): Promise<number> => {
      triedAt.push(clock.now());
      const code = codes[count - 1];
      if (code) throw new TusouError(code);
      return count;
    };
    const heard: string[] = [];
    const onRetry = (error: TusouError, delayMs: number) => heard.push(`${error.code} ${delayMs}`);
    const result = withRetry(attempt, { policy, clock, random: () => 1, signal, onRetry });
    result.catch(() => {});
    return { clock, triedAt, heard, result };
  };

  it('tries again after errors that pass', async () => {
    const { clock, triedAt, heard, result } = start(['backend-down', 'backend-rate', null]);
    await clock.advance(5000);
    expect(await result).toBe(3);
    expect(triedAt).toEqual([0, 100, 300]);
    expect(heard).toEqual(['backend-down 100', 'backend-rate 200']);
  });

  it('throws the last error when the attempts are used up', async () => {
    const { clock, triedAt, result } = start(Array(9).fill('backend-down'));
    await clock.advance(5000);
    await expect(result).rejects.toMatchObject({ code: 'backend-down' });
    expect(triedAt).toHaveLength(4);
  });

  it.each([
    'backend-config',
    'backend-auth',
    'backend-denied',
    'backend-quota',
    'backend-blocked',
    'backend-image-refused',
    'offer-not-found',
  ] as const)('does not try again after %s', async (code) => {
    const { clock, triedAt, result } = start([code]);
    await clock.advance(5000);
    await expect(result).rejects.toMatchObject({ code });
    expect(triedAt).toHaveLength(1);
  });

  it('ends at once, with the reason, when aborted between attempts', async () => {
    const abort = new AbortController();
    const { clock, triedAt, result } = start(Array(9).fill('backend-down'), abort.signal);
    await clock.advance(50);
    abort.abort(new Error('enough'));
    await expect(result).rejects.toThrow('enough');
    expect(triedAt).toHaveLength(1);
    expect(clock.sleeping).toBe(0);
  });
});
