/**
 * The chats of the loopback Bot API server: which messages the bot has there, and how Telegram answers to edits of them. As at Telegram,
 * ids are counted together in all private chats, and in each group for itself, over everybody's messages.
 */
import type { Message } from 'grammy/types';
import { asMessage } from './telegram-messages.ts';
import type { TelegramCall } from './telegram-spec.ts';

/** A message as people see it now. `id` is the message's, `picture` the bytes of its photo, `rich` the blocks of a rich message with their pictures. */
export type SeenMessage = {
  readonly id: number;
  readonly chatId: number;
  readonly threadId: number | null;
  readonly answers: number | null;
  /** The text, or the caption under the picture. */
  readonly html: string;
  readonly picture: Uint8Array | null;
  readonly rich?: RichContent;
  /** The file that the message is; its words are `html`. */
  readonly document?: SeenDocument;
  /** The same for the messages of one album. */
  readonly album?: string;
  readonly buttons: readonly (readonly Record<string, string>[])[];
  /** The poll that the message is; its question is `html`. */
  readonly poll?: SeenPoll;
  /** The only person who sees it (Bot API 10.3); then `id` is its ephemeral id. */
  readonly forUser?: number;
};

/** A file as people get it. */
export type SeenDocument = { readonly name: string; readonly bytes: Uint8Array };

/** A poll as people see it. */
export type SeenPoll = {
  readonly id: string;
  readonly options: readonly { readonly text: string; readonly picture: Uint8Array | null }[];
  readonly description: string;
  readonly isClosed: boolean;
};

/** What a rich message holds. */
export type RichContent = { readonly blocks: readonly object[]; readonly pictures: readonly Uint8Array[] };

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

const NO_CALL: TelegramCall = { method: '', params: {}, files: new Map() };

const bad = (text: string): Refused => new Refused({ error_code: 400, description: `Bad Request: ${text}` });

type Photo = { readonly media?: string };

/** The sources of all pictures in a call, in their order: uploaded parts and file ids. */
const sourcesIn = ({ params }: TelegramCall): string[] => {
  if (params.photo !== undefined) return [String(params.photo)];
  if (params.document !== undefined) return [String(params.document)];
  if (Array.isArray(params.media)) return params.media.map(({ media }: Photo) => String(media));
  if (params.media) return [String((params.media as Photo).media)];
  const rich = JSON.stringify(params.rich_message ?? {});
  return [...rich.matchAll(/"media":"([^"]+)"/g)].map(([, source]) => source ?? '');
};

