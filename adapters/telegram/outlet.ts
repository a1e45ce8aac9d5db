/** Puts together what sending needs: the clients, the budget that counts their calls, and what is remembered of chats and pictures. */
import type { Clock, Log, Store } from '#service';
import { createActivity } from './activity.ts';
import { createBudget } from './budget.ts';
import { createChatNotes } from './chat-notes.ts';
import { type Access, createApi, createCourtesyApi } from './client.ts';
import { createLists } from './lists.ts';
import type { Outlet } from './placing.ts';
import { createReactions, type Reactions } from './reactions.ts';
import { createUploads } from './uploads.ts';

/** What an outlet is made of. */
export type OutletParts = Access & { readonly store: Store; readonly clock: Clock; readonly log: Log };

/** Makes the outlet, and the reactions that go beside it. */
export const createOutlet = (parts: OutletParts): { outlet: Outlet; reactions: Reactions } => {
  const { store, clock, log } = parts;
  const budget = createBudget(clock);
  const courtesies = createCourtesyApi(parts, budget.transformer);
  const notes = createChatNotes(parts);
  const outlet: Outlet = {
    api: createApi(parts, budget.transformer),
    // A token begins with the bot's id.
    uploads: createUploads({ store, log, botId: parts.token.split(':', 1)[0] ?? '' }),
    notes,
    budget,
    activity: createActivity({ api: courtesies, clock, log }),
    lists: createLists(),
    log,
  };
  return { outlet, reactions: createReactions({ ...parts, api: courtesies, notes, budget }) };
};
