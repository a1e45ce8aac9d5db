/** Jobs about what a chat keeps: its watched offers, its searches, and the end of all of it. */
import type { ListTask } from './list-task.ts';
import type { Language } from './query.ts';
import type { Seen } from './watch.ts';

/** What can be done about a watched offer. */
export const WATCH_VERBS = ['start', 'show', 'pause', 'resume', 'stop'] as const;
/** One of `WATCH_VERBS`. */
export type WatchVerb = (typeof WATCH_VERBS)[number];

/** What is deleted of a chat: all that people did there, or also how they set it up; `none` is a change of mind. */
export const FORGET_SCOPES = ['none', 'chat', 'all'] as const;
/** One of `FORGET_SCOPES`. */
export type ForgetScope = (typeof FORGET_SCOPES)[number];

/**
 * What is shown of it. `watches`: a page of the offers that the chat watches, or one of them, after `act` was done about it. `history`: what
 * was searched lately. `lists`: what is done about its shortlists. `forget`: deletes what is kept of the chat; without a scope it asks whether that is meant.
 */
export type KeptTask =
  | ListTask
  | {
      readonly kind: 'watches';
      readonly language: Language;
      readonly page: number;
      readonly act?: { readonly verb: WatchVerb; readonly offerId: string };
    }
  | { readonly kind: 'history'; readonly language: Language }
  | { readonly kind: 'forget'; readonly language: Language; readonly scope?: ForgetScope };

/**
 * What nobody asked for just now. `check` asks anew for a watched offer, which was due at this moment (ms since the epoch), and nobody sees
 * it; `alert` is a message of its own about what changed, with a seller's words as the title.
 */
export type WatchTask =
  | {
      readonly kind: 'check';
      readonly offerId: string;
      readonly language: Language;
      readonly dueMs: number;
    }
  | {
      readonly kind: 'alert';
      readonly offerId: string;
      readonly language: Language;
      readonly title: string;
      readonly before: Seen;
      readonly now: Seen;
    };
