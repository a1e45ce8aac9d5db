/** How long a failed job waits: the growing pauses of the house, and what the other side asks for. */
import { describe, expect, it } from 'vitest';
import { TusouError } from '../../src/domain/errors.ts';
import { retryDelayMs } from '../../src/jobs/retry.ts';

const asking = (code: 'chat-rate' | 'backend-rate', seconds: number): TusouError =>
  new TusouError(code, { retryAfterMs: seconds * 1000 });

describe('the pause before the next run', () => {
  it('grows', () => {
    const error = new TusouError('chat-down');
    expect([1, 2, 3, 4].map((attempt) => retryDelayMs(attempt, error))).toEqual([
      2_000, 8_000, 32_000, 128_000,
    ]);
  });

  it('is at least what a chat asks for, also when that is long', () => {
    expect(retryDelayMs(1, asking('chat-rate', 37))).toBe(37_000);
    expect(retryDelayMs(1, asking('chat-rate', 900))).toBe(900_000);
    expect(retryDelayMs(3, asking('chat-rate', 5))).toBe(32_000);
  });

  it('ends at five minutes for a marketplace, and at an hour for a chat', () => {
    expect(retryDelayMs(1, asking('backend-rate', 900))).toBe(300_000);
    expect(retryDelayMs(1, asking('chat-rate', 90_000))).toBe(3_600_000);
  });
});
