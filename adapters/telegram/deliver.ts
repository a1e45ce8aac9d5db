/** Puts a rendered message into a chat: in place of an older one where that can be done, else as a new one. */
import { GrammyError } from 'grammy';
import type { InputMediaPhoto, Message } from 'grammy/types';
import { type MessageRef, TusouError } from '#service';
import { movedTo, refusalOf } from './client.ts';
import {
  chatIdOf,
  type Delivery,
  HTML,
  isAboutPicture,
  largestOf,
  markupOf,
  sendInstead,
  spotOptions,
  tryEdit,
} from './placing.ts';

const NO_PREVIEW = { link_preview_options: { is_disabled: true } } as const;

/** Sends the words as a message of their own. */
export const sendText = async (delivery: Delivery): Promise<MessageRef> => {
  const { api, chat, message } = delivery;
  const options = { ...HTML, ...NO_PREVIEW, ...spotOptions(delivery), ...markupOf(message) };
  const sent = await api.sendMessage(chatIdOf(chat), message.text, options);
  return { chat, id: String(sent.message_id) };
};

const captionOf = ({ message: { caption } }: Delivery) => (caption === null ? {} : { caption, ...HTML });

const photoIn = (sent: Message | true): (string | null)[] => [sent === true ? null : largestOf(sent.photo)];

/** Sends a picture with the words under it. */
export const sendPicture = async (delivery: Delivery, picture: Uint8Array): Promise<MessageRef> => {
  const { api, uploads, chat, message } = delivery;
  const options = { ...captionOf(delivery), ...spotOptions(delivery), ...markupOf(message) };
  const send = ([photo = '']: Parameters<Parameters<typeof uploads.bring>[1]>[0]) =>
    api.sendPhoto(chatIdOf(chat), photo, options);
  const sent = await uploads.bring([picture], send, photoIn);
  return { chat, id: String(sent.message_id) };
};

/** A text or rich message becomes a picture by editMessageMedia (Bot API 10.1; older servers answer "there is no media"). */
const placePicture = async (delivery: Delivery, picture: Uint8Array): Promise<MessageRef> => {
  const { api, uploads, message, place } = delivery;
  const old = place.replaces;
  if (old === null) return sendPicture(delivery, picture);
  const put = ([media = '']: Parameters<Parameters<typeof uploads.bring>[1]>[0]) => {
    const photo: InputMediaPhoto = { type: 'photo', media, ...captionOf(delivery) };
    return api.editMessageMedia(chatIdOf(old.chat), Number(old.id), photo, markupOf(message));
  };
  const refusal = await tryEdit(uploads.bring([picture], put, photoIn));
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

/** Without its own picture a message must not stand under an older one, which shows other things. */
const inWords = (delivery: Delivery): Promise<MessageRef> =>
  placeText({ ...delivery, message: { ...delivery.message, picture: null, caption: null } });

const placeOnce = async (delivery: Delivery): Promise<MessageRef> => {
  const { chat, notes, log } = delivery;
  const { picture } = delivery.message;
  if (picture === null) return placeText(delivery);
  if (await notes.refuses(chat.id, 'photos')) return inWords(delivery);
  try {
    return await placePicture(delivery, picture);
  } catch (error) {
    if (!isAboutPicture(error)) throw error;
    const reason = error instanceof GrammyError ? error.description : null;
    log.warn({ reason }, 'telegram refused the picture, sending text');
    if (refusalOf(error) === 'no-photos') await notes.refused(chat.id, 'photos');
    return inWords(delivery);
  }
};

/** Does something with a delivery; follows the chat once when it has moved to a new id. Throws grammY's errors. */
export const followingMoves = async (
  delivery: Delivery,
  place: (delivery: Delivery) => Promise<MessageRef>,
): Promise<MessageRef> => {
  try {
    return await place(delivery);
  } catch (error) {
    const id = movedTo(error);
    if (id === null) throw error;
    await delivery.notes.moved(delivery.chat.id, id);
    // Messages of the old group cannot be edited or answered to under the new id.
    const chat = { ...delivery.chat, id };
    return place({ ...delivery, chat, place: { replaces: null, answers: null } });
  }
};

/** Places a message; follows the chat once when it has moved to a new id. Throws grammY's errors. */
export const deliver = (delivery: Delivery): Promise<MessageRef> => followingMoves(delivery, placeOnce);

const noSign = (detail: string): TusouError => new TusouError('chat-rate', { detail });

/**
 * A sign of work as a message of its own. Throws `chat-rate` where the chat bears no more messages than the answers, or takes pictures
 * but no words: the eyes on the photo and the chat action are the sign then.
 */
const deliverSign = async (delivery: Delivery): Promise<MessageRef> => {
  if (!delivery.budget.sparesMessage(delivery.chat.id))
    throw noSign('what the chat bears is kept for answers');
  try {
    return await deliver(delivery);
  } catch (error) {
    throw refusalOf(error) === 'no-words' ? noSign('the chat takes no words, perhaps pictures') : error;
  }
};

/**
 * Says that work goes on. A text is replaced by the sentence where the chat bears one more edit; a list stays as it is while the next
 * page is fetched, and the chat shows the "sending a photo" sign instead.
 */
export const deliverWorking = async (delivery: Delivery): Promise<MessageRef> => {
  const { api, activity, budget, chat, lists, message, place } = delivery;
  const old = place.replaces;
  if (old === null) return deliverSign(delivery);
  if (!lists.has(old)) {
    if (!budget.sparesMessage(chat.id)) return old;
    const edit = api.editMessageText(chatIdOf(old.chat), Number(old.id), message.text, HTML);
    const refusal = await tryEdit(edit);
    if (refusal === null) return old;
    if (refusal === 'message-gone') return deliverSign({ ...delivery, place: { ...place, replaces: null } });
    lists.note(old, true);
  }
  activity.once(chat, 'picture');
  return old;
};
