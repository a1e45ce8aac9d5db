/** Several presses on one list: only the latest shows its answer, however long the earlier ones take. Used by the worker. */
import type { AnswerJob } from '../domain/ports.ts';

/** A job at work on a message that is there already. `end` must be called when the work is over. */
export type Press = { isOvertaken(): boolean; end(): void };

/** Who presses where, within this process. Messages seen by one person alone share an id, so the list belongs to the key. */
const placeOf = ({ chat, answer, view }: AnswerJob): string | null =>
  answer && [chat.platform, answer.chat.id, answer.id, view].join(' ');

/** Makes the function that notes a job as begun: earlier ones on the same message are overtaken from then on. */
export const createPresses = (): ((job: AnswerJob) => Press) => {
  const latest = new Map<string, { overtaken: boolean }>();
  return (job) => {
    const place = placeOf(job);
    const mine = { overtaken: false };
    const earlier = place === null ? undefined : latest.get(place);
    if (earlier) earlier.overtaken = true;
    if (place !== null) latest.set(place, mine);
    return {
      isOvertaken: () => mine.overtaken,
      end: () => {
        if (place !== null && latest.get(place) === mine) latest.delete(place);
      },
    };
  };
};
