/** The queue of an installation without Redis: jobs in the SQLite file, run under leases by any process that shares it. */
import { asTusouError, TusouError } from '../domain/errors.ts';
import {
  type AnswerJob,
  type Clock,
  type FailedJob,
  type JobQueue,
  type JobRun,
  LANES,
  type Log,
  type QueueCounts,
  type Turn,
} from '../domain/ports.ts';
import type { Database } from '../storage/sqlite.ts';
import { type Claim, type JobTable, jobTable } from './job-table.ts';
import { JOB_ATTEMPTS, KEEP_FAILED_MS, MAX_LOSSES, REMEMBER_DONE_MS, retryDelayMs } from './retry.ts';
import { asJob } from './stored-job.ts';

type Run = Parameters<JobQueue['process']>[0];
type GiveUp = NonNullable<Parameters<JobQueue['process']>[2]>;

/** A claimed job at work. `job` is as it was kept last, or null where the row cannot be read. */
type Running = {
  readonly claim: Claim;
  readonly stop: AbortController;
  job: AnswerJob | null;
  over: Promise<void>;
};

/** A job whose process died goes on elsewhere after at most a lease and a poll: within 10 s. */
const LEASE_MS = 8_000;
const HEARTBEAT_MS = 2_000;

/** How late work is noticed that another process added; work of this process is noticed at once. */
const POLL_MS = 500;

const FORGET_EVERY_MS = 60_000;

/** Null where the text cannot be read as a job. */
const readJob = (text: string): AnswerJob | null => {
  try {
    return asJob(JSON.parse(text));
  } catch {
    return null;
  }
};

const jobOf = ({ key, job: text }: Claim): AnswerJob | null => {
  const job = readJob(text);
  return job?.key === key ? job : null;
};

const turnOf = ({ rank, round }: Claim): Turn => ({ lane: LANES[rank] ?? 'background', round });

/** Waits, but not beyond the signal; never rejects. */
const pause = (clock: Clock, ms: number, signal: AbortSignal): Promise<void> =>
  clock.sleep(ms, signal).catch(() => {});

const lost = (): TusouError =>
  new TusouError('internal', { detail: 'the job was taken over by another process' });

class EmbeddedQueue implements JobQueue {
  readonly #table: JobTable;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #newId: () => string;
  readonly #keepFailedMs: number;
  readonly #running = new Map<string, Running>();
  readonly #closing = new AbortController();
  readonly #closed = new AbortController();
  #nap = new AbortController();
  #started = false;
  #keptAtMs = 0;
  #giveUp: GiveUp = async () => {};

  constructor(options: Parameters<typeof createEmbeddedQueue>[0]) {
    this.#table = jobTable(options.db);
    this.#clock = options.clock;
    this.#log = options.log;
    this.#newId = options.newId;
    this.#keepFailedMs = Math.min(KEEP_FAILED_MS, options.keepMs ?? KEEP_FAILED_MS);
  }

  async add(job: AnswerJob): Promise<boolean> {
    const added = this.#table.insert(job, this.#clock.now());
    if (added) this.#nap.abort();
    return added;
  }

