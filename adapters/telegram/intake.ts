/** From an update, or the updates of an album, to stored events. Both ways of listening end here. */
import type { Api } from 'grammy';
import type { CallbackQuery, Update } from 'grammy/types';
import {
  asTusouError,
  type Clock,
  type Inbound,
  isAction,
  type Locks,
  type Log,
  languageOf,
  type Store,
  translator,
} from '#service';
import type { createAdmission, Refusal } from './admission.ts';
import { albumOf, createAlbums } from './albums.ts';
import type { ChatNotes } from './chat-notes.ts';
import { type Apologize, createKeep, createStoring, type Patience, type Receive } from './keep.ts';
import { noteMembership } from './membership.ts';
import type { Polls } from './polls.ts';
import { type Self, toInbounds } from './receive.ts';

/**
 * What taking in needs. `beside` lets a call run that nobody waits for; the text is logged when it fails. `turnAway` tells somebody who
 * is not let in; it does not reject.
 */
export type IntakeParts = {
  readonly api: Api;
  readonly log: Log;
  readonly clock: Clock;
  readonly store: Store;
  readonly locks: Locks;
  readonly apologize: Apologize;
  readonly polls: Polls;
  readonly admission: ReturnType<typeof createAdmission>;
  readonly turnAway: (refusal: Refusal) => Promise<void>;
  readonly notes: ChatNotes;
  readonly beside: (call: Promise<unknown>, failed: string) => void;
};

/** For whom updates are taken in, and how long to try. */
export type Taking = Patience & { readonly self: Self; readonly receive: Receive };

/**
 * The answer that ends a button's spinning goes out before anything is looked up, so only a button of another version of ours can be
 * told of in it: nothing else follows then. A toast has at most 200 characters (core.telegram.org/bots/api#answercallbackquery).
 */
const toastFor = ({ data, from }: CallbackQuery): { text?: string } =>
  data === undefined || isAction(data)
    ? {}
    : { text: translator(languageOf(from.language_code))('stale-button').slice(0, 200) };

const isUnknownPress = (inbound: Inbound): boolean => inbound.kind === 'press' && !isAction(inbound.data);

/** Makes the functions that take updates in. */
export const createIntake = (parts: IntakeParts) => {
  const { api, log, notes, beside, admission, turnAway, polls } = parts;
  const keep = createKeep(parts);
  const storing = createStoring(parts);
  const albums = createAlbums(parts);

  /** One that we trip over is logged and passed by: it must not stop the others for good. */
  const understood = (group: readonly Update[], self: Self): readonly Inbound[] => {
    try {
      return toInbounds(group, self);
    } catch (error) {
      const reason = error instanceof Error ? error.message : null;
      log.error({ updateId: group[0]?.update_id, reason }, 'telegram update not understood');
      return [];
    }
  };

  /** What has to be looked up or put together before it can be said; `otherwise` where that fails for good. Null: not to be confirmed. */
  const lookedUp = async (
    key: string,
    { look, otherwise }: { look: () => Promise<readonly Inbound[]>; otherwise: readonly Inbound[] },
    taking: Taking,
  ): Promise<readonly Inbound[] | null> => {
    let said = otherwise;
    const store = async (): Promise<void> => {
      said = await look();
    };
    return (await storing({ key, store, giveUp: async () => {} }, taking)) ? said : null;
  };

  /** What the updates say; of an album, with all that came before. Null when they must not be confirmed. */
  const saidIn = async (group: readonly Update[], taking: Taking): Promise<readonly Inbound[] | null> => {
    const [first] = group;
    if (first?.poll_answer) {
      const { update_id, poll_answer } = first;
      const look = async () =>
        [await polls.ballotIn(poll_answer, update_id)].filter((ballot) => ballot !== null);
      return lookedUp(`tg:ballot:${update_id}`, { look, otherwise: [] }, taking);
    }
    const said = understood(group, taking.self);
    const album = first ? albumOf(first) : null;
    if (album === null) return said;
    // Should the album be given up, these photos are at least answered by themselves.
    return lookedUp(`tg:album:${album}`, { look: () => albums.said(group, taking), otherwise: said }, taking);
  };

  const greet = async (update: Update): Promise<void> => {
    const refusal = await admission.greeting(update);
    if (refusal) beside(turnAway(refusal), 'telegram group not told');
  };

  /** Whether an event is to be stored. Who is not let in is told. */
  const isWelcome = async (inbound: Inbound): Promise<boolean> => {
    if (isUnknownPress(inbound)) return false;
    if (await admission.admits(inbound)) return true;
    const refusal = await admission.refusal(inbound);
    if (refusal) beside(turnAway(refusal), 'telegram asker not told');
    return false;
  };

  return {
    /** Notes what the other photos of an album, which may come to other processes meanwhile, have to know of this one. */
    arrived: async (
      update: Update,
      to: { readonly self: Self; readonly signal: AbortSignal },
    ): Promise<void> => {
      // It is noted once more when it is taken in, with more patience.
      await albums.note([update], to).catch((error: unknown) => {
        log.info(
          { updateId: update.update_id, reason: asTusouError(error).message },
          'telegram album not noted',
        );
      });
    },
    /** Stores what the updates say. False when they must not be confirmed: stopping came between, or the storage is down. */
    take: async (group: readonly Update[], taking: Taking): Promise<boolean> => {
      for (const { callback_query } of group)
        if (callback_query)
          beside(
            api.answerCallbackQuery(callback_query.id, toastFor(callback_query)),
            'telegram press answered too late',
          );
      for (const update of group) await greet(update);
      for (const update of group) await noteMembership(update, notes);
      const said = await saidIn(group, taking);
      if (said === null) return false;
      for (const inbound of said)
        if ((await isWelcome(inbound)) && !(await keep(inbound, taking.receive, taking))) return false;
      return true;
    },
  };
};
