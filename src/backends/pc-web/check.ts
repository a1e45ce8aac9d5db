/** What the doctor asks: whether 1688 lets us in at all. */
import { asTusouError } from '../../domain/errors.ts';
import type { Finding } from '../../domain/ports.ts';
import { troubleOf } from '../check.ts';

/** Something to try, by name. */
export type Probe = readonly [what: string, call: (signal: AbortSignal) => Promise<unknown>];

/** Tries each in turn, and no further once 1688 has asked who is there. Rejects only with the signal's reason. */
export const checkEach = async (
  probes: readonly Probe[],
  signal: AbortSignal,
): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  for (const [what, call] of probes) {
    const error = await call(signal).then(() => null, asTusouError);
    signal.throwIfAborted();
    const isIn = error === null || error.code === 'offer-not-found';
    findings.push(isIn ? { what, ok: true, says: 'answers', cure: null } : troubleOf(what, error));
    if (error?.code === 'backend-blocked') break;
  }
  return findings;
};
