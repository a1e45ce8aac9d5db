/** Answers whoever wants to have deleted what is kept of a chat: asks first, and in a group only lets its admins. Used by `answer`. */
import { forgetCard, forgottenCard } from '../cards/forget-card.ts';
import { textNotice } from '../cards/notice-card.ts';
import type { Forget } from '../conversation/forget.ts';
import type { NoticeCard } from '../domain/card.ts';
import type { Reply } from '../domain/chat.ts';
import type { AnswerJob } from '../domain/ports.ts';
import type { Run, Task } from './answering.ts';

/** What deleting is done with; `keepMs` is when all of it would go by itself. */
export type Forgetting = { readonly forget: Forget; readonly keepMs: number };

const DAY_MS = 24 * 60 * 60 * 1000;

/** Makes the function that answers. */
export const createForgetAnswers = ({ forget, keepMs }: Forgetting) => {
  const mayForget = async ({ chat, from }: AnswerJob, { adapter }: Run): Promise<boolean> =>
    chat.kind === 'private' || !adapter.mayConfigure || adapter.mayConfigure(chat, from);

  const cardFor = async (
    job: AnswerJob,
    { language, scope }: Task<'forget'>,
    by: Run,
  ): Promise<NoticeCard> => {
    if (!(await mayForget(job, by))) return textNotice('forget-not-yours', language);
    if (scope === undefined) return forgetCard(language, Math.round(keepMs / DAY_MS));
    if (scope === 'none') return textNotice('forget-kept', language);
    return forgottenCard(await forget(job.chat, scope), language);
  };

  return {
    answerForget: async (job: AnswerJob, task: Task<'forget'>, by: Run): Promise<Reply> => ({
      kind: 'notice',
      card: await cardFor(job, task, by),
    }),
  };
};
