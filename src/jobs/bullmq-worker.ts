/** The working half of the queue in Redis: runs the jobs that BullMQ's worker hands out, and gives back what cannot be finished. */
import { DelayedError, type Job, type Queue, UnrecoverableError, Worker } from 'bullmq';
import { asTusouError, TusouError } from '../domain/errors.ts';
import type { AnswerJob, Clock, JobQueue, JobRun, Log, Turn } from '../domain/ports.ts';
import { priorityOfRepeat, type Turns } from './bullmq-turns.ts';
import { type RedisConnections, redisProblem } from './redis-connection.ts';
import { JOB_ATTEMPTS, MAX_LOSSES, type retryDelayMs } from './retry.ts';
import { asJob } from './stored-job.ts';

/** What BullMQ keeps for a job. `forgiven` are losses of process that were there when the job was put back by hand. */
export type StoredJob = { readonly job: AnswerJob; readonly turn: Turn; readonly forgiven: number };

/**
 * How soon things happen, in real milliseconds; tests are in more of a hurry. A job of a process that died goes on after the lock
 * and at most two looks at stalled jobs: within 10 s.
 */
export type Timing = {
  readonly lockMs: number;
  readonly renewMs: number;
  readonly stalledEveryMs: number;
  readonly retryDelayMs: typeof retryDelayMs;
};

/** What the worker is made of. */
export type WorkerParts = {
  readonly queue: Queue<StoredJob>;
  readonly prefix: string;
  readonly redis: RedisConnections;
  readonly turns: Turns;
  readonly timing: Timing;
  readonly clock: Clock;
  readonly log: Log;
};

type Run = Parameters<JobQueue['process']>[0];
type GiveUp = NonNullable<Parameters<JobQueue['process']>[2]>;

/** What is done with each job, and how many at a time. */
export type Work = { readonly run: Run; readonly giveUp: GiveUp; readonly concurrency: number };

/** A job at work. `job` is as it was kept last, or null where it cannot be read. `leave` ends BullMQ's part in it, whatever the run does. */
type Running = {
  readonly bull: Job<StoredJob>;
  readonly token: string;
  readonly stop: AbortController;
  readonly leave: (reason: Error) => void;
  job: AnswerJob | null;
};

/** A running worker. */
export interface BullmqWorker {
  /** See `JobQueue.close`. Does not reject. */
  close(deadlineMs: number): Promise<void>;
}

/** The failure of a run as BullMQ stores it: our words only, and when to try again. */
class RetryLater extends Error {
  override readonly name = 'RetryLater';
  readonly delayMs: number;
  constructor(reason: string, delayMs: number) {
    super(reason);
    this.delayMs = delayMs;
  }
}

/** What is left of a job that is done: BullMQ knows its key for a day, and nobody's words with it. */
const OVER = {} as StoredJob;

/** After a failed fetch BullMQ waits this long; connections come back by themselves. */
const FETCH_AGAIN_MS = 1_000;
/** The same trouble again within this time is one line in the log. */
const TROUBLE_QUIET_MS = 60_000;
/** How long ending the connections in an orderly way may take when all jobs are settled. */
const END_MS = 2_000;

const lost = (): TusouError =>
  new TusouError('internal', { detail: 'the job was taken over by another process' });

const noop = (): void => {};

class WorkerOnQueue implements BullmqWorker {
  readonly #parts: WorkerParts;
  readonly #work: Work;
  /** By the token of their locks. */
  readonly #running = new Map<string, Running>();
  /** Runs under way, also of jobs that are in other hands. */
  readonly #over = new Set<Promise<void>>();
  readonly #worker: Worker<StoredJob>;
  #closing = false;
  #troubleAtMs = Number.NEGATIVE_INFINITY;

