/** The part of the queue contract about what fails: attempts, giving up, and the dead letter list. */
import { expect, it } from 'vitest';
import { TusouError } from '../../src/domain/errors.ts';
import { message } from '../support/made-up.ts';
import { answerJob } from '../support/made-up-job.ts';
import { final, isDone, type MakeWorld, type Run, temporary, until } from './queue-world.ts';

/** Declares the tests of failing jobs. */
export const jobQueueFailures = (make: MakeWorld): void => {
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
    expect(await queue.counts()).toEqual({ waiting: 0, running: 0, failed: 0, oldestMs: null });
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
    const seen: { attempt: number; isLast: boolean; isRepeat: boolean }[] = [];
    queue.process(async (_, { attempt, isLast, isRepeat }) => {
      seen.push({ attempt, isLast, isRepeat });
      throw temporary();
    }, 1);
    await queue.add(answerJob('1'));
    await until(world, isDone(queue));
    expect(seen.length).toBeGreaterThanOrEqual(3);
    expect(seen).toEqual(
      seen.map((_, index) => ({
        attempt: index + 1,
        isLast: index === seen.length - 1,
        isRepeat: index > 0,
      })),
    );
    expect(await queue.counts()).toEqual({ waiting: 0, running: 0, failed: 1, oldestMs: null });
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
    expect(await queue.counts()).toEqual({ waiting: 0, running: 0, failed: 1, oldestMs: null });
  });

  it('lists what it gave up, latest first, with the reason and nothing foreign', async () => {
    const world = make();
    const queue = world.open();
    queue.process(async ({ key }, { keepAnswer }) => {
      await keepAnswer(message(`answer to ${key}`));
      throw key === 'foreign' ? new Error('https://example.com/bot123:secret') : final();
    }, 1);
    for (const key of ['first', 'foreign', 'last']) {
      await queue.add(answerJob(key));
      await until(world, isDone(queue));
      await world.pass(1_000);
    }
    const failures = await queue.failures(10);
    const told = failures.map(({ job, reason }) => [job.key, job.answer?.id, reason]);
    expect(told).toEqual([
      ['last', 'answer to last', 'chat-forbidden: made up'],
      ['foreign', 'answer to foreign', 'internal'],
      ['first', 'answer to first', 'chat-forbidden: made up'],
    ]);
    expect(failures[0]?.failedAtMs).toBeGreaterThanOrEqual(failures[1]?.failedAtMs ?? 0);
    expect((await queue.failures(2)).map(({ job }) => job.key)).toEqual(['last', 'foreign']);
  });

  it('runs a failed job anew on request, with all its attempts and a new turn', async () => {
    const world = make();
    const queue = world.open();
    const seen: unknown[] = [];
    let broken = true;
    queue.process(async (job, { attempt, isRepeat, isLast, keepAnswer, turn }) => {
      seen.push([job.key, attempt, isRepeat, isLast, job.answer?.id, turn.lane]);
      if (!job.answer) await keepAnswer(message('99'));
      if (broken) throw final();
    }, 1);
    await queue.add(answerJob('1'));
    await until(world, isDone(queue));
    broken = false;
    expect(await queue.retry('unknown')).toBe(false);
    expect(await queue.retry('1')).toBe(true);
    expect(await queue.retry('1')).toBe(false);
    await until(world, isDone(queue));
    expect(seen).toEqual([
      ['1', 1, false, false, undefined, 'asked'],
      ['1', 1, true, false, '99', 'asked'],
    ]);
    expect(await queue.failures(10)).toEqual([]);
    expect(await queue.add(answerJob('1'))).toBe(false);
    expect(await queue.retry('1')).toBe(false);
  });

  it('forgets a failed job on request, and nothing else', async () => {
    const world = make();
    const queue = world.open();
    await queue.add(answerJob('bad'));
    expect(await queue.drop('bad')).toBe(false);
    const processing = world.open();
    processing.process(async ({ key }) => {
      if (key === 'bad') throw final();
    }, 1);
    await queue.add(answerJob('good'));
    await until(world, isDone(queue));
    expect([await queue.drop('good'), await queue.drop('bad'), await queue.drop('bad')]).toEqual([
      false,
      true,
      false,
    ]);
    expect(await queue.failures(10)).toEqual([]);
    expect([await queue.add(answerJob('good')), await queue.add(answerJob('bad'))]).toEqual([false, true]);
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
};
