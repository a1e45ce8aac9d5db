/** What updates tell of our own place in a chat: put out or taken in, rights that changed, a group that became a supergroup. */
import type { ChatMember, Update } from 'grammy/types';
import type { ChatNotes } from './chat-notes.ts';

/** In a private chat `kicked` means that the person has blocked the bot. */
const isOut = (member: ChatMember): boolean =>
  member.status === 'kicked' ||
  member.status === 'left' ||
  (member.status === 'restricted' && !member.is_member);

/** Notes what an update says about us; nothing for all others. Never rejects. */
export const noteMembership = async (update: Update, notes: ChatNotes): Promise<void> => {
  const { my_chat_member: change, message } = update;
  if (change) await notes.membership(String(change.chat.id), isOut(change.new_chat_member));
  if (message?.migrate_to_chat_id !== undefined)
    await notes.moved(String(message.chat.id), String(message.migrate_to_chat_id));
};
