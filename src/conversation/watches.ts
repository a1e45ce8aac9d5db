/**
 * Watched offers. What a chat watches is in one list of that chat; what is known of an offer is kept once, however many chats watch it,
 * and the offers are listed in a few parts, so that whoever checks them finds all. The chats' lists are what holds: the rest follows.
 */
import { createHash } from 'node:crypto';
import type { ChatRef, Platform } from '../domain/chat.ts';
import { TusouError } from '../domain/errors.ts';
import type { OfferDetail } from '../domain/offer.ts';
import type { Store } from '../domain/ports.ts';
import type { Language } from '../domain/query.ts';
import {
  isWatchable,
  judge,
  type Knowledge,
  knowing,
  type Seen,
  type SeenPoint,
  seenIn,
  withPoint,
  withUntold,
} from '../domain/watch.ts';
import type { Exclusively } from '../ops/exclusive.ts';

/** A change that is to be told to a chat: the `number`th of its watch, from 1. */
export type WatchAlert = {
  readonly number: number;
  readonly before: Seen;
  readonly now: Seen;
  readonly atMs: number;
};

/**
 * One offer that a chat watches. `chat` is where alerts go, `by` who began it. `title` is a seller's words, untrusted. `pending` is an
 * alert that is decided and may not be in the queue yet.
 */
export type Watch = {
  readonly offerId: string;
  readonly title: string;
  readonly chat: ChatRef;
  readonly by: string;
  readonly language: Language;
  readonly sinceMs: number;
  readonly paused: boolean;
  readonly knowledge: Knowledge;
  readonly alerts: number;
  readonly pending: WatchAlert | null;
};

type Place = { readonly platform: Platform; readonly id: string };

/** What is known of a watched offer. `misses` counts the latest checks in a row in which the marketplace did not know it. */
export type WatchedOffer = {
  readonly id: string;
  readonly language: Language;
  readonly seen: Seen;
  readonly points: readonly SeenPoint[];
  readonly checkedAtMs: number;
  readonly misses: number;
  readonly chats: readonly Place[];
};

/** Offers that one chat can watch at most. */
export const MOST_WATCHES = 30;

/** One answer of the marketplace that it does not know an offer may be a mistake; so many in a row are believed. */
const MISSES_TO_BE_GONE = 2;

/** Parts of the list of all offers: each is read and written as a whole. */
const INDEX_PARTS = 64;

/** What came of the wish to watch an offer. */
export type Started = 'started' | 'known' | 'full' | 'unwatchable';

/** Whose wish it is, and when. */
export type WatchWish = Pick<Watch, 'chat' | 'by' | 'language'> & { readonly nowMs: number };

/** The watches of all chats. Everything rejects with `storage-down` where it cannot be done, and may be done again. */
export interface Watches {
  of(chat: Place): Promise<readonly Watch[]>;
  start(detail: OfferDetail, wish: WatchWish): Promise<Started>;
  stop(chat: Place, offerId: string): Promise<void>;
  /** Answers false where the chat does not watch it. */
  pause(chat: Place, offerId: string, paused: boolean): Promise<boolean>;
  offer(offerId: string): Promise<WatchedOffer | null>;
  /** Whether a chat watches it that wants to hear of it now. */
  isWanted(offerId: string): Promise<boolean>;
  /** The ids of all watched offers. */
  all(): Promise<readonly string[]>;
  /** Notes what a check found: the offer, or null where the marketplace does not know it. Null where nobody watches it any more. */
  note(offerId: string, detail: OfferDetail | null, atMs: number): Promise<WatchedOffer | null>;
  /** The next thing to tell a chat about an offer, which stays the next one until it is `told`. */
  nextAlert(chat: Place, offerId: string, nowMs: number): Promise<{ watch: Watch; alert: WatchAlert } | null>;
  told(chat: Place, offerId: string, number: number): Promise<void>;
  /** Takes the watches of a group along when it gets another id. */
  move(chat: { readonly platform: Platform; readonly oldId: string; readonly id: string }): Promise<void>;
}

const EMPTY: readonly never[] = [];

const isPlace = (one: Place, { platform, id }: Place): boolean => one.platform === platform && one.id === id;

