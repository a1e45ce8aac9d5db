/** The queue's rows and the statements on them; each statement is atomic, so any number of processes may share the table. */
import { type AnswerJob, LANES, type QueueCounts } from '../domain/ports.ts';
import type { Database } from '../storage/sqlite.ts';

/** A claimed row. `owner` is new for each claim: whoever lost the lease can no longer write to the row. */
export type Claim = {
  readonly id: number;
  readonly owner: string;
  readonly key: string;
  /** The job as JSON. */
  readonly job: string;
  /** The lane's place in `LANES`. */
  readonly rank: number;
  readonly round: number;
  /** How often the job was claimed, this time included. */
  readonly runs: number;
  /** Runs that ended in an error, and runs whose process vanished. */
  readonly errors: number;
  readonly losses: number;
};

/** A row of the dead letter list, its job as JSON. */
export type FailedRow = { readonly job: string; readonly reason: string; readonly failedAtMs: number };

/** All that the queue does with its table. Times are milliseconds since the epoch. Answers of false: the claim is no longer ours. */
export interface JobTable {
  /** Gives the job its turn. False when the key is known. Safe on the disk when it returns. */
  insert(job: AnswerJob, nowMs: number): boolean;
  /** Whether there is a job to claim: new, to be tried again, or deserted. Only reads, so it never waits for other processes. */
  hasDue(nowMs: number): boolean;
  /** The job whose turn is the earliest of those that are due: by lane, then round, then age. */
  claim(lease: { readonly owner: string; readonly nowMs: number; readonly untilMs: number }): Claim | null;
  extend(claim: Claim, untilMs: number): boolean;
  /** Stores the job anew, as it is to be run after a restart. */
  rewrite(claim: Claim, job: AnswerJob): boolean;
  /** Hands the job back, to be run from `dueMs` on. `errors` is the new count. */
  release(claim: Claim, next: { readonly dueMs: number; readonly errors: number }): boolean;
  /** Remembers only the key, until `forgetMs`. */
  finish(claim: Claim, forgetMs: number): boolean;
  /** Keeps the job with the reason of its failure, until `forgetMs`. */
  bury(
    claim: Claim,
    failure: { readonly reason: string; readonly nowMs: number; readonly forgetMs: number },
  ): boolean;
  /** Drops some of what is over and past its time. */
  forget(nowMs: number): void;
  ahead(key: string): number;
  counts(): QueueCounts;
  failures(atMost: number): readonly FailedRow[];
  /** Puts a failed job back with a new turn. False when there is none with this key. Safe on the disk when it returns. */
  revive(key: string, nowMs: number): boolean;
  /** Forgets a failed job. False when there is none with this key. */
  drop(key: string): boolean;
}

const chatOf = ({ chat }: AnswerJob): string => `${chat.platform}:${chat.id}`;

const OPEN = "state IN ('waiting', 'running')";
const OURS = 'WHERE id = ? AND owner = ?';
const FORGET_ROWS = 500;

/**
 * Start-time fair queueing: every chat has one job in each round of a lane, and a chat that comes anew begins with the round that the
 * lane is at. Jobs that are done count too: else two chats that take turns would stay in one round and keep a third one in the next.
 * `from` has the columns `rank` and `chat`.
 */
const roundFor = (from: string): string => `max(
  (SELECT round FROM lanes WHERE lanes.rank = ${from}.rank),
  coalesce((SELECT max(round) + 1 FROM jobs AS known WHERE known.rank = ${from}.rank AND known.chat = ${from}.chat), 0))`;

const INSERT = `
  WITH new (key, job, chat, rank, now) AS (VALUES (?, ?, ?, ?, ?))
  INSERT INTO jobs (key, job, chat, rank, round, state, due_at, added_at)
  SELECT key, job, chat, rank, ${roundFor('new')}, 'waiting', now, now FROM new WHERE true
  ON CONFLICT (key) DO NOTHING`;

/** Jobs that run, or that wait for their next attempt, are passed over in the index alone. */
const CLAIM = `
  WITH lease (owner, until, now) AS MATERIALIZED (VALUES (?, ?, ?))
  UPDATE jobs SET
    losses = losses + (state = 'running'), runs = runs + 1, state = 'running',
    owner = (SELECT owner FROM lease), due_at = (SELECT until FROM lease)
  WHERE id = (
    SELECT id FROM jobs WHERE ${OPEN} AND due_at <= (SELECT now FROM lease) ORDER BY rank, round, id LIMIT 1
  )
  RETURNING id, owner, key, job, rank, round, runs, errors, losses`;

