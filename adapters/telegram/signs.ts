/**
 * Signs of work that were begun: finds the message again that was sent by a process which died before its id was kept. The Bot API
 * cannot list messages, but it answers an edit with the edited message, and that says what it replies to.
 */
import { type Api, GrammyError } from 'grammy';
import type { Message } from 'grammy/types';
import {
  asTusouError,
  type ChatRef,
  type Clock,
  createExclusively,
  type Locks,
  type Log,
  type MessageRef,
  type Store,
  TusouError,
} from '#service';
import { chatError, refusalOf } from './client.ts';
import { HTML } from './placing.ts';

/** A job is begun again within seconds; one that waited longer has its sign far behind what can be looked at. */
const SIGN_TTL_MS = 60 * 60 * 1000;

/** Longer than any job waits whose sign is looked for: whatever came after the question has to be known as no sign of it. */
const KNOWN_TTL_MS = 24 * 60 * 60 * 1000;

/**
 * Telegram bears about one edit a second in a chat, with short bursts (core.telegram.org/bots/faq). Nearly all of these calls edit
 * nothing, since nothing is there; a process that died with as many signs on their way as it has jobs at once (32) leaves as many unknown ids.
 */
const MOST_CALLS = 40;

/** Ids that are looked at. Those of messages that are known, sent or heard, cost no call. */
const MOST_IDS = 128;

/**
 * A sign that was begun: what it says, or nothing where it was the answer itself that was sent without a sign; and the message, once it is known. It came after message number `after`, the latest one that was
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

/** What looking for signs needs. `store` and `locks` are those that all processes share. */
export type SignsParts = {
  readonly api: Api;
  readonly store: Store;
  readonly locks: Locks;
  readonly clock: Clock;
  readonly log: Log;
};

/** The signs of work, and what else the bot has sent. `begin` and `find` reject where the store is away; nothing else rejects. */
export interface Signs {
  /** Notes that somebody's message is there: what is begun from now on comes after it, and no sign has its number. */
  heard(message: MessageRef): Promise<void>;
  /** Notes that a sign of work that says `html`, or without any words an answer, is about to be sent as an answer to `asked`. */
  begin(asked: MessageRef, html: string): Promise<void>;
  /** Notes that a message was sent; as a sign of work when it answers `asked`. */
  sent(shown: MessageRef, asked: MessageRef | null): Promise<void>;
  /** Notes that Telegram did not take the sign, if that is certain: `error` is what the call for it rejected with. */
  refused(asked: MessageRef, error: unknown): Promise<void>;
  /**
   * The sign that answers `asked`, which then says that work goes on; null when there is none, or it is too far away. Rejects with
   * `chat-*` errors when it cannot be told now.
   */
  find(asked: MessageRef): Promise<MessageRef | null>;
}

