/** What every `JobQueue` must do, whatever is behind it. Each implementation's test calls this with its own maker. */
import { describe, expect, it } from 'vitest';
import type { ChatRef } from '../../src/domain/chat.ts';
import { TusouError } from '../../src/domain/errors.ts';
import type { AnswerJob, JobQueue, JobRun } from '../../src/domain/ports.ts';
import { message } from '../support/made-up.ts';
import { answerJob } from '../support/made-up-job.ts';

/**
 * Fresh storage. `open` makes a queue on it as another process would, `pass` lets time go by for all of them, and `now`
 * is their time (ms since the epoch).
 */
export type QueueWorld = {
  readonly open: () => JobQueue;
  readonly pass: (ms: number) => Promise<void>;
  readonly now: () => number;
};

const otherChat: ChatRef = { ...answerJob('').chat, id: 'another chat' };

type Run = (job: AnswerJob, context: JobRun) => Promise<void>;

const temporary = () => new TusouError('chat-down', { detail: 'made up' });
const final = () => new TusouError('chat-forbidden', { detail: 'made up' });

/** A run that goes on until the test lets it end, and says whether it was told to stop. */
const heldRun = () => {
  const started: string[] = [];
  const stopped: string[] = [];
  const gate = Promise.withResolvers<void>();
  const run: Run = async (job, { signal }) => {
    started.push(job.key);
    signal.addEventListener('abort', () => stopped.push(job.key));
    await gate.promise;
  };
  return { run, started, stopped, letGo: gate.resolve };
};