const REVIVE = `
  WITH now (at) AS MATERIALIZED (VALUES (?))
  UPDATE jobs SET
    state = 'waiting', errors = 0, losses = 0, reason = NULL, over_at = NULL, round = ${roundFor('jobs')},
    due_at = (SELECT at FROM now), added_at = (SELECT at FROM now)
  WHERE key = ? AND state = 'failed'`;

const AHEAD = `
  SELECT count(*) AS count FROM jobs JOIN (SELECT rank, round, id FROM jobs WHERE key = ? AND ${OPEN}) AS own
  WHERE ${OPEN} AND (jobs.rank, jobs.round, jobs.id) < (own.rank, own.round, own.id)`;

const prepareAll = ({ lasting, passing }: Database) => ({
  insert: lasting.prepare(INSERT),
  rewrite: lasting.prepare(`UPDATE jobs SET job = ? ${OURS}`),
  bury: lasting.prepare(
    `UPDATE jobs SET state = 'failed', reason = ?, over_at = ?, owner = NULL, due_at = ? ${OURS}`,
  ),
  revive: lasting.prepare(REVIVE),
  drop: lasting.prepare(`DELETE FROM jobs WHERE key = ? AND state = 'failed'`),
  // The rest may be undone by a power cut: the job would only be claimed or tried once more, and put the same answer into the same
  // message. The next job that comes in takes it to the disk.
  finish: passing.prepare(`UPDATE jobs SET state = 'done', job = '', owner = NULL, due_at = ? ${OURS}`),
  due: passing.prepare(`SELECT 1 FROM jobs WHERE ${OPEN} AND due_at <= ? LIMIT 1`),
  claim: passing.prepare<Claim>(CLAIM),
  extend: passing.prepare(`UPDATE jobs SET due_at = ? ${OURS}`),
  release: passing.prepare(`UPDATE jobs SET state = 'waiting', owner = NULL, due_at = ?, errors = ? ${OURS}`),
  forget: passing.prepare(
    `DELETE FROM jobs WHERE id IN
     (SELECT id FROM jobs WHERE state IN ('done', 'failed') AND due_at <= ? LIMIT ${FORGET_ROWS})`,
  ),
  ahead: passing.prepare<{ count: number }>(AHEAD),
  // In parts, so that each has an index of its own: the rows that are done are the many, and nobody counts them.
  counts: passing.prepare<Record<'waiting' | 'running' | 'failed', number> & { oldestMs: number | null }>(
    `SELECT
       count(*) FILTER (WHERE state = 'waiting') AS waiting, count(*) FILTER (WHERE state = 'running') AS running,
       (SELECT count(*) FROM jobs WHERE state = 'failed') AS failed, min(added_at) AS oldestMs
     FROM jobs WHERE ${OPEN}`,
  ),
  failures: passing.prepare<FailedRow>(
    `SELECT job, reason, over_at AS failedAtMs FROM jobs WHERE state = 'failed' ORDER BY over_at DESC LIMIT ?`,
  ),
});

/** The table in an open database. Everything may throw `TusouError` `storage-down` when the file fails. */
export const jobTable = (db: Database): JobTable => {
  const statements = prepareAll(db);
  return {
    insert: (job, nowMs) => {
      const rank = LANES.indexOf(job.lane);
      return statements.insert.run(job.key, JSON.stringify(job), chatOf(job), rank, nowMs) > 0;
    },
    hasDue: (nowMs) => statements.due.get(nowMs) !== undefined,
    claim: ({ owner, nowMs, untilMs }) => statements.claim.get(owner, untilMs, nowMs) ?? null,
    extend: ({ id, owner }, untilMs) => statements.extend.run(untilMs, id, owner) > 0,
    rewrite: ({ id, owner }, job) => statements.rewrite.run(JSON.stringify(job), id, owner) > 0,
    release: ({ id, owner }, { dueMs, errors }) => statements.release.run(dueMs, errors, id, owner) > 0,
    finish: ({ id, owner }, forgetMs) => statements.finish.run(forgetMs, id, owner) > 0,
    bury: ({ id, owner }, { reason, nowMs, forgetMs }) =>
      statements.bury.run(reason, nowMs, forgetMs, id, owner) > 0,
    forget: (nowMs) => void statements.forget.run(nowMs),
    ahead: (key) => statements.ahead.get(key)?.count ?? 0,
    counts: () => ({ waiting: 0, running: 0, failed: 0, oldestMs: null, ...statements.counts.get() }),
    failures: (atMost) => statements.failures.all(atMost),
    revive: (key, nowMs) => statements.revive.run(nowMs, key) > 0,
    drop: (key) => statements.drop.run(key) > 0,
  };
};
