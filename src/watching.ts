/** Puts watching together: what answers need of it, what checks offers, and what keeps the rounds going. */
import type { Chats } from './conversation/chats.ts';
import type { Watches } from './conversation/watches.ts';
import { answerLanguage } from './domain/chat-settings.ts';
import type { Abilities, Clock, JobQueue, Locks, Log } from './domain/ports.ts';
import type { Watching } from './jobs/answer-watches.ts';
import { createCheckOffer } from './jobs/check-offer.ts';
import { keepRounds } from './jobs/watch-rounds.ts';
import type { WorkerParts } from './jobs/worker.ts';
import type { Search } from './search/search.ts';

/** What watching is made of. `everyMs` lies between two checks of an offer; 0 lets nobody watch any. */
export type WatchingParts = {
  readonly watches: Watches;
  readonly everyMs: number;
  readonly can: Pick<Abilities, 'detail'>;
  readonly search: Pick<Search, 'offer'>;
  readonly chats: Pick<Chats, 'of'>;
  readonly queue: Pick<JobQueue, 'add'>;
  readonly locks: Locks;
  readonly clock: Clock;
  readonly log: Log;
};

/** The parts for answers and for the worker, and the rounds, which resolve when the signal was aborted. */
export const openWatching = (
  parts: WatchingParts,
): {
  readonly watching: Watching;
  readonly work: NonNullable<WorkerParts['watching']>;
  keepRounds(signal: AbortSignal): Promise<void>;
} => {
  const { watches, everyMs, can, chats } = parts;
  const isOn = everyMs > 0 && can.detail;
  return {
    watching: {
      watches,
      everyMs,
      can: can.detail,
      // The library of fonts is loaded for the first chart.
      drawChart: async (history) => (await import('./images/price-chart.ts')).priceChart(history),
    },
    work: {
      check: createCheckOffer({
        ...parts,
        languageIn: async (chat, own) => answerLanguage(await chats.of(chat), own),
      }),
      shutOut: async (chat) => {
        for (const { offerId } of await watches.of(chat)) await watches.pause(chat, offerId, true);
      },
    },
    keepRounds: async (signal) => {
      if (isOn) await keepRounds(parts, signal);
    },
  };
};
