/** "Sending a photo…" under the chat's name while somebody's job lasts: one call every few seconds for each chat and topic. */
import type { Api } from 'grammy';
import type { ChatRef, Clock, Log } from '#service';
import { chatError, forGrammy } from './client.ts';

/** What is on its way. */
export type Coming = 'picture' | 'words' | 'file';

const ACTIONS = { picture: 'upload_photo', words: 'typing', file: 'upload_document' } as const;

/**
 * Telegram shows an action for 5 s at most, and until a message of the bot arrives (core.telegram.org/bots/api#sendchataction). So it is
 * shown only when the message that says "searching" has long arrived, and then again shortly before it would end.
 */
const FIRST_MS = 1_500;
const EVERY_MS = 4_500;

/** Nothing takes longer than this, so whoever forgets to end it is not believed any more. */
const LONGEST_MS = 10 * 60_000;

/** What showing activity needs. `api` repeats nothing by itself. */
export type ActivityParts = { readonly api: Api; readonly clock: Clock; readonly log: Log };

/** Activity in chats. Nothing here rejects or makes anybody wait. */
export interface Activity {
  /** Shows that something is coming until the returned function is called; a second call of that changes nothing. */
  begin(chat: ChatRef, coming: Coming): () => void;
  /** Shows it once, now. */
  once(chat: ChatRef, coming: Coming): void;
  /** Ends all of it. */
  stop(): Promise<void>;
}

type Shown = { readonly ending: AbortController; jobs: number; untilMs: number };

/** Makes the activity. */
export const createActivity = ({ api, clock, log }: ActivityParts): Activity => {
  const shownIn = new Map<string, Shown>();
  const loose = new Set<Promise<unknown>>();

  const act = async ({ id, thread }: ChatRef, coming: Coming, signal?: AbortSignal): Promise<void> => {
    const topic = thread === null ? {} : { message_thread_id: Number(thread) };
    await api.sendChatAction(Number(id), ACTIONS[coming], topic, signal && forGrammy(signal));
  };

  const beside = (work: Promise<void>): void => {
    const settled = work
      .catch((error: unknown) =>
        log.debug({ reason: chatError(error).message }, 'telegram activity not shown'),
      )
      .finally(() => loose.delete(settled));
    loose.add(settled);
  };

  /** Ends with the first refusal: a chat that does not take this does not take it 4 s later either. */
  const show = async (chat: ChatRef, coming: Coming, shown: Shown): Promise<void> => {
    const { signal } = shown.ending;
    for (let ms = FIRST_MS; clock.now() < shown.untilMs; ms = EVERY_MS) {
      await clock.sleep(ms, signal).catch(() => undefined);
      if (signal.aborted) return;
      await act(chat, coming, signal);
    }
  };

  return {
    begin: (chat, coming) => {
      const place = `${chat.id} ${chat.thread ?? ''}`;
      const known = shownIn.get(place);
      const shown = known ?? { ending: new AbortController(), jobs: 0, untilMs: 0 };
      shown.jobs += 1;
      shown.untilMs = clock.now() + LONGEST_MS;
      if (!known) {
        shownIn.set(place, shown);
        beside(show(chat, coming, shown));
      }
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        shown.jobs -= 1;
        if (shown.jobs > 0) return;
        shownIn.delete(place);
        shown.ending.abort();
      };
    },
    once: (chat, coming) => beside(act(chat, coming)),
    stop: async () => {
      for (const { ending } of shownIn.values()) ending.abort();
      shownIn.clear();
      await Promise.all(loose);
    },
  };
};
