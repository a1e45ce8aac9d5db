/** A queue that takes everything and runs nothing, to be varied by the test that uses it. */
import type { JobQueue } from '../../src/domain/ports.ts';

/** The idle queue, with what the test changes. */
export const idleQueue = (change: Partial<JobQueue> = {}): JobQueue => ({
  add: async () => true,
  process: () => {},
  ahead: async () => 0,
  counts: async () => ({ waiting: 0, running: 0, failed: 0, oldestMs: null }),
  failures: async () => [],
  retry: async () => false,
  drop: async () => false,
  close: async () => {},
  ...change,
});
