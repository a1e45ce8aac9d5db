/** Several presses on one list: only the latest shows its answer, however long the earlier ones take. Used by the worker. */
import type { AnswerJob, Store } from '../domain/ports.ts';

/** A job at work. `isOvertaken` is asked before anything is shown; it never rejects. */
export type Press = { isOvertaken(): Promise<boolean> };

/** Longer than any press is tried again. */
const KNOWN_MS = 60 * 60 * 1000;

/**
 * Who presses where. Messages seen by one person alone share an id, so the list belongs to the key. Pictures change no list: they
 * neither overtake nor are overtaken.
 */
const placeOf = ({ chat, answer, view, task }: AnswerJob): string | null =>
  task.kind === 'pictures' ? null : answer && [chat.platform, answer.chat.id, answer.id, view].join(':');

const NEVER: Press = { isOvertaken: async () => false };

/**
 * Makes the function that notes a job as begun. It is overtaken once a job that was asked for later on the same message has begun,
 * in any process that shares the store.
 */
export const createPresses = (store: Store): ((job: AnswerJob) => Promise<Press>) => {
  return async (job) => {
    const place = placeOf(job);
    if (place === null) return NEVER;
    // Which part of a request comes after which is told by its photos, see one-message.ts.
    const parts = `${place}:parts`;
    const [own, others] = job.photosSoFar === undefined ? [place, [place, parts]] : [parts, [place]];
    const latestMs = async (key: string): Promise<number> => (await store.get<number>(key)) ?? 0;
    if ((await latestMs(own)) <= job.askedAtMs) await store.set(own, job.askedAtMs, KNOWN_MS);
    return {
      isOvertaken: async () => {
        const latest = await Promise.all(others.map(latestMs));
        return Math.max(...latest) > job.askedAtMs;
      },
    };
  };
};