  process(run: Run, concurrency: number, giveUp: GiveUp = this.#giveUp): void {
    if (this.#started) throw new TusouError('internal', { detail: 'the queue is being processed already' });
    this.#started = true;
    this.#giveUp = giveUp;
    void this.#claimJobs(run, concurrency);
    void this.#keepLeases();
  }

  async ahead(key: string): Promise<number> {
    return this.#table.ahead(key);
  }

  async counts(): Promise<QueueCounts> {
    return this.#table.counts();
  }

  async failures(atMost: number): Promise<readonly FailedJob[]> {
    return this.#table.failures(atMost).flatMap(({ job: text, reason, failedAtMs }) => {
      const job = readJob(text);
      return job ? [{ job, reason, failedAtMs }] : [];
    });
  }

  async retry(key: string): Promise<boolean> {
    const revived = this.#table.revive(key, this.#clock.now());
    if (revived) this.#nap.abort();
    return revived;
  }

  async drop(key: string): Promise<boolean> {
    return this.#table.drop(key);
  }

  async close(deadlineMs: number): Promise<void> {
    this.#closing.abort();
    this.#nap.abort();
    const early = new AbortController();
    const over = Promise.all([...this.#running.values()].map((running) => running.over));
    const leftMs = Math.max(0, deadlineMs - this.#clock.now());
    await Promise.race([over, pause(this.#clock, leftMs, early.signal)]);
    early.abort();
    this.#closed.abort();
    for (const { claim, stop } of this.#running.values()) {
      this.#guard('job not released', () =>
        this.#table.release(claim, { dueMs: this.#clock.now(), errors: claim.errors }),
      );
      stop.abort(new TusouError('internal', { detail: 'the process is stopping' }));
    }
    this.#running.clear();
  }

  /** What goes wrong with the file must not end the loops: it is logged, and the next round tries again. */
  #guard<T>(event: string, work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      this.#log.error({ err: error }, event);
      return null;
    }
  }

  async #claimJobs(run: Run, concurrency: number): Promise<void> {
    while (!this.#closing.signal.aborted) {
      const free = this.#running.size < concurrency;
      const claim = free ? this.#guard('jobs not claimed', () => this.#claim()) : null;
      if (claim) this.#begin(claim, run);
      else await this.#sleep(free);
    }
  }

  #claim(): Claim | null {
    const nowMs = this.#clock.now();
    // A process that hung must not take its own jobs for deserted ones.
    if (nowMs - this.#keptAtMs > HEARTBEAT_MS) this.#keepAll();
    if (!this.#table.hasDue(nowMs)) return null;
    return this.#table.claim({ owner: this.#newId(), nowMs, untilMs: nowMs + LEASE_MS });
  }

  /** Until something was added or a run ended here; with a free place also until the next poll. */
  #sleep(poll: boolean): Promise<void> {
    this.#nap = new AbortController();
    const { signal } = this.#nap;
    if (poll) return pause(this.#clock, POLL_MS, signal);
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  }

  #begin(claim: Claim, run: Run): void {
    const running: Running = {
      claim,
      stop: new AbortController(),
      job: jobOf(claim),
      over: Promise.resolve(),
    };
    this.#running.set(claim.owner, running);
    running.over = this.#tend(running, run).catch((error) => {
      this.#log.error({ key: claim.key, err: error }, 'job not settled');
    });
    void running.over.then(() => {
      this.#running.delete(claim.owner);
      this.#nap.abort();
    });
  }

  async #tend(running: Running, run: Run): Promise<void> {
    const { claim, job } = running;
    if (!job) return this.#bury(running, 'the stored job cannot be read');
    if (claim.losses > MAX_LOSSES) return this.#bury(running, `its process vanished ${claim.losses} times`);
    try {
      await run(job, this.#contextOf(running, job));
    } catch (error) {
      return this.#fail(running, error);
    }
    if (this.#holds(running)) this.#table.finish(claim, this.#clock.now() + REMEMBER_DONE_MS);
  }

  #contextOf(running: Running, job: AnswerJob): JobRun {
    const { claim, stop } = running;
    const attempt = claim.errors + 1;
    return {
      signal: stop.signal,
      attempt,
      isLast: attempt >= JOB_ATTEMPTS,
      isRepeat: claim.runs > 1,
      turn: turnOf(claim),
      stillMine: async () => {
        if (!this.#holds(running) || !this.#table.extend(claim, this.#clock.now() + LEASE_MS)) throw lost();
      },
      keepAnswer: async (answer) => this.#keepAnswer(running, { ...job, answer }),
    };
  }

  /** Whether this claim is still ours, as far as this process knows. */
  #holds({ claim }: Running): boolean {
    return this.#running.has(claim.owner);
  }

  #keepAnswer(running: Running, job: AnswerJob): void {
    if (!this.#holds(running) || !this.#table.rewrite(running.claim, job)) throw lost();
    running.job = job;
  }

  async #fail(running: Running, error: unknown): Promise<void> {
    if (!this.#holds(running)) return;
    const { claim } = running;
    const failure = asTusouError(error);
    const attempt = claim.errors + 1;
    if (!failure.retryable || attempt >= JOB_ATTEMPTS) {
      // A foreign error's text may hold anything, so only our own is stored.
      return this.#bury(running, failure === error ? failure.message : failure.code, failure);
    }
    const delayMs = retryDelayMs(attempt, failure);
    this.#table.release(claim, { dueMs: this.#clock.now() + delayMs, errors: attempt });
    this.#log.warn({ key: claim.key, attempt, delayMs, err: failure }, 'job will be tried again');
  }

  /** Told first, under the lease: a process that dies or stops meanwhile leaves the job to another one, which tells it then. */
  async #bury(running: Running, reason: string, cause?: TusouError): Promise<void> {
    const { claim, job } = running;
    if (job) await this.#tell(job);
    if (!this.#holds(running)) return;
    const nowMs = this.#clock.now();
    this.#table.bury(claim, { reason, nowMs, forgetMs: nowMs + this.#keepFailedMs });
    this.#log.error({ key: claim.key, reason, ...(cause && { err: cause }) }, 'job failed');
  }

  async #tell(job: AnswerJob): Promise<void> {
    try {
      await this.#giveUp(job);
    } catch (error) {
      this.#log.warn({ key: job.key, err: asTusouError(error) }, 'asker not told of a failed job');
    }
  }

  async #keepLeases(): Promise<void> {
    let forgotAtMs = 0;
    for (;;) {
      await pause(this.#clock, HEARTBEAT_MS, this.#closed.signal);
      if (this.#closed.signal.aborted) return;
      this.#keepAll();
      if (this.#clock.now() - forgotAtMs < FORGET_EVERY_MS) continue;
      forgotAtMs = this.#clock.now();
      this.#guard('old jobs not forgotten', () => this.#table.forget(forgotAtMs));
    }
  }

  #keepAll(): void {
    this.#keptAtMs = this.#clock.now();
    for (const running of this.#running.values()) this.#guard('lease not kept', () => this.#extend(running));
  }

  #extend({ claim, stop }: Running): void {
    if (this.#table.extend(claim, this.#clock.now() + LEASE_MS)) return;
    this.#running.delete(claim.owner);
    this.#log.warn({ key: claim.key }, 'job was taken over by another process');
    stop.abort(lost());
  }
}

/**
 * A durable queue in the SQLite file; several processes may make one on the same file. `newId` must never repeat.
 * A job added is on the disk, also after a power cut; a run that was finished is never run again (but for the last ones before a power
 * cut), a run that was cut off is.
 * A retry and a deserted job (its lease ran out) are claimed like new ones; a job given up stays as a failed row for 30 days, and for `keepMs` at most.
 */
export const createEmbeddedQueue = (options: {
  db: Database;
  clock: Clock;
  log: Log;
  newId: () => string;
  keepMs?: number;
}): JobQueue => new EmbeddedQueue(options);
