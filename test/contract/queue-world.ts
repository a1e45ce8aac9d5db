/** What the suites of the queue contract share: a world of queues, and runs that a test lets end. */
import type { ChatRef } from '../../src/domain/chat.ts';
import { TusouError } from '../../src/domain/errors.ts';
import type { AnswerJob, JobQueue, JobRun } from '../../src/domain/ports.ts';
import { answerJob } from '../support/made-up-job.ts';

/**
 * Fresh storage. `open` makes a queue on it as another process would, `pass` lets time go by for all of them, and `now`
 * is their time (ms since the epoch).
 */
export type QueueWorld = {
  readonly open: () => JobQueue;
  readonly pass: (ms: number) => Promise<void>;
  readonly now: () => number;
  /** What counts as at once in this time, when a job is handed from one process to another: less than any lease. */
  readonly promptMs: number;
};

/** Makes a world for the running test, which is gone when the test is over. */
export type MakeWorld = () => QueueWorld;

/** Not the chat that made-up jobs come from. */
export const otherChat: ChatRef = { ...answerJob('').chat, id: 'another chat' };

/** What a queue is given to run. */
export type Run = (job: AnswerJob, context: JobRun) => Promise<void>;

/** An error that is worth another attempt. */
export const temporary = () => new TusouError('chat-down', { detail: 'made up' });

/** An error that is not. */
export const final = () => new TusouError('chat-forbidden', { detail: 'made up' });

/** A run that goes on until the test lets it end, and says whether it was told to stop. */
export const heldRun = () => {
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

/** A run whose jobs end one by one, by key. */
export const steppedRun = () => {
  const gates = new Map<string, () => void>();
  const seen: string[] = [];
  const run: Run = ({ key }) => {
    seen.push(key);
    return new Promise((resolve) => gates.set(key, resolve));
  };
  return { run, seen, end: (key: string) => gates.get(key)?.() };
};

/** Lets time go by in small steps until it holds, at most ten minutes of it. */
export const until = async (world: QueueWorld, holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (let left = 1_200; left > 0; left--) {
    if (await holds()) return;
    await world.pass(500);
  }
  throw new Error('it never came true');
};

/** Whether nothing waits and nothing runs. */
export const isDone = (queue: JobQueue) => async (): Promise<boolean> => {
  const { waiting, running } = await queue.counts();
  return waiting + running === 0;
};
