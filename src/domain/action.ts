/** The button codec: what a press means, packed into at most 64 bytes (Telegram's limit for callback_data). */
import { SEARCH_MODES, type SearchMode, SORT_ORDERS, type SortOrder } from './query.ts';

/** The part of a question that buttons change. Every button says it in full, so presses may come in any order or twice. */
export type Facet = { readonly page: number; readonly mode: SearchMode; readonly sort: SortOrder };

/**
 * What a press asks for. `view` is the short id of the stored view (subject and question) that the button belongs to.
 * `show` answers again with this facet, `refresh` also asks the backend anew, `details` opens one offer.
 */
export type Action =
  | { readonly kind: 'show' | 'refresh'; readonly view: string; readonly facet: Facet }
  | { readonly kind: 'details'; readonly view: string; readonly facet: Facet; readonly offerId: string };

/** Longest packed action in bytes: Telegram allows 1 to 64 bytes of callback_data (core.telegram.org/bots/api#inlinekeyboardbutton). */
export const ACTION_MAX_BYTES = 64;

const KINDS = { show: 's', refresh: 'r', details: 'd' } as const;
const PACKED = /^([srd]):([\w-]{4,24}):(\d{1,3})([ab])([a-d])(?::(\d{6,24}))?$/;

const letter = (list: readonly string[], value: string): string =>
  String.fromCharCode(97 + list.indexOf(value));
const byLetter = <T>(list: readonly T[], text: string): T => list[text.charCodeAt(0) - 97] as T;

/** Packs an action. The result is plain ASCII and never longer than `ACTION_MAX_BYTES`. */
export const encodeAction = (action: Action): string => {
  const { page, mode, sort } = action.facet;
  const facet = `${Math.min(page, 999)}${letter(SEARCH_MODES, mode)}${letter(SORT_ORDERS, sort)}`;
  const offer = action.kind === 'details' ? `:${action.offerId}` : '';
  return `${KINDS[action.kind]}:${action.view}:${facet}${offer}`;
};

/** Unpacks what `encodeAction` made. Answers null for anything else, whatever it is; never throws. */
export const decodeAction = (data: unknown): Action | null => {
  const match = typeof data === 'string' && data.length <= ACTION_MAX_BYTES ? PACKED.exec(data) : null;
  if (!match) return null;
  const [, kind, view, page, mode, sort, offerId] = match;
  if (!view || !page || !mode || !sort || Number(page) < 1) return null;
  const facet = { page: Number(page), mode: byLetter(SEARCH_MODES, mode), sort: byLetter(SORT_ORDERS, sort) };
  if (kind === 'd') return offerId ? { kind: 'details', view, facet, offerId } : null;
  return offerId ? null : { kind: kind === 's' ? 'show' : 'refresh', view, facet };
};
