/** What is kept of conversations, put together: what was found and shown, shortlists, votes, watched offers, history. */
import type { Config } from './config.ts';
import { createBatches } from './conversation/batches.ts';
import { createChatMoney } from './conversation/chat-money.ts';
import type { Chats } from './conversation/chats.ts';
import { createHistory } from './conversation/history.ts';
import { createLastAnswers } from './conversation/last-answers.ts';
import { createShares } from './conversation/shares.ts';
import { createShortlists } from './conversation/shortlists.ts';
import { createShown } from './conversation/shown.ts';
import { createUnshownVotes } from './conversation/unshown-votes.ts';
import { createViews } from './conversation/views.ts';
import { createVoting } from './conversation/voting.ts';
import { createWatches } from './conversation/watches.ts';
import type { Platform } from './domain/chat.ts';
import type { ChatAdapter, Clock, Locks, Log } from './domain/ports.ts';
import { createExclusively } from './ops/exclusive.ts';
import { createRateSource } from './rates/rate-source.ts';
import { createRates } from './rates/rates.ts';
import type { Stores } from './storage/keyv-sqlite.ts';

/**
 * What they are made of. `adapters` may get their members later: votes are shown in the chats that are there when somebody votes.
 */
export type ConversationParts = {
  readonly config: Pick<Config, 'rates' | 'keepMs'>;
  readonly stores: Stores;
  readonly locks: Locks;
  readonly chats: Chats;
  readonly adapters: ReadonlyMap<Platform, ChatAdapter>;
  readonly clock: Clock;
  readonly log: Log;
};

/** Where there are no rates, prices are told in yuan alone. */
const openMoney = ({ config, stores, chats, clock, log }: ConversationParts) => {
  if (config.rates === null) return {};
  const { url, currency } = config.rates;
  const source = createRateSource(url);
  const rates = createRates({ url, source, store: stores('rates'), clock, log });
  return { money: createChatMoney({ chats, rates, byDefault: currency }) };
};

/** What is kept of conversations, beside the settings of their chats. */
export const openConversations = (parts: ConversationParts) => {
  const { config, stores, locks, clock } = parts;
  const exclusively = createExclusively({ locks, clock });
  const views = createViews(stores('views'));
  const shortlists = createShortlists({ store: stores('shortlists'), exclusively });
  const unshown = createUnshownVotes({ store: stores('shortlists'), exclusively });
  return {
    batches: createBatches({ store: stores('batch-notes'), exclusively, clock }),
    shortlists,
    voting: createVoting({ ...parts, shortlists, unshown }),
    views,
    shares: createShares({ store: stores('shares'), views }),
    shown: createShown(stores('shown')),
    watches: createWatches({ store: stores('watches', 'lasting'), exclusively, keepMs: config.keepMs }),
    lastAnswers: createLastAnswers(stores('answers')),
    history: createHistory({ store: stores('history'), exclusively, clock }),
    ...openMoney(parts),
  };
};

/** What is kept of conversations, opened. */
export type Conversations = ReturnType<typeof openConversations>;