/** Declares the suite under `name`. `make` is called in each test and cleans up after itself. */
export const jobQueueContract = (name: string, make: () => QueueWorld): void => {
  /** Lets time go by in small steps until it holds, at most ten minutes of it. */
  const until = async (world: QueueWorld, holds: () => boolean | Promise<boolean>): Promise<void> => {
    for (let left = 1_200; left > 0; left--) {
      if (await holds()) return;
      await world.pass(500);
    }
    throw new Error('it never came true');
  };
  const isDone = (queue: JobQueue) => async (): Promise<boolean> => {
    const { waiting, running } = await queue.counts();
    return waiting + running === 0;
  };

  describe(`${name} as a job queue`, () => {
    it('runs what was added, once, with all that is in it', async () => {
      const world = make();
      const queue = world.open();
      const seen: AnswerJob[] = [];
      queue.process(async (job) => void seen.push(job), 2);
      const job = answerJob('telegram:1', { answer: message('11') });
      expect(await queue.add(job)).toBe(true);
      await until(world, isDone(queue));
      await world.pass(60_000);
      expect(seen).toEqual([job]);
    });

    it('takes the same key once: while the job waits, while it runs, and when it is done', async () => {
      const world = make();
      const queue = world.open();
      const { run, started, letGo } = heldRun();
      await queue.add(answerJob('1'));
      expect(await queue.add(answerJob('1'))).toBe(false);
      queue.process(run, 1);
      await until(world, () => started.length === 1);
      expect(await queue.add(answerJob('1'))).toBe(false);
      letGo();
      await until(world, isDone(queue));
      expect(await queue.add(answerJob('1'))).toBe(false);
      expect(started).toEqual(['1']);
    });

    it('runs the oldest of a chat first', async () => {
      const world = make();
      const queue = world.open();
      for (const key of ['b', 'a', 'c', 'd']) await queue.add(answerJob(key));
      const seen: string[] = [];
      queue.process(async (job) => void seen.push(job.key), 1);
      await until(world, isDone(queue));
      expect(seen).toEqual(['b', 'a', 'c', 'd']);
    });

    it('does not let one chat with much to do hold up another', async () => {
      const world = make();
      const queue = world.open();
      for (let index = 1; index <= 100; index++) await queue.add(answerJob(`a${index}`));
      await queue.add(answerJob('b', { chat: otherChat }));
      const seen: string[] = [];
      const release = Promise.withResolvers<void>();
      queue.process(async ({ key }) => {
        seen.push(key);
        await release.promise;
      }, 2);
      await until(world, () => seen.length === 2);
      expect(seen).toEqual(['a1', 'b']);
      release.resolve();
      await until(world, isDone(queue));
      expect(seen).toHaveLength(101);
    });

    it('shares its places out evenly: a chat that comes later is next until it has as many', async () => {
      const world = make();
      const queue = world.open();
      for (const key of ['a1', 'a2', 'a3', 'a4', 'a5', 'a6']) await queue.add(answerJob(key));
      const gates = new Map<string, () => void>();
      const seen: string[] = [];
      queue.process(({ key }) => {
        seen.push(key);
        return new Promise((resolve) => gates.set(key, resolve));
      }, 4);
      await until(world, () => seen.length === 4);
      for (const key of ['b1', 'b2', 'b3']) await queue.add(answerJob(key, { chat: otherChat }));
      for (const key of ['a1', 'a2', 'a3']) {
        const before = seen.length;
        gates.get(key)?.();
        await until(world, () => seen.length > before);
      }
      expect(seen).toEqual(['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'a5']);
    });

    it('runs no more than `concurrency` at a time, and as many', async () => {
      const world = make();
      const queue = world.open();
      for (const key of ['1', '2', '3', '4']) await queue.add(answerJob(key));
      const { run, started, letGo } = heldRun();
      queue.process(run, 3);
      await until(world, () => started.length === 3);
      await world.pass(2_000);
      expect(started).toEqual(['1', '2', '3']);
      expect(await queue.counts()).toEqual({ waiting: 1, running: 3, failed: 0 });
      letGo();
      await until(world, isDone(queue));
      expect(started).toEqual(['1', '2', '3', '4']);
    });

    it('tries again after a retryable error, later each time, and counts the attempts', async () => {
      const world = make();
      const queue = world.open();
      const attempts: number[] = [];
      const times: number[] = [];
      queue.process(async (_, { attempt }) => {
        attempts.push(attempt);
        times.push(world.now());
        if (attempt < 3) throw temporary();
      }, 1);
      await queue.add(answerJob('1'));
      await until(world, isDone(queue));
      expect(attempts).toEqual([1, 2, 3]);
      const [first = 0, second = 0, third = 0] = times;
      expect(second - first).toBeGreaterThanOrEqual(1_000);
      expect(third - second).toBeGreaterThan(second - first);
      expect(await queue.counts()).toEqual({ waiting: 0, running: 0, failed: 0 });
    });

    it('waits at least as long as the other side asked for', async () => {
      const world = make();
      const queue = world.open();
      const times: number[] = [];
      queue.process(async (_, { attempt }) => {
        times.push(world.now());
        if (attempt === 1) throw new TusouError('chat-rate', { retryAfterMs: 30_000 });
      }, 1);
      await queue.add(answerJob('1'));
      await until(world, () => times.length === 2);
      expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(30_000);
    });

    it('runs other jobs while one waits for its next attempt', async () => {
      const world = make();
      const queue = world.open();
      const seen: string[] = [];
      queue.process(async ({ key }, { attempt }) => {
        seen.push(key);
        if (key === 'bad' && attempt === 1) throw temporary();
      }, 1);
      await queue.add(answerJob('bad'));
      await queue.add(answerJob('good'));
      await until(world, isDone(queue));
      expect(seen).toEqual(['bad', 'good', 'bad']);
    });

    it('gives up in the end, and keeps the failed job', async () => {
      const world = make();
      const queue = world.open();
      let attempts = 0;
      queue.process(async () => {
        attempts++;
        throw temporary();
      }, 1);
      await queue.add(answerJob('1'));
      await until(world, isDone(queue));
      expect(attempts).toBeGreaterThanOrEqual(3);
      expect(await queue.counts()).toEqual({ waiting: 0, running: 0, failed: 1 });
      expect(await queue.add(answerJob('1'))).toBe(false);
    });

    it.each([
      ['one of ours', final()],
      ['a foreign one', new Error('made up')],
      ['not even an error', 'made up'],
    ])('gives up at once when the error is not retryable: %s', async (_, error) => {
      const world = make();
      const queue = world.open();
      let attempts = 0;
      queue.process(() => {
        attempts++;
        throw error;
      }, 1);
      await queue.add(answerJob('1'));
      await until(world, isDone(queue));
      await world.pass(60_000);
      expect(attempts).toBe(1);
      expect((await queue.counts()).failed).toBe(1);
    });

    it('tells of a job that it gives up, once, with the answer that was kept', async () => {
      const world = make();
      const queue = world.open();
      const told: unknown[] = [];
      const run: Run = async ({ key }, { attempt, keepAnswer }) => {
        if (attempt === 1) await keepAnswer(message(`answer to ${key}`));
        if (key === 'never') throw final();
        if (key === 'long' || attempt === 1) throw temporary();
      };
      queue.process(run, 1, async ({ key, answer }) => void told.push([key, answer?.id]));
      for (const key of ['never', 'long', 'good']) await queue.add(answerJob(key));
      await until(world, isDone(queue));
      await world.pass(60_000);
      expect(told).toEqual([
        ['never', 'answer to never'],
        ['long', 'answer to long'],
      ]);
    });

    it('gives a job up also where that could not be told, and goes on', async () => {
      const world = make();
      const queue = world.open();
      const seen: string[] = [];
      const run: Run = async ({ key }) => {
        seen.push(key);
        if (key === 'bad') throw final();
      };
      queue.process(run, 1, () => {
        throw temporary();
      });
      for (const key of ['bad', 'good']) await queue.add(answerJob(key));
      await until(world, isDone(queue));
      await world.pass(60_000);
      expect(seen).toEqual(['bad', 'good']);
      expect(await queue.counts()).toEqual({ waiting: 0, running: 0, failed: 1 });
    });

    it('hands the answer that was kept to the next attempt', async () => {
      const world = make();
      const queue = world.open();
      const seen: (string | undefined)[] = [];
      queue.process(async (job, { attempt, keepAnswer }) => {
        seen.push(job.answer?.id);
        if (attempt === 1) await keepAnswer(message('99'));
        if (attempt < 3) throw temporary();
      }, 1);
      await queue.add(answerJob('1'));
      await until(world, isDone(queue));
      expect(seen).toEqual([undefined, '99', '99']);
    });

    it('runs what was added before anybody processed, and by another process', async () => {
      const world = make();
      const receiver = world.open();
      await receiver.add(answerJob('1'));
      const seen: string[] = [];
      world.open().process(async (job) => void seen.push(job.key), 1);
      await until(world, () => seen.length === 1);
      await receiver.add(answerJob('2'));
      await until(world, isDone(receiver));
      expect(seen).toEqual(['1', '2']);
    });

    it('runs each job once when several processes share the work', async () => {
      const world = make();
      const queue = world.open();
      const seen: string[] = [];
      const keys = Array.from({ length: 40 }, (_, index) => `${index}`);
      for (const key of keys) await queue.add(answerJob(key));
      const run: Run = async (job) => {
        await Promise.resolve();
        seen.push(job.key);
      };
      for (const worker of [queue, world.open(), world.open()]) worker.process(run, 4);
      await until(world, isDone(queue));
      expect(seen.toSorted()).toEqual(keys.toSorted());
    });

    it('lets running jobs finish when it closes, and takes no more', async () => {
      const world = make();
      const queue = world.open();
      for (const key of ['1', '2']) await queue.add(answerJob(key));
      const { run, started, stopped, letGo } = heldRun();
      queue.process(run, 1);
      await until(world, () => started.length === 1);
      const closing = queue.close(world.now() + 30_000);
      await world.pass(5_000);
      letGo();
      await closing;
      expect({ started, stopped }).toEqual({ started: ['1'], stopped: [] });
      expect(await world.open().counts()).toEqual({ waiting: 1, running: 0, failed: 0 });
    });

    it('stops what is not done by the deadline, and another process takes it up at once', async () => {
      const world = make();
      const queue = world.open();
      await queue.add(answerJob('1'));
      let afterStop: unknown;
      const { run, started, stopped } = heldRun();
      queue.process(async (job, context) => {
        await context.keepAnswer(message('99'));
        context.signal.addEventListener('abort', () => {
          context.keepAnswer(message('100')).catch((error: unknown) => {
            afterStop = error;
          });
        });
        await run(job, context);
      }, 1);
      await until(world, () => started.length === 1);
      const closing = queue.close(world.now() + 2_000);
      await world.pass(2_000);
      await closing;
      expect(stopped).toEqual(['1']);
      const seen: unknown[] = [];
      const next = world.open();
      next.process(async (job, { attempt }) => void seen.push([job.answer?.id, attempt]), 1);
      await world.pass(1_000);
      expect(seen).toEqual([['99', 1]]);
      expect(afterStop).toBeInstanceOf(TusouError);
      expect(await isDone(next)()).toBe(true);
    });

    it('closes at once when nothing runs, also when it never processed', async () => {
      const world = make();
      const [idle, busy] = [world.open(), world.open()];
      busy.process(async () => {}, 1);
      await idle.close(world.now() + 30_000);
      await busy.close(world.now() + 30_000);
      expect(await idle.counts()).toEqual({ waiting: 0, running: 0, failed: 0 });
    });
  });
};
