/** What the chats have taught us: what each refused lately, whether it put us out, and where it moved. Shared by all processes. */
import { type ChatRef, type Clock, type Log, type Store, TusouError } from '#service';

const HOUR_MS = 60 * 60 * 1000;

/** How long a refusal is believed: admins change rights now and then, servers and apps are brought up to date. */
const BELIEVED_MS = { reactions: HOUR_MS, photos: HOUR_MS / 6, rich: 24 * HOUR_MS } as const;

/** Something that a chat may refuse while it takes other things. */
export type Refusable = keyof typeof BELIEVED_MS;

/** Telegram keeps updates for 24 h at most, so whoever took us in again meanwhile was heard. */
const OUT_MS = 24 * HOUR_MS;

/** Buttons live for a week, and jobs for less. */
const MOVED_MS = 7 * 24 * HOUR_MS;

/** What is known of one chat. Moments are ms since the epoch. */
type Note = {
  readonly refusedUntilMs?: Partial<Record<Refusable, number>>;
  readonly outUntilMs?: number;
  readonly movedTo?: string;
};

const keyOf = (chatId: string): string => `telegram:chat:${chatId}`;

/** The notes. A store that does not answer costs a call that will be refused, never an answer: nothing here rejects for its sake. */
export interface ChatNotes {
  /** Where a message for this chat goes: to its new id when the group was upgraded. Throws `chat-forbidden` when we were put out. */
  resolve(chat: ChatRef): Promise<ChatRef>;
  refuses(chatId: string, what: Refusable): Promise<boolean>;
  refused(chatId: string, what: Refusable): Promise<void>;
  moved(from: string, to: string): Promise<void>;
  /** Notes that we were put out of the chat (or blocked), or that our rights there changed: then nothing of what it refused is known. */
  membership(chatId: string, isOut: boolean): Promise<void>;
}

/** Makes the notes. */
export const createChatNotes = (parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}): ChatNotes => {
  const { store, clock, log } = parts;

  const failed = (): undefined => {
    log.info({}, 'telegram notes of a chat not reached');
  };
  const read = async (chatId: string): Promise<Note> =>
    (await store.get<Note>(keyOf(chatId)).catch(failed)) ?? {};
  const write = async (chatId: string, note: Note): Promise<void> => {
    await store.set(keyOf(chatId), note, MOVED_MS).catch(failed);
  };
  const isNow = (untilMs = 0): boolean => untilMs > clock.now();

  return {
    resolve: async (chat) => {
      const note = await read(chat.id);
      if (isNow(note.outUntilMs))
        throw new TusouError('chat-forbidden', { detail: 'the bot was put out of the chat' });
      return note.movedTo === undefined ? chat : { ...chat, id: note.movedTo };
    },
    refuses: async (chatId, what) => isNow((await read(chatId)).refusedUntilMs?.[what]),
    refused: async (chatId, what) => {
      const note = await read(chatId);
      const untilMs = clock.now() + BELIEVED_MS[what];
      await write(chatId, { ...note, refusedUntilMs: { ...note.refusedUntilMs, [what]: untilMs } });
    },
    moved: async (from, to) => write(from, { ...(await read(from)), movedTo: to }),
    membership: async (chatId, isOut) => {
      const { movedTo } = await read(chatId);
      const out = isOut ? { outUntilMs: clock.now() + OUT_MS } : {};
      await write(chatId, { ...out, ...(movedTo !== undefined && { movedTo }) });
    },
  };
};
