/** Who is let in: the chats and people that the operator named, or everybody. The others are told, each group once and people kindly. */
import type { Update } from 'grammy/types';
import { type ChatRef, type Inbound, languageOf, type Store, translator } from '#service';

/** A person who goes on writing is told again after this time. */
const TOLD_MS = 60_000;

/** Something to be said to somebody who is not let in. */
export type Refusal = { readonly chat: ChatRef; readonly text: string };

const earlierKey = (id: string): string => `telegram:was:${id}`;
const toldKey = (id: string): string => `telegram:told:${id}`;

/** Where somebody has added us to a group, that group, and the language of who did it; null for everything else. */
const addedTo = ({
  my_chat_member: change,
}: Update): { chatId: string; language: string | undefined } | null => {
  if (!change || (change.chat.type !== 'group' && change.chat.type !== 'supergroup')) return null;
  const isIn = (status: string): boolean => status === 'member' || status === 'administrator';
  if (!isIn(change.new_chat_member.status) || isIn(change.old_chat_member.status)) return null;
  return { chatId: String(change.chat.id), language: change.from.language_code };
};

/**
 * Makes the door. `allowed` are ids of chats and people; with none of them everybody is let in. A group that was named stays so when
 * its id changes.
 */
export const createAdmission = ({
  allowed,
  store,
}: {
  readonly allowed: readonly string[];
  readonly store: Store;
}) => {
  const named = new Set(allowed);

  const isNamed = async (chatId: string): Promise<boolean> => {
    if (named.has(chatId)) return true;
    const earlier = await store.get<string>(earlierKey(chatId));
    return earlier !== undefined && named.has(earlier);
  };

  return {
    /** Whether an event is let in. */
    admits: async (inbound: Inbound): Promise<boolean> => {
      if (named.size === 0 || named.has(inbound.from.id)) return true;
      if (inbound.kind !== 'moved') return isNamed(inbound.chat.id);
      if (named.has(inbound.oldId)) await store.set(earlierKey(inbound.chat.id), inbound.oldId);
      return true;
    },
    /** What to say about an event that was not let in: a sentence to a person, nothing in a group. */
    refusal: async ({ chat, from }: Inbound): Promise<Refusal | null> => {
      if (chat.kind === 'group' || (await store.get<true>(toldKey(chat.id)))) return null;
      await store.set(toldKey(chat.id), true, TOLD_MS);
      return { chat, text: translator(from.language)('not-allowed', { id: from.id }) };
    },
    /** What to say in a group that we were added to and do not work in. */
    greeting: async (update: Update): Promise<Refusal | null> => {
      const added = addedTo(update);
      if (!added || named.size === 0 || (await isNamed(added.chatId))) return null;
      const chat: ChatRef = {
        platform: 'telegram',
        id: added.chatId,
        thread: null,
        kind: 'group',
        via: null,
      };
      const t = translator(languageOf(added.language));
      return { chat, text: t('not-allowed-group', { id: added.chatId }) };
    },
  };
};
