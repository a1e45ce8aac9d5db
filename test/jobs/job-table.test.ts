/** How the queue's statements read their table, and which job they take next. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AnswerJob } from '../../src/domain/ports.ts';
import { jobTable } from '../../src/jobs/job-table.ts';
import { SCHEMA_STEPS } from '../../src/storage/schema.ts';
import { type Connection, openDatabase } from '../../src/storage/sqlite.ts';
import { chat } from '../support/made-up.ts';
import { answerJob } from '../support/made-up-job.ts';
import { tempDir } from '../support/temp-dir.ts';

it('never walks through all rows, of which most are over', () => {
  const dir = tempDir();
  const db = openDatabase(dir);
  const file = new DatabaseSync(join(dir, 'tusou.sqlite'));
  onTestFinished(() => {
    file.close();
    db.close();
  });
  const asked: string[] = [];
  const noting = ({ prepare }: Connection): Connection => ({
    prepare: (sql) => {
      asked.push(sql);
      return prepare(sql);
    },
  });
  jobTable({ ...db, lasting: noting(db.lasting), passing: noting(db.passing) });
  expect(asked.length).toBeGreaterThan(0);
  const steps = asked.flatMap((sql) => file.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
  const details = steps.map(({ detail }) => String(detail));
  const walks = details.filter((detail) => /^SCAN (jobs|known)\b/.test(detail));
  expect(walks).not.toEqual([]);
  expect(
    walks.filter((walk) => !/USING (COVERING INDEX jobs_turn|(COVERING )?INDEX jobs_failed)/.test(walk)),
  ).toEqual([]);
  expect(details.filter((detail) => detail.includes('TEMP B-TREE'))).toEqual([]);
});

it('waits for the disk when a job comes in and when its message is known, not when it is over', () => {
  const db = openDatabase(tempDir());
  onTestFinished(() => db.close());
  let waits = 0;
  const counting = ({ prepare }: Connection): Connection => ({
    prepare: <Row>(sql: string) => {
      const statement = prepare<Row>(sql);
      const run: typeof statement.run = (...values) => {
        waits += 1;
        return statement.run(...values);
      };
      return { ...statement, run };
    },
  });
  const table = jobTable({ ...db, lasting: counting(db.lasting) });
  table.insert(answerJob('a1'), 0);
  const claim = table.claim({ owner: 'one', nowMs: 0, untilMs: 8_000 });
  if (!claim) throw new Error('nothing to claim');
  expect(table.rewrite(claim, answerJob('a1'))).toBe(true);
  expect(waits).toBe(2);
  expect(table.finish(claim, 60_000)).toBe(true);
  expect(waits).toBe(2);
});

describe('the job that is claimed next', () => {
  const LEASE_MS = 8_000;

  /** A table, jobs put into it by chat and key such as `a1`, and claims that answer with the key. */
  const tableOf = (...keys: readonly string[]) => {
    const db = openDatabase(tempDir());
    onTestFinished(() => db.close());
    const table = jobTable(db);
    let claims = 0;
    const claim = (nowMs = 0) => table.claim({ owner: `${++claims}`, nowMs, untilMs: nowMs + LEASE_MS });
    const add = (key: string, change: Partial<AnswerJob> = {}) =>
      table.insert(answerJob(key, { chat: { ...chat, id: key.charAt(0) }, ...change }), 0);
    for (const key of keys) add(key);
    return {
      db,
      table,
      add,
      claim,
      keys: (count: number) => Array.from({ length: count }, () => claim()?.key),
    };
  };

  it('is the oldest of the earliest round, in which every chat has one', () => {
    const { keys } = tableOf('a1', 'a2', 'a3', 'a4', 'c1', 'b1', 'b2');
    expect(keys(8)).toEqual(['a1', 'c1', 'b1', 'a2', 'b2', 'a3', 'a4', undefined]);
  });

  it('is of the round that its lane is at when its chat comes anew, also after a restart', () => {
    const { db, add, keys } = tableOf('a1', 'a2', 'a3', 'a4');
    expect(keys(3)).toEqual(['a1', 'a2', 'a3']);
    jobTable(db).insert(answerJob('b1', { chat: { ...chat, id: 'b' } }), 0);
    add('b2');
    expect(keys(3)).toEqual(['b1', 'a4', 'b2']);
  });

  it('knows the rounds of a chat whose jobs are over', () => {
    const { table, claim, add, keys } = tableOf('a1', 'b1', 'b2');
    const first = claim();
    if (first) table.finish(first, 1);
    add('a2');
    expect(keys(3)).toEqual(['b1', 'b2', 'a2']);
  });

  it('is of the first lane that has any, and each lane has rounds of its own', () => {
    const { add, keys } = tableOf('a1', 'a2', 'b1');
    for (const key of ['a7', 'a8']) add(key, { lane: 'background' });
    for (const key of ['b2', 'b3', 'c1']) add(key, { lane: 'interactive' });
    expect(keys(8)).toEqual(['b2', 'c1', 'b3', 'a1', 'b1', 'a2', 'a7', 'a8']);
  });

  it('passes over one that waits for its next attempt, which keeps its turn', () => {
    const { table, claim, keys } = tableOf('a1', 'a2', 'b1');
    const first = claim();
    if (first) table.release(first, { dueMs: 1_000, errors: 1 });
    expect(keys(1)).toEqual(['b1']);
    expect([claim(1_000)?.key, claim(1_000)?.key]).toEqual(['a1', 'a2']);
  });

  it('takes a deserted job up again, in its turn', () => {
    const { keys, claim } = tableOf('a1', 'b1', 'a2');
    expect(keys(1)).toEqual(['a1']);
    expect(claim(LEASE_MS)).toMatchObject({ key: 'a1', losses: 1, runs: 2 });
    expect([claim(LEASE_MS)?.key, claim(LEASE_MS)?.key]).toEqual(['b1', 'a2']);
  });

  it('tells chats of the same id on two platforms apart', () => {
    const { add, keys } = tableOf('a1', 'a2');
    add('a3', { chat: { ...chat, id: 'a', platform: 'slack' } });
    expect(keys(3)).toEqual(['a1', 'a3', 'a2']);
  });

  it('takes the topics of one chat for one chat', () => {
    const { add, keys } = tableOf('a1', 'a2', 'b1');
    add('a3', { chat: { ...chat, id: 'a', thread: '7' } });
    expect(keys(4)).toEqual(['a1', 'b1', 'a2', 'a3']);
  });
});

