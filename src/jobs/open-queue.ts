/** Picks the queue of an installation: on its Redis server where it has one, else in its SQLite file. */
import { randomUUID } from 'node:crypto';
import type { Clock, JobQueue, Log } from '../domain/ports.ts';
import { REDIS_PREFIX } from '../storage/shared-state.ts';
import type { Database } from '../storage/sqlite.ts';
import { createEmbeddedQueue } from './embedded-queue.ts';

/**
 * Opens the queue. `database` is asked for only where there is no Redis; whoever gave the file closes it, after the queue. BullMQ takes
 * long to load, so it is loaded only where there is Redis.
 */
export const openQueue = async (options: {
  readonly redisUrl: string | null;
  readonly database: () => Database;
  /** How long failed jobs can be looked at and tried again, at most. */
  readonly keepMs: number;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<JobQueue> => {
  const { redisUrl, database, keepMs, clock, log } = options;
  if (redisUrl === null)
    return createEmbeddedQueue({ db: database(), keepMs, clock, log, newId: randomUUID });
  const { createBullmqQueue } = await import('./bullmq-queue.ts');
  return createBullmqQueue({ url: redisUrl, prefix: REDIS_PREFIX, keepMs, clock, log });
};
