/** Sends rich messages, or edits messages into them; whatever the server or the chat does not take goes the classic way. */
import { GrammyError } from 'grammy';
import type { InputRichMessage, Message, RichBlock } from 'grammy/types';
import type { MessageRef } from '#service';
import { movedTo, refusalOf } from './client.ts';
import {
  chatIdOf,
  type Delivery,
  largestOf,
  markupOf,
  sendInstead,
  spotOptions,
  tryEdit,
} from './placing.ts';
import type { RichMessage } from './rich.ts';
import type { Source } from './uploads.ts';

/** Entities are not looked for: a seller's `@name` or `shop.com` stays what it is. */
const contentOf = (rich: RichMessage, sources: readonly Source[]): InputRichMessage => ({
  blocks: rich.blocks(sources),
  skip_entity_detection: true,
});

/** The photos of a message in their order, those in collages too. */
const photosIn = (blocks: readonly RichBlock[]): (string | null)[] =>
  blocks.flatMap((block) => {
    if (block.type === 'photo') return [largestOf(block.photo)];
    return block.type === 'collage' || block.type === 'slideshow' ? photosIn(block.blocks) : [];
  });

const fileIds = (sent: Message | true): (string | null)[] =>
  sent === true || !sent.rich_message ? [] : photosIn(sent.rich_message.blocks);

const sendRich = async (delivery: Delivery, rich: RichMessage): Promise<MessageRef> => {
  const { api, uploads, chat, message } = delivery;
  const options = { ...spotOptions(delivery), ...markupOf(message) };
  const send = (sources: readonly Source[]) =>
    api.sendRichMessage(chatIdOf(chat), contentOf(rich, sources), options);
  const sent = await uploads.bring(rich.pictures, send, fileIds);
  return { chat, id: String(sent.message_id) };
};

/** A text or a rich message becomes this one; Telegram cannot do that with a picture. */
const placeRich = async (delivery: Delivery, rich: RichMessage): Promise<MessageRef> => {
  const { api, uploads, message, place } = delivery;
  const old = place.replaces;
  if (old === null) return sendRich(delivery, rich);
  const put = (sources: readonly Source[]) =>
    api.editMessageText(chatIdOf(old.chat), Number(old.id), contentOf(rich, sources), markupOf(message));
  const refusal = await tryEdit(uploads.bring(rich.pictures, put, fileIds));
  if (refusal === null) return old;
  if (refusal === 'message-gone') return sendRich(delivery, rich);
  return sendInstead(delivery, old, () => sendRich(delivery, rich));
};

/** Whether this kind of message is what is refused: an older server does not know the method (404) or the field, or the chat takes none. */
const isAboutRich = (error: unknown): error is GrammyError =>
  error instanceof GrammyError &&
  (error.error_code === 404 || (error.error_code === 400 && refusalOf(error) === null));

/**
 * Places a rich message; null where it has to be the classic one, which is remembered for the chat. Throws grammY's errors that no
 * other form helps.
 */
export const deliverRich = async (delivery: Delivery, rich: RichMessage): Promise<MessageRef | null> => {
  const { chat, notes, log } = delivery;
  if (await notes.refuses(chat.id, 'rich')) return null;
  try {
    return await placeRich(delivery, rich);
  } catch (error) {
    // Pictures that may not be sent, and a group that has moved, are what the classic way knows about.
    if (refusalOf(error) === 'no-photos' || movedTo(error) !== null) return null;
    if (!isAboutRich(error)) throw error;
    log.warn({ reason: error.description }, 'telegram refused a rich message, sending the classic one');
    await notes.refused(chat.id, 'rich');
    return null;
  }
};
