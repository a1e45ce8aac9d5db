/** What a chat watches, as cards tell of it. */
import { type WatchedFacts, watchedLine } from '../cards/watch-cards.ts';
import type { BoardLine } from '../domain/card.ts';
import type { ChatRef, UserRef } from '../domain/chat.ts';
import type { Watch, WatchedOffer, Watches } from './watches.ts';

/** Lines that are shown beside other things; the whole list has a card of its own. */
const MOST_LINES = 8;

/** A watch with what is known of its offer: what the chat was told last, where nothing is known of that any more. */
export const watchedFacts = (watch: Watch, known: WatchedOffer | null): WatchedFacts => ({
  offerId: watch.offerId,
  title: watch.title,
  seen: known?.seen ?? watch.knowledge.told,
  sinceMs: watch.sinceMs,
  checkedAtMs: known?.checkedAtMs ?? watch.sinceMs,
  paused: watch.paused,
});

/** Makes the function that tells what is watched in somebody's own chat, the latest first. It rejects with `storage-down`. */
export const createWatchedLines =
  (watches: Pick<Watches, 'of' | 'offer'>) =>
  async ({ language }: UserRef, chat: ChatRef): Promise<readonly BoardLine[]> => {
    const latest = (await watches.of(chat)).slice(-MOST_LINES).toReversed();
    const known = await Promise.all(latest.map(({ offerId }) => watches.offer(offerId)));
    return latest.map((watch, index) => watchedLine(watchedFacts(watch, known[index] ?? null), language));
  };
