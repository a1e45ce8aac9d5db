/** The queue in Redis: the queue contract, and what locks, dead processes and a server that goes away add to it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { JobQueue, JobRun } from '../../src/domain/ports.ts';
import { createBullmqQueue } from '../../src/jobs/bullmq-queue.ts';
import { MAX_LOSSES, retryDelayMs } from '../../src/jobs/retry.ts';
import { systemClock } from '../../src/ops/clock.ts';
import { jobQueueContract } from '../contract/job-queue.ts';
import { hastyClock } from '../support/hasty-clock.ts';
import { message } from '../support/made-up.ts';
import { answerJob } from '../support/made-up-job.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { describeWithRedis, freshPrefix, redisUrl } from '../support/redis.ts';
import { hasRedisServer, redisServer } from '../support/redis-server.ts';

/** How much faster time goes for these queues than outside. */
const HASTE = 50;

const worldIn = (url = redisUrl, prefix = freshPrefix()) => {
  const clock = hastyClock(HASTE);
  const log = recordedLog();
  const open = () => {
    const queue = createBullmqQueue({
      url,
      prefix,
      clock,
      log,
      timing: { callMs: 3_000 * HASTE, retryDelayMs: (...failure) => retryDelayMs(...failure) / HASTE },
    });
    onTestFinished(() => queue.close(0));
    return queue;
  };
  const redis = new Redis(url);
  onTestFinished(() => redis.disconnect());
  const storedKeys = async (): Promise<string[]> =>
    (await redis.keys(`${prefix}:jobs:key-*`)).filter((name) => !name.endsWith(':lock'));
  /** Adds a job and answers with the key under which BullMQ keeps it. */
  const addTo = async (queue: JobQueue, key: string): Promise<string> => {
    const before = await storedKeys();
    await queue.add(answerJob(key));
    return (await storedKeys()).find((name) => !before.includes(name)) ?? '';
  };
  return {
    clock,
    log,
    redis,
    addTo,
    open,
    pass: (ms: number) => clock.sleep(ms),
    now: clock.now,
    promptMs: 3_000 * HASTE,
  };
};

const never = () => new Promise<never>(() => {});

