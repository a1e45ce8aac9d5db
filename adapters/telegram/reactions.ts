/**
 * The 👀 on a message whose photo was seen: put on at once, also while it still waits in line, and taken off when its answer stands. A
 * courtesy: nobody waits for it, nothing fails with it, and a chat that does not want it is not asked again for a while.
 */
import { type Api, GrammyError } from 'grammy';
import type { Clock, Inbound, Log, MessageRef, Store } from '#service';
import type { Budget } from './budget.ts';
import type { ChatNotes } from './chat-notes.ts';
import { chatError, refusalOf } from './client.ts';

/** One of the emoji that Telegram takes as a reaction (core.telegram.org/bots/api#reactiontypeemoji). */
const EYES = { type: 'emoji', emoji: '👀' } as const;

/** As long as Telegram delivers an event again: a photo that was answered must not get eyes once more. */
const KNOWN_MS = 24 * 60 * 60 * 1000;

/** Taking off is worth a second and a third try, since eyes that stay say that nobody was answered. */
const TRIES = 3;
const PAUSE_MS = { usual: 2_000, longest: 60_000 };

type State = 'on' | 'off';

/** What reactions need. `api` repeats nothing by itself. */
export type ReactionParts = {
  readonly api: Api;
  readonly store: Store;
  readonly notes: ChatNotes;
  readonly budget: Budget;
  readonly clock: Clock;
  readonly log: Log;
};

/** The reactions. Nothing here rejects or makes anybody wait. */
export interface Reactions {
  /** Says that a photo that is for us was seen; nothing for any other event. */
  seen(inbound: Inbound): void;
  /** Takes the sign off the message that was answered. */
  answered(asked: MessageRef): void;
  /** Waits for what is under way, and begins no pause any more. */
  stop(): Promise<void>;
}

/** Photos that people show each other are not for us, though a group may have them answered. */
const hasPhoto = (inbound: Inbound): boolean =>
  (inbound.kind === 'photos' && inbound.addressed !== false) ||
  (inbound.kind === 'command' && inbound.name === 'find' && inbound.photos.length > 0);

const keyOf = ({ chat, id }: MessageRef): string => `telegram:eyes:${chat.id}:${id}`;

/** Whether the chat will not take the next reaction either. That one message is gone says nothing about it. */
const isLasting = (error: unknown): boolean =>
  error instanceof GrammyError &&
  (error.error_code === 403 || (error.error_code === 400 && refusalOf(error) !== 'message-gone'));

/** How long to wait after this failure; null when trying again is of no use. */
const pauseAfter = (error: unknown): number | null => {
  const { code, retryAfterMs } = chatError(error);
  if (code !== 'chat-rate' && code !== 'chat-down') return null;
  const pauseMs = retryAfterMs ?? PAUSE_MS.usual;
  return pauseMs > PAUSE_MS.longest ? null : pauseMs;
};

/** Makes the reactions. */
export const createReactions = (parts: ReactionParts): Reactions => {
  const { api, store, notes, budget, clock, log } = parts;
  const stopping = new AbortController();
  /** What is under way for each message: putting on comes before taking off, however long it takes. */
  const underWay = new Map<string, Promise<void>>();

  const next = (asked: MessageRef, step: () => Promise<void>): void => {
    const key = keyOf(asked);
    const before = underWay.get(key) ?? Promise.resolve();
    const after = before
      .then(step)
      .catch((error: unknown) => log.debug({ reason: chatError(error).message }, 'telegram reaction not set'))
      .finally(() => {
        if (underWay.get(key) === after) underWay.delete(key);
      });
    underWay.set(key, after);
  };

  const react = ({ chat, id }: MessageRef, reactions: (typeof EYES)[]) =>
    api.setMessageReaction(Number(chat.id), Number(id), reactions);

  const putOn = async (asked: MessageRef): Promise<void> => {
    const { id } = asked.chat;
    if (!budget.sparesReaction(id) || (await notes.refuses(id, 'reactions'))) return;
    if (await store.get<State>(keyOf(asked))) return;
    // Noted first: another process may have the answer before this call is over.
    await store.set(keyOf(asked), 'on' satisfies State, KNOWN_MS);
    try {
      await react(asked, [EYES]);
    } catch (error) {
      if (isLasting(error)) await notes.refused(id, 'reactions');
      await store.set(keyOf(asked), 'off' satisfies State, KNOWN_MS);
      throw error;
    }
  };

  const takeOff = async (asked: MessageRef): Promise<void> => {
    if ((await store.get<State>(keyOf(asked))) !== 'on') return;
    await store.set(keyOf(asked), 'off' satisfies State, KNOWN_MS);
    for (let tries = 1; ; tries += 1) {
      try {
        return void (await react(asked, []));
      } catch (error) {
        const pauseMs = pauseAfter(error);
        if (pauseMs === null || tries === TRIES) throw error;
        await clock.sleep(pauseMs, stopping.signal);
      }
    }
  };

  return {
    seen: (inbound) => {
      const { message } = inbound;
      if (message && hasPhoto(inbound)) next(message, () => putOn(message));
    },
    answered: (asked) => next(asked, () => takeOff(asked)),
    stop: async () => {
      stopping.abort();
      await Promise.all(underWay.values());
    },
  };
};
