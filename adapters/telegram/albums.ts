/**
 * Albums: which updates belong together, and what came of one so far. Its photos come one by one, late, again, and to several
 * processes; here they are put together under a lock, so that each time all that is there is said as one request.
 */
import type { Chat, Message, Update, User } from 'grammy/types';
import { type Clock, type Inbound, type Locks, type Store, takeLock } from '#service';
import { photosIn } from './photos.ts';
import { type Self, toInbounds } from './receive.ts';

/**
 * How long to wait for further photos of an album after the last one arrived. Telegram sends each photo as an update of its
 * own, with no count and no end mark; bots commonly wait 0.5 to 1 s.
 */
export const ALBUM_WAIT_MS = 1000;

/** Photos in an album at most (core.telegram.org/bots/api#sendmediagroup). */
export const ALBUM_SIZE = 10;

/** Telegram keeps what was not confirmed for up to a day (core.telegram.org/bots/api#getting-updates), and then sends it once more. */
const KNOWN_MS = 25 * 60 * 60 * 1000;

/** Slow uploads have been seen to come 11 s after the others: until then an album that nobody meant for us may turn out to be. */
const UNHEARD_MS = 10 * 60 * 1000;

/** The name of an update's album in its chat; null for what is in none. */
export const albumOf = ({ message }: Update): string | null =>
  message?.chat && message.media_group_id ? `${message.chat.id}:${message.media_group_id}` : null;

/** `asked` is the id of the message that the album is answered under, from the first answer on. */
type Album = { readonly messages: readonly Message[]; readonly asked: number | null };

const EMPTY: Album = { messages: [], asked: null };

/** Nobody's name is kept. */
const plainUser = ({ id, is_bot, language_code }: User): User => ({
  id,
  is_bot,
  first_name: '',
  ...(language_code && { language_code }),
});

const plainChat = ({ id, type }: Chat): Chat => ({ id, type }) as Chat;

const plainReply = (reply: NonNullable<Message['reply_to_message']>) => {
  const { message_id, date, chat, from, photo, document } = reply;
  return {
    message_id,
    date,
    chat: plainChat(chat),
    ...(from && { from: plainUser(from) }),
    ...(photo && { photo }),
    ...(document && { document }),
  };
};

const isAddressed = (event: Inbound): boolean => event.kind !== 'photos' || event.addressed !== false;

/** What is read of a message, and no words that were not said to us. */
const toKeep = (message: Message, self: Self): Message => {
  const { message_id, date, media_group_id, message_thread_id, is_topic_message } = message;
  const { from, sender_chat, photo, document, reply_to_message: reply, caption, caption_entities } = message;
  const isSaidToUs = toInbounds([{ update_id: 0, message } as Update], self).some(isAddressed);
  const kept = {
    ...{ message_id, date, media_group_id, message_thread_id, is_topic_message, photo, document },
    chat: plainChat(message.chat),
    ...(sender_chat && { sender_chat: plainChat(sender_chat) }),
    ...(from && { from: plainUser(from) }),
    ...(reply && { reply_to_message: plainReply(reply) }),
    ...(isSaidToUs && { caption, caption_entities }),
  };
  return JSON.parse(JSON.stringify(kept)) as Message;
};

const withMessages = ({ messages, asked }: Album, more: readonly Message[]): Album => {
  const known = new Set(messages.map(({ message_id }) => message_id));
  const fresh = more.filter(({ message_id }) => !known.has(message_id));
  return { messages: [...messages, ...fresh].sort((a, b) => a.message_id - b.message_id), asked };
};

/** What albums are kept with; `store` and `locks` are shared by all processes. */
export type AlbumParts = { readonly store: Store; readonly locks: Locks; readonly clock: Clock };

type For = { readonly self: Self; readonly signal: AbortSignal };

/** The albums. Both take updates of one album and reject with `storage-down`, or the signal's reason. */
export interface Albums {
  /** Notes them, so that whoever has another photo of the album knows of these. */
  note(updates: readonly Update[], to: For): Promise<void>;
  /** What the album says with all of its photos that came so far; nothing where it does not concern us. */
  said(updates: readonly Update[], to: For): Promise<readonly Inbound[]>;
}

/** Makes the albums. */
export const createAlbums = ({ store, locks, clock }: AlbumParts): Albums => {
  const keyOf = (album: string): string => `telegram:album:${album}`;

  const eventsOf = ({ messages, asked }: Album, { self }: For): readonly Inbound[] => {
    const events = toInbounds(
      messages.map((message) => ({ update_id: 0, message }) as Update),
      self,
    );
    return asked === null
      ? events
      : events.map((event) => ({ ...event, message: { chat: event.chat, id: String(asked) } }));
  };

  const change = async (
    updates: readonly Update[],
    to: For,
    isAsked: boolean,
  ): Promise<readonly Inbound[]> => {
    const [first] = updates;
    const name = first ? albumOf(first) : null;
    if (name === null) return [];
    const lock = await takeLock({ locks, clock, signal: to.signal }, keyOf(name));
    try {
      const before = (await store.get<Album>(keyOf(name))) ?? EMPTY;
      const more = updates.flatMap(({ message }) => (message ? [toKeep(message, to.self)] : []));
      const joined = withMessages(before, more);
      const events = eventsOf(joined, to);
      const shown = joined.messages.find((message) => photosIn(message).length > 0)?.message_id ?? null;
      const album = isAsked && events.length > 0 ? { ...joined, asked: joined.asked ?? shown } : joined;
      await store.set(keyOf(name), album, events.some(isAddressed) ? KNOWN_MS : UNHEARD_MS);
      return eventsOf(album, to);
    } finally {
      // Nobody renews it any more, so it is free again within seconds.
      await lock.release().catch(() => {});
    }
  };

  return {
    note: async (updates, to) => {
      await change(updates, to, false);
    },
    said: (updates, to) => change(updates, to, true),
  };
};
