/** What a chat's team has set that answers are made with: its rates and the weights of its score. Used by the answers. */
import type { Chats } from '../conversation/chats.ts';
import type { ChatRef } from '../domain/chat.ts';
import { type ChatSettings, DEFAULT_CHAT_SETTINGS } from '../domain/chat-settings.ts';
import type { Question } from '../domain/query.ts';

/** The figures of teams. Where none can be had, the usual ones hold; nothing here rejects. */
export interface Team {
  of(chat: ChatRef): Promise<Pick<ChatSettings, 'rates' | 'weights'>>;
  /** The question as the team asks it: with its weights where the order follows the score. */
  asked(chat: ChatRef, question: Question): Promise<Question>;
}

/** Reads the figures from the settings of chats. */
export const createTeam = (chats: Pick<Chats, 'of'> | undefined): Team => {
  const of: Team['of'] = async (chat) => (await chats?.of(chat).catch(() => null)) ?? DEFAULT_CHAT_SETTINGS;
  return {
    of,
    asked: async (chat, question) =>
      question.sort === 'score' ? { ...question, weights: (await of(chat)).weights } : question,
  };
};
