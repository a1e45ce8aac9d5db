/**
 * Signs of work that were begun: finds the message again that was sent by a process which died before its id was kept. The Bot API
 * cannot list messages, but it answers an edit with the edited message, and that says what it replies to.
 */
import { type Api, GrammyError } from 'grammy';
import type { Message } from 'grammy/types';
import { type ChatRef, type Log, type MessageRef, type Store, TusouError } from '#service';
import { chatError, refusalOf } from './client.ts';

/** A job is begun again within seconds; one that waited longer has its sign far behind what can be looked at. */
const SIGN_TTL_MS = 60 * 60 * 1000;

/** Longer than any job waits whose sign is looked for: whatever came after the question has to be known as no sign of it. */
const KNOWN_TTL_MS = 24 * 60 * 60 * 1000;

/**
 * Telegram bears about one edit a second in a chat, with short bursts (core.telegram.org/bots/faq). Nearly all of these calls edit
 * nothing, since nothing is there; a process that died with many signs on their way leaves as many unknown ids.
 */
const MOST_CALLS = 24;

/** Ids that are looked at. Those of messages that are known, sent or heard, cost no call. */
const MOST_IDS = 128;

/**
 * A sign that was begun: what it says, and the message, once it is known. It came after message number `after`, the latest one that was
 * known when it was begun; absent in notes of older versions.
 */
type Begun = { readonly html: string; readonly shown: MessageRef | null; readonly after?: number };

const signKey = ({ chat, id }: MessageRef): string => `telegram:sign:${chat.id}:${id}`;

/** Message ids are counted for the whole account in private chats, and in each group for itself. */
const countOf = ({ kind, id }: ChatRef): string => (kind === 'private' ? 'private' : id);

const knownKey = (chat: ChatRef, id: number | string): string => `telegram:known:${countOf(chat)}:${id}`;

/** Groups whose latest message is remembered; the one that was silent longest is forgotten first. */
const MOST_COUNTS = 5_000;

/** The highest message number that is known of each count. Ids that are no numbers belong to messages that one person alone sees. */
const createLatest = () => {
  const known = new Map<string, number>();
  return {
    of: (chat: ChatRef): number => known.get(countOf(chat)) ?? 0,
    heard: ({ chat, id }: MessageRef): void => {
      const [count, number] = [countOf(chat), Number(id)];
      const latest = Math.max(known.get(count) ?? 0, Number.isSafeInteger(number) ? number : 0);
      known.delete(count);
      known.set(count, latest);
      const [oldest = count] = known.keys();
      if (known.size > MOST_COUNTS) known.delete(oldest);
    },
  };
};

/** What looking for signs needs. */
export type SignsParts = { readonly api: Api; readonly store: Store; readonly log: Log };

/** The signs of work, and what else the bot has sent. Nothing here rejects. */
export interface Signs {
  /** Notes that somebody's message is there: what is begun from now on comes after it, and no sign has its number. */
  heard(message: MessageRef): Promise<void>;
  /** Notes that a sign of work is about to be sent as an answer to `asked`. */
  begin(asked: MessageRef, html: string): Promise<void>;
  /** Notes that a message was sent; as a sign of work when it answers `asked`. */
  sent(shown: MessageRef, asked: MessageRef | null): Promise<void>;
  /** Notes that Telegram did not take the sign, if that is certain. */
  refused(asked: MessageRef, error: unknown): Promise<void>;
  /** The sign that answers `asked`, or null when there is none or it cannot be told. It then says that work goes on. */
  find(asked: MessageRef): Promise<MessageRef | null>;
}

/** Makes the notes. */
export const createSigns = ({ api, store, log }: SignsParts): Signs => {
  const latest = createLatest();

  const sent: Signs['sent'] = async (shown, asked) => {
    latest.heard(shown);
    const notes: Promise<unknown>[] = [store.set(knownKey(shown.chat, shown.id), true, KNOWN_TTL_MS)];
    if (asked) notes.push(store.set(signKey(asked), { html: '', shown } satisfies Begun, SIGN_TTL_MS));
    await Promise.all(notes);
  };

  /** One edit, to a text that differs from the present one: Telegram does not answer "not modified" with the message. */
  const edit = async (chat: ChatRef, id: number, html: string): Promise<Message | 'unchanged' | null> => {
    try {
      const edited = await api.editMessageText(Number(chat.id), id, html, { parse_mode: 'HTML' });
      return edited === true ? null : edited;
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === 'unchanged') return refusal;
      // Not there, somebody else's, or a picture: nothing was touched.
      if (refusal === 'message-gone' || refusal === 'no-text') return null;
      throw error;
    }
  };

  const repliesTo = (message: Message, chat: ChatRef): MessageRef | null => {
    const id = message.reply_to_message?.message_id;
    return id === undefined ? null : { chat, id: String(id) };
  };

  const probe = async (asked: MessageRef, { html, after = 0 }: Begun): Promise<MessageRef | null> => {
    const { chat } = asked;
    const first = Math.max(Number(asked.id), after) + 1;
    // The first text differs from what was sent, the second from what an earlier look may have left.
    const texts = [`⏳ ${html}`, html];
    let calls = 0;
    for (let id = first; id < first + MOST_IDS; id += 1) {
      if (await store.get<true>(knownKey(chat, id))) continue;
      let found: Message | 'unchanged' | null = 'unchanged';
      for (const text of texts) {
        if (found !== 'unchanged') break;
        if (calls >= MOST_CALLS) return null;
        calls += 1;
        found = await edit(chat, id, text);
      }
      if (found === null || found === 'unchanged') continue;
      const shown = { chat, id: String(id) };
      const of = repliesTo(found, chat);
      await sent(shown, of);
      if (of?.id === asked.id) return shown;
    }
    return null;
  };

  return {
    heard: async (message) => {
      latest.heard(message);
      // Without this note the number only costs a call when somebody looks there.
      await store.set(knownKey(message.chat, message.id), true, KNOWN_TTL_MS).catch(() => undefined);
    },
    begin: async (asked, html) => {
      latest.heard(asked);
      const begun: Begun = { html, shown: null, after: latest.of(asked.chat) };
      await store.set(signKey(asked), begun, SIGN_TTL_MS);
    },
    sent,
    refused: async (asked, error) => {
      // After a server error or without an answer the message may have been sent all the same.
      const isCertain =
        error instanceof TusouError || (error instanceof GrammyError && error.error_code < 500);
      if (isCertain) await store.delete(signKey(asked));
    },
    find: async (asked) => {
      const begun = await store.get<Begun>(signKey(asked));
      if (!begun || begun.shown) return begun?.shown ?? null;
      try {
        return await probe(asked, begun);
      } catch (error) {
        log.info({ reason: chatError(error).message }, 'telegram sign of work not looked for');
        return null;
      }
    },
  };
};
