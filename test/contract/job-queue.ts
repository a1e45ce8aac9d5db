/** What every `JobQueue` must do, whatever is behind it. Each implementation's test calls this with its own maker. */
import { describe } from 'vitest';
import { jobQueueFailures } from './job-queue-failures.ts';
import { jobQueueOrder } from './job-queue-order.ts';
import { jobQueueWork } from './job-queue-work.ts';
import type { MakeWorld } from './queue-world.ts';

/** Declares the suite under `name`. `make` is called in each test and cleans up after itself. */
export const jobQueueContract = (name: string, make: MakeWorld): void => {
  describe(`${name} as a job queue`, () => {
    jobQueueWork(make);
    jobQueueOrder(make);
    jobQueueFailures(make);
  });
};
