/** Puts a file into a chat: in place of the sign of work, so that a second run changes the same message, or as a message of its own. */
import { InputFile } from 'grammy';
import type { FileToSend, MessageRef } from '#service';
import { followingMoves } from './deliver.ts';
import { chatIdOf, type Delivery, HTML, markupOf, sendInstead, spotOptions, tryEdit } from './placing.ts';

const captionOf = ({ message: { caption } }: Delivery) => (caption === null ? {} : { caption, ...HTML });

const asInput = ({ name, bytes }: FileToSend): InputFile => new InputFile(bytes, name);

const sendDocument = async (delivery: Delivery, file: FileToSend): Promise<MessageRef> => {
  const { api, chat, message } = delivery;
  const options = { ...captionOf(delivery), ...spotOptions(delivery), ...markupOf(message) };
  const sent = await api.sendDocument(chatIdOf(chat), asInput(file), options);
  return { chat, id: String(sent.message_id) };
};

/** A text becomes a document by editMessageMedia (Bot API 10.1; older servers answer "there is no media"). */
const placeDocument = async (delivery: Delivery, file: FileToSend): Promise<MessageRef> => {
  const { api, message, place } = delivery;
  const old = place.replaces;
  if (old === null) return sendDocument(delivery, file);
  const media = { type: 'document', media: asInput(file), ...captionOf(delivery) } as const;
  const edit = api.editMessageMedia(chatIdOf(old.chat), Number(old.id), media, markupOf(message));
  const refusal = await tryEdit(edit);
  if (refusal === null) return old;
  if (refusal === 'message-gone') return sendDocument(delivery, file);
  return sendInstead(delivery, old, () => sendDocument(delivery, file));
};

/** Shows a file with its words. Throws grammY's errors. */
export const deliverFile = (delivery: Delivery, file: FileToSend): Promise<MessageRef> =>
  followingMoves(delivery, (moved) => placeDocument(moved, file));
