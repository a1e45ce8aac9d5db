/** Shared searches: links by which somebody else has the same search made anew in a chat of their own. Nothing in them tells who asked. */
import { randomBytes } from 'node:crypto';
import { decodeAction, encodeAction } from '../domain/action.ts';
import type { ChatRef, Inbound } from '../domain/chat.ts';
import type { Facet } from '../domain/facet.ts';
import type { Store } from '../domain/ports.ts';
import { VIEW_TTL_MS, type View, type Views } from './views.ts';

/** What a link stands for: the token of a shared view, and the part of the question that buttons change. */
export type Shared = { readonly token: string; readonly facet: Facet };

/**
 * 96 random bits: view ids follow from the ids of chats and messages, which others know, so a link must not name them. Letters and
 * digits only, since the signs between are those of the payload.
 */
const newToken = (): string => randomBytes(12).toString('hex');

/** The payload of a link (at most 64 of A-Z, a-z, 0-9, _ and -): what a button says, with signs that an address bears. */
export const sharePayload = ({ token, facet }: Shared): string =>
  encodeAction({ kind: 'show', view: token, facet: { ...facet, page: 1 } }).replaceAll(':', '-');

/** The shared search that somebody opens with this event; null for anything else. */
export const sharedIn = (inbound: Inbound): Shared | null => {
  if (inbound.kind !== 'command' || inbound.name !== 'start') return null;
  const action = decodeAction(inbound.args.trim().replaceAll('-', ':'));
  return action?.kind === 'show' ? { token: action.view, facet: action.facet } : null;
};

/** The views that were shared. */
export interface Shares {
  /** The token by which this view can be opened elsewhere; the same for one view. */
  tokenFor(view: string, chat: ChatRef): Promise<string>;
  /** The view behind a token; null when it is unknown or too old. */
  find(token: string): Promise<View | null>;
}

type Place = { readonly view: string; readonly chat: ChatRef };

/** Keeps tokens in a store for as long as views are kept. */
export const createShares = ({ store, views }: { readonly store: Store; readonly views: Views }): Shares => ({
  tokenFor: async (view, chat) => {
    const key = `${chat.platform}:${chat.id}:${view}`;
    const known = await store.get<string>(key);
    if (known) return known;
    const token = newToken();
    // Where two processes do this at the same moment, the view has two tokens, and both are good.
    await store.set(`token:${token}`, { view, chat: { ...chat, via: null } } satisfies Place, VIEW_TTL_MS);
    await store.set(key, token, VIEW_TTL_MS);
    return token;
  },
  find: async (token) => {
    const place = await store.get<Place>(`token:${token}`);
    return place ? views.find(place.view, place.chat) : null;
  },
});
