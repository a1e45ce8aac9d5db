/** Shows the pictures of an offer as an album beside the message whose button asked for it; whatever Telegram takes of them. */
import { createHash } from 'node:crypto';
import { GrammyError } from 'grammy';
import type { InputMediaPhoto } from 'grammy/types';
import { type Locks, type MessageRef, type Store, TusouError } from '#service';
import { movedTo, refusalOf } from './client.ts';
import { sendPicture, sendText } from './deliver.ts';
import { chatIdOf, type Delivery, HTML, isAboutPicture, largestOf, spotOptions } from './placing.ts';
import type { Source } from './uploads.ts';

/** For so long a second press on the same button brings nothing: the album is right below. */
const ONCE_MS = 10 * 60 * 1000;

const asMedia = (media: Source, caption: string | null): InputMediaPhoto =>
  caption === null ? { type: 'photo', media } : { type: 'photo', media, caption, ...HTML };

const sendGroup = async (delivery: Delivery, pictures: readonly Uint8Array[]): Promise<MessageRef> => {
  const { api, uploads, chat, message } = delivery;
  const send = (sources: readonly Source[]) => {
    const media = sources.map((source, at) => asMedia(source, at === 0 ? message.caption : null));
    return api.sendMediaGroup(chatIdOf(chat), media, spotOptions(delivery));
  };
  const sent = await uploads.bring(pictures, send, (messages) =>
    messages.map((one) => largestOf('photo' in one ? one.photo : undefined)),
  );
  return { chat, id: String(sent[0]?.message_id) };
};

/** Which picture Telegram names, counted from 0: `failed to send message #2 with the error message "…"`; null when it names none. */
const badOne = (error: unknown, count: number): number | null => {
  const named = error instanceof GrammyError ? /message #(\d+)/.exec(error.description)?.[1] : undefined;
  const at = Number(named) - 1;
  return at >= 0 && at < count ? at : null;
};

/** Sends what Telegram takes: without the picture that it names, or else each half by itself. Null when it takes none. */
const sendSome = async (delivery: Delivery, pictures: readonly Uint8Array[]): Promise<MessageRef | null> => {
  const [first] = pictures;
  if (!first) return null;
  try {
    return await (pictures.length === 1 ? sendPicture(delivery, first) : sendGroup(delivery, pictures));
  } catch (error) {
    if (!isAboutPicture(error) || refusalOf(error) === 'no-photos') throw error;
    const bad = badOne(error, pictures.length);
    delivery.log.warn({ pictures: pictures.length, bad }, 'telegram refused a picture of an album');
    if (pictures.length === 1) return null;
    if (bad !== null)
      return sendSome(
        delivery,
        pictures.filter((_, at) => at !== bad),
      );
    const half = Math.ceil(pictures.length / 2);
    const sent = await sendSome(delivery, pictures.slice(0, half));
    const wordless = { ...delivery, message: { ...delivery.message, caption: null } };
    const rest = await sendSome(sent ? wordless : delivery, pictures.slice(half));
    return sent ?? rest;
  }
};

const sendOnce = async (delivery: Delivery, pictures: readonly Uint8Array[]): Promise<MessageRef> => {
  const { chat, notes } = delivery;
  if (await notes.refuses(chat.id, 'photos')) return sendText(delivery);
  try {
    return (await sendSome(delivery, pictures)) ?? (await sendText(delivery));
  } catch (error) {
    const id = movedTo(error);
    if (id !== null) {
      await notes.moved(chat.id, id);
      const moved = { ...delivery, chat: { ...chat, id }, place: { replaces: null, answers: null } };
      return (await sendSome(moved, pictures)) ?? sendText(moved);
    }
    if (refusalOf(error) !== 'no-photos') throw error;
    await notes.refused(chat.id, 'photos');
    return sendText(delivery);
  }
};

const keyOf = ({ chat, place, message }: Delivery): string => {
  const what = createHash('sha256').update(message.text).digest('base64url');
  return `telegram:album:${chat.id}:${place.answers?.id}:${what}`;
};

/** What albums need beside a delivery: where it is noted that one was sent, and the right to send it. */
export type AlbumParts = { readonly store: Store; readonly locks: Locks };

/**
 * Sends an album once for a while: a second press on the same button gets the message that it was pressed on, or `chat-rate` while the
 * album is being sent, perhaps by another process. In words alone where the chat takes no photos. Throws grammY's errors.
 */
export const deliverAlbum = async (
  delivery: Delivery & AlbumParts,
  pictures: readonly Uint8Array[],
): Promise<MessageRef> => {
  const { store, locks, place } = delivery;
  if (place.answers === null) return sendOnce(delivery, pictures);
  const key = keyOf(delivery);
  const right = await locks.take(key);
  // Looked at again when that one is over: whoever is at it may also die before anything is sent.
  if (right === null) throw new TusouError('chat-rate', { detail: 'the same album is being sent' });
  try {
    if (await store.get<true>(key)) return place.answers;
    const sent = await sendOnce(delivery, pictures);
    await store.set(key, true, ONCE_MS);
    return sent;
  } finally {
    await right.release();
  }
};