/** What was found, over what was known. An offer that is not found stays as it was until that is sure. */
const seenNow = (
  { seen: before, misses }: WatchedOffer,
  detail: OfferDetail | null,
): Pick<WatchedOffer, 'seen' | 'misses'> => {
  if (detail) return { seen: withUntold(seenIn(detail), before), misses: 0 };
  const missed = Math.min(misses + 1, MISSES_TO_BE_GONE);
  return { seen: missed >= MISSES_TO_BE_GONE ? { ...before, gone: true } : before, misses: missed };
};

/** Keeps the watches in a store without expiry. `keepMs` is how far an offer's history reaches back. */
export const createWatches = ({
  store,
  exclusively,
  keepMs,
}: {
  readonly store: Store;
  readonly exclusively: Exclusively;
  readonly keepMs: number;
}): Watches => {
  const chatKey = ({ platform, id }: Place): string => `chat:${platform}:${id}`;
  const offerKey = (id: string): string => `offer:${id}`;
  const indexKey = (part: number): string => `index:${part}`;
  const partOf = (id: string): number =>
    createHash('sha256').update(id).digest().readUInt32BE() % INDEX_PARTS;

  const write = async (key: string, value: unknown): Promise<void> => {
    // Stores of ours answer false where they cannot write.
    if ((await store.set(key, value)) === false) throw new TusouError('storage-down');
  };

  /** Changes an entry; `by` answers with the very same value where nothing is to be done, and null where it is to go. */
  const change = <T>(key: string, empty: T, by: (value: T) => T | null): Promise<T | null> =>
    exclusively(`watch:${key}`, async () => {
      const before = (await store.get<T>(key)) ?? empty;
      const after = by(before);
      if (after === null) await store.delete(key);
      else if (after !== before) await write(key, after);
      return after;
    });

  const changeList = (chat: Place, by: (list: readonly Watch[]) => readonly Watch[]) =>
    change<readonly Watch[]>(chatKey(chat), EMPTY, (list) => {
      const after = by(list);
      return after.length === 0 && list.length > 0 ? null : after;
    });

  /** The watch of one offer in a chat's list, changed; nothing is done where there is none. */
  const changeWatch = async (
    chat: Place,
    offerId: string,
    by: (watch: Watch) => Watch,
  ): Promise<Watch | null> => {
    let changed: Watch | null = null;
    await changeList(chat, (list) => {
      const at = list.findIndex((watch) => watch.offerId === offerId);
      const before = list[at];
      if (!before) return list;
      changed = by(before);
      return changed === before ? list : list.with(at, changed);
    });
    return changed;
  };

  const of: Watches['of'] = async (chat) => (await store.get<readonly Watch[]>(chatKey(chat))) ?? EMPTY;
  const offer: Watches['offer'] = async (id) => (await store.get<WatchedOffer>(offerKey(id))) ?? null;

  /** Both under the offer's lock, so that the list of all offers has exactly those that are kept. */
  const changeOffer = (id: string, by: (offer: WatchedOffer | null) => WatchedOffer | null) =>
    exclusively(`watch:${offerKey(id)}`, async () => {
      const before = await offer(id);
      const after = by(before);
      const isListed = after !== null && after.chats.length > 0;
      if (isListed && after !== before) await write(offerKey(id), after);
      if (!isListed && before) await store.delete(offerKey(id));
      const key = indexKey(partOf(id));
      await change<readonly string[]>(key, EMPTY, (ids) => {
        if (ids.includes(id) === isListed) return ids;
        return isListed ? [...ids, id] : ids.filter((other) => other !== id);
      });
      return isListed ? after : null;
    });

  const join = (detail: OfferDetail, { chat, language, nowMs }: WatchWish) =>
    changeOffer(detail.id, (known) => {
      const seen = seenIn(detail);
      const place = { platform: chat.platform, id: chat.id };
      if (known?.chats.some((one) => isPlace(one, place))) return known;
      if (known) return { ...known, chats: [...known.chats, place] };
      const points = [{ atMs: nowMs, seen }];
      return { id: detail.id, language, seen, points, checkedAtMs: nowMs, misses: 0, chats: [place] };
    });

  const leave = (chat: Place, offerId: string) =>
    changeOffer(
      offerId,
      (known) => known && { ...known, chats: known.chats.filter((one) => !isPlace(one, chat)) },
    );

  const start: Watches['start'] = async (detail, wish) => {
    const seen = seenIn(detail);
    if (!isWatchable(seen)) return 'unwatchable';
    let outcome = 'started' as Started;
    await changeList(wish.chat, (list) => {
      if (list.some(({ offerId }) => offerId === detail.id)) outcome = 'known';
      else if (list.length >= MOST_WATCHES) outcome = 'full';
      else {
        const { chat, by, language, nowMs: sinceMs } = wish;
        const watch: Watch = {
          ...{ offerId: detail.id, title: detail.titleTranslated ?? detail.title },
          ...{ chat: { ...chat, via: null }, by, language, sinceMs, paused: false },
          ...{ knowledge: knowing(seen, sinceMs), alerts: 0, pending: null },
        };
        return [...list, watch];
      }
      return list;
    });
    // Also where it is known: a run that was cut off may have come this far only.
    if (outcome !== 'full') await join(detail, wish);
    return outcome;
  };

  return {
    of,
    offer,
    start,
    isWanted: async (offerId) => {
      const lists = await Promise.all(((await offer(offerId))?.chats ?? []).map(of));
      // Where a list has lost it, the offer hears of that when it is told.
      return lists.some((list) => list.find((watch) => watch.offerId === offerId)?.paused !== true);
    },
    stop: async (chat, offerId) => {
      await changeList(chat, (list) => list.filter((watch) => watch.offerId !== offerId));
      await leave(chat, offerId);
    },
    pause: async (chat, offerId, paused) =>
      (await changeWatch(chat, offerId, (watch) =>
        watch.paused === paused ? watch : { ...watch, paused },
      )) !== null,
    all: async () => {
      const parts = Array.from({ length: INDEX_PARTS }, (_, part) =>
        store.get<readonly string[]>(indexKey(part)),
      );
      return (await Promise.all(parts)).flatMap((ids) => ids ?? EMPTY);
    },
    note: (offerId, detail, atMs) =>
      changeOffer(offerId, (known) => {
        if (!known) return null;
        const now = seenNow(known, detail);
        const points = withPoint(known.points, { atMs, seen: now.seen }, keepMs);
        return { ...known, ...now, points, checkedAtMs: atMs };
      }),
    nextAlert: async (chat, offerId, nowMs) => {
      const known = await offer(offerId);
      const watch = await changeWatch(chat, offerId, (before) => {
        const judged =
          before.pending || before.paused || !known ? null : judge(before.knowledge, known.seen, nowMs);
        if (!judged || !known) return before;
        const alerts = before.alerts + 1;
        const pending = { number: alerts, before: before.knowledge.told, now: known.seen, atMs: nowMs };
        return { ...before, knowledge: judged.knowledge, alerts, pending };
      });
      // Whoever stopped watching was cut off before the offer heard of it.
      if (!watch) await leave(chat, offerId);
      return watch?.pending ? { watch, alert: watch.pending } : null;
    },
    told: async (chat, offerId, number) => {
      await changeWatch(chat, offerId, (watch) =>
        watch.pending?.number === number ? { ...watch, pending: null } : watch,
      );
    },
    move: async ({ platform, oldId, id }) => {
      const [from, to] = [
        { platform, id: oldId },
        { platform, id },
      ];
      const old = await of(from);
      if (old.length === 0 || oldId === id) return;
      await changeList(to, (list) => {
        const here = new Set(list.map(({ offerId }) => offerId));
        const moved = old.filter(({ offerId }) => !here.has(offerId));
        return [...list, ...moved.map((watch) => ({ ...watch, chat: { ...watch.chat, id } }))];
      });
      for (const { offerId } of old)
        await changeOffer(offerId, (known) => {
          const others = known?.chats.filter((one) => !isPlace(one, from) && !isPlace(one, to));
          return known && others ? { ...known, chats: [...others, to] } : null;
        });
      await changeList(from, () => EMPTY);
    },
  };
};