const buttonsIn = ({ params }: TelegramCall): SeenMessage['buttons'] =>
  (params.reply_markup as { inline_keyboard?: SeenMessage['buttons'] } | undefined)?.inline_keyboard ?? [];

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const looksAs = ({ html, picture, document, rich, buttons }: SeenMessage): string =>
  JSON.stringify([
    html,
    document && [document.name, base64(document.bytes)],
    picture && base64(picture),
    rich && [JSON.stringify(rich.blocks).replace(/"media":"[^"]+"/g, ''), rich.pictures.map(base64)],
    buttons,
  ]);

/** Keeps the bot's messages of all chats. Calls throw `Refused` where Telegram refuses. */
export const createChats = (bot: object) => {
  const messages = new Map<string, SeenMessage>();
  /** Messages of other people: in which chats which ids. */
  const others = new Set<string>();
  const lastIds = new Map<string, number>();
  /** Pictures that were uploaded, by the file id that Telegram gave them. */
  const uploads = new Map<string, Uint8Array>();
  let uploaded = 0;
  const fileIdsOf = new Map<string, readonly string[]>();
  const reactions = new Map<string, unknown>();

  const nameOf = (chat: unknown, id: unknown): string => `${chat} ${id}`;
  const counterOf = (chat: number): string => (chat > 0 ? 'private' : String(chat));
  const lastIn = (chat: number): number => lastIds.get(counterOf(chat)) ?? 1000;
  const count = (chat: number, id: number): void =>
    void lastIds.set(counterOf(chat), Math.max(lastIn(chat), id));

  /** The pictures of a call. What was uploaded gets a file id; one that nobody gave is refused as Telegram does. */
  const picturesIn = (call: TelegramCall): { readonly fileId: string; readonly bytes: Uint8Array }[] =>
    sourcesIn(call).map((source) => {
      const part = call.files.get(source.replace('attach://', ''));
      const bytes = part ?? uploads.get(source);
      if (!bytes) throw bad('wrong file identifier/HTTP URL specified');
      if (part) uploaded += 1;
      const fileId = part ? `sent-${uploaded}` : source;
      uploads.set(fileId, bytes);
      return { fileId, bytes };
    });

  const tell = (seen: SeenMessage): object =>
    asMessage(seen, bot, fileIdsOf.get(nameOf(seen.chatId, seen.id)) ?? []);

  const keep = (seen: SeenMessage, fileIds: readonly string[] | null): object => {
    const name = nameOf(seen.chatId, seen.id);
    messages.set(name, seen);
    if (fileIds) fileIdsOf.set(name, fileIds);
    return tell(seen);
  };

  const richIn = ({ params }: TelegramCall, pictures: readonly Uint8Array[]): Partial<SeenMessage> => {
    const message = params.rich_message as { blocks: readonly object[] } | undefined;
    return message ? { html: '', picture: null, rich: { blocks: message.blocks, pictures } } : {};
  };

  const documentIn = (call: TelegramCall, bytes: Uint8Array | undefined): Partial<SeenMessage> => {
    const source = sourcesIn(call)[0]?.replace('attach://', '') ?? '';
    const name = call.names?.get(source) ?? '';
    return bytes ? { picture: null, document: { name, bytes } } : {};
  };

  const sendDocument = (call: TelegramCall): object => {
    const [file] = picturesIn(call);
    return keep({ ...nextMessage(call), ...documentIn(call, file?.bytes) }, file ? [file.fileId] : null);
  };

  const sendGroup = (call: TelegramCall): object[] => {
    const pictures = picturesIn(call);
    const album = `album-${lastIn(Number(call.params.chat_id))}`;
    const media = call.params.media as { caption?: string }[];
    return pictures.map(({ fileId, bytes }, at) => {
      const { id, ...seen } = nextMessage(call);
      return keep({ ...seen, id, album, html: media[at]?.caption ?? '', picture: bytes }, [fileId]);
    });
  };

  const send = (call: TelegramCall): object => {
    const pictures = picturesIn(call);
    const bytes = pictures.map((picture) => picture.bytes);
    const seen = { ...nextMessage(call), picture: bytes[0] ?? null, ...richIn(call, bytes) };
    return keep(
      seen,
      pictures.map(({ fileId }) => fileId),
    );
  };

  const nextMessage = (call: TelegramCall): SeenMessage => {
    const { params } = call;
    const chatId = Number(params.chat_id);
    const id = lastIn(chatId) + 1;
    count(chatId, id);
    const answers = params.reply_parameters as { message_id?: number } | undefined;
    return {
      id,
      chatId,
      threadId: typeof params.message_thread_id === 'number' ? params.message_thread_id : null,
      answers: answers?.message_id ?? null,
      html: String(params.text ?? params.caption ?? ''),
      picture: null,
      buttons: buttonsIn(call),
    };
  };

  /** The pictures of an edited message are told by their new file ids. */
  const editedWith = (call: TelegramCall, change: (old: SeenMessage) => Partial<SeenMessage>): object => {
    const fileIds = picturesIn(call).map(({ fileId }) => fileId);
    const name = nameOf(call.params.chat_id, call.params.message_id);
    edited(call, change);
    fileIdsOf.set(name, fileIds);
    return tell(messages.get(name) as SeenMessage);
  };

  /** Messages that one person sees, and what allows them: a press lately, a message of that kind, or the bot being an admin. */
  const whispers = new Map<string, SeenMessage>();
  const pressed = new Set<string>();
  const admins = new Set<string>();

  const whisper = (call: TelegramCall): object => {
    const { params } = call;
    const to = params.ephemeral_message_parameters as {
      receiver_user_id: number;
      callback_query_id?: string;
    };
    const reply = params.reply_parameters as { ephemeral_message_id?: number } | undefined;
    const chatId = Number(params.chat_id);
    const isAllowed =
      pressed.has(to.callback_query_id ?? '') ||
      reply?.ephemeral_message_id !== undefined ||
      admins.has(nameOf(chatId, (bot as { id: number }).id));
    // Telegram's own words are not known.
    if (chatId > 0 || !isAllowed) throw bad('ephemeral messages are not allowed here');
    const seen: SeenMessage = {
      id: whispers.size + 1,
      chatId,
      threadId: typeof params.message_thread_id === 'number' ? params.message_thread_id : null,
      answers: reply?.ephemeral_message_id ?? null,
      html: String(params.text),
      picture: null,
      buttons: buttonsIn(call),
      forUser: to.receiver_user_id,
    };
    whispers.set(nameOf(chatId, seen.id), seen);
    return asMessage(seen, bot, []);
  };

  const editWhisper = (call: TelegramCall): unknown => {
    const { params } = call;
    const name = nameOf(params.chat_id, params.ephemeral_message_id);
    const old = whispers.get(name);
    if (old?.forUser !== params.receiver_user_id) throw bad('message to edit not found');
    whispers.set(name, { ...old, html: String(params.text), buttons: buttonsIn(call) } as SeenMessage);
    return true;
  };

  const memberOf = (chatId: unknown, userId: unknown): object => ({
    status: admins.has(nameOf(chatId, userId)) ? 'administrator' : 'member',
    user: { id: userId, is_bot: false, first_name: 'Somebody' },
  });

  const edited = (call: TelegramCall, change: (old: SeenMessage) => Partial<SeenMessage>): object => {
    const name = nameOf(call.params.chat_id, call.params.message_id);
    if (others.has(name)) throw bad("message can't be edited");
    const old = messages.get(name);
    if (!old) throw bad('message to edit not found');
    const seen = { ...old, ...change(old), buttons: buttonsIn(call) };
    if (looksAs(seen) === looksAs(old))
      throw bad(
        'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
      );
    return keep(seen, null);
  };

  const mediaCaption = ({ params }: TelegramCall): string =>
    String((params.media as { caption?: string } | undefined)?.caption ?? '');

  const sendPoll = (call: TelegramCall): object => {
    const { params, files } = call;
    const told = params.options as readonly { text: string; media?: { media: string } }[];
    const options = told.map(({ text, media }) => ({
      text,
      picture: media ? (files.get(media.media.replace('attach://', '')) ?? null) : null,
    }));
    const sent = send({ ...call, params: { ...params, text: params.question } }) as { message_id: number };
    const name = nameOf(params.chat_id, sent.message_id);
    const description = String(params.description ?? '');
    const poll = { id: `poll-${sent.message_id}`, options, description, isClosed: false };
    const seen = { ...(messages.get(name) as SeenMessage), poll };
    messages.set(name, seen);
    return asMessage(seen, bot, []);
  };

  const stopPoll = ({ params }: TelegramCall): object => {
    const name = nameOf(params.chat_id, params.message_id);
    const old = messages.get(name);
    if (!old?.poll) throw bad('message with poll to stop not found');
    if (old.poll.isClosed) throw bad('poll has already been closed');
    const seen = {
      ...old,
      poll: { ...old.poll, isClosed: true },
      buttons: buttonsIn({ ...NO_CALL, params }),
    };
    messages.set(name, seen);
    return (asMessage(seen, bot, []) as { poll: object }).poll;
  };

  const answers: Readonly<Record<string, (call: TelegramCall) => unknown>> = {
    sendPoll,
    stopPoll,
    sendMessage: (call) => (call.params.ephemeral_message_parameters ? whisper(call) : send(call)),
    editEphemeralMessageText: editWhisper,
    getChatMember: ({ params }) => memberOf(params.chat_id, params.user_id),
    getChatAdministrators: ({ params }) =>
      [...admins]
        .map((name) => name.split(' '))
        .filter(([chat]) => chat === String(params.chat_id))
        .map(([chat, user]) => memberOf(chat, Number(user))),
    sendPhoto: send,
    sendDocument,
    sendRichMessage: send,
    sendMediaGroup: sendGroup,
    setMessageReaction: ({ params }) => {
      reactions.set(nameOf(params.chat_id, params.message_id), params.reaction);
      return true;
    },
    editMessageText: (call) =>
      editedWith(call, ({ picture, document }) => {
        if (picture !== null || document) throw bad('there is no text in the message to edit');
        const pictures = picturesIn(call).map(({ bytes }) => bytes);
        const plain = { html: String(call.params.text ?? ''), rich: undefined };
        return { ...plain, ...richIn(call, pictures) } as Partial<SeenMessage>;
      }),
    editMessageCaption: (call) =>
      edited(call, (old) => {
        if (old.picture === null) throw bad('there is no caption in the message to edit');
        return { html: String(call.params.caption ?? '') };
      }),
    editMessageMedia: (call) =>
      editedWith(call, () => {
        const [picture] = picturesIn(call);
        const isFile = (call.params.media as { type?: string }).type === 'document';
        const plain = { html: mediaCaption(call), rich: undefined, document: undefined };
        const content = isFile
          ? { ...plain, ...documentIn(call, picture?.bytes) }
          : { ...plain, picture: picture?.bytes ?? null };
        return content as unknown as Partial<SeenMessage>;
      }),
    deleteMessage: ({ params }) => {
      if (!messages.delete(nameOf(params.chat_id, params.message_id)))
        throw bad('message to delete not found');
      return true;
    },
  };

  return {
    answers,
    /** Makes somebody, or the bot, an admin of a group. */
    appoint: (chatId: number, userId: number): void => void admins.add(nameOf(chatId, userId)),
    /** Notes a press, after which the bot may speak to that person alone. */
    pressed: (queryId: string): void => void pressed.add(queryId),
    /** What one person alone sees in a chat. */
    whisperedIn: (chatId: number): SeenMessage[] =>
      [...whispers.values()].filter((message) => message.chatId === chatId),
    /** A message as updates tell of it. */
    asSent: tell,
    /** The emoji that the bot has put on somebody's message. */
    reactionsOn: (chatId: number, id: number): string[] =>
      ((reactions.get(nameOf(chatId, id)) ?? []) as { emoji: string }[]).map(({ emoji }) => emoji),
    /** Forgets all pictures that were uploaded, so that their file ids are no longer taken. */
    forgetUploads: (): void => uploads.clear(),
    /** The bot's messages in a chat, oldest first. */
    seenIn: (chatId: number): SeenMessage[] =>
      [...messages.values()].filter((message) => message.chatId === chatId),
    /** Notes what somebody wrote: its id is taken, and the bot cannot edit it. */
    said: (message: Message | undefined): void => {
      if (!message?.chat) return;
      others.add(nameOf(message.chat.id, message.message_id));
      count(message.chat.id, message.message_id);
    },
    /** Takes a message away, as a person or an admin would. */
    remove: (id: number): void => {
      for (const [name, message] of messages) if (message.id === id) messages.delete(name);
    },
  };
};