describeWithRedis('on Redis', () => {
  jobQueueContract('the queue in Redis', () => worldIn());

  it('finishes the job of a process that was killed, within 10 s, once', async () => {
    const prefix = freshPrefix();
    const script = join(import.meta.dirname, '../support/hanging-redis-worker.ts');
    const child = spawn(process.execPath, [script, redisUrl, prefix], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [line] = await once(child.stdout, 'data');
    expect(String(line).trim()).toBe('running real-1');
    child.kill('SIGKILL');
    await once(child, 'exit');

    const queue = createBullmqQueue({ url: redisUrl, prefix, clock: systemClock, log: recordedLog() });
    onTestFinished(() => queue.close(0));
    const seen: unknown[] = [];
    queue.process(async (job, { attempt, isRepeat }) => {
      seen.push([job.key, job.answer?.id, attempt, isRepeat]);
    }, 1);
    await expect.poll(() => seen, { timeout: 10_000 }).toEqual([['real-1', '99', 1, true]]);
    expect(await queue.add(answerJob('real-1'))).toBe(false);
  });

  it('tells a run to stop whose job was taken over, and keeps it from writing', async () => {
    const world = worldIn();
    const queue = world.open();
    const context = Promise.withResolvers<JobRun>();
    queue.process(async (_, run) => {
      context.resolve(run);
      await never();
    }, 1);
    const stored = await world.addTo(queue, '1');
    const { signal, stillMine, keepAnswer } = await context.promise;
    await expect(stillMine()).resolves.toBeUndefined();
    await world.redis.set(`${stored}:lock`, 'somebody else');
    await expect(stillMine()).rejects.toMatchObject({ code: 'internal' });
    await expect(keepAnswer(message('99'))).rejects.toMatchObject({ code: 'internal' });
    await expect.poll(() => signal.aborted, { timeout: 10_000 }).toBe(true);
    expect(world.log.lines.map(({ event }) => event)).toEqual(['job was taken over by another process']);
  });

  it('puts a job away, and tells it, whose process vanished again and again', async () => {
    const world = worldIn();
    const queue = world.open();
    await world.redis.hset(await world.addTo(queue, 'poison'), 'stc', MAX_LOSSES + 1);
    const told: string[] = [];
    queue.process(never, 1, async ({ key }) => void told.push(key));
    await expect.poll(async () => (await queue.counts()).failed).toBe(1);
    expect(told).toEqual(['poison']);
    expect(await queue.failures(1)).toMatchObject([
      { reason: `its process vanished ${MAX_LOSSES + 1} times` },
    ]);
    // Put back by hand, it has as many lives as a new one.
    expect(await queue.retry('poison')).toBe(true);
    await expect.poll(async () => (await queue.counts()).running).toBe(1);
  });

  it('keeps no words with what is done, and none of a foreign error', async () => {
    const world = worldIn();
    const queue = world.open();
    queue.process(async ({ key }) => {
      if (key === 'bad') throw new Error('https://api.telegram.org/bot123:secret/sendPhoto');
    }, 1);
    const keys = [await world.addTo(queue, 'good'), await world.addTo(queue, 'bad')];
    await expect.poll(async () => (await queue.counts()).failed).toBe(1);
    await expect.poll(() => world.redis.hget(keys[0] ?? '', 'data')).toBe('{}');
    expect(JSON.stringify(await world.redis.hgetall(keys[1] ?? ''))).not.toContain('secret');
    expect(JSON.stringify(world.log.lines.map(({ fields }) => ({ ...fields, err: null })))).not.toContain(
      'secret',
    );
  });

  it('begins to work once', () => {
    const queue = worldIn().open();
    queue.process(never, 1);
    expect(() => queue.process(never, 1)).toThrow(expect.objectContaining({ code: 'internal' }));
  });
});

describe.skipIf(!hasRedisServer)(
  'a Redis server that goes away (skipped where there is no redis-server)',
  () => {
    it('is told once; adding fails soon, working waits, and both go on when it is back', async () => {
      const server = await redisServer('--maxmemory-policy', 'allkeys-lru');
      const log = recordedLog();
      const queue = createBullmqQueue({ url: server.url, prefix: 'tusou', clock: systemClock, log });
      onTestFinished(() => queue.close(0));
      const seen: string[] = [];
      queue.process(async ({ key }) => void seen.push(key), 2);
      await queue.add(answerJob('before'));
      await expect.poll(() => seen).toEqual(['before']);

      await server.kill();
      await expect(queue.add(answerJob('meanwhile'))).rejects.toMatchObject({ code: 'storage-down' });
      await expect(queue.counts()).rejects.toMatchObject({ code: 'storage-down' });
      await server.start();
      await expect
        .poll(() => queue.add(answerJob('after')).catch(() => null), { timeout: 10_000 })
        .toBe(true);
      await expect.poll(() => seen, { timeout: 15_000 }).toEqual(['before', 'after']);
      expect(log.lines.map(({ event }) => event)).toEqual([
        'redis may forget jobs',
        'redis is away',
        'redis is back',
      ]);
    });

    it('does not keep a queue from closing', async () => {
      const server = await redisServer();
      const log = recordedLog();
      const queue = createBullmqQueue({ url: server.url, prefix: 'tusou', clock: systemClock, log });
      const started = Promise.withResolvers<void>();
      queue.process(async () => {
        started.resolve();
        await never();
      }, 1);
      await queue.add(answerJob('1'));
      await started.promise;
      await server.kill();
      await queue.close(systemClock.now());
      expect(log.lines.map(({ event }) => event)).toContain('job not released');
    });
  },
);
