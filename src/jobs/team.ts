/** What a chat's team has set that answers are made with: its rates and the weights of its score. Used by the answers. */
import type { Chats } from '../conversation/chats.ts';
import type { ChatRef } from '../domain/chat.ts';
import { type ChatSettings, DEFAULT_CHAT_SETTINGS } from '../domain/chat-settings.ts';

/** The figures of teams. Where none can be had, the usual ones hold; nothing here rejects. */
export interface Team {
  of(chat: ChatRef): Promise<Pick<ChatSettings, 'rates' | 'weights'>>;
}

/** Reads the figures from the settings of chats. */
export const createTeam = (chats: Pick<Chats, 'of'> | undefined): Team => ({
  of: async (chat) => (await chats?.of(chat).catch(() => null)) ?? DEFAULT_CHAT_SETTINGS,
});
