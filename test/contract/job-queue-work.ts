/** The part of the queue contract about work that succeeds, in one process and in several, and about closing. */
import { expect, it } from 'vitest';
import { TusouError } from '../../src/domain/errors.ts';
import type { AnswerJob } from '../../src/domain/ports.ts';
import { message } from '../support/made-up.ts';
import { answerJob } from '../support/made-up-job.ts';
import { heldRun, isDone, type MakeWorld, type Run, until } from './queue-world.ts';

/** Declares the tests of adding, running and closing. */
export const jobQueueWork = (make: MakeWorld): void => {
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

  it('runs no more than `concurrency` at a time, and as many', async () => {
    const world = make();
    const queue = world.open();
    for (const key of ['1', '2', '3', '4']) await queue.add(answerJob(key));
    const { run, started, letGo } = heldRun();
    queue.process(run, 3);
    await until(world, () => started.length === 3);
    await world.pass(2_000);
    expect(started).toEqual(['1', '2', '3']);
    expect(await queue.counts()).toMatchObject({ waiting: 1, running: 3, failed: 0 });
    letGo();
    await until(world, isDone(queue));
    expect(started).toEqual(['1', '2', '3', '4']);
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
    expect(await world.open().counts()).toMatchObject({ waiting: 1, running: 0, failed: 0 });
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
    const closedAtMs = world.now();
    const seen: unknown[] = [];
    const next = world.open();
    next.process(async (job, { attempt, isRepeat }) => {
      seen.push([job.answer?.id, attempt, isRepeat, world.now() - closedAtMs < world.promptMs]);
    }, 1);
    await until(world, isDone(next));
    expect(seen).toEqual([['99', 1, true, true]]);
    expect(afterStop).toBeInstanceOf(TusouError);
  });

  it('closes at once when nothing runs, also when it never processed', async () => {
    const world = make();
    const [idle, busy] = [world.open(), world.open()];
    busy.process(async () => {}, 1);
    await idle.close(world.now() + 30_000);
    await busy.close(world.now() + 30_000);
    expect(await world.open().counts()).toEqual({ waiting: 0, running: 0, failed: 0, oldestMs: null });
  });
};
