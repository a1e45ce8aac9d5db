/** The offers that lists showed, for a day: what is compared, and what one of them is scored against, is what people saw. */
import { encodeAction } from '../domain/action.ts';
import type { ChatRef } from '../domain/chat.ts';
import type { Facet } from '../domain/facet.ts';
import type { Offer } from '../domain/offer.ts';
import type { Store } from '../domain/ports.ts';

const KEPT_MS = 24 * 60 * 60 * 1000;

/** The pages of lists that were shown lately. Neither rejects: whoever needs them can do without. */
export interface Shown {
  keep(list: ShownList, facet: Facet, offers: readonly Offer[]): Promise<void>;
  /** The offers of a page; null where it is not known any more. */
  find(list: ShownList, facet: Facet): Promise<readonly Offer[] | null>;
}

/** A list in a chat, by the view that its buttons belong to. A job is such. */
export type ShownList = { readonly chat: ChatRef; readonly view: string };

/** The quantity only changes what is told of the offers, unless they are sorted by what they cost for it. */
const keyOf = ({ chat, view }: ShownList, facet: Facet): string => {
  const { quantity, ...rest } = facet;
  const page = encodeAction({ kind: 'show', view, facet: facet.sort === 'score' ? facet : rest });
  // All that belongs to a chat has keys that begin with it.
  return `${chat.platform}:${chat.id}:${page}`;
};

/** Keeps them in a store. */
export const createShown = (store: Store): Shown => ({
  keep: async (list, facet, offers) => {
    await store.set(keyOf(list, facet), offers, KEPT_MS).catch(() => false);
  },
  find: async (list, facet) =>
    (await store.get<readonly Offer[]>(keyOf(list, facet)).catch(() => undefined)) ?? null,
});
