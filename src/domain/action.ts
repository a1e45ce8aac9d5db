/** The button codec: what a press means, packed into at most 64 bytes (Telegram's limit for callback_data). */
import type { Facet } from './facet.ts';
import { MOST_QUANTITY } from './pricing.ts';
import { SEARCH_MODES, SORT_ORDERS } from './query.ts';

/**
 * What can be done about one offer of a list: `details` opens it, `more` searches with its own picture, `pictures` shows
 * all its pictures, `pick` puts it on the chat's shortlist and `unpick` takes it off. `drop` takes it off and shows the list again, `choose`
 * votes for it, or takes that vote back. `watch` begins to watch it and `unwatch` ends that.
 */
const OFFER_KINDS = {
  details: 'd',
  more: 'm',
  pictures: 'p',
  pick: 'k',
  unpick: 'u',
  drop: 'o',
  choose: 'c',
  watch: 'w',
  unwatch: 'n',
} as const;

/** Photos in one request at most, so also the highest number in a button: what a chat takes as one album (Telegram: 10). */
export const MOST_PHOTOS = 10;

/** Offers that are compared at most: as many columns as a phone shows. */
export const MOST_COMPARED = 6;

/**
 * What can be done about a list: `show` answers again with this facet, `refresh` also asks the backend anew. `shortlist` shows that
 * of the chat, `vote` begins a vote on it, `tally` ends it. `compare` compares the offers of the page. `export` makes a workbook of the list, `export-csv` a plain table.
 * `stop` ends the work on a list of pictures.
 */
const LIST_KINDS = {
  show: 's',
  refresh: 'r',
  shortlist: 'l',
  vote: 'v',
  tally: 't',
  compare: 'C',
  export: 'x',
  'export-csv': 'X',
  stop: 'z',
} as const;

/** See `OFFER_KINDS`. */
export type OfferKind = keyof typeof OFFER_KINDS;
/** See `LIST_KINDS`. */
export type ListKind = keyof typeof LIST_KINDS;

/** What can be done about some offers of a page. */
type Chosen = 'compare' | 'export' | 'export-csv';

/**
 * What a press asks for. `view` is the short id of the stored view (subject and question) that the button belongs to. `only` names the offers that
 * are compared or put into a file by their places on the page, from 1 to 9 and each once; absent: all that there is room for, and the whole list.
 */
export type Action =
  | {
      readonly kind: Exclude<ListKind, Chosen>;
      readonly view: string;
      readonly facet: Facet;
    }
  | {
      readonly kind: Chosen;
      readonly view: string;
      readonly facet: Facet;
      readonly only?: readonly number[];
    }
  | { readonly kind: OfferKind; readonly view: string; readonly facet: Facet; readonly offerId: string };

/** Longest packed action in bytes: Telegram allows 1 to 64 bytes of callback_data (core.telegram.org/bots/api#inlinekeyboardbutton). */
export const ACTION_MAX_BYTES = 64;

const LETTERS = [...Object.values(LIST_KINDS), ...Object.values(OFFER_KINDS)].join('');

/**
 * Kind, view, page with mode, sort and subject, then the limits, the backend and the quantity, each behind a letter of its own; last the offer, or the
 * places of those that are compared.
 */
const PACKED = new RegExp(
  `^([${LETTERS}]):([\\w-]{4,24}):(\\d{1,3})([ab])([a-e])(10|[1-9])?(?:P([0-9a-z]{1,6}))?(?:Q([0-9a-z]{1,5}))?(?:V([1-9]))?(?:N([0-9a-z]{1,4}))?(?:(?::(\\d{6,24}|x[0-9a-z]{5,18}))|(?:=([1-9]{1,9})))?$`,
);

/** Ids on 1688 have 12 or 13 digits. Longer ones than this are written with letters, too, so that a button holds them with everything else. */
const LONG_ID = 18;

/** A one goes before the digits, so that zeros at their beginning are kept. */
const packedId = (id: string): string =>
  id.length > LONG_ID && /^\d+$/.test(id) ? `x${BigInt(`1${id}`).toString(36)}` : id;

const unpackedId = (packed: string): string | null => {
  if (!packed.startsWith('x')) return packed;
  const number = [...packed.slice(1)].reduce(
    (sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)),
    0n,
  );
  return /^1(\d{19,24})$/.exec(String(number))?.[1] ?? null;
};

/** Places from 1 to 9, each once and in their order; null for anything else. */
const placesIn = (digits: string): number[] | null => {
  const places = [...digits].map(Number);
  return places.every((place, at) => at === 0 || place > (places[at - 1] ?? 0)) ? places : null;
};

