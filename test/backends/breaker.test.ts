/** The arithmetic of setting backends aside. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterFailure,
  type Circuit,
  gateOf,
  IN_USE,
  SET_ASIDE,
  whileProbing,
} from '../../src/backends/breaker.ts';
import { ERROR_CODES, type ErrorCode, TusouError } from '../../src/domain/errors.ts';

const NOW = 1_000_000;
const MINUTE = 60_000;

const failing = (code: ErrorCode, times = 1, from: Circuit = IN_USE): Circuit =>
  Array.from({ length: times }).reduce<Circuit>(
    (circuit) => afterFailure(circuit, new TusouError(code), NOW),
    from,
  );

describe('a backend in use', () => {
  it.each([
    ['backend-blocked', 1, 15],
    ['backend-quota', 1, 60],
    ['backend-auth', 1, 10],
    ['backend-config', 1, 10],
    ['backend-denied', 1, 30],
    ['backend-rate', 3, 0.5],
    ['backend-down', 3, 1],
    ['internal', 3, 1],
  ] as const)('is set aside after %s, %d time(s) in a row, for %d min', (code, failures, minutes) => {
    const before = failing(code, failures - 1);
    expect(gateOf(before, NOW)).toBe('open');
    const after = failing(code, 1, before);
    expect(gateOf(after, NOW)).toBe('closed');
    expect(after.untilMs).toBe(NOW + minutes * MINUTE);
    expect(after.cause?.code).toBe(code);
  });

  const aboutTheQuestion = ERROR_CODES.filter((code) => !SET_ASIDE[code]);

  it('has a rule for what is about access, and none for what is about one question', () => {
    expect(aboutTheQuestion).toContain('backend-image-refused');
    expect(aboutTheQuestion).toContain('offer-not-found');
    expect(aboutTheQuestion).toContain('backend-unsupported');
    expect(aboutTheQuestion.filter((code) => code.startsWith('backend-'))).toHaveLength(2);
  });

  it.each(aboutTheQuestion)('stays in use after %s, which shows that it lives', (code) => {
    expect(failing(code, 1, failing('backend-down', 2))).toEqual(IN_USE);
  });

  it('keeps to a longer wait that the other side asked for', () => {
    const quota = new TusouError('backend-quota', { retryAfterMs: 90 * MINUTE });
    expect(afterFailure(IN_USE, quota, NOW).untilMs).toBe(NOW + 90 * MINUTE);
  });
});

describe('a backend that was set aside', () => {
  const aside = failing('backend-blocked');

  it('is closed until the time is over, then lets one question find out', () => {
    expect(gateOf(aside, aside.untilMs - 1)).toBe('closed');
    expect(gateOf(aside, aside.untilMs)).toBe('probe');
    const probing = whileProbing(aside, aside.untilMs);
    expect(gateOf(probing, aside.untilMs)).toBe('closed');
  });

  it('may be probed again when a probe never came back', () => {
    const probing = whileProbing(aside, aside.untilMs);
    expect(gateOf(probing, aside.untilMs + 30_000)).toBe('probe');
  });

  it('is set aside at once by a failed probe, whatever failed', () => {
    const probed = afterFailure(whileProbing(aside, NOW), new TusouError('backend-down'), NOW);
    expect(gateOf(probed, NOW)).toBe('closed');
  });

  it('waits twice as long each time, up to eight times', () => {
    const waits = [];
    let circuit = IN_USE;
    for (let round = 0; round < 6; round += 1) {
      circuit = failing('backend-auth', 1, circuit);
      waits.push((circuit.untilMs - NOW) / MINUTE);
    }
    expect(waits).toEqual([10, 20, 40, 80, 80, 80]);
  });
});

it('whatever fails in whatever order, a wait is bounded and the gate opens again', () => {
  const codes = fc.array(fc.constantFrom(...ERROR_CODES), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(codes, (sequence) => {
      const circuit = sequence.reduce<Circuit>((before, code) => failing(code, 1, before), IN_USE);
      expect(circuit.untilMs - NOW).toBeLessThanOrEqual(8 * 60 * MINUTE);
      expect(gateOf(circuit, NOW + 8 * 60 * MINUTE)).not.toBe('closed');
    }),
  );
});
