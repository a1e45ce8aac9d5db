/** Watches in a test's hands: in memory, with a queue that takes each key once and a marketplace that says what it is told to. */
import Keyv from 'keyv';
import { createWatches, type Watches } from '../../src/conversation/watches.ts';
import type { ChatRef } from '../../src/domain/chat.ts';
import { TusouError } from '../../src/domain/errors.ts';
import type { OfferDetail } from '../../src/domain/offer.ts';
import type { AnswerJob, Clock, Store } from '../../src/domain/ports.ts';
import { createCheckOffer } from '../../src/jobs/check-offer.ts';
import { type FakeClock, fakeClock } from './fake-clock.ts';
import { chat, offerDetail } from './made-up.ts';
import { silentLog } from './silent-log.ts';

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** No watches at all; nobody else changes them at the same moment. */
export const memoryWatches = (store: Store = new Keyv()): Watches =>
  createWatches({ store, exclusively: (_, change) => change(), keepMs: YEAR_MS });

/** Another chat than the usual one. */
export const otherChat: ChatRef = { ...chat, id: '43' };

/** The wish of somebody in a chat. */
export const wish = (clock: Clock, from: ChatRef = chat) =>
  ({ chat: from, by: '7', language: 'en', nowMs: clock.now() }) as const;

/** Jobs by their keys, each once, as the queues take them. */
export const keyedQueue = () => {
  const jobs = new Map<string, AnswerJob>();
  return {
    jobs,
    add: async (job: AnswerJob): Promise<boolean> => {
      if (jobs.has(job.key)) return false;
      jobs.set(job.key, job);
      return true;
    },
  };
};

/** What the marketplace tells of the usual offer, or an error's code; and how often it was asked. */
type Market = { now: OfferDetail | 'offer-not-found' | 'backend-down'; asked: number };

type CheckWorldParts = {
  readonly store: Store;
  readonly clock: FakeClock;
  readonly queue: ReturnType<typeof keyedQueue>;
  readonly market: Market;
};

/** Everything that checks are made with, all of it new but for what is given. */
export const checkWorld = (given: Partial<CheckWorldParts> = {}) => {
  const { store = new Keyv(), clock = fakeClock(), queue = keyedQueue() } = given;
  const { market = { now: offerDetail('620100'), asked: 0 } } = given;
  const watches = memoryWatches(store);
  const check = createCheckOffer({
    watches,
    queue,
    search: {
      offer: async () => {
        market.asked += 1;
        if (typeof market.now === 'string') throw new TusouError(market.now);
        return market.now;
      },
    },
    languageIn: async (_, own) => own,
    clock,
    log: silentLog,
  });
  const alerts = () => [...queue.jobs.values()].flatMap(({ task }) => (task.kind === 'alert' ? [task] : []));
  return { store, clock, watches, queue, market, check, alerts };
};

/** A check of the usual offer that is due now. */
export const dueNow = (clock: Clock) =>
  ({ kind: 'check', offerId: '620100', language: 'en', dueMs: clock.now() }) as const;
