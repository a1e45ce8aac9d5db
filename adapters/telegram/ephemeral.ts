/** Messages in groups that one person alone sees (Bot API 10.3): how they are named in our house. */
import type { Message } from 'grammy/types';
import type { ChatRef, MessageRef } from '#service';

/** The one who sees a message, and the message's number with that person. */
export type Ephemeral = { readonly userId: number; readonly id: number };

const NAMED = /^e(\d+)\.(\d+)$/;

/** What a `MessageRef` names, when that is a message which one person alone sees; null for any other. */
export const ephemeralIn = (message: MessageRef | null): Ephemeral | null => {
  const [, userId, id] = NAMED.exec(message?.id ?? '') ?? [];
  return userId && id ? { userId: Number(userId), id: Number(id) } : null;
};

/** The reference of a message, whoever sees it. `userId` is the person who sent it, or whom it was sent to. */
export const referenceOf = (
  chat: ChatRef,
  { message_id, ephemeral_message_id: id }: Pick<Message, 'message_id' | 'ephemeral_message_id'>,
  userId: number | string,
): MessageRef => ({ chat, id: id === undefined ? String(message_id) : `e${userId}.${id}` });
