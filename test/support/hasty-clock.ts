/** A clock that runs faster than the real one, for what has to happen in real time but need not take as long. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../src/domain/ports.ts';

/** Makes a clock that starts now and runs `haste` times as fast. */
export const hastyClock = (haste: number): Clock => {
  const startMs = Date.now();
  return {
    now: () => startMs + (Date.now() - startMs) * haste,
    sleep: (ms, signal) => sleep(ms / haste, undefined, signal ? { signal } : {}),
  };
};
