/** The sign of work: the message that says at once that somebody's question is in hand, and that will hold the answer. Used by the worker. */
import type { MessageRef, Reply } from '../domain/chat.ts';
import { asTusouError } from '../domain/errors.ts';
import type { AnswerJob, ChatAdapter, JobQueue, JobRun, Log } from '../domain/ports.ts';
import { translator } from '../i18n/translate.ts';
import { languageOfJob } from './failure-reply.ts';
import type { WorkPace } from './pace.ts';

/** What showing signs needs. */
export type SignParts = {
  readonly queue: Pick<JobQueue, 'ahead'>;
  readonly pace: Pick<WorkPace, 'waitMs'>;
  readonly log: Log;
};

/** A job with its chat and its run. */
export type AtWork = { readonly job: AnswerJob; readonly adapter: ChatAdapter; readonly run: JobRun };

/** Whoever waits longer than this is told how many are before them. */
const WORTH_TELLING_MS = 4_000;

/** What is said at once, by what is being worked on. */
const WORKING = {
  photo: 'working',
  photos: 'working-photos',
  'offer-picture': 'working-more',
  keyword: 'working-words',
  offer: 'working-offer',
  shortlist: 'working-shortlist',
  poll: 'working-shortlist',
  export: 'working-export',
  batch: 'working-batch',
  pictures: 'working-offer',
  compare: 'working-compare',
  watches: 'working-kept',
  history: 'working-kept',
  lists: 'working-shortlist',
  forget: 'working-kept',
  // Nobody waits for these.
  check: 'working-kept',
  alert: 'working-kept',
} as const;

const working = (text: string, { key }: AnswerJob): Reply => ({ kind: 'working', text, job: key });

/** Makes the signs. */
export const createSigns = ({ queue, pace, log }: SignParts) => {
  const textFor = async (job: AnswerJob): Promise<string> => {
    const t = translator(languageOfJob(job));
    const { task } = job;
    const about = task.kind === 'search' ? task.subject : task;
    const sentence = t(WORKING[about.kind], about.kind === 'photos' ? { count: about.photos.length } : {});
    // A place is a courtesy: without it the sign is shown all the same.
    const ahead = await queue.ahead(job.key).catch(() => 0);
    const waitMs = pace.waitMs(ahead);
    if (ahead === 0 || waitMs < WORTH_TELLING_MS) return sentence;
    return `${sentence}\n${t('working-place', { ahead, seconds: Math.ceil(waitMs / 1000) })}`;
  };

  const leftOut = ({ chat }: AnswerJob, error: unknown): void =>
    log.info({ code: asTusouError(error).code, platform: chat.platform }, 'no sign of work shown');

  /**
   * Over a message that is there, the sign is a courtesy: without it the answer comes all the same. Where somebody took the message
   * away, it is a new one.
   */
  const showOver = async (at: AtWork, there: MessageRef, text: string): Promise<MessageRef> => {
    const { job, adapter, run } = at;
    const place = { replaces: there, answers: job.asked };
    const shown = await adapter
      .send(job.chat, working(text, job), place, run.stillMine)
      .catch((error: unknown) => {
        leftOut(job, error);
        return there;
      });
    if (shown.id !== there.id) await run.keepAnswer(shown);
    return shown;
  };

  /** A new sign; null where the chat bears none beside the answer. */
  const showNew = async ({ job, adapter, run }: AtWork, text: string): Promise<MessageRef | null> => {
    try {
      const place = { replaces: null, answers: job.asked };
      return await adapter.send(job.chat, working(text, job), place, run.stillMine);
    } catch (error) {
      if (asTusouError(error).code !== 'chat-rate') throw error;
      leftOut(job, error);
      return null;
    }
  };

  /** The sign that an earlier run sent before it was cut off, if there is one. Where it cannot be told, a later run asks again; the last one goes without. */
  const lostSign = async ({ job, adapter, run }: AtWork): Promise<MessageRef | null> => {
    if (!run.isRepeat || !job.asked || !adapter.findSign) return null;
    const found = await adapter.findSign(job.asked, job.key).catch((error: unknown) => {
      if (run.isLast) return null;
      throw error;
    });
    if (found) log.info({ platform: job.chat.platform }, 'lost sign of work found again');
    return found;
  };

  return {
    /**
     * The message that will hold the answer: the one that is there already, one that an earlier run left behind, or a new one, stored
     * before anything else; null where the chat bears none beside the answer. Rejects with the chat's other errors where a new one cannot
     * be sent.
     */
    show: async (at: AtWork): Promise<MessageRef | null> => {
      const { job, run } = at;
      const text = await textFor(job);
      if (job.answer) return showOver(at, job.answer, text);
      const answer = (await lostSign(at)) ?? (await showNew(at, text));
      if (answer) await run.keepAnswer(answer);
      return answer;
    },

    /** Says that the marketplace is in trouble and will be asked again, where there is a sign to say it in. Never rejects. */
    tryingAgain: async (at: AtWork, there: MessageRef | null): Promise<void> => {
      if (there)
        await showOver(at, there, translator(languageOfJob(at.job))('working-retry')).catch(() => there);
    },
  };
};
