/** The queue in the SQLite file: the queue contract, and what leases, dead processes and damaged rows add to it. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AnswerJob, Clock, JobRun } from '../../src/domain/ports.ts';
import { createEmbeddedQueue } from '../../src/jobs/embedded-queue.ts';
import { MAX_LOSSES } from '../../src/jobs/retry.ts';
import { openDatabase } from '../../src/storage/sqlite.ts';
import { jobQueueContract } from '../contract/job-queue.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { message } from '../support/made-up.ts';
import { answerJob } from '../support/made-up-job.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { silentLog } from '../support/silent-log.ts';
import { tempDir } from '../support/temp-dir.ts';

const HOUR_MS = 60 * 60 * 1000;

/** A world of queues on one file. `frozen` makes a queue whose own time stands still, as in a process that hangs or died. */
const worldIn = (dir = tempDir()) => {
  const clock = fakeClock();
  const log = recordedLog();
  let ids = 0;
  const openWith = (time: typeof clock) => {
    const db = openDatabase(dir);
    const queue = createEmbeddedQueue({ db, clock: time, log, newId: () => `claim-${++ids}` });
    onTestFinished(async () => {
      await queue.close(0);
      db.close();
    });
    return queue;
  };
  const file = new DatabaseSync(join(dir, 'tusou.sqlite'));
  onTestFinished(() => file.close());
  return {
    clock,
    log,
    file,
    open: () => openWith(clock),
    frozen: () => openWith(fakeClock(clock.now())),
    pass: clock.advance,
    now: clock.now,
    promptMs: 1_000,
  };
};

const never = () => new Promise<never>(() => {});

jobQueueContract('the embedded queue', () => worldIn());

