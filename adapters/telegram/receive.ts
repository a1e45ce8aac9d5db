/** Turns Telegram's updates into what the house understands. Pure; called by the adapter for every update that arrives. */
import type { Chat, Message, MessageEntity, Update, User } from 'grammy/types';
import { type ChatRef, type CommandName, type Inbound, languageOf, type PhotoRef } from '#service';
import { photosIn } from './photos.ts';

/** The bot itself, as getMe tells it. */
export type Self = { readonly id: number; readonly username: string };

const COMMAND_NAMES: readonly string[] = ['start', 'help', 'find'] satisfies CommandName[];

const repliedPhotos = ({ reply_to_message, external_reply }: Message): PhotoRef[] =>
  photosIn(reply_to_message ?? external_reply ?? {});

const chatRef = (
  chat: Chat,
  message: { message_thread_id?: number; is_topic_message?: boolean },
): ChatRef => ({
  platform: 'telegram',
  id: String(chat.id),
  // Outside of topics a thread id only marks a chain of replies, and sending with it is refused.
  thread: message.is_topic_message && message.message_thread_id ? String(message.message_thread_id) : null,
  kind: chat.type === 'private' ? 'private' : 'group',
  via: null,
});

const userRef = (user: User) => ({ id: String(user.id), language: languageOf(user.language_code) });

const arrival = (key: string, message: Message, user: User) => {
  const chat = chatRef(message.chat, message);
  return { key, chat, from: userRef(user), message: { chat, id: String(message.message_id) } };
};

const wordsOf = (message: Message): { text: string; entities: readonly MessageEntity[] } => ({
  text: message.text ?? message.caption ?? '',
  entities: message.entities ?? message.caption_entities ?? [],
});

type Command = { readonly name: string; readonly to: string | null; readonly args: string };

/** The command that a text or a caption begins with; Telegram marks it, so a slash in other words is none. */
const commandIn = (message: Message): Command | null => {
  const { text, entities } = wordsOf(message);
  const mark = entities.find(({ type, offset }) => type === 'bot_command' && offset === 0);
  if (!mark) return null;
  const [name = '', to = null] = text.slice(1, mark.length).toLowerCase().split('@');
  return { name, to, args: text.slice(mark.length).trim() };
};

/** The words of a message that names us (`@bot`), without the name; null when it does not. */
const mentionIn = (message: Message, self: Self): string | null => {
  const { text, entities } = wordsOf(message);
  const name = `@${self.username}`.toLowerCase();
  const mark = entities
    .filter(({ type }) => type === 'mention')
    .find(({ offset, length }) => text.slice(offset, offset + length).toLowerCase() === name);
  return mark ? `${text.slice(0, mark.offset)}${text.slice(mark.offset + mark.length)}`.trim() : null;
};

/** What a private message may hold beside words and pictures; anything else (a pin, a new name) is no message to us. */
const CONTENT = [
  'text',
  'document',
  'sticker',
  'video',
  'video_note',
  'voice',
  'audio',
  'contact',
  'location',
  'poll',
] as const;

const isForUs = (command: Command, self: Self): boolean =>
  command.to === null || command.to === self.username.toLowerCase();

type Heard = { readonly lead: Message; readonly photos: readonly PhotoRef[]; readonly self: Self };

const addressed = ({ lead, photos, self }: Heard, at: ReturnType<typeof arrival>): Inbound | null => {
  const command = commandIn(lead);
  if (command && !isForUs(command, self)) return null;
  const near = photos.length > 0 ? photos : repliedPhotos(lead);
  if (command && COMMAND_NAMES.includes(command.name))
    return { ...at, kind: 'command', name: command.name as CommandName, args: command.args, photos: near };
  const mention = mentionIn(lead, self);
  // In a group, naming the bot means the same as /find.
  if (mention !== null && at.chat.kind === 'group')
    return { ...at, kind: 'command', name: 'find', args: mention, photos: near };
  const caption = lead.caption ?? null;
  const answersUs = lead.reply_to_message?.from?.id === self.id;
  if (at.chat.kind === 'group' && !answersUs) return null;
  if (photos.length > 0) return { ...at, kind: 'photos', photos, caption };
  if (at.chat.kind === 'group' || !CONTENT.some((key) => lead[key] !== undefined)) return null;
  return { ...at, kind: 'text', text: lead.text ?? '' };
};

const heard = (key: string, messages: readonly Message[], self: Self): Inbound | null => {
  const lead = messages.find(({ caption }) => caption !== undefined) ?? messages[0];
  if (!lead?.from || lead.chat.type === 'channel') return null;
  // Bots never talk to bots; an admin who hides behind the group comes as one, with the group as sender.
  if (lead.from.is_bot && !lead.sender_chat) return null;
  return addressed({ lead, photos: messages.flatMap(photosIn), self }, arrival(key, lead, lead.from));
};

const pressed = (key: string, query: NonNullable<Update['callback_query']>): Inbound | null => {
  const { message, data } = query;
  if (!message || data === undefined || message.chat.type === 'channel') return null;
  const chat = chatRef(message.chat, message);
  const on = { chat, id: String(message.message_id) };
  return { kind: 'press', key, chat, from: userRef(query.from), message: on, data, on };
};

/**
 * What an update says to us, or null when it does not concern us. `updates` is one update, or all those of one album in the
 * order of their arrival; the key is the first one's. In groups only commands, mentions and photos that answer us count.
 * In a private chat a thing that is no picture (a voice message, a PDF) comes as no words: its caption is about that thing.
 */
export const toInbound = (updates: readonly Update[], self: Self): Inbound | null => {
  const [first] = updates;
  if (!first) return null;
  const key = `tg:${first.update_id}`;
  if (first.callback_query) return pressed(key, first.callback_query);
  const messages = updates.flatMap(({ message }) => (message ? [message] : []));
  return heard(
    key,
    messages.sort((a, b) => a.message_id - b.message_id),
    self,
  );
};
