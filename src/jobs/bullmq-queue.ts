/** The queue of an installation with Redis: BullMQ keeps, retries and hands over the jobs; any number of machines share it. */
import { createHash } from 'node:crypto';
import { type Job, type JobsOptions, Queue } from 'bullmq';
import { TusouError } from '../domain/errors.ts';
import type { AnswerJob, Clock, FailedJob, JobQueue, Log, QueueCounts } from '../domain/ports.ts';
import { createTurns, type Turns } from './bullmq-turns.ts';
import { type BullmqWorker, type StoredJob, startBullmqWorker, type Timing } from './bullmq-worker.ts';
import { connectRedis, type RedisConnections } from './redis-connection.ts';
import { JOB_ATTEMPTS, KEEP_FAILED_MS, REMEMBER_DONE_MS, retryDelayMs } from './retry.ts';
import { asJob } from './stored-job.ts';

/** All keys are below the prefix and this. */
const QUEUE_NAME = 'jobs';
const JOB_NAME = 'answer';

/** Nobody reads BullMQ's stream of events. */
const EVENTS_KEPT = 100;

const TIMING: Timing & { readonly callMs: number } = {
  lockMs: 5_000,
  renewMs: 1_500,
  stalledEveryMs: 1_000,
  retryDelayMs,
  callMs: 3_000,
};

const jobOptions = (keepMs: number): JobsOptions => ({
  attempts: JOB_ATTEMPTS,
  backoff: { type: 'custom' },
  removeOnComplete: { age: REMEMBER_DONE_MS / 1_000 },
  removeOnFail: { age: Math.min(KEEP_FAILED_MS, keepMs) / 1_000 },
  // Stacks of foreign errors hold foreign words.
  stackTraceLimit: 0,
});

/** BullMQ wants no colons in an id, and no numbers. */
const idOf = (key: string): string => `key-${createHash('sha256').update(key).digest('base64url')}`;

const failedJob = (bull: Job<StoredJob>): FailedJob[] => {
  const job = asJob(bull.data.job);
  return job ? [{ job, reason: bull.failedReason ?? '', failedAtMs: bull.finishedOn ?? 0 }] : [];
};

class BullmqQueue implements JobQueue {
  readonly #redis: RedisConnections;
  readonly #queue: Queue<StoredJob>;
  readonly #turns: Turns;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #prefix: string;
  readonly #timing: Timing;
  #worker: BullmqWorker | null = null;

  constructor({ url, prefix, clock, log, timing, keepMs = KEEP_FAILED_MS }: BullmqOptions) {
    const pace = { ...TIMING, ...timing };
    this.#redis = connectRedis({ url, clock, log, callMs: pace.callMs });
    this.#queue = new Queue<StoredJob>(QUEUE_NAME, {
      connection: this.#redis.prompt,
      prefix,
      // The worker looks at the version; here it would be asked once and, had it failed, never again.
      skipVersionCheck: true,
      defaultJobOptions: jobOptions(keepMs),
      streams: { events: { maxLen: EVENTS_KEPT } },
    });
    // What goes wrong rejects the call that wanted it; the connections tell the rest.
    this.#queue.on('error', () => {});
    const keys = {
      bull: (type: string) => this.#queue.toKey(type),
      own: (name: string) => `${prefix}:${name}`,
    };
    this.#turns = createTurns(this.#redis.prompt, keys);
    this.#clock = clock;
    this.#log = log;
    this.#prefix = prefix;
    this.#timing = pace;
  }

  add(job: AnswerJob): Promise<boolean> {
    const jobId = idOf(job.key);
    return this.#redis.call(async () => {
      const taken = await this.#turns.take(jobId, job, this.#clock.now());
      if (!taken) return false;
      const { turn, priority, isFirst } = taken;
      await this.#queue.add(JOB_NAME, { job, turn, forgiven: 0 }, { jobId, priority });
      return isFirst;
    });
  }

  process(...[run, concurrency, giveUp = async () => {}]: Parameters<JobQueue['process']>): void {
    if (this.#worker) throw new TusouError('internal', { detail: 'the queue is being processed already' });
    const parts = {
      queue: this.#queue,
      prefix: this.#prefix,
      redis: this.#redis,
      turns: this.#turns,
      timing: this.#timing,
      clock: this.#clock,
      log: this.#log,
    };
    this.#worker = startBullmqWorker(parts, { run, giveUp, concurrency });
  }

  ahead(key: string): Promise<number> {
    return this.#redis.call(() => this.#turns.ahead(idOf(key)));
  }

  counts(): Promise<QueueCounts> {
    return this.#redis.call(async () => {
      const states = ['wait', 'prioritized', 'delayed', 'active', 'failed'] as const;
      const [counts, oldestMs] = await Promise.all([
        this.#queue.getJobCounts(...states),
        this.#turns.oldestMs(this.#clock.now()),
      ]);
      const of = (state: (typeof states)[number]): number => counts[state] ?? 0;
      return {
        waiting: of('wait') + of('prioritized') + of('delayed'),
        running: of('active'),
        failed: of('failed'),
        oldestMs,
      };
    });
  }

  failures(atMost: number): Promise<readonly FailedJob[]> {
    if (atMost < 1) return Promise.resolve([]);
    return this.#redis.call(async () => (await this.#queue.getFailed(0, atMost - 1)).flatMap(failedJob));
  }

  retry(key: string): Promise<boolean> {
    return this.#onFailed(key, async (bull) => {
      const job = asJob(bull.data.job);
      if (!job) return;
      const { turn, priority } = await this.#turns.takeAgain(idOf(key), job, this.#clock.now());
      await bull.updateData({ job, turn, forgiven: bull.stalledCounter });
      await bull.changePriority({ priority });
      await bull.retry('failed', { resetAttemptsMade: true });
    });
  }

  drop(key: string): Promise<boolean> {
    return this.#onFailed(key, async (bull) => {
      await bull.remove();
      await this.#turns.forgotten(idOf(key));
    });
  }

  /** False when no failed job has the key, also when somebody else was faster. */
  #onFailed(key: string, work: (bull: Job<StoredJob>) => Promise<void>): Promise<boolean> {
    return this.#redis.call(async () => {
      const bull = await this.#queue.getJob(idOf(key));
      if (!bull || !(await bull.isFailed())) return false;
      await work(bull);
      return true;
    });
  }

  async close(deadlineMs: number): Promise<void> {
    await this.#worker?.close(deadlineMs);
    await this.#queue.close().catch(() => {});
    this.#redis.close();
  }
}

/**
 * What the queue is made of. `timing` changes how soon things happen; without it, as `TIMING` says. Failed jobs are kept for 30 days, and for
 * `keepMs` at most.
 */
export type BullmqOptions = {
  readonly url: string;
  readonly prefix: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly keepMs?: number;
  readonly timing?: Partial<Timing & { readonly callMs: number }>;
};

/**
 * A queue on a Redis server; any number of processes may make one with the same prefix. Nothing here connects before it returns,
 * so a server that is away is told by the log and by calls that reject. A job that was added is as safe as the server keeps it
 * (`appendonly yes`, `maxmemory-policy noeviction`).
 */
export const createBullmqQueue = (options: BullmqOptions): JobQueue => new BullmqQueue(options);