describe('a process that dies', () => {
  it('loses its job to another one within 10 s, which knows the answer that was kept', async () => {
    const world = worldIn();
    const dead = world.frozen();
    await dead.add(answerJob('1'));
    dead.process(async (_, { keepAnswer }) => {
      await keepAnswer(message('99'));
      await never();
    }, 1);
    await world.pass(0);
    const seen: unknown[] = [];
    const living = world.open();
    living.process(async (job, { attempt }) => void seen.push([job.key, job.answer?.id, attempt]), 1);
    await world.pass(7_000);
    expect(seen).toEqual([]);
    await world.pass(3_000);
    expect(seen).toEqual([['1', '99', 1]]);
    expect(await living.counts()).toEqual({ waiting: 0, running: 0, failed: 0, oldestMs: null });
  });

  it('keeps its job as long as it lives, however long the job takes', async () => {
    const world = worldIn();
    let runs = 0;
    const run = async () => {
      runs++;
      await never();
    };
    const [queue, other] = [world.open(), world.open()];
    await queue.add(answerJob('1'));
    queue.process(run, 1);
    await world.pass(0);
    other.process(run, 1);
    await world.pass(HOUR_MS);
    expect(runs).toBe(1);
  });

  it('that was only asleep is told to stop, and cannot write to the job any more', async () => {
    const world = worldIn();
    const sleeper = fakeClock(world.now());
    const db = openDatabase(tempDir());
    onTestFinished(() => db.close());
    const log = recordedLog();
    let ids = 0;
    const make = (clock: typeof sleeper) =>
      createEmbeddedQueue({ db, clock, log, newId: () => `claim-${++ids}` });
    const [asleep, awake] = [make(sleeper), make(world.clock)];
    const gate = Promise.withResolvers<void>();
    let context: JobRun | null = null;
    await asleep.add(answerJob('1'));
    asleep.process(async (_, run) => {
      context = run;
      await gate.promise;
    }, 1);
    let finished = 0;
    awake.process(async () => void finished++, 1);
    await world.pass(10_000);
    expect(finished).toBe(1);

    const { signal, stillMine, keepAnswer } = context as unknown as JobRun;
    // It has not heard yet that its job is in other hands.
    expect(signal.aborted).toBe(false);
    await expect(stillMine()).rejects.toMatchObject({ code: 'internal' });
    await sleeper.advance(10_000);
    expect(signal.aborted).toBe(true);
    await expect(keepAnswer(message('99'))).rejects.toMatchObject({ code: 'internal' });
    gate.resolve();
    await sleeper.advance(1_000);
    expect(await awake.counts()).toEqual({ waiting: 0, running: 0, failed: 0, oldestMs: null });
    expect(log.lines.map(({ event }) => event)).toEqual(['job was taken over by another process']);
    await Promise.all([asleep.close(0), awake.close(0)]);
  });

  it('over and over because of one job: that job is put away in the end', async () => {
    const world = worldIn();
    await world.open().add(answerJob('poison'));
    let runs = 0;
    const told: string[] = [];
    const run = async () => {
      runs++;
      await never();
    };
    for (let process = 0; process < MAX_LOSSES + 5; process++) {
      world.frozen().process(run, 1, async ({ key }) => void told.push(key));
      await world.pass(10_000);
    }
    expect(runs).toBe(MAX_LOSSES + 1);
    expect(told).toEqual(['poison']);
    expect(await world.open().counts()).toEqual({ waiting: 0, running: 0, failed: 1, oldestMs: null });
    expect(world.log.lines).toMatchObject([
      {
        level: 'error',
        event: 'job failed',
        fields: { key: 'poison', reason: `its process vanished ${MAX_LOSSES + 1} times` },
      },
    ]);
  });

  it('does not take its own jobs for deserted ones after it hung', async () => {
    const db = openDatabase(tempDir());
    let nowMs = 0;
    let wakes: (() => void)[] = [];
    const clock: Clock = {
      now: () => nowMs,
      sleep: (_, signal) =>
        new Promise((resolve, reject) => {
          wakes.push(resolve);
          signal?.addEventListener('abort', () => reject(signal.reason));
        }),
    };
    const queue = createEmbeddedQueue({ db, clock, log: silentLog, newId: randomUUID });
    onTestFinished(async () => {
      await Promise.all([queue.close(0), wakes.map((wake) => wake())]);
      db.close();
    });
    let runs = 0;
    await queue.add(answerJob('1'));
    queue.process(async () => {
      runs += 1;
      await never();
    }, 4);
    await expect.poll(() => runs).toBe(1);
    nowMs += HOUR_MS;
    // Everything that slept through the hour wakes at once, in the order in which it fell asleep.
    const asleep = wakes;
    wakes = [];
    for (const wake of asleep) wake();
    await expect.poll(() => wakes.length).toBe(2);
    expect(runs).toBe(1);
  });

  it('by SIGKILL, for real: its job is finished by another one, once, and not repeated', async () => {
    const dir = tempDir();
    const script = join(import.meta.dirname, '../support/hanging-worker.ts');
    const child = spawn(process.execPath, [script, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [line] = await once(child.stdout, 'data');
    expect(String(line).trim()).toBe('running real-1');
    child.kill('SIGKILL');
    await once(child, 'exit');

    const db = openDatabase(dir);
    onTestFinished(() => db.close());
    // The lease was given by the real clock; this one starts there and moves faster.
    const clock = fakeClock(Date.now());
    const queue = createEmbeddedQueue({ db, clock, log: recordedLog(), newId: () => 'survivor' });
    const seen: unknown[] = [];
    queue.process(async (job) => void seen.push([job.key, job.answer?.id]), 1);
    await clock.advance(10_000);
    expect(seen).toEqual([['real-1', '99']]);
    await clock.advance(60_000);
    expect(seen).toHaveLength(1);
    expect(await queue.add(answerJob('real-1'))).toBe(false);
    await queue.close(0);
  });
});

describe('real processes', () => {
  it('share the work on one file, and each job is run once', async () => {
    const dir = tempDir();
    const db = openDatabase(dir);
    onTestFinished(() => db.close());
    const queue = createEmbeddedQueue({ db, clock: fakeClock(0), log: recordedLog(), newId: () => 'nobody' });
    const keys = Array.from({ length: 150 }, (_, index) => `${index}`);
    for (const key of keys) await queue.add(answerJob(key));
    const script = join(import.meta.dirname, '../support/sharing-worker.ts');
    const outputs = [1, 2, 3].map(async () => {
      const child = spawn(process.execPath, [script, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
      onTestFinished(() => void child.kill('SIGKILL'));
      return Array.fromAsync(createInterface({ input: child.stdout }));
    });
    const seen = (await Promise.all(outputs)).flat();
    expect(seen.toSorted()).toEqual(keys.toSorted());
    expect(await queue.counts()).toEqual({ waiting: 0, running: 0, failed: 0, oldestMs: null });
  });
});

describe('a row', () => {
  it.each([
    ['broken JSON', '{"key":'],
    ['nothing', 'null'],
    ['another form', '{"key":"bad"}'],
    ['another key', JSON.stringify(answerJob('other'))],
  ])('is not held up by a row that cannot be read: %s', async (_, text) => {
    const world = worldIn();
    const queue = world.open();
    await queue.add(answerJob('bad'));
    await queue.add(answerJob('good'));
    world.file.prepare(`UPDATE jobs SET job = ? WHERE key = 'bad'`).run(text);
    const seen: string[] = [];
    queue.process(async (job) => void seen.push(job.key), 1);
    await world.pass(0);
    expect(seen).toEqual(['good']);
    expect(await queue.counts()).toEqual({ waiting: 0, running: 0, failed: 1, oldestMs: null });
  });
});

describe('a job that is given up', () => {
  it('is told by whoever holds it, and by nobody else, however long the telling takes', async () => {
    const world = worldIn();
    const [queue, other] = [world.open(), world.open()];
    const gate = Promise.withResolvers<void>();
    const told: string[] = [];
    const tell = async (job: AnswerJob) => {
      told.push(job.key);
      await gate.promise;
    };
    const fail = async () => {
      throw new Error('made up');
    };
    await queue.add(answerJob('1'));
    for (const each of [queue, other]) each.process(fail, 1, tell);
    await world.pass(60_000);
    gate.resolve();
    await world.pass(60_000);
    expect(told).toEqual(['1']);
    expect(await queue.counts()).toEqual({ waiting: 0, running: 0, failed: 1, oldestMs: null });
    expect(world.log.lines.map(({ event }) => event)).toEqual(['job failed']);
  });

  it('is written down where it could not be told', async () => {
    const world = worldIn();
    const queue = world.open();
    const fail = async () => {
      throw new Error('made up');
    };
    queue.process(fail, 1, fail);
    await queue.add(answerJob('1'));
    await world.pass(0);
    expect(world.log.lines.map(({ level, event }) => [level, event])).toEqual([
      ['warn', 'asker not told of a failed job'],
      ['error', 'job failed'],
    ]);
  });
});

describe('what is over', () => {
  it('is remembered by its key alone for 24 h', async () => {
    const world = worldIn();
    const queue = world.open();
    queue.process(async () => {}, 1);
    await queue.add(answerJob('1'));
    await world.pass(0);
    expect(world.file.prepare('SELECT job, owner FROM jobs').get()).toEqual({ job: '', owner: null });
    await world.pass(23 * HOUR_MS);
    expect(await queue.add(answerJob('1'))).toBe(false);
    await world.pass(2 * HOUR_MS);
    expect(world.file.prepare('SELECT count(*) AS count FROM jobs').get()).toEqual({ count: 0 });
    expect(await queue.add(answerJob('1'))).toBe(true);
  });

  it('keeps the job and the reason when it failed, but no foreign words', async () => {
    const world = worldIn();
    const queue = world.open();
    queue.process(async () => {
      throw new Error('https://api.telegram.org/bot123:secret/sendPhoto');
    }, 1);
    await queue.add(answerJob('1'));
    await world.pass(25 * HOUR_MS);
    const row = world.file.prepare('SELECT job, reason FROM jobs').get();
    expect(row).toEqual({ job: JSON.stringify(answerJob('1')), reason: 'internal' });
  });
});

describe('the loops', () => {
  it('notice work of this process at once, without a poll', async () => {
    const world = worldIn();
    const queue = world.open();
    const seen: number[] = [];
    queue.process(async () => void seen.push(world.now()), 1);
    await world.pass(100);
    const addedAtMs = world.now();
    await queue.add(answerJob('1'));
    await world.pass(0);
    expect(seen).toEqual([addedAtMs]);
  });

  it('look twice a second when there is nothing to do, and not at all when all places are taken', async () => {
    const world = worldIn();
    const db = openDatabase(tempDir());
    onTestFinished(() => db.close());
    let naps = 0;
    const sleep = (ms: number, signal?: AbortSignal) => {
      if (ms < 2_000) naps++;
      return world.clock.sleep(ms, signal);
    };
    const queue = createEmbeddedQueue({
      db,
      clock: { ...world.clock, sleep },
      log: world.log,
      newId: () => '1',
    });
    queue.process(never, 1);
    await world.pass(60_000);
    expect(naps).toBeLessThanOrEqual(121);
    await queue.add(answerJob('1'));
    await world.pass(0);
    naps = 0;
    await world.pass(60_000);
    expect(naps).toBe(0);
    await queue.close(0);
  });

  it('outlive a file that fails for a while', async () => {
    const world = worldIn();
    const queue = world.open();
    const seen: string[] = [];
    queue.process(async (job) => void seen.push(job.key), 1);
    world.file.exec('ALTER TABLE jobs RENAME TO hidden');
    await world.pass(5_000);
    expect(world.log.lines).toContainEqual(
      expect.objectContaining({ level: 'error', event: 'jobs not claimed' }),
    );
    await expect(queue.add(answerJob('1'))).rejects.toMatchObject({ code: 'storage-down' });
    world.file.exec('ALTER TABLE hidden RENAME TO jobs');
    await queue.add(answerJob('2'));
    await world.pass(1_000);
    expect(seen).toEqual(['2']);
  });

  it('outlive a file that another program locks, and add says that it is down', async () => {
    const world = worldIn();
    const queue = world.open();
    const seen: string[] = [];
    await queue.add(answerJob('1'));
    world.file.exec('BEGIN IMMEDIATE');
    queue.process(async (job) => void seen.push(job.key), 1);
    await expect(queue.add(answerJob('2'))).rejects.toMatchObject({ code: 'storage-down' });
    world.file.exec('ROLLBACK');
    await queue.add(answerJob('3'));
    await world.pass(1_000);
    expect(seen).toEqual(['1', '3']);
    expect(world.log.lines.map(({ event }) => event)).toEqual(['jobs not claimed']);
  });

  it('go on when the disk was full, and nothing is half stored', async () => {
    const world = worldIn();
    const db = openDatabase(tempDir());
    onTestFinished(() => db.close());
    const { clock, log } = world;
    const queue = createEmbeddedQueue({ db, clock, log, newId: () => crypto.randomUUID() });
    const pages = Number(db.lasting.prepare<{ page_count: number }>('PRAGMA page_count').get()?.page_count);
    const allow = (count: number) => db.lasting.prepare(`PRAGMA max_page_count = ${count}`).get();
    allow(pages + 4);
    const safe: string[] = [];
    const fill = async (): Promise<void> => {
      for (let index = 0; index < 200; index++) {
        await queue.add(answerJob(`${index}`, { view: 'v'.repeat(2_000) }));
        safe.push(`${index}`);
      }
    };
    await expect(fill()).rejects.toMatchObject({ code: 'storage-down' });
    expect(safe.length).toBeGreaterThan(0);
    allow(pages + 10_000);
    const seen: string[] = [];
    queue.process(async ({ key }) => void seen.push(key), 1);
    await queue.add(answerJob('after'));
    await world.pass(5_000);
    expect(seen).toEqual([...safe, 'after']);
    await queue.close(0);
  });

  it('start only once', () => {
    const queue = worldIn().open();
    queue.process(never, 1);
    expect(() => queue.process(never, 1)).toThrow(expect.objectContaining({ code: 'internal' }));
  });
});
