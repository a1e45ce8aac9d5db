/** Time that passes faster, for flows with pauses in them. */
import type { Clock } from '../../src/domain/ports.ts';
import { systemClock } from '../../src/ops/clock.ts';

/** A clock that runs so many times as fast as the real one: pauses between attempts keep their order and hold no test up. */
export const quickClock = (times: number): Clock => {
  const startMs = systemClock.now();
  return {
    now: () => startMs + (systemClock.now() - startMs) * times,
    sleep: (ms, signal) => systemClock.sleep(ms / times, signal),
  };
};
