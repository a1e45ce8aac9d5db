/** The queue of an installation without Redis: jobs in the SQLite file, run under leases by any process that shares it. */
import { asTusouError, TusouError } from '../domain/errors.ts';
import type { AnswerJob, Clock, JobQueue, Log } from '../domain/ports.ts';
import type { Database } from '../storage/sqlite.ts';
import { type Claim, type JobTable, jobTable } from './job-table.ts';
import { JOB_ATTEMPTS, retryDelayMs } from './retry.ts';

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

/** A job that took its process down this often is taken to be the cause. Its neighbours' deaths count too, hence not 1. */
const MAX_LOSSES = 4;

/** A finished key is remembered so long, because platforms deliver an event again for hours (Telegram: up to 24 h). */
const REMEMBER_DONE_MS = 24 * 60 * 60 * 1000;
const KEEP_FAILED_MS = 30 * REMEMBER_DONE_MS;
const FORGET_EVERY_MS = 60_000;

const readJob = (claim: Claim): AnswerJob | null => {
  try {
    const job = JSON.parse(claim.job) as AnswerJob | null;
    return job?.key === claim.key && job.chat && job.task ? job : null;
  } catch {
    return null;
  }
};

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
  readonly #running = new Map<string, Running>();
  readonly #closing = new AbortController();
  readonly #closed = new AbortController();
  #nap = new AbortController();
  #started = false;
  #giveUp: GiveUp = async () => {};

  constructor(options: { db: Database; clock: Clock; log: Log; newId: () => string }) {
    this.#table = jobTable(options.db);
    this.#clock = options.clock;
    this.#log = options.log;
    this.#newId = options.newId;
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

  async counts(): ReturnType<JobQueue['counts']> {
    return this.#table.counts();
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
      job: readJob(claim),
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
    const { claim, stop, job } = running;
    if (!job) return this.#bury(running, 'the stored job cannot be read');
    if (claim.losses > MAX_LOSSES) return this.#bury(running, `its process vanished ${claim.losses} times`);
    try {
      await run(job, {
        signal: stop.signal,
        attempt: claim.errors + 1,
        keepAnswer: async (answer) => this.#keepAnswer(running, { ...job, answer }),
      });
    } catch (error) {
      return this.#fail(running, error);
    }
    if (this.#holds(running)) this.#table.finish(claim, this.#clock.now() + REMEMBER_DONE_MS);
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
    this.#table.bury(claim, reason, this.#clock.now() + KEEP_FAILED_MS);
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
      for (const running of this.#running.values())
        this.#guard('lease not kept', () => this.#extend(running));
      if (this.#clock.now() - forgotAtMs < FORGET_EVERY_MS) continue;
      forgotAtMs = this.#clock.now();
      this.#guard('old jobs not forgotten', () => this.#table.forget(forgotAtMs));
    }
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
 * A job added is on the disk, also after a power cut; a run that was finished is never run again, a run that was cut off is.
 * A retry and a deserted job (its lease ran out) are claimed like new ones; a job given up stays as a failed row for 30 days.
 */
export const createEmbeddedQueue = (options: {
  db: Database;
  clock: Clock;
  log: Log;
  newId: () => string;
}): JobQueue => new EmbeddedQueue(options);
