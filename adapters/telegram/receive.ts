/** Turns Telegram's updates into what the house understands. Pure; called by the adapter for every update that arrives. */
import type { Chat, Message, MessageEntity, Update, User } from 'grammy/types';
import { type ChatRef, COMMANDS, type CommandName, type Inbound, languageOf, type PhotoRef } from '#service';
import { referenceOf } from './ephemeral.ts';
import { listIn, photosIn } from './photos.ts';

/** The bot itself, as getMe tells it. */
export type Self = { readonly id: number; readonly username: string };

/** What people type for each command. Slack's has to be named after 1688, so people type that here too. */
const COMMAND_NAMES: ReadonlyMap<string, CommandName> = new Map<string, CommandName>([
  ...COMMANDS.map((name): [string, CommandName] => [name, name]),
  ['1688', 'find'],
]);

/** The photo of the message that is answered. Ours are contact sheets, and nothing to search with. */
const repliedPhotos = ({ reply_to_message, external_reply }: Message, self: Self): PhotoRef[] =>
  reply_to_message?.from?.id === self.id ? [] : photosIn(reply_to_message ?? external_reply ?? {});

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
  // Who speaks as the group is one of its admins, and as another chat nobody whom we could know.
  const as = message.sender_chat ? { id: String(message.sender_chat.id) } : {};
  const from = { ...userRef(user), ...as };
  return { key, chat, from, message: referenceOf(chat, message, user.id) };
};

const wordsOf = (message: Message): { text: string; entities: readonly MessageEntity[] } => ({
  text: message.text ?? message.caption ?? '',
  entities: message.entities ?? message.caption_entities ?? [],
});

/** The words, and the address of a link that stands behind words, where none is written out. */
const wordsWithLink = (message: Message): string => {
  const { text, entities } = wordsOf(message);
  const hidden = entities.find(({ type }) => type === 'text_link') as
    | MessageEntity.TextLinkMessageEntity
    | undefined;
  return hidden && !/https?:/i.test(text) ? `${text} ${hidden.url}` : text;
};

/** What is said in the message that is answered: the part that is quoted, or all of it where it is not ours. */
const repliedWords = ({ quote, reply_to_message }: Message, self: Self): string => {
  if (quote) return quote.text;
  return reply_to_message && reply_to_message.from?.id !== self.id
    ? wordsWithLink(reply_to_message as Message)
    : '';
};

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

/**
 * An archive or a workbook of pictures that is meant for us, with the words about it: sent to us alone, as an answer to us, under a
 * command or our name, or answered with one of these.
 */
const listFor = (
  lead: Message,
  command: Command | null,
  self: Self,
): Pick<Extract<Inbound, { kind: 'file' }>, 'file' | 'caption'> | null => {
  const isFind = command !== null && COMMAND_NAMES.get(command.name) === 'find';
  const mention = mentionIn(lead, self);
  const own = listIn(lead);
  const words = isFind ? command.args : (mention ?? lead.caption ?? '');
  const isSaid =
    isFind || mention !== null || lead.chat.type === 'private' || lead.reply_to_message?.from?.id === self.id;
  const file = own ?? (isFind || mention !== null ? listIn(lead.reply_to_message ?? {}) : null);
  return file && isSaid ? { file, caption: words || null } : null;
};

type Heard = { readonly lead: Message; readonly photos: readonly PhotoRef[]; readonly self: Self };

const addressed = ({ lead, photos, self }: Heard, at: ReturnType<typeof arrival>): Inbound | null => {
  const command = commandIn(lead);
  if (command && !isForUs(command, self)) return null;
  const near = photos.length > 0 ? photos : repliedPhotos(lead, self);
  const list = listFor(lead, command, self);
  if (list) return { ...at, kind: 'file', ...list };
  const wordsNear = (own: string): string =>
    own === '' && near.length === 0 ? repliedWords(lead, self) : own;
  const name = command && COMMAND_NAMES.get(command.name);
  if (command && name) {
    const args = name === 'find' ? wordsNear(command.args) : command.args;
    return { ...at, kind: 'command', name, args, photos: near };
  }
  const mention = mentionIn(lead, self);
  // In a group, naming the bot means the same as /find.
  if (mention !== null && at.chat.kind === 'group')
    return { ...at, kind: 'command', name: 'find', args: wordsNear(mention), photos: near };
  const caption = lead.caption ?? null;
  const answersUs = lead.reply_to_message?.from?.id === self.id;
  if (at.chat.kind === 'group' && !answersUs)
    return photos.length > 0 && !command
      ? { ...at, kind: 'photos', photos, caption, addressed: false }
      : null;
  if (photos.length > 0) return { ...at, kind: 'photos', photos, caption };
  if (at.chat.kind === 'group' || !CONTENT.some((key) => lead[key] !== undefined)) return null;
  return { ...at, kind: 'text', text: lead.text === undefined ? '' : wordsWithLink(lead) };
};

