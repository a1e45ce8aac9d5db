/** How the queue's statements read their table, and which job they take next. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AnswerJob } from '../../src/domain/ports.ts';
import { jobTable } from '../../src/jobs/job-table.ts';
import { type Connection, openDatabase } from '../../src/storage/sqlite.ts';
import { chat, message } from '../support/made-up.ts';
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
  const walks = steps.map(({ detail }) => String(detail)).filter((detail) => detail.startsWith('SCAN jobs'));
  expect(walks).not.toEqual([]);
  expect(walks.filter((walk) => !/USING (COVERING )?INDEX jobs_(open|failed)/.test(walk))).toEqual([]);
});

describe('the job that is claimed next', () => {
  const PRESS = { answer: message('5') };
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
    return { table, add, claim, keys: (count: number) => Array.from({ length: count }, () => claim()?.key) };
  };

  it('is the oldest of the chat with the fewest running jobs', () => {
    const { keys } = tableOf('a1', 'a2', 'a3', 'a4', 'c1', 'b1', 'b2');
    expect(keys(8)).toEqual(['a1', 'c1', 'b1', 'a2', 'b2', 'a3', 'a4', undefined]);
  });

  it('counts what runs, not what ran', () => {
    const { table, claim, keys } = tableOf('a1', 'a2', 'b1', 'b2');
    const first = claim();
    expect(first?.key).toBe('a1');
    if (first) table.finish(first, 1);
    expect(keys(3)).toEqual(['a2', 'b1', 'b2']);
  });

  it('is a press before any photo, and presses are shared out between chats as well', () => {
    const { add, keys } = tableOf('a1', 'b1');
    for (const key of ['b2', 'b3', 'c1']) add(key, PRESS);
    expect(keys(5)).toEqual(['b2', 'c1', 'b3', 'a1', 'b1']);
  });

  it('passes over a job of the chat that waits for its next attempt', () => {
    const { table, claim, keys } = tableOf('a1', 'a2', 'b1');
    const first = claim();
    if (first) table.release(first, { dueMs: 1_000, errors: 1 });
    expect(keys(3)).toEqual(['a2', 'b1', undefined]);
    expect(claim(1_000)?.key).toBe('a1');
  });

  it('does not count a deserted job as running, and takes it up again', () => {
    const { keys, claim } = tableOf('a1', 'b1', 'a2');
    expect(keys(1)).toEqual(['a1']);
    expect(claim(LEASE_MS)).toMatchObject({ key: 'a1', losses: 1 });
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
