/** What is said of a job that failed, and in which language a job is answered. Used by the worker and its signs. */
import { errorNotice } from '../cards/notice-card.ts';
import type { Reply } from '../domain/chat.ts';
import { asTusouError } from '../domain/errors.ts';
import { type Facet, facetOf } from '../domain/facet.ts';
import type { AnswerJob } from '../domain/ports.ts';

/** The language in which a job is answered. */
export const languageOfJob = ({ task }: AnswerJob) =>
  task.kind === 'search' ? task.question.language : task.language;

/** The facet to ask again with when a job failed: the one that was asked for, or the list behind the offer. */
const retryFacet = ({ task }: AnswerJob): Facet | null => {
  if (task.kind === 'offer' || task.kind === 'compare') return task.back;
  if (task.kind !== 'search') return null;
  return facetOf(task.question);
};

/** The reply that tells the asker that the job failed and what to do next. */
export const failureReply = (job: AnswerJob, error: unknown): Reply => {
  const facet = retryFacet(job);
  const retry = facet ? { view: job.view, facet } : null;
  return { kind: 'notice', card: errorNotice(asTusouError(error), languageOfJob(job), retry) };
};
