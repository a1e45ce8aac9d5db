/** Waiting for somebody who may never answer, but not for ever. */
import type { Clock } from '../domain/ports.ts';

/** What the work gives, or null when it fails or takes longer than `limitMs`. It goes on all the same; its failing late is nobody's problem. */
export const within = async <T>(work: Promise<T>, limitMs: number, clock: Clock): Promise<T | null> => {
  const early = new AbortController();
  const late = clock.sleep(limitMs, early.signal).then(
    () => null,
    () => null,
  );
  const result = await Promise.race([work.catch(() => null), late]);
  early.abort();
  return result;
};
