/** Views: what the buttons under an answer refer to. Stored behind a short id, bound to the chat that they were made in. */
import { createHash } from 'node:crypto';
import type { ChatRef, MessageRef } from '../domain/chat.ts';
import type { Store, Subject } from '../domain/ports.ts';
import type { Question } from '../domain/query.ts';

/** A subject and the question as first asked. Buttons add the facet (page, mode, sort), so a view never changes. */
export type View = {
  readonly id: string;
  readonly chat: ChatRef;
  readonly subject: Subject;
  readonly question: Question;
  readonly asked: MessageRef | null;
};

/** How long buttons go on working: a week, so that a list from last Friday can still be paged on Monday. */
const VIEW_TTL_MS = 7 * 24 * 60 * 60 * 1000;

/** The id of the view that an event opens. The same event gives the same id, so a redelivery changes nothing. */
export const viewIdFor = (eventKey: string): string =>
  createHash('sha256').update(eventKey).digest('base64url').slice(0, 12);

/** The stored views. `find` answers null for an id that is unknown, too old, or belongs to another chat. */
export interface Views {
  save(view: View): Promise<void>;
  find(id: string, chat: ChatRef): Promise<View | null>;
}

/** Keeps views in a store. */
export const createViews = (store: Store): Views => ({
  save: async (view) => {
    await store.set(view.id, view, VIEW_TTL_MS);
  },
  find: async (id, chat) => {
    const view = await store.get<View>(id);
    return view && view.chat.platform === chat.platform && view.chat.id === chat.id ? view : null;
  },
});
