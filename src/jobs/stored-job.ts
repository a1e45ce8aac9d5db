/** Jobs as they come back from storage: read once, here, because a file or a server may hold anything. */
import type { AnswerJob } from '../domain/ports.ts';

/** Null where this is no job. The jobs of older versions have no lane in them. */
export const asJob = (stored: unknown): AnswerJob | null => {
  const job = stored as Partial<AnswerJob> | null | undefined;
  if (typeof job?.key !== 'string' || !job.chat || !job.task) return null;
  return { ...(job as AnswerJob), lane: job.lane ?? (job.answer ? 'interactive' : 'asked') };
};
