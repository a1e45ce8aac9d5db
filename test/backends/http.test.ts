/** What the other side says about waiting. */
import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../src/backends/http.ts';

describe('retryAfterMs', () => {
  const now = Date.UTC(2026, 0, 1);

  it.each([
    ['4', 4000],
    [' 0 ', 0],
    ['Thu, 01 Jan 2026 00:00:09 GMT', 9000],
    ['Wed, 31 Dec 2025 23:00:00 GMT', 0],
    ['soon', null],
    ['', null],
    [undefined, null],
  ])('reads %j as %j', (header, delayMs) => {
    expect(retryAfterMs(header, now)).toBe(delayMs);
  });
});
