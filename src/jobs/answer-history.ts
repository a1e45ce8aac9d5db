/** Answers about what was searched in a chat before: the list of it, and what changed since a question was answered last. Used by `answer`. */
import { historyCard, type PastSearch } from '../cards/history-card.ts';
import { sinceNotes } from '../cards/since.ts';
import type { History } from '../conversation/history.ts';
import type { LastAnswers } from '../conversation/last-answers.ts';
import type { Views } from '../conversation/views.ts';
import type { Reply } from '../domain/chat.ts';
import { facetOf } from '../domain/facet.ts';
import type { AnswerJob } from '../domain/ports.ts';
import type { SearchResult } from '../domain/result.ts';
import type { Task } from './answering.ts';

/** What was searched before. */
export type Past = {
  readonly history: Pick<History, 'ofChat'>;
  readonly views: Pick<Views, 'find'>;
  readonly lastAnswers: LastAnswers;
};

/** Makes the functions that answer about earlier searches. */
export const createHistoryAnswers = ({ history, views, lastAnswers }: Past) => ({
  answerHistory: async ({ chat }: AnswerJob, { language }: Task<'history'>): Promise<Reply> => {
    const searches = await history.ofChat(chat);
    const found = await Promise.all(
      searches.map(async (search): Promise<PastSearch[]> => {
        const view = await views.find(search.view, chat);
        return view ? [{ ...search, facet: facetOf(view.question) }] : [];
      }),
    );
    return { kind: 'notice', card: historyCard(found.flat(), language) };
  },

  /** What changed since this question was answered last in the chat, in sentences. */
  notesSince: async (
    { chat }: AnswerJob,
    { subject, fresh, question }: Task<'search'>,
    result: SearchResult,
  ): Promise<readonly string[]> =>
    sinceNotes(await lastAnswers.note(chat, subject, result), {
      language: question.language,
      isAsked: fresh,
    }),
});
