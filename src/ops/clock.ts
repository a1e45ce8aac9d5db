/** The real clock. Tests hand in their own. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../domain/ports.ts';

/** Time as the machine tells it. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    try {
      await sleep(ms, undefined, signal ? { signal } : {});
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  },
};
