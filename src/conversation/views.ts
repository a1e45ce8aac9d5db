/** Views: what the buttons under an answer refer to. Stored behind a short id, bound to the chat that they were made in. */
import { createHash } from 'node:crypto';
import type { ChatRef, MessageRef, Platform } from '../domain/chat.ts';
import type { Store, Subject } from '../domain/ports.ts';
import type { Question } from '../domain/query.ts';

/** A subject and the question as first asked. Buttons add the facet (page, mode, sort), so a view only changes when further photos of its request arrive. */
export type View = {
  readonly id: string;
  readonly chat: ChatRef;
  readonly subject: Subject;
  readonly question: Question;
  readonly asked: MessageRef | null;
};

/** How long buttons go on working: a week, so that a list from last Friday can still be paged on Monday. */
export const VIEW_TTL_MS = 7 * 24 * 60 * 60 * 1000;

/** The id of the view that an event opens. The same event gives the same id, so a redelivery changes nothing. */
export const viewIdFor = (eventKey: string): string =>
  createHash('sha256').update(eventKey).digest('base64url').slice(0, 12);

/** The stored views. `find` answers null for an id that is unknown, too old, or belongs to another chat. */
export interface Views {
  save(view: View): Promise<void>;
  /** The chat that went by `oldId` now goes by `id`: its views are found under both. */
  move(chat: { readonly platform: Platform; readonly oldId: string; readonly id: string }): Promise<void>;
  find(id: string, chat: ChatRef): Promise<View | null>;
  /** The view that was opened last in this thread, or where this is none, anywhere in the chat; null where there is none. */
  latest(chat: ChatRef): Promise<View | null>;
}

/** Shorter ones are none that `viewIdFor` makes. */
const SHORTEST_ID = 6;

type Place = { readonly platform: Platform; readonly id: string };

/** All that belongs to a chat has keys that begin with it. */
const viewKey = ({ platform, id }: Place, view: string): string => `${platform}:${id}:${view}`;

/** Where an id of a chat leads to the one that it had before: no view has an id that is so short. */
const earlierIdKey = (place: Place): string => viewKey(place, 'moved');

const latestKey = ({ platform, id, thread }: ChatRef): string => `${platform}:${id}:latest:${thread ?? ''}`;

/** Keeps views in a store. */
export const createViews = (store: Store): Views => {
  const find: Views['find'] = async (id, chat) => {
    // Ids are also what somebody may send who makes up buttons.
    if (id.length < SHORTEST_ID) return null;
    const view = await store.get<View>(viewKey(chat, id));
    if (view) return view;
    const earlier = await store.get<string>(earlierIdKey(chat));
    const { platform } = chat;
    return (earlier && (await store.get<View>(viewKey({ platform, id: earlier }, id)))) || null;
  };
  return {
    save: async (view) => {
      const { chat, id } = view;
      await store.set(viewKey(chat, id), view, VIEW_TTL_MS);
      const places = chat.thread === null ? [chat] : [chat, { ...chat, thread: null }];
      await Promise.all(places.map((place) => store.set(latestKey(place), id, VIEW_TTL_MS)));
    },
    move: async ({ platform, oldId, id }) => {
      await store.set(earlierIdKey({ platform, id }), oldId, VIEW_TTL_MS);
    },
    find,
    latest: async (chat) => {
      const id = await store.get<string>(latestKey(chat));
      return id ? find(id, chat) : null;
    },
  };
};