describe('a file of the version before', () => {
  it('keeps its jobs, their lanes and what is fair among them', () => {
    const dir = tempDir();
    const old = new DatabaseSync(join(dir, 'tusou.sqlite'));
    old.exec(`${SCHEMA_STEPS[0]}; PRAGMA user_version = 1`);
    const insert = old.prepare(
      `INSERT INTO jobs (key, job, chat, rank, state, due_at, errors, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    const { lane: _, ...stored } = answerJob('');
    const put = (key: string, rank: number, state = 'waiting', dueAt = 5) =>
      insert.run(key, JSON.stringify({ ...stored, key }), key.charAt(0), rank, state, dueAt, 0, null);
    for (const key of ['a1', 'a2', 'b1']) put(key, 1);
    put('c1', 0);
    put('d1', 1, 'failed', 2_592_000_007);
    old.close();

    const db = openDatabase(dir);
    onTestFinished(() => db.close());
    const table = jobTable(db);
    expect(table.counts()).toEqual({ waiting: 4, running: 0, failed: 1, oldestMs: 5 });
    expect(table.failures(5)).toMatchObject([{ failedAtMs: 7 }]);
    const claims = [1, 2, 3, 4].map((owner) => table.claim({ owner: `${owner}`, nowMs: 5, untilMs: 9 }));
    expect(claims.map((claim) => claim?.key)).toEqual(['c1', 'a1', 'b1', 'a2']);
  });
});