/**
 * Messages are known by chat and id: the same one comes under another update id when polling and webhook take turns. An album is known
 * by the photos that are there: with a further one it is asked for anew. Numbers of messages that one person sees are used again.
 */
const keyOf = (messages: readonly Message[], first: Message): string => {
  const { chat, message_id, media_group_id: album, ephemeral_message_id: id, date } = first;
  if (id !== undefined) return `tg:${chat.id}:e${id}:${date}`;
  return album && messages.length > 0
    ? `tg:${chat.id}:${album}:${messages.map((message) => message.message_id).join('.')}`
    : `tg:${chat.id}:${message_id}`;
};

/** The name of the request that further photos may belong to. */
const requestOf = ({ chat, media_group_id: album }: Message): { request?: string } =>
  album ? { request: `tg:${chat.id}:${album}` } : {};

const PRESS = 'tg:press:';

/** The callback query behind the key of a press; null for the key of anything else. */
export const pressIdIn = (key: string): string | null =>
  key.startsWith(PRESS) ? key.slice(PRESS.length) : null;

const heard = (messages: readonly Message[], self: Self): Inbound[] => {
  const lead = messages.find(({ caption }) => caption !== undefined) ?? messages[0];
  const from = lead?.from;
  if (!from || lead.chat.type === 'channel') return [];
  // Bots never talk to bots; an admin who hides behind the group comes as one, with the group as sender.
  if (from.is_bot && !lead.sender_chat) return [];
  const pictured = messages.filter((message) => photosIn(message).length > 0);
  const [first = lead] = pictured;
  const at = { ...arrival(keyOf(pictured, first), first, from), ...requestOf(first) };
  const event = addressed({ lead, photos: pictured.flatMap(photosIn), self }, at);
  return event ? [event] : [];
};

const pressed = (query: NonNullable<Update['callback_query']>): Inbound[] => {
  const { id, message, data } = query;
  if (!message || data === undefined || message.chat.type === 'channel') return [];
  const chat = chatRef(message.chat, message);
  const on = referenceOf(chat, message, query.from.id);
  return [{ kind: 'press', key: `${PRESS}${id}`, chat, from: userRef(query.from), message: on, data, on }];
};

/** A group that becomes a supergroup gets a new id; both the old chat and the new one tell of it. */
const moved = (message: Message): Inbound[] => {
  const { migrate_to_chat_id: to, migrate_from_chat_id: from, message_id, chat, from: user } = message;
  if (to === undefined && from === undefined) return [];
  const newChat = chatRef({ ...chat, id: to ?? chat.id } as Chat, {});
  const who = { id: String(user?.id ?? newChat.id), language: languageOf(user?.language_code) };
  const key = `tg:${chat.id}:${message_id}`;
  return [{ kind: 'moved', key, chat: newChat, from: who, message: null, oldId: String(from ?? chat.id) }];
};

/**
 * What updates say to us; nothing when they do not concern us. `updates` is one update, or those of one album in any order, which are
 * one event. In groups only commands, mentions and photos that answer us are said to us; other photos come as not addressed. In a
 * private chat a thing that is no picture (a voice message, a PDF) comes as no words: its caption is about that thing.
 */
export const toInbounds = (updates: readonly Update[], self: Self): Inbound[] => {
  const [first] = updates;
  if (first?.callback_query) return pressed(first.callback_query);
  const move = first?.message ? moved(first.message) : [];
  if (move.length > 0) return move;
  const messages = updates.flatMap(({ message }) => (message ? [message] : []));
  return heard(
    messages.sort((a, b) => a.message_id - b.message_id),
    self,
  );
};
