/** People in Telegram chats: recorded updates that happen anew, presses of buttons, and what is seen in the chat afterwards. */
import type { Update } from 'grammy/types';
import { inTime } from './flow-waiting.ts';
import type { SeenMessage } from './telegram-chats.ts';
import { readHtml } from './telegram-html.ts';
import type { TelegramServer } from './telegram-server.ts';
import { readUpdate } from './telegram-updates.ts';

/** How a recorded update happens: in which chat, with which bytes behind its files, and what it says instead. */
export type Telling = {
  readonly chat: number;
  readonly photo?: Uint8Array;
  /** Files of the same name are the same file to Telegram; each telling has its own when none is given. */
  readonly file?: string;
  readonly language?: string;
  readonly text?: string;
  /** The words under a photo; a command there stays, other words are left out when none are given. */
  readonly caption?: string;
  /** Who says it, in place of who did. */
  readonly from?: number;
  /** The other id of a group that becomes a supergroup. */
  readonly moved?: number;
  /** The message's own id, where several tellings of one recorded update are several messages. */
  readonly messageId?: number;
  /** The id of an earlier telling, to deliver it again. */
  readonly update?: number;
};

const FILE_KEYS = ['file_id', 'file_unique_id'];

/** The update with files and chat of its own. */
const retold = (name: string, telling: Telling, file: string): Update => {
  const { chat, language, text, caption, from, moved, messageId } = telling;
  const recorded = readUpdate(name);
  const told: Update = JSON.parse(JSON.stringify(recorded), (key, value) => {
    if (FILE_KEYS.includes(key)) return `${value}-${file}`;
    if (key === 'chat' || key === 'sender_chat') return { ...value, id: chat };
    if (key === 'from') return { ...value, id: from ?? value.id };
    if (/^migrate_(to|from)_chat_id$/.test(key)) return moved ?? value;
    if (key === 'language_code') return language ?? value;
    if (key === 'caption') return caption ?? (value.startsWith('/') ? value : undefined);
    if (key === 'entities' && text?.startsWith('/'))
      return [{ ...value[0], length: text.split(' ', 1)[0]?.length }];
    return key === 'text' ? (text ?? value) : value;
  });
  return messageId && told.message ? { ...told, message: { ...told.message, message_id: messageId } } : told;
};

/** What a message says, without its markup, and where its links lead. */
export const read = ({ html }: SeenMessage): { text: string; links: readonly string[] } => readHtml(html);

/** The words on a message's buttons, row by row. */
export const labels = ({ buttons }: SeenMessage): string[][] =>
  buttons.map((row) => row.map(({ text }) => text ?? ''));

/** What a press of the button with these words sends. */
export const dataBehind = ({ buttons }: SeenMessage, label: string): string => {
  const button = buttons.flat().find(({ text }) => text === label);
  if (!button?.callback_data) throw new Error(`no button '${label}'`);
  return button.callback_data;
};

let chats = 0;
let files = 0;

/** Makes the people who use a bot on this server. */
export const telegramPeople = (telegram: TelegramServer) => {
  const newChat = (kind: 'private' | 'group' = 'private'): number => {
    chats += 1;
    return kind === 'private' ? 5_000_100_000 + chats : -1_002_000_100_000 - chats;
  };

  /** Waits until a chat looks as wanted, and tells what then is in it. */
  const until = (chat: number, fits: (seen: SeenMessage[]) => boolean): Promise<SeenMessage[]> => {
    const seen = telegram.waitFor(() => fits(telegram.seenIn(chat))).then(() => telegram.seenIn(chat));
    return inTime(seen, () => telegram.seenIn(chat).map(({ html }) => html));
  };

  /** Waits until the bot's only message in a chat fits. */
  const shown = async (chat: number, fits: (message: SeenMessage) => boolean): Promise<SeenMessage> => {
    const messages = await until(chat, (seen) => seen.some(fits));
    if (messages.length !== 1) throw new Error(`${messages.length} messages instead of one`);
    return messages[0] as SeenMessage;
  };

  const send = (name: string, telling: Telling): number => {
    files += 1;
    const update = retold(name, telling, telling.file ?? String(files));
    const { message } = update;
    const near = message?.reply_to_message ?? message?.external_reply;
    const held = [...(message?.photo ?? []), ...(near?.photo ?? [])];
    const all = message?.document ? [message.document, ...held] : held;
    if (telling.photo) for (const { file_id } of all) telegram.addFile(file_id, telling.photo);
    const { update_id: _, ...news } = update;
    return telegram.push(telling.update === undefined ? news : { ...news, update_id: telling.update });
  };

  /** Presses a button and waits until the message fits. */
  const press = (
    message: SeenMessage,
    label: string,
    fits: (message: SeenMessage) => boolean,
  ): Promise<SeenMessage> => {
    telegram.press(message, dataBehind(message, label));
    return shown(message.chatId, fits);
  };

  return { newChat, until, shown, send, press };
};

/** Whether a message holds the answer to a photo: a list of offers under their sheet. */
export const isAnswer = (message: SeenMessage): boolean =>
  message.picture !== null && read(message).links.length > 1;