/** Makes the notes. */
export const createSigns = ({ api, store, locks, clock, log }: SignsParts): Signs => {
  const latest = createLatest();
  const exclusively = createExclusively({ locks, clock });

  /** Stores do not reject; here it matters whether they kept it. */
  const keep = async (key: string, value: unknown, ttlMs: number): Promise<void> => {
    if ((await store.set(key, value, ttlMs)) === false)
      throw new TusouError('storage-down', { detail: 'a sign of work was not noted' });
  };

  const noteKnown = ({ chat, id }: MessageRef): Promise<void> => keep(knownKey(chat, id), true, KNOWN_TTL_MS);

  const noteSign = (asked: MessageRef, begun: Begun): Promise<void> =>
    keep(signKey(asked), begun, SIGN_TTL_MS);

  /** Whose sign it is first: a number that is known is looked at by nobody any more. */
  const note = async (shown: MessageRef, asked: MessageRef | null): Promise<void> => {
    if (asked) await noteSign(asked, { html: '', shown });
    await noteKnown(shown);
  };

  /** What an edit brought: the message, or why there was none. Not there and somebody else's are the same to Telegram. */
  const editedBy = async (
    edit: Promise<Message | true>,
  ): Promise<Message | 'unchanged' | 'no-text' | null> => {
    try {
      const edited = await edit;
      return edited === true ? null : edited;
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === 'unchanged' || refusal === 'no-text') return refusal;
      if (refusal === 'message-gone') return null;
      throw error;
    }
  };

  /** One edit, to a text that differs from the present one: Telegram does not answer "not modified" with the message. */
  const edit = async (chat: ChatRef, id: number, html: string, isAnswer: boolean) => {
    const text = editedBy(api.editMessageText(Number(chat.id), id, html, HTML));
    const found = await text;
    if (found !== 'no-text') return found;
    // A picture is an answer. Who looks for a sign leaves it alone; else it belongs to a job that was cut off too, and gets its words again.
    return isAnswer
      ? editedBy(api.editMessageCaption(Number(chat.id), id, { ...HTML, caption: html }))
      : null;
  };

  const repliesTo = (message: Message, chat: ChatRef): MessageRef | null => {
    const id = message.reply_to_message?.message_id;
    return id === undefined ? null : { chat, id: String(id) };
  };

  const probe = async (asked: MessageRef, { html, after = 0 }: Begun): Promise<MessageRef | null> => {
    const { chat } = asked;
    const first = Math.max(Number(asked.id), after) + 1;
    // The first text differs from what was sent, the second from what an earlier look may have left.
    const isAnswer = html === '';
    const texts = isAnswer ? ['⏳', '⌛'] : [`⏳ ${html}`, html];
    let calls = 0;
    for (let id = first; id < first + MOST_IDS; id += 1) {
      if (await store.get<true>(knownKey(chat, id))) continue;
      let found: Awaited<ReturnType<typeof edit>> = 'unchanged';
      for (const text of texts) {
        if (found !== 'unchanged') break;
        if (calls >= MOST_CALLS) return null;
        calls += 1;
        found = await edit(chat, id, text, isAnswer);
      }
      if (found === null || typeof found === 'string') continue;
      const shown = { chat, id: String(id) };
      const of = repliesTo(found, chat);
      latest.heard(shown);
      await note(shown, of);
      if (of?.id === asked.id) return shown;
    }
    return null;
  };

  /**
   * One look at a time in a chat: a look finds the signs of other questions too, and two would be in each other's way, since an edit
   * that changes nothing is not answered with the message. Where the store is away there is no right to look either, so that a note
   * that cannot be read is not taken for one that is not there.
   */
  const find: Signs['find'] = async (asked) => {
    const known = await store.get<Begun>(signKey(asked));
    if (known?.shown) return known.shown;
    return exclusively(`telegram:look:${asked.chat.id}`, async () => {
      const begun = (await store.get<Begun>(signKey(asked))) ?? known;
      return begun ? (begun.shown ?? probe(asked, begun)) : null;
    });
  };

  return {
    heard: async (message) => {
      latest.heard(message);
      // Without this note the number only costs a call when somebody looks there.
      await noteKnown(message).catch(() => undefined);
    },
    begin: async (asked, html) => {
      latest.heard(asked);
      await noteSign(asked, { html, shown: null, after: latest.of(asked.chat) });
    },
    sent: async (shown, asked) => {
      latest.heard(shown);
      await note(shown, asked).catch((error: unknown) => {
        // The message is there all the same; should its job be run again, it is looked for.
        log.info({ code: asTusouError(error).code }, 'telegram message sent but not noted');
      });
    },
    refused: async (asked, error) => {
      // After a server error or without an answer the message may have been sent all the same.
      const isCertain =
        error instanceof TusouError || (error instanceof GrammyError && error.error_code < 500);
      // What was not sent is only looked for in vain.
      if (isCertain) await store.delete(signKey(asked)).catch(() => undefined);
    },
    find: (asked) => find(asked).catch((error: unknown) => Promise.reject(chatError(error))),
  };
};
