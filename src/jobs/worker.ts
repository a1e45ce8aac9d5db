/** Runs jobs: shows at once that work has begun, answers, and puts the answer into that very message. */
import type { Platform, Reply } from '../domain/chat.ts';
import { asTusouError, TusouError } from '../domain/errors.ts';
import type { AnswerJob, ChatAdapter, JobQueue, JobRun, Log } from '../domain/ports.ts';
import { translator } from '../i18n/translate.ts';
import { failureReply, languageOfJob } from './answer.ts';
import { createPresses } from './presses.ts';
import { JOB_ATTEMPTS } from './retry.ts';

/** What the worker needs. */
export type WorkerParts = {
  readonly queue: JobQueue;
  readonly adapters: ReadonlyMap<Platform, ChatAdapter>;
  readonly answer: (job: AnswerJob, by: { adapter: ChatAdapter; signal: AbortSignal }) => Promise<Reply>;
  readonly log: Log;
};

/** Jobs at once in one process. They wait for other servers most of the time; the marketplace's rate is kept elsewhere. */
const JOBS_AT_ONCE = 16;

const adapterFor = ({ adapters }: WorkerParts, { chat }: AnswerJob): ChatAdapter => {
  const adapter = adapters.get(chat.platform);
  if (adapter) return adapter;
  throw new TusouError('config-invalid', {
    detail: `a job came from ${chat.platform}, which is switched off`,
  });
};

/** What is said at once, by what is being worked on. */
const WORKING = { photo: 'working', keyword: 'working-words', offer: 'working-offer' } as const;

const workingReply = (job: AnswerJob): Reply => ({
  kind: 'working',
  text: translator(languageOfJob(job))(WORKING[job.task.kind === 'search' ? job.task.subject.kind : 'offer']),
});

/**
 * The message that will hold the answer: the one that is there already, or a new "searching" message, stored before anything
 * else. Over a message that is there, the sign of work is a courtesy: without it the answer comes all the same.
 */
const announce = async (job: AnswerJob, adapter: ChatAdapter, run: JobRun, log: Log) => {
  const { answer: there } = job;
  if (there) {
    await adapter
      .send(job.chat, workingReply(job), { replaces: there, answers: job.asked })
      .catch((error) => {
        log.info({ code: asTusouError(error).code, platform: job.chat.platform }, 'no sign of work shown');
      });
    return there;
  }
  const answer = await adapter.send(job.chat, workingReply(job), { replaces: null, answers: job.asked });
  await run.keepAnswer(answer);
  return answer;
};

/**
 * Starts the worker on its queue. Failed work is told to the asker; a failed message is thrown, so that the queue tries again.
 * A job that the queue gives up is told to the asker as well, as far as the chat takes it.
 */
export const startWorker = (parts: WorkerParts): void => {
  const { queue, log } = parts;

  const replyFor = async (job: AnswerJob, adapter: ChatAdapter, run: JobRun): Promise<Reply> => {
    try {
      return await parts.answer(job, { adapter, signal: run.signal });
    } catch (error) {
      run.signal.throwIfAborted();
      const { code, blame, message } = asTusouError(error);
      const fields = { code, cause: message, err: blame === 'asker' ? undefined : error };
      if (blame === 'asker') log.info(fields, 'could not answer');
      else log.error(fields, 'could not answer');
      return failureReply(job, error);
    }
  };

  const beginPress = createPresses();
  const runJob = async (job: AnswerJob, run: JobRun): Promise<void> => {
    const adapter = adapterFor(parts, job);
    const press = beginPress(job, run);
    const asked = { platform: job.chat.platform, task: job.task.kind };
    if (press.isOvertaken()) return log.info(asked, 'press was overtaken');
    const [answer, reply] = await Promise.all([
      announce(job, adapter, run, log),
      replyFor(job, adapter, run),
    ]);
    const about = { ...asked, reply: reply.kind };
    if (press.isOvertaken()) return log.info(about, 'answer was overtaken');
    const shown = await adapter.send(job.chat, reply, { replaces: answer, answers: job.asked });
    if (shown.id !== answer.id) await run.keepAnswer(shown);
    log.info(about, 'answered');
  };

  /** Once, and as the last word. The reason is in the queue's log; the asker only has to know that asking again may help. */
  const tellGivenUp = async (job: AnswerJob): Promise<void> => {
    const press = beginPress(job, { attempt: JOB_ATTEMPTS });
    if (press.isOvertaken()) return;
    const reply = failureReply(job, new TusouError('internal', { detail: 'the job was given up' }));
    await adapterFor(parts, job).send(job.chat, reply, { replaces: job.answer, answers: job.asked });
  };

  queue.process(runJob, JOBS_AT_ONCE, tellGivenUp);
};
