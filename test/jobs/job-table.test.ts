/** How the queue's statements read their table. */

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { jobTable } from '../../src/jobs/job-table.ts';
import { type Connection, openDatabase } from '../../src/storage/sqlite.ts';
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
  const walks = steps.map(({ detail }) => String(detail)).filter((detail) => detail.startsWith('SCAN'));
  expect(walks.filter((walk) => !/USING (COVERING )?INDEX jobs_(open|failed)/.test(walk))).toEqual([]);
});