  constructor(parts: WorkerParts, work: Work) {
    this.#parts = parts;
    this.#work = work;
    const { queue, prefix, redis, timing } = parts;
    this.#worker = new Worker<StoredJob>(queue.name, (bull, token) => this.#tend(bull, token ?? ''), {
      connection: redis.patient(),
      prefix,
      concurrency: work.concurrency,
      lockDuration: timing.lockMs,
      lockRenewTime: timing.renewMs,
      stalledInterval: timing.stalledEveryMs,
      // A job whose process vanished too often is given up by us: BullMQ would mark it as failed before the asker is told.
      maxStalledCount: Number.MAX_SAFE_INTEGER,
      runRetryDelay: FETCH_AGAIN_MS,
      settings: { backoffStrategy: (_, __, error) => (error instanceof RetryLater ? error.delayMs : 0) },
    });
    this.#worker.on('error', (error) => this.#noteTrouble(error));
    this.#worker.on('lockRenewalFailed', (ids) => this.#lose(ids));
    // Nobody's words are kept with what is done; where this fails, they are there until BullMQ forgets the key.
    this.#worker.on('completed', (bull) => {
      bull.updateData(OVER).catch(noop);
      parts.turns.over(bull.id ?? '').catch(noop);
    });
    this.#worker.on('failed', (bull, error) => {
      if (error instanceof UnrecoverableError) parts.turns.over(bull?.id ?? '').catch(noop);
    });
  }

  async close(deadlineMs: number): Promise<void> {
    const { clock, redis } = this.#parts;
    this.#closing = true;
    await this.#worker.pause(true);
    const leftMs = Math.max(0, deadlineMs - clock.now());
    await this.#atMost(leftMs, Promise.all(this.#over));
    await Promise.all([...this.#running.values()].map((running) => this.#handBack(running)));
    await this.#atMost(END_MS, this.#worker.close(redis.isDown()));
  }

  async #atMost(ms: number, work: Promise<unknown>): Promise<void> {
    const early = new AbortController();
    await Promise.race([work.catch(() => {}), this.#parts.clock.sleep(ms, early.signal).catch(() => {})]);
    early.abort();
  }

  /** BullMQ's processor. What it throws is stored, so it is ours; `DelayedError` means that the job is in other hands already. */
  async #tend(bull: Job<StoredJob>, token: string): Promise<void> {
    const left = Promise.withResolvers<never>();
    const running: Running = {
      bull,
      token,
      stop: new AbortController(),
      leave: left.reject,
      job: asJob(bull.data.job),
    };
    this.#running.set(token, running);
    // BullMQ may have fetched one more job while it was being told to pause.
    if (this.#closing) void this.#handBack(running);
    const work = this.#runJob(running).finally(() => this.#running.delete(token));
    const over = work.then(noop, noop);
    this.#over.add(over);
    void over.then(() => this.#over.delete(over));
    await Promise.race([work, left.promise]);
  }

  async #runJob(running: Running): Promise<void> {
    const { bull, job } = running;
    if (this.#closing) return;
    if (!job) return this.#bury(running, 'the stored job cannot be read');
    const losses = bull.stalledCounter - bull.data.forgiven;
    if (losses > MAX_LOSSES) return this.#bury(running, `its process vanished ${losses} times`);
    // Not waited for: without it the lane only catches up with its next job.
    this.#parts.turns.begun(bull.data.turn).catch(noop);
    try {
      await this.#work.run(job, this.#contextOf(running, job));
    } catch (error) {
      await this.#fail(running, job, error);
    }
  }

  #contextOf(running: Running, job: AnswerJob): JobRun {
    const { bull, stop } = running;
    const attempt = bull.attemptsMade + 1;
    return {
      signal: stop.signal,
      attempt,
      isLast: attempt >= JOB_ATTEMPTS,
      isRepeat: bull.attemptsStarted > 1,
      turn: bull.data.turn,
      stillMine: () => this.#stillHolds(running),
      keepAnswer: (answer) => this.#keepAnswer(running, { ...job, answer }),
    };
  }

  async #stillHolds(running: Running): Promise<void> {
    const { bull, token } = running;
    const { queue, redis, timing } = this.#parts;
    if (!this.#holds(running)) throw lost();
    const held = await redis.call(() => queue.getBackend().extendLock(bull.id ?? '', token, timing.lockMs));
    if (!held) throw lost();
  }

  /** The lock is prolonged first: nobody else can take the job while its data is on the way. */
  async #keepAnswer(running: Running, job: AnswerJob): Promise<void> {
    const { bull } = running;
    const { queue, redis } = this.#parts;
    const data = { ...bull.data, job };
    await this.#stillHolds(running);
    await redis.call(() => queue.getBackend().updateData(bull, data));
    bull.data = data;
    running.job = job;
  }

  #holds({ token }: Running): boolean {
    return this.#running.has(token);
  }

  async #fail(running: Running, job: AnswerJob, error: unknown): Promise<void> {
    if (!this.#holds(running)) return;
    const { bull } = running;
    const failure = asTusouError(error);
    const attempt = bull.attemptsMade + 1;
    // A foreign error's text may hold anything, so only our own is stored.
    const reason = failure === error ? failure.message : failure.code;
    if (!failure.retryable || attempt >= JOB_ATTEMPTS) return this.#bury(running, reason, failure);
    const delayMs = this.#parts.timing.retryDelayMs(attempt, failure);
    await bull.changePriority({ priority: priorityOfRepeat(job.lane) }).catch(noop);
    this.#parts.log.warn({ key: job.key, attempt, delayMs, err: failure }, 'job will be tried again');
    throw new RetryLater(reason, delayMs);
  }

  /** Told first, under the lock: a process that dies or stops meanwhile leaves the job to another one, which tells it then. */
  async #bury(running: Running, reason: string, cause?: TusouError): Promise<void> {
    const { job, bull } = running;
    if (job) await this.#tell(job);
    if (!this.#holds(running)) return;
    const key = job?.key ?? bull.id;
    this.#parts.log.error({ key, reason, ...(cause && { err: cause }) }, 'job failed');
    throw new UnrecoverableError(reason);
  }

  async #tell(job: AnswerJob): Promise<void> {
    try {
      await this.#work.giveUp(job);
    } catch (error) {
      this.#parts.log.warn({ key: job.key, err: asTusouError(error) }, 'asker not told of a failed job');
    }
  }

  /** Others are woken and take the job at once: it goes where delayed jobs are, with no delay left. */
  async #handBack(running: Running): Promise<void> {
    const { bull, token, job } = running;
    const { redis, log } = this.#parts;
    try {
      await redis.call(async () => {
        if (job) await bull.changePriority({ priority: priorityOfRepeat(job.lane) });
        await bull.moveToDelayed(Date.now(), token);
      });
    } catch (error) {
      log.error({ key: job?.key, err: asTusouError(error) }, 'job not released');
    }
    this.#leave(running, new TusouError('internal', { detail: 'the process is stopping' }));
  }

  #lose(ids: readonly string[]): void {
    for (const running of this.#running.values()) {
      if (!ids.includes(running.bull.id ?? '')) continue;
      this.#parts.log.warn({ key: running.job?.key }, 'job was taken over by another process');
      this.#leave(running, lost());
    }
  }

  #leave(running: Running, reason: TusouError): void {
    this.#running.delete(running.token);
    running.stop.abort(reason);
    running.leave(new DelayedError());
  }

  /** Redis that is away is told by its connections, a lock that is lost by `#lose`; what is left may come by the thousand. */
  #noteTrouble(error: Error & { code?: unknown }): void {
    const { redis, clock, log } = this.#parts;
    const isLock = typeof error.code === 'number' || error.message.startsWith('could not renew lock');
    const nowMs = clock.now();
    if (isLock || redis.isDown() || nowMs - this.#troubleAtMs < TROUBLE_QUIET_MS) return;
    this.#troubleAtMs = nowMs;
    log.warn({ reason: redisProblem(error) }, 'queue has trouble');
  }
}

/** Starts to work on the queue. */
export const startBullmqWorker = (parts: WorkerParts, work: Work): BullmqWorker =>
  new WorkerOnQueue(parts, work);
