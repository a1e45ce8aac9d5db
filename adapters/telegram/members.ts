/** Who decides in a group, and what of it reaches the bot: asked of Telegram, and known for a minute. */
import { type Api, GrammyError } from 'grammy';
import type { ChatMember } from 'grammy/types';
import type { ChatRef, Clock, UserRef } from '#service';
import { chatError } from './client.ts';

const KNOWN_MS = 60_000;

/** Answers that are known at once at most. */
const MOST_KNOWN = 5_000;

type Known = { readonly answer: Promise<boolean>; readonly untilMs: number };

const isAdmin = ({ status }: ChatMember): boolean => status === 'creator' || status === 'administrator';

/**
 * Makes the two questions. Both reject with the chat's errors where Telegram cannot be asked; that is not remembered. `botId` is the
 * bot itself.
 */
export const createMembers = (parts: {
  readonly api: Api;
  readonly clock: Clock;
  readonly botId: number;
}) => {
  const { api, clock, botId } = parts;
  const known = new Map<string, Known>();

  const remembered = (key: string, ask: () => Promise<boolean>): Promise<boolean> => {
    const found = known.get(key);
    if (found && found.untilMs > clock.now()) return found.answer;
    if (known.size >= MOST_KNOWN) known.clear();
    const answer = ask().catch((error: unknown) => {
      known.delete(key);
      throw chatError(error);
    });
    known.set(key, { answer, untilMs: clock.now() + KNOWN_MS });
    return answer;
  };

  /** Telegram answers for certain only to bots that are admins; the list of admins is open to all members. */
  const askAdmin = async (chatId: number, userId: number): Promise<boolean> => {
    try {
      return isAdmin(await api.getChatMember(chatId, userId));
    } catch (error) {
      if (!(error instanceof GrammyError) || error.error_code !== 400) throw error;
      const admins = await api.getChatAdministrators(chatId);
      return admins.some(({ user }) => user.id === userId);
    }
  };

  const isAdminOf = (chat: ChatRef, userId: number | string): Promise<boolean> =>
    remembered(`${chat.id} ${userId}`, () => askAdmin(Number(chat.id), Number(userId)));

  return {
    /** Whether somebody is an admin of the group. Who speaks as the group itself is one who hides. */
    mayConfigure: async (chat: ChatRef, { id }: UserRef): Promise<boolean> => {
      if (chat.kind === 'private' || id === chat.id) return true;
      return Number(id) > 0 && isAdminOf(chat, id);
    },
    /** What a member of the group is called; null where Telegram does not say, and in private chats, where there is one person. */
    nameOf: async (chat: ChatRef, userId: string): Promise<string | null> => {
      if (chat.kind === 'private' || !(Number(userId) > 0)) return null;
      const { user } = await api.getChatMember(Number(chat.id), Number(userId)).catch(() => ({ user: null }));
      return user && [user.first_name, user.last_name].filter(Boolean).join(' ');
    },
    /** Whether messages in the group reach us that are not for us: without privacy mode, or for an admin. */
    hearsEverything: async (chat: ChatRef): Promise<boolean> =>
      chat.kind === 'private' ||
      (await remembered('self', async () => (await api.getMe()).can_read_all_group_messages)) ||
      isAdminOf(chat, botId),
  };
};
