/** The part of the queue contract about whose turn it is. */
import { expect, it } from 'vitest';
import type { AnswerJob } from '../../src/domain/ports.ts';
import { answerJob } from '../support/made-up-job.ts';
import { heldRun, isDone, type MakeWorld, otherChat, steppedRun, until } from './queue-world.ts';

/** Declares the tests of the order in which jobs are run. */
export const jobQueueOrder = (make: MakeWorld): void => {
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

  it('has a chat that comes later be next after what runs already', async () => {
    const world = make();
    const queue = world.open();
    for (const key of ['a1', 'a2', 'a3', 'a4', 'a5', 'a6']) await queue.add(answerJob(key));
    const { run, seen, end } = steppedRun();
    queue.process(run, 2);
    await until(world, () => seen.length === 2);
    for (const key of ['b1', 'b2', 'b3']) await queue.add(answerJob(key, { chat: otherChat }));
    for (const key of ['a1', 'a2', 'b1', 'a3', 'b2']) {
      const before = seen.length;
      end(key);
      await until(world, () => seen.length > before);
    }
    expect(seen).toEqual(['a1', 'a2', 'b1', 'a3', 'b2', 'a4', 'b3']);
    for (const key of ['a4', 'b3', 'a5', 'a6']) {
      await until(world, () => seen.includes(key));
      end(key);
    }
    await until(world, isDone(queue));
  });

  it('keeps nobody waiting for ever: not even behind chats that take turns', async () => {
    const world = make();
    const queue = world.open();
    const inChat = (id: string, number: number) =>
      answerJob(`${id}${number}`, { chat: { ...otherChat, id } });
    for (const job of [inChat('a', 1), inChat('a', 2), inChat('a', 3), inChat('b', 1)]) await queue.add(job);
    const seen: string[] = [];
    const next: Record<string, (number: number) => AnswerJob | null> = {
      a: () => null,
      b: (number) => inChat('c', number),
      c: (number) => (number < 6 ? inChat('b', number + 1) : null),
    };
    queue.process(async ({ key }) => {
      seen.push(key);
      const job = next[key.charAt(0)]?.(Number(key.slice(1)));
      if (job) await queue.add(job);
    }, 1);
    await until(world, isDone(queue));
    expect(seen).toHaveLength(15);
    expect(seen.indexOf('a3')).toBeLessThan(8);
  });

  it('takes what somebody looks at first, and what nobody waits for last', async () => {
    const world = make();
    const queue = world.open();
    const lanes = ['background', 'asked', 'interactive', 'background', 'asked', 'interactive'] as const;
    for (const [index, lane] of lanes.entries()) await queue.add(answerJob(`${lane} ${index}`, { lane }));
    const turns: unknown[] = [];
    queue.process(async ({ key }, { turn }) => void turns.push([key, turn.lane]), 1);
    await until(world, isDone(queue));
    expect(turns).toEqual([
      ['interactive 2', 'interactive'],
      ['interactive 5', 'interactive'],
      ['asked 1', 'asked'],
      ['asked 4', 'asked'],
      ['background 0', 'background'],
      ['background 3', 'background'],
    ]);
  });

  it('tells a run its turn: the later one of a chat has the later round', async () => {
    const world = make();
    const queue = world.open();
    for (const key of ['a1', 'a2']) await queue.add(answerJob(key));
    await queue.add(answerJob('b1', { chat: otherChat }));
    const rounds = new Map<string, number>();
    queue.process(async ({ key }, { turn }) => void rounds.set(key, turn.round), 1);
    await until(world, isDone(queue));
    expect(rounds.get('a2')).toBe((rounds.get('a1') ?? 0) + 1);
    expect(rounds.get('b1')).toBe(rounds.get('a1'));
  });

  it('knows how many jobs are before one', async () => {
    const world = make();
    const queue = world.open();
    for (const key of ['a1', 'a2', 'a3']) await queue.add(answerJob(key));
    await queue.add(answerJob('b1', { chat: otherChat }));
    await queue.add(answerJob('later', { lane: 'background' }));
    const ahead = () =>
      Promise.all(['a1', 'b1', 'a2', 'a3', 'later', 'unknown'].map((key) => queue.ahead(key)));
    expect(await ahead()).toEqual([0, 1, 2, 3, 4, 0]);
    const { run, started, letGo } = heldRun();
    queue.process(run, 2);
    await until(world, () => started.length === 2);
    expect(await ahead()).toEqual([0, 1, 2, 3, 4, 0]);
    letGo();
    await until(world, isDone(queue));
    expect(await ahead()).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('knows since when the oldest job waits', async () => {
    const world = make();
    const queue = world.open();
    expect((await queue.counts()).oldestMs).toBeNull();
    const beforeMs = world.now();
    await queue.add(answerJob('1'));
    const afterMs = world.now();
    await world.pass(1_000);
    await queue.add(answerJob('2', { lane: 'interactive' }));
    const { oldestMs } = await queue.counts();
    expect(oldestMs).toBeGreaterThanOrEqual(beforeMs);
    expect(oldestMs).toBeLessThanOrEqual(afterMs);
    queue.process(async () => {}, 1);
    await until(world, isDone(queue));
    expect((await queue.counts()).oldestMs).toBeNull();
  });
};
