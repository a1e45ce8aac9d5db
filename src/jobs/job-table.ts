/** The queue's rows and the statements on them; each statement is atomic, so any number of processes may share the table. */
import type { AnswerJob } from '../domain/ports.ts';
import type { Database } from '../storage/sqlite.ts';

/** A claimed row. `owner` is new for each claim: whoever lost the lease can no longer write to the row. */
export type Claim = {
  readonly id: number;
  readonly owner: string;
  readonly key: string;
  /** The job as JSON. */
  readonly job: string;
  /** Runs that ended in an error, and runs whose process vanished. */
  readonly errors: number;
  readonly losses: number;
};

/** All that the queue does with its table. Times are milliseconds since the epoch. Answers of false: the claim is no longer ours. */
export interface JobTable {
  /** False when the key is known. Safe on the disk when it returns. */
  insert(job: AnswerJob, nowMs: number): boolean;
  /** Whether there is a job to claim: new, to be tried again, or deserted. Only reads, so it never waits for other processes. */
  hasDue(nowMs: number): boolean;
  /** The job that is next of those that are due: presses before photos, then the chat with the fewest running jobs, then the oldest. */
  claim(lease: { readonly owner: string; readonly nowMs: number; readonly untilMs: number }): Claim | null;
  extend(claim: Claim, untilMs: number): boolean;
  /** Stores the job anew, as it is to be run after a restart. */
  rewrite(claim: Claim, job: AnswerJob): boolean;
  /** Hands the job back, to be run from `dueMs` on. `errors` is the new count. */
  release(claim: Claim, next: { readonly dueMs: number; readonly errors: number }): boolean;
  /** Remembers only the key, until `forgetMs`. */
  finish(claim: Claim, forgetMs: number): boolean;
  /** Keeps the job with the reason of its failure, until `forgetMs`. */
  bury(claim: Claim, reason: string, forgetMs: number): boolean;
  /** Drops some of what is over and past its time. */
  forget(nowMs: number): void;
  counts(): { readonly waiting: number; readonly running: number; readonly failed: number };
}

const chatOf = ({ chat }: AnswerJob): string => `${chat.platform}:${chat.id}`;

const OPEN = "state IN ('waiting', 'running')";
const OURS = 'WHERE id = ? AND owner = ?';
const FORGET_ROWS = 500;

/**
 * Jumps from chat to chat in the index `jobs_open` and looks at the first due job of each, so a chat with many jobs waiting costs no
 * more than one with few. A job whose process is gone counts as due and not as running.
 */
const CLAIM = `
  WITH RECURSIVE
    lease (owner, until, now) AS MATERIALIZED (VALUES (?, ?, ?)),
    top (rank) AS MATERIALIZED (
      SELECT rank FROM jobs WHERE ${OPEN} AND due_at <= (SELECT now FROM lease) ORDER BY rank LIMIT 1
    ),
    chats (chat) AS (
      SELECT min(chat) FROM jobs WHERE ${OPEN} AND rank = (SELECT rank FROM top)
      UNION ALL
      SELECT (SELECT min(chat) FROM jobs WHERE ${OPEN} AND rank = (SELECT rank FROM top) AND chat > chats.chat)
      FROM chats WHERE chat IS NOT NULL
    ),
    firsts (id, running) AS MATERIALIZED (
      SELECT
        (SELECT id FROM jobs
         WHERE ${OPEN} AND rank = (SELECT rank FROM top) AND chat = chats.chat AND due_at <= (SELECT now FROM lease)
         ORDER BY id LIMIT 1),
        (SELECT count(*) FROM jobs
         WHERE state = 'running' AND chat = chats.chat AND due_at > (SELECT now FROM lease))
      FROM chats
    )
  UPDATE jobs SET
    losses = losses + (state = 'running'), state = 'running',
    owner = (SELECT owner FROM lease), due_at = (SELECT until FROM lease)
  WHERE id = (SELECT id FROM firsts WHERE id IS NOT NULL ORDER BY running, id LIMIT 1)
  RETURNING id, owner, key, job, errors, losses`;

const prepareAll = ({ lasting, passing }: Database) => ({
  insert: lasting.prepare(
    `INSERT INTO jobs (key, job, chat, rank, state, due_at) VALUES (?, ?, ?, ?, 'waiting', ?) ON CONFLICT (key) DO NOTHING`,
  ),
  rewrite: lasting.prepare(`UPDATE jobs SET job = ? ${OURS}`),
  finish: lasting.prepare(`UPDATE jobs SET state = 'done', job = '', owner = NULL, due_at = ? ${OURS}`),
  bury: lasting.prepare(`UPDATE jobs SET state = 'failed', reason = ?, owner = NULL, due_at = ? ${OURS}`),
  // The rest may be undone by a power cut: the job would only be claimed or tried once more.
  due: passing.prepare(`SELECT 1 FROM jobs WHERE ${OPEN} AND due_at <= ? LIMIT 1`),
  claim: passing.prepare<Claim>(CLAIM),
  extend: passing.prepare(`UPDATE jobs SET due_at = ? ${OURS}`),
  release: passing.prepare(`UPDATE jobs SET state = 'waiting', owner = NULL, due_at = ?, errors = ? ${OURS}`),
  forget: passing.prepare(
    `DELETE FROM jobs WHERE id IN
     (SELECT id FROM jobs WHERE state IN ('done', 'failed') AND due_at <= ? LIMIT ${FORGET_ROWS})`,
  ),
  // In two parts, so that each has an index of its own: the rows that are done are the many, and nobody counts them.
  counts: passing.prepare<{ state: string; count: number }>(
    `SELECT state, count(*) AS count FROM jobs WHERE ${OPEN} GROUP BY state
     UNION ALL SELECT 'failed', count(*) FROM jobs WHERE state = 'failed'`,
  ),
});

/** The table in an open database. Everything may throw `TusouError` `internal` when the file fails. */
export const jobTable = (db: Database): JobTable => {
  const statements = prepareAll(db);
  return {
    // A press concerns an answer that somebody is looking at, and is mostly answered from memory.
    insert: (job, nowMs) =>
      statements.insert.run(job.key, JSON.stringify(job), chatOf(job), job.answer ? 0 : 1, nowMs) > 0,
    hasDue: (nowMs) => statements.due.get(nowMs) !== undefined,
    claim: ({ owner, nowMs, untilMs }) => statements.claim.get(owner, untilMs, nowMs) ?? null,
    extend: ({ id, owner }, untilMs) => statements.extend.run(untilMs, id, owner) > 0,
    rewrite: ({ id, owner }, job) => statements.rewrite.run(JSON.stringify(job), id, owner) > 0,
    release: ({ id, owner }, { dueMs, errors }) => statements.release.run(dueMs, errors, id, owner) > 0,
    finish: ({ id, owner }, forgetMs) => statements.finish.run(forgetMs, id, owner) > 0,
    bury: ({ id, owner }, reason, forgetMs) => statements.bury.run(reason, forgetMs, id, owner) > 0,
    forget: (nowMs) => void statements.forget.run(nowMs),
    counts: () => {
      const count = Object.fromEntries(statements.counts.all().map((row) => [row.state, row.count]));
      return { waiting: count.waiting ?? 0, running: count.running ?? 0, failed: count.failed ?? 0 };
    },
  };
};
