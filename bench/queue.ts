/** Both queues: how fast jobs go in and through, and how soon a job goes on after its process was killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { AnswerJob, JobQueue } from '../src/domain/ports.ts';
import { createBullmqQueue } from '../src/jobs/bullmq-queue.ts';
import { createEmbeddedQueue } from '../src/jobs/embedded-queue.ts';
import { systemClock } from '../src/ops/clock.ts';
import { openDatabase } from '../src/storage/sqlite.ts';
import { answerJob } from '../test/support/made-up-job.ts';
import { silentLog } from '../test/support/silent-log.ts';
import type { Figure } from './index.ts';

const JOBS = 500;
const BACKLOG = 20_000;
const SINGLE_JOBS = 300;

const perSecond = (count: number, startMs: number): number =>
  Math.round((count / (performance.now() - startMs)) * 1_000);
const quantile = (values: readonly number[], share: number): number =>
  Number((values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0).toFixed(2));

/** Fresh storage: `open` makes a queue on it as another process would, `hang` is the process that takes a job and never finishes it. */
type Place = { readonly open: () => JobQueue; readonly hang: () => ChildProcess };

/** Where a queue is measured. `use` makes a fresh place and takes it away afterwards. */
type Kind = {
  readonly name: string;
  readonly use: <T>(measure: (place: Place) => Promise<T>) => Promise<T>;
};

const runScript = (name: string, ...args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [join(import.meta.dirname, '../test/support', name), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

const embedded: Kind = {
  name: 'embedded',
  use: async (measure) => {
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
      return await measure({ open, hang: () => runScript('hanging-worker.ts', dir) });
    } finally {
      for (const close of closers) await close();
      rmSync(dir, { recursive: true });
    }
  },
};

const REDIS_URL = process.env.REDIS_TEST_URL || 'redis://127.0.0.1:6379';

const onRedis: Kind = {
  name: 'Redis',
  use: async (measure) => {
    const prefix = `tusou-bench-${randomUUID()}`;
    const queues: JobQueue[] = [];
    const open = (): JobQueue => {
      const queue = createBullmqQueue({ url: REDIS_URL, prefix, clock: systemClock, log: silentLog });
      queues.push(queue);
      return queue;
    };
    try {
      return await measure({ open, hang: () => runScript('hanging-redis-worker.ts', REDIS_URL, prefix) });
    } finally {
      for (const queue of queues) await queue.close(0);
      const redis = new Redis(REDIS_URL);
      for await (const keys of redis.scanStream({ match: `${prefix}:*`, count: 1_000 }))
        if (keys.length > 0) await redis.unlink(...keys);
      await redis.quit();
    }
  },
};

const redisAnswers = async (): Promise<boolean> => {
  const redis = new Redis(REDIS_URL, { lazyConnect: true, retryStrategy: () => null });
  redis.on('error', () => {});
  const answers = await redis.connect().then(
    () => true,
    () => false,
  );
  redis.disconnect();
  return answers;
};

/** Many at a time, as receivers add them. */
const addAll = async (queue: JobQueue, jobs: readonly AnswerJob[]): Promise<void> => {
  for (let from = 0; from < jobs.length; from += 100)
    await Promise.all(jobs.slice(from, from + 100).map((job) => queue.add(job)));
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

/** A job of its own chat. */
const jobIn = (index: number, chats: number): AnswerJob =>
  answerJob(`${index}`, { chat: { ...answerJob('').chat, id: `${index % chats}` } });

const throughput = ({ name, use }: Kind, chats: number) =>
  use(async ({ open }): Promise<Figure[]> => {
    const queue = open();
    const jobs = Array.from({ length: BACKLOG }, (_, index) => jobIn(index, chats));
    const addStart = performance.now();
    for (const job of jobs.slice(0, JOBS)) await queue.add(job);
    const added = perSecond(JOBS, addStart);
    await addAll(queue, jobs.slice(JOBS));
    const aheadStart = performance.now();
    for (let index = 0; index < 20; index++) await queue.ahead(`${BACKLOG - 1}`);
    const aheadMs = (performance.now() - aheadStart) / 20;
    const runStart = performance.now();
    await drain(queue, JOBS);
    const from = `${name}, ${chats} chats`;
    return [
      { name: `${from}: added one by one`, value: added, unit: 'jobs/s' },
      { name: `${from}: place of the last of ${BACKLOG}`, value: Number(aheadMs.toFixed(2)), unit: 'ms' },
      { name: `${from}: run, with ${BACKLOG} waiting`, value: perSecond(JOBS, runStart), unit: 'jobs/s' },
    ];
  });

const latency = ({ name, use }: Kind) =>
  use(async ({ open }): Promise<Figure[]> => {
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
      { name: `${name}: from add to run, median`, value: quantile(times, 0.5), unit: 'ms' },
      { name: `${name}: from add to run, 99 %`, value: quantile(times, 0.99), unit: 'ms' },
    ];
  });

const rescue = ({ name, use }: Kind) =>
  use(async ({ open, hang }): Promise<Figure[]> => {
    const child = hang();
    if (child.stdout) await once(child.stdout, 'data');
    const queue = open();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const killedAtMs = performance.now();
    await drain(queue, 1);
    const value = Math.round(performance.now() - killedAtMs);
    return [{ name: `${name}: job of a killed process goes on after`, value, unit: 'ms' }];
  });

const figuresOf = async (kind: Kind): Promise<readonly Figure[]> => [
  ...(await throughput(kind, 1)),
  ...(await throughput(kind, 10_000)),
  ...(await latency(kind)),
  ...(await rescue(kind)),
];

/** Measures on this machine's temporary folder, and on the Redis at `REDIS_TEST_URL` where one answers. */
export const run = async (): Promise<readonly Figure[]> => {
  const figures = await figuresOf(embedded);
  if (await redisAnswers()) return [...figures, ...(await figuresOf(onRedis))];
  process.stderr.write(`The queue in Redis was not measured: no Redis at ${REDIS_URL}\n`);
  return figures;
};
