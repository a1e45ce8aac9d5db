/** Puts a rendered message into a chat: in place of an older one where that can be done, else as a new one. */
import { type Api, GrammyError, InputFile } from 'grammy';
import type { InputMediaPhoto } from 'grammy/types';
import type { ChatRef, Log, MessageRef, Place } from '#service';
import { movedTo, type Refusal, refusalOf } from './client.ts';
import type { TelegramMessage } from './render.ts';

/** What a delivery needs: the client and a log for the detours it takes. */
export type Outlet = { readonly api: Api; readonly log: Log };

type Delivery = Outlet & { readonly chat: ChatRef; readonly message: TelegramMessage; readonly place: Place };

const HTML = { parse_mode: 'HTML' } as const;
const NO_PREVIEW = { link_preview_options: { is_disabled: true } } as const;

/** Chat ids have at most 52 significant bits (core.telegram.org/bots/api#chat), so a number holds them. */
const chatIdOf = (chat: ChatRef): number => Number(chat.id);

const threadOf = (chat: ChatRef): { message_thread_id?: number } =>
  chat.thread === null ? {} : { message_thread_id: Number(chat.thread) };

const answering = ({ answers }: Place) =>
  answers === null
    ? {}
    : { reply_parameters: { message_id: Number(answers.id), allow_sending_without_reply: true } };

const markupOf = ({ keyboard }: TelegramMessage) =>
  keyboard.length === 0 ? {} : { reply_markup: { inline_keyboard: keyboard } };

const fileOf = (picture: Uint8Array): InputFile => new InputFile(picture, 'offers.jpg');

const sendText = async ({ api, chat, message, place }: Delivery): Promise<MessageRef> => {
  const options = { ...HTML, ...NO_PREVIEW, ...threadOf(chat), ...answering(place), ...markupOf(message) };
  const sent = await api.sendMessage(chatIdOf(chat), message.text, options);
  return { chat, id: String(sent.message_id) };
};

const sendPicture = async ({ api, chat, message, place }: Delivery, picture: Uint8Array) => {
  const caption = message.caption === null ? {} : { caption: message.caption, ...HTML };
  const options = { ...caption, ...threadOf(chat), ...answering(place), ...markupOf(message) };
  const sent = await api.sendPhoto(chatIdOf(chat), fileOf(picture), options);
  return { chat, id: String(sent.message_id) };
};

/** Tries an edit. Answers null when it holds, and otherwise why it does not; errors that no other way helps are thrown. */
const tryEdit = async (edit: Promise<unknown>): Promise<Refusal | null> => {
  try {
    await edit;
    return null;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === 'unchanged') return null;
    if (refusal === 'message-gone' || refusal === 'no-text' || refusal === 'no-media') return refusal;
    throw error;
  }
};

/** Sends anew and takes the old message away; that it cannot be taken away is no reason to fail. */
const sendInstead = async (delivery: Delivery, old: MessageRef, send: () => Promise<MessageRef>) => {
  const sent = await send();
  await delivery.api.deleteMessage(chatIdOf(old.chat), Number(old.id)).catch((error: unknown) => {
    delivery.log.debug({ refusal: refusalOf(error) }, 'telegram old message stays');
  });
  return sent;
};

/** A text message becomes a picture by editMessageMedia (Bot API 10.1; older servers answer "there is no media"). */
const placePicture = async (delivery: Delivery, picture: Uint8Array): Promise<MessageRef> => {
  const { api, message, place } = delivery;
  const old = place.replaces;
  if (old === null) return sendPicture(delivery, picture);
  const caption = message.caption === null ? {} : { caption: message.caption, ...HTML };
  const media: InputMediaPhoto = { type: 'photo', media: fileOf(picture), ...caption };
  const edit = api.editMessageMedia(chatIdOf(old.chat), Number(old.id), media, markupOf(message));
  const refusal = await tryEdit(edit);
  if (refusal === null) return old;
  if (refusal === 'message-gone') return sendPicture(delivery, picture);
  return sendInstead(delivery, old, () => sendPicture(delivery, picture));
};

const placeText = async (delivery: Delivery): Promise<MessageRef> => {
  const { api, message, place } = delivery;
  const old = place.replaces;
  if (old === null) return sendText(delivery);
  const [chatId, id] = [chatIdOf(old.chat), Number(old.id)];
  const options = { ...HTML, ...markupOf(message) };
  const refusal = await tryEdit(api.editMessageText(chatId, id, message.text, { ...options, ...NO_PREVIEW }));
  if (refusal === null) return old;
  if (refusal === 'message-gone') return sendText(delivery);
  // The old message holds a picture, and Telegram cannot turn that into a text.
  const { caption } = message;
  if (caption === null) return sendInstead(delivery, old, () => sendText(delivery));
  const under = await tryEdit(api.editMessageCaption(chatId, id, { ...options, caption }));
  return under === null ? old : sendText(delivery);
};

/** Whether the picture is what Telegram does not take, so that the words alone may still arrive. */
const isAboutPicture = (error: unknown): boolean => {
  const refusal = refusalOf(error);
  if (refusal !== null) return refusal === 'no-photos';
  return error instanceof GrammyError && (error.error_code === 400 || error.error_code === 413);
};

const placeOnce = async (delivery: Delivery): Promise<MessageRef> => {
  const { picture } = delivery.message;
  if (picture === null) return placeText(delivery);
  try {
    return await placePicture(delivery, picture);
  } catch (error) {
    if (!isAboutPicture(error)) throw error;
    const reason = error instanceof GrammyError ? error.description : null;
    delivery.log.warn({ reason }, 'telegram refused the picture, sending text');
    return placeText(delivery);
  }
};

/** Places a message; follows the chat once when it has moved to a new id. Throws grammY's errors. */
export const deliver = async (delivery: Delivery): Promise<MessageRef> => {
  try {
    return await placeOnce(delivery);
  } catch (error) {
    const id = movedTo(error);
    if (id === null) throw error;
    // Messages of the old group cannot be edited or answered to under the new id.
    const chat = { ...delivery.chat, id };
    return placeOnce({ ...delivery, chat, place: { replaces: null, answers: null } });
  }
};

/**
 * Says that work goes on. A text is replaced by the sentence; a picture with its list stays as it is while the next page is
 * fetched, and the chat shows the "sending a photo" sign instead.
 */
export const deliverWorking = async (delivery: Delivery): Promise<MessageRef> => {
  const { api, chat, message, place } = delivery;
  const old = place.replaces;
  if (old === null) return deliver(delivery);
  const edit = api.editMessageText(chatIdOf(old.chat), Number(old.id), message.text, HTML);
  const refusal = await tryEdit(edit);
  if (refusal === 'message-gone') return deliver({ ...delivery, place: { ...place, replaces: null } });
  if (refusal !== null) await api.sendChatAction(chatIdOf(chat), 'upload_photo', threadOf(chat));
  return old;
};
