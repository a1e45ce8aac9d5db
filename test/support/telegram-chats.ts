/** The chats of the loopback Bot API server: which messages the bot has there, and how Telegram answers to edits of them. */
import type { TelegramCall } from './telegram-spec.ts';

/** A message as people see it now. `id` is the message's, `picture` the bytes of its photo. */
export type SeenMessage = {
  readonly id: number;
  readonly chatId: number;
  readonly threadId: number | null;
  readonly answers: number | null;
  /** The text, or the caption under the picture. */
  readonly html: string;
  readonly picture: Uint8Array | null;
  readonly buttons: readonly (readonly Record<string, string>[])[];
};

/** What the server answers when it refuses, as the Bot API words it. */
export type ApiError = {
  readonly error_code: number;
  readonly description: string;
  readonly parameters?: Readonly<Record<string, number>>;
};

/** A refusal on its way to the wire. */
export class Refused extends Error {
  readonly answer: ApiError;
  constructor(answer: ApiError) {
    super(answer.description);
    this.answer = answer;
  }
}

const bad = (text: string): Refused => new Refused({ error_code: 400, description: `Bad Request: ${text}` });

const pictureIn = ({ params, files }: TelegramCall): Uint8Array | null => {
  const media = params.media as { media?: string } | undefined;
  const source = String(params.photo ?? media?.media ?? '');
  return files.get(source.replace('attach://', '')) ?? null;
};

const buttonsIn = ({ params }: TelegramCall): SeenMessage['buttons'] =>
  (params.reply_markup as { inline_keyboard?: SeenMessage['buttons'] } | undefined)?.inline_keyboard ?? [];

/** A message as the Bot API returns it. */
const asMessage = (seen: SeenMessage, bot: object): object => ({
  message_id: seen.id,
  from: bot,
  chat: { id: seen.chatId, type: seen.chatId > 0 ? 'private' : 'supergroup' },
  date: 1_790_000_000,
  ...(seen.threadId === null ? {} : { message_thread_id: seen.threadId, is_topic_message: true }),
  ...(seen.picture === null
    ? { text: seen.html }
    : {
        caption: seen.html,
        photo: [{ file_id: `sent-${seen.id}`, file_unique_id: `u${seen.id}`, width: 1280, height: 860 }],
      }),
  ...(seen.buttons.length === 0 ? {} : { reply_markup: { inline_keyboard: seen.buttons } }),
});

const looksAs = ({ html, picture, buttons }: SeenMessage): string =>
  JSON.stringify([html, picture && Buffer.from(picture).toString('base64'), buttons]);

/** Keeps the bot's messages of all chats. Calls throw `Refused` where Telegram refuses. */
export const createChats = (bot: object) => {
  const messages = new Map<number, SeenMessage>();
  let lastId = 1000;

  const send = (call: TelegramCall): object => {
    const { params } = call;
    lastId += 1;
    const answers = params.reply_parameters as { message_id?: number } | undefined;
    const seen: SeenMessage = {
      id: lastId,
      chatId: Number(params.chat_id),
      threadId: typeof params.message_thread_id === 'number' ? params.message_thread_id : null,
      answers: answers?.message_id ?? null,
      html: String(params.text ?? params.caption ?? ''),
      picture: pictureIn(call),
      buttons: buttonsIn(call),
    };
    messages.set(seen.id, seen);
    return asMessage(seen, bot);
  };

  const edited = (call: TelegramCall, change: (old: SeenMessage) => Partial<SeenMessage>): object => {
    const old = messages.get(Number(call.params.message_id));
    if (!old || old.chatId !== Number(call.params.chat_id)) throw bad('message to edit not found');
    const seen = { ...old, ...change(old), buttons: buttonsIn(call) };
    if (looksAs(seen) === looksAs(old))
      throw bad(
        'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
      );
    messages.set(seen.id, seen);
    return asMessage(seen, bot);
  };

  const mediaCaption = ({ params }: TelegramCall): string =>
    String((params.media as { caption?: string } | undefined)?.caption ?? '');

  const answers: Readonly<Record<string, (call: TelegramCall) => unknown>> = {
    sendMessage: send,
    sendPhoto: send,
    editMessageText: (call) =>
      edited(call, (old) => {
        if (old.picture !== null) throw bad('there is no text in the message to edit');
        return { html: String(call.params.text) };
      }),
    editMessageCaption: (call) =>
      edited(call, (old) => {
        if (old.picture === null) throw bad('there is no caption in the message to edit');
        return { html: String(call.params.caption ?? '') };
      }),
    editMessageMedia: (call) => edited(call, () => ({ html: mediaCaption(call), picture: pictureIn(call) })),
    deleteMessage: ({ params }) => {
      if (!messages.delete(Number(params.message_id))) throw bad('message to delete not found');
      return true;
    },
  };

  return {
    answers,
    /** A message as updates tell of it. */
    asSent: (seen: SeenMessage): object => asMessage(seen, bot),
    /** The bot's messages in a chat, oldest first. */
    seenIn: (chatId: number): SeenMessage[] =>
      [...messages.values()].filter((message) => message.chatId === chatId),
    /** Takes a message away, as a person or an admin would. */
    remove: (id: number): boolean => messages.delete(id),
  };
};
