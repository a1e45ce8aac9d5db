/** When a backend is left alone after a failure, and for how long: arithmetic without a clock or a memory of its own. */
import type { ErrorCode, TusouError } from '../domain/errors.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** After how many failures in a row a backend is set aside, and for how long the first time. */
type SetAside = { readonly failures: number; readonly forMs: number };

/**
 * The failures that set a backend aside. Whatever is not listed (a refused picture, an unknown offer) is about one question,
 * and shows that the backend lives. `rate` and `down` come after the backend's own retries, and often pass.
 */
export const SET_ASIDE: Readonly<Partial<Record<ErrorCode, SetAside>>> = {
  'backend-blocked': { failures: 1, forMs: 15 * MINUTE },
  'backend-quota': { failures: 1, forMs: 60 * MINUTE },
  'backend-auth': { failures: 1, forMs: 10 * MINUTE },
  'backend-config': { failures: 1, forMs: 10 * MINUTE },
  'backend-denied': { failures: 1, forMs: 30 * MINUTE },
  'backend-rate': { failures: 3, forMs: 30 * SECOND },
  'backend-down': { failures: 3, forMs: MINUTE },
  internal: { failures: 3, forMs: MINUTE },
};

/** Each further time in a row doubles the time, up to this many times the first. */
const LONGEST_TIMES = 8;

/** A probe that has not come back after this long (it was aborted) no longer keeps others from probing. */
const PROBE_MS = 30 * SECOND;

/**
 * What is known about a backend's failures. `failures` in a row before it is set aside; `rounds` is how often in a row it was set
 * aside (0: it is in use); `cause` is the failure that did it.
 */
export type Circuit = {
  readonly failures: number;
  readonly rounds: number;
  readonly untilMs: number;
  readonly cause: TusouError | null;
};

/** A backend that is in use and has not failed lately. */
export const IN_USE: Circuit = { failures: 0, rounds: 0, untilMs: 0, cause: null };

/** `open`: ask it. `probe`: the time is over, so one question may find out. `closed`: leave it alone. */
export const gateOf = ({ rounds, untilMs }: Circuit, now: number): 'open' | 'probe' | 'closed' => {
  if (rounds === 0) return 'open';
  return now < untilMs ? 'closed' : 'probe';
};

/** The circuit while a probe is under way: closed to everybody else until the probe is over or lost. */
export const whileProbing = (circuit: Circuit, now: number): Circuit => ({
  ...circuit,
  untilMs: now + PROBE_MS,
});

/** The circuit after a failure. A failed probe sets aside at once; a wait that the other side asked for is kept. */
export const afterFailure = (circuit: Circuit, error: TusouError, now: number): Circuit => {
  const rule = SET_ASIDE[error.code];
  if (!rule) return IN_USE;
  const failures = circuit.failures + 1;
  if (circuit.rounds === 0 && failures < rule.failures) return { ...circuit, failures };
  const times = Math.min(LONGEST_TIMES, 2 ** circuit.rounds);
  const forMs = Math.max(rule.forMs * times, error.retryAfterMs ?? 0);
  return { failures: 0, rounds: circuit.rounds + 1, untilMs: now + forMs, cause: error };
};
