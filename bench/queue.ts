/** The embedded queue on a real file: how fast jobs go in and through, and how soon a job goes on after its process was killed. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { AnswerJob, JobQueue } from '../src/domain/ports.ts';
import { createEmbeddedQueue } from '../src/jobs/embedded-queue.ts';
import { systemClock } from '../src/ops/clock.ts';
import { openDatabase } from '../src/storage/sqlite.ts';
import { answerJob } from '../test/support/made-up-job.ts';
import { silentLog } from '../test/support/silent-log.ts';
import type { Figure } from './index.ts';

const JOBS = 2_000;
const BACKLOG = 20_000;
const SINGLE_JOBS = 300;

const perSecond = (count: number, startMs: number): number =>
  Math.round((count / (performance.now() - startMs)) * 1_000);
const quantile = (values: readonly number[], share: number): number =>
  Number((values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0).toFixed(2));

const inNewFolder = async <T>(measure: (open: () => JobQueue, dir: string) => Promise<T>): Promise<T> => {
  const dir = mkdtempSync(join(tmpdir(), 'tusou-bench-'));
  const closers: (() => Promise<void>)[] = [];
  const open = (): JobQueue => {
    const db = openDatabase(dir);
    const queue = createEmbeddedQueue({ db, clock: systemClock, log: silentLog, newId: randomUUID });
    closers.push(async () => {
      await queue.close(0);
      db.close();
    });
    return queue;
  };
  try {
    return await measure(open, dir);
  } finally {
    for (const close of closers) await close();
    rmSync(dir, { recursive: true });
  }
};

/** Runs jobs that do nothing and resolves when `count` of them are done. */
const drain = (queue: JobQueue, count: number): Promise<void> =>
  new Promise((resolve) => {
    let done = 0;
    queue.process(async () => {
      done++;
      if (done === count) resolve();
    }, 16);
  });

const throughput = () =>
  inNewFolder(async (open): Promise<Figure[]> => {
    const queue = open();
    const addStart = performance.now();
    for (let index = 0; index < JOBS; index++) await queue.add(answerJob(`${index}`));
    const added = perSecond(JOBS, addStart);
    for (let index = JOBS; index < BACKLOG; index++) await queue.add(answerJob(`${index}`));
    const runStart = performance.now();
    await drain(queue, JOBS);
    return [
      { name: 'added, each safe on the disk', value: added, unit: 'jobs/s' },
      { name: `run, with ${BACKLOG} waiting`, value: perSecond(JOBS, runStart), unit: 'jobs/s' },
    ];
  });

const latency = () =>
  inNewFolder(async (open): Promise<Figure[]> => {
    const queue = open();
    const times: number[] = [];
    const started = new Map<string, number>();
    queue.process(async ({ key }: AnswerJob) => {
      times.push(performance.now() - (started.get(key) ?? 0));
    }, 16);
    for (let index = 0; index < SINGLE_JOBS; index++) {
      started.set(`${index}`, performance.now());
      await queue.add(answerJob(`${index}`));
      while (times.length <= index) await turn();
    }
    return [
      { name: 'from add to run, median', value: quantile(times, 0.5), unit: 'ms' },
      { name: 'from add to run, 99 %', value: quantile(times, 0.99), unit: 'ms' },
    ];
  });

const rescue = () =>
  inNewFolder(async (open, dir): Promise<Figure[]> => {
    const script = join(import.meta.dirname, '../test/support/hanging-worker.ts');
    const child = spawn(process.execPath, [script, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    const queue = open();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const killedAtMs = performance.now();
    await drain(queue, 1);
    return [
      {
        name: 'job of a killed process goes on after',
        value: Math.round(performance.now() - killedAtMs),
        unit: 'ms',
      },
    ];
  });

/** Measures on this machine's temporary folder. */
export const run = async (): Promise<readonly Figure[]> => [
  ...(await throughput()),
  ...(await latency()),
  ...(await rescue()),
];
