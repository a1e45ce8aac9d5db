/**
 * The 👀 on a message whose photo is worked on: put on when it was taken in, taken off when its answer stands. A courtesy: nobody waits for it,
 * and where the app may not react, or the message is gone, nothing is said.
 */
import type { WebClient } from '@slack/web-api';
import { asTusouError, type Inbound, type Log, type MessageRef, type Store } from '#service';
import { slackCode, slackError } from './errors.ts';
import { isMessage } from './refs.ts';

const EYES = 'eyes';

/** As long as an event may come again: a photo that was answered must not get eyes once more. */
const KNOWN_MS = 24 * 60 * 60 * 1000;

/** An app that lacks the scope gets it by a reinstall only; it is tried again after this time. */
const REFUSED_MS = 60 * 60 * 1000;

type State = 'on' | 'off';

/** What reactions need. `client` waits and tries again by itself where Slack is busy. `team` tells the id of the workspace. */
export type ReactionParts = {
  readonly client: WebClient;
  readonly store: Store;
  readonly log: Log;
  readonly team: () => Promise<string>;
};

/** The reactions. Nothing here rejects or makes anybody wait. */
export interface Reactions {
  /** Says that a photo that is for us was seen; nothing for any other event. */
  seen(inbound: Inbound): void;
  /** Takes the sign off the message that was answered. */
  answered(asked: MessageRef): void;
  /** Waits for what is under way. */
  stop(): Promise<void>;
}

/** Photos that people show each other are not for us, though a channel may have them answered. */
const isForUs = (inbound: Inbound): boolean =>
  (inbound.kind === 'photos' && inbound.addressed !== false) ||
  (inbound.kind === 'command' && inbound.photos.length > 0);

const keyOf = ({ chat, id }: MessageRef): string => `slack:eyes:${chat.id}:${id}`;

/** Makes the reactions. */
export const createReactions = ({ client, store, log, team }: ReactionParts): Reactions => {
  /** What is under way for each message: putting on comes before taking off, however long it takes. */
  const underWay = new Map<string, Promise<void>>();
  const refusedKey = async (): Promise<string> => `slack:no-reactions:${await team()}`;

  const next = (asked: MessageRef, step: () => Promise<void>): void => {
    const key = keyOf(asked);
    const before = underWay.get(key) ?? Promise.resolve();
    const after = before
      .then(step)
      .catch((error: unknown) =>
        log.debug({ code: slackCode(error) ?? asTusouError(error).code }, 'slack reaction not set'),
      )
      .finally(() => {
        if (underWay.get(key) === after) underWay.delete(key);
      });
    underWay.set(key, after);
  };

  const target = ({ chat, id }: MessageRef) => ({ channel: chat.id, timestamp: id, name: EYES });

  const putOn = async (asked: MessageRef): Promise<void> => {
    if (await store.get<State>(keyOf(asked))) return;
    if (await store.get<true>(await refusedKey())) return;
    // Noted first: another process may have the answer before this call is over.
    await store.set(keyOf(asked), 'on' satisfies State, KNOWN_MS);
    try {
      await client.reactions.add(target(asked));
    } catch (error) {
      if (slackCode(error) === 'missing_scope') {
        slackError(error, log);
        await store.set(await refusedKey(), true, REFUSED_MS);
      }
      if (slackCode(error) !== 'already_reacted') await store.set(keyOf(asked), 'off', KNOWN_MS);
      throw error;
    }
  };

  const takeOff = async (asked: MessageRef): Promise<void> => {
    if ((await store.get<State>(keyOf(asked))) !== 'on') return;
    await store.set(keyOf(asked), 'off' satisfies State, KNOWN_MS);
    await client.reactions.remove(target(asked));
  };

  return {
    seen: (inbound) => {
      const { message } = inbound;
      if (message && isMessage(message) && isForUs(inbound)) next(message, () => putOn(message));
    },
    answered: (asked) => {
      if (isMessage(asked)) next(asked, () => takeOff(asked));
    },
    stop: async () => {
      await Promise.all(underWay.values());
    },
  };
};
