/**
 * One message for all jobs of a request that arrives in parts, such as an album: where it is, whose answer belongs there, and one hand
 * on it at a time. A job of a request that came in one piece passes through untouched. Used by the worker.
 */
import { VIEW_TTL_MS } from '../conversation/views.ts';
import type { MessageRef } from '../domain/chat.ts';
import type { AnswerJob, Clock, Locks, Store } from '../domain/ports.ts';
import { takeLock } from '../ops/take-lock.ts';
import type { AtWork } from './sign.ts';

/** What is needed for it. `store` and `locks` are those that all processes share. */
export type OneMessageParts = { readonly store: Store; readonly locks: Locks; readonly clock: Clock };

/** Ends a run whose request has a job with more photos: that one answers for both. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** `photos` is how many the job has that began with the most; `answer` is the message, once it was sent. */
type Known = { readonly photos: number; readonly answer: MessageRef | null };

const NOTHING: Known = { photos: 0, answer: null };

/** The messages of requests that arrive in parts. Both reject with `Overtaken`, the signal's reason, or `storage-down`. */
export interface OneMessage {
  /** Notes that a job begins; answers with it as it has to go on, which is with the message of an earlier job of the request. */
  join(at: AtWork): Promise<AtWork>;
  /** Does something with the message, while no other job of the request does. */
  alone<T>(at: AtWork, work: (at: AtWork) => Promise<T>): Promise<T>;
}

/** Whether other jobs may share the message of this one. */
const isPart = ({ photosSoFar }: AnswerJob): boolean => photosSoFar !== undefined;

/** Makes the notes. */
export const createOneMessage = ({ store, locks, clock }: OneMessageParts): OneMessage => {
  const nameOf = ({ chat, view }: AnswerJob): string => `request:${chat.platform}:${chat.id}:${view}`;
  const known = async (job: AnswerJob): Promise<Known> => (await store.get<Known>(nameOf(job))) ?? NOTHING;
  const note = async (job: AnswerJob, change: Partial<Known>): Promise<void> => {
    await store.set(nameOf(job), { ...(await known(job)), ...change }, VIEW_TTL_MS);
  };

  /** The job with the message that is known, which is noted wherever the job keeps it. Another job may have left a sign of work behind. */
  const withMessage = (at: AtWork, { answer }: Known): AtWork => {
    const { job, run } = at;
    const keepAnswer = async (shown: MessageRef): Promise<void> => {
      await note(job, { answer: shown });
      await run.keepAnswer(shown);
    };
    return {
      ...at,
      job: { ...job, answer: answer ?? job.answer },
      run: { ...run, isRepeat: true, keepAnswer },
    };
  };

  const alone: OneMessage['alone'] = async (at, work) => {
    if (!isPart(at.job)) return work(at);
    const lock = await takeLock({ locks, clock, signal: at.run.signal }, nameOf(at.job));
    try {
      const noted = await known(at.job);
      if (noted.photos > (at.job.photosSoFar ?? 0)) throw new Overtaken();
      return await work(withMessage(at, noted));
    } finally {
      // Nobody renews it any more, so it is free again within seconds.
      await lock.release().catch(() => {});
    }
  };

  return {
    alone,
    join: (at) =>
      alone(at, async (mine) => {
        if (isPart(at.job)) await note(at.job, { photos: at.job.photosSoFar ?? 0 });
        return { ...at, job: mine.job };
      }),
  };
};
