/** Several presses on one list: only the latest shows its answer, however long the earlier ones take. Used by the worker. */
import type { AnswerJob, JobRun } from '../domain/ports.ts';

/** A job at work on a message that is there already. */
export type Press = { isOvertaken(): boolean };

/** Lists whose latest press is known; those that were pressed longest ago are forgotten first. */
const LISTS_KNOWN = 1_000;

/** Who presses where, within this process. Messages seen by one person alone share an id, so the list belongs to the key. */
const placeOf = ({ chat, answer, view }: AnswerJob): string | null =>
  answer && [chat.platform, answer.chat.id, answer.id, view].join(' ');

/**
 * Makes the function that notes a job as begun: earlier ones on the same message are overtaken from then on. A job that is tried
 * again is overtaken from the start when another one was begun since.
 */
export const createPresses = (): ((job: AnswerJob, run: Pick<JobRun, 'attempt'>) => Press) => {
  // A Map keeps the order of insertion.
  const latest = new Map<string, { readonly key: string; overtaken: boolean }>();

  const keep = (place: string, mine: { readonly key: string; overtaken: boolean }): void => {
    latest.delete(place);
    latest.set(place, mine);
    const [oldest] = latest.keys();
    if (latest.size > LISTS_KNOWN && oldest !== undefined) latest.delete(oldest);
  };

  return (job, { attempt }) => {
    const place = placeOf(job);
    const mine = { key: job.key, overtaken: false };
    const before = place === null ? undefined : latest.get(place);
    mine.overtaken = attempt > 1 && before !== undefined && before.key !== job.key;
    if (place !== null && !mine.overtaken) {
      if (before) before.overtaken = true;
      keep(place, mine);
    }
    return { isOvertaken: () => mine.overtaken };
  };
};