const letter = (list: readonly string[], value: string): string =>
  String.fromCharCode(97 + list.indexOf(value));
const byLetter = <T>(list: readonly T[], text: string): T => list[text.charCodeAt(0) - 97] as T;

const kindOf = <K extends string>(kinds: Readonly<Record<K, string>>, sign: string): K | undefined =>
  (Object.keys(kinds) as K[]).find((kind) => kinds[kind] === sign);

const encodeFacet = ({ page, mode, sort, subject, maxPriceFen, moqAtMost, via, quantity }: Facet): string =>
  [
    Math.min(page, 999),
    letter(SEARCH_MODES, mode),
    letter(SORT_ORDERS, sort),
    subject || '',
    maxPriceFen ? `P${maxPriceFen.toString(36)}` : '',
    moqAtMost ? `Q${moqAtMost.toString(36)}` : '',
    via ? `V${via}` : '',
    quantity ? `N${quantity.toString(36)}` : '',
  ].join('');

/** Packs an action. The result is plain ASCII and never longer than `ACTION_MAX_BYTES` for a view id as `viewIdFor` makes it. */
export const encodeAction = (action: Action): string => {
  const facet = encodeFacet(action.facet);
  if ('offerId' in action)
    return `${OFFER_KINDS[action.kind]}:${action.view}:${facet}:${packedId(action.offerId)}`;
  const only = 'only' in action && action.only ? `=${action.only.join('')}` : '';
  return `${LIST_KINDS[action.kind]}:${action.view}:${facet}${only}`;
};

type Groups = readonly (string | undefined)[];

/** The number behind a letter; 0 where it is not there. */
const numberIn = (text: string | undefined): number => Number.parseInt(text ?? '0', 36);

const facetIn = ([page, mode = '', sort = '', subject, price, moq, via, pieces]: Groups): Facet => {
  const [maxPriceFen, moqAtMost, quantity] = [price, moq, pieces].map(numberIn);
  return {
    page: Number(page),
    mode: byLetter(SEARCH_MODES, mode),
    sort: byLetter(SORT_ORDERS, sort),
    ...(subject && { subject: Number(subject) }),
    ...(maxPriceFen && { maxPriceFen }),
    ...(moqAtMost && { moqAtMost }),
    ...(via && { via: Number(via) }),
    ...(quantity && { quantity: Math.min(quantity, MOST_QUANTITY) }),
  };
};

/** Unpacks what `encodeAction` made. Answers null for anything else, whatever it is; never throws. */
export const decodeAction = (data: unknown): Action | null => {
  const match = typeof data === 'string' && data.length <= ACTION_MAX_BYTES ? PACKED.exec(data) : null;
  const [, sign = '', view = '', ...groups] = match ?? [];
  if (!match || Number(groups[0]) < 1) return null;
  const facet = facetIn(groups);
  const [packed, places] = groups.slice(8);
  const offerKind = kindOf(OFFER_KINDS, sign);
  if (offerKind) {
    const offerId = packed && unpackedId(packed);
    return offerId ? { kind: offerKind, view, facet, offerId } : null;
  }
  const kind = kindOf(LIST_KINDS, sign);
  if (!kind || packed) return null;
  if (kind !== 'compare' && kind !== 'export' && kind !== 'export-csv')
    return places ? null : { kind, view, facet };
  if (!places) return { kind, view, facet };
  const only = placesIn(places);
  return only && { kind, view, facet, only };
};

/**
 * A press that is about the chat itself and no view: `name` is a chat setting with the value to set, `open` with the page of the
 * settings to show, or what the chat keeps (`watch`, `watches`, `history`, `shortlist`, `forget`). Both are untrusted words for `chat-settings.ts` and
 * `kept-things.ts`.
 */
export type ChatAction = { readonly name: string; readonly value: string };

const CHAT_PACKED = /^g:([a-z]{1,16}):([\w-]{1,32})$/;

/** Packs a chat's action: names are lower-case letters, values letters and digits. At most 51 bytes of plain ASCII. */
export const encodeChatAction = ({ name, value }: ChatAction): string => `g:${name}:${value}`;

/** Unpacks what `encodeChatAction` made. Answers null for anything else, whatever it is; never throws. */
export const decodeChatAction = (data: unknown): ChatAction | null => {
  const [, name, value] = (typeof data === 'string' && CHAT_PACKED.exec(data)) || [];
  return name && value ? { name, value } : null;
};

/** Whether a press says something that this version understands, so that it is worth looking up what it is about. */
export const isAction = (data: unknown): boolean =>
  decodeAction(data) !== null || decodeChatAction(data) !== null;
