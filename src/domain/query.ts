/** What was asked: a subject (a photo or one offer) and the question about it (mode, sort, limits, page, language). */
import type { Money } from './money.ts';
import type { ScoreWeights } from './score.ts';

/** Languages that the product speaks. The first is the fall-back. */
export const LANGUAGES = ['en', 'zh', 'ru', 'es', 'vi'] as const;
/** One of `LANGUAGES`. */
export type Language = (typeof LANGUAGES)[number];

/** `same` looks for the very product, `similar` for the look of it (document 002's searchType 1 and 2). */
export const SEARCH_MODES = ['same', 'similar'] as const;
/** One of `SEARCH_MODES`. */
export type SearchMode = (typeof SEARCH_MODES)[number];

/** The orders that a marketplace may know. `price` is cheapest first, `sales` is best selling first, `price-desc` is dearest first. */
export const LIST_ORDERS = ['relevance', 'price', 'sales', 'price-desc'] as const;

/** All orders: `score` is ours, best score first. New ones go last: buttons count on the order. */
export const SORT_ORDERS = [...LIST_ORDERS, 'score'] as const;
/** One of `SORT_ORDERS`. */
export type SortOrder = (typeof SORT_ORDERS)[number];

/** A rectangle in pixels of the prepared photo; `right` and `bottom` are exclusive. */
export type Part = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/** Narrowing beside price and words, as far as a backend can do it (document 004's advanced filters). */
export type Filters = {
  readonly categoryId: string | null;
  /** Only offers whose minimum order is at most this many pieces. */
  readonly moqAtMost: number | null;
  readonly freeShipping: boolean;
  /** Only suppliers that the marketplace itself marks as strong ones. */
  readonly strongSupplier: boolean;
  /** The part of the photo to look at, in pixels of the prepared photo. */
  readonly region: Part | null;
};

/** No narrowing at all. */
export const NO_FILTERS: Filters = {
  categoryId: null,
  moqAtMost: null,
  freeShipping: false,
  strongSupplier: false,
  region: null,
};

/**
 * What is done to a photo before it is searched with. `crop` `auto` cuts a plain ground off around what stands on it; a part of one's
 * own is a filter (`region`) and leaves nothing to cut.
 */
export type Preparation = {
  readonly crop: 'none' | 'auto';
  readonly enhance: boolean;
  readonly removeBackground: boolean;
};

/** The photo as it was sent. Measured: what the other ways gain is not worth doing to every photo (docs/decisions/0012-preparation.md). */
export const AS_SENT: Preparation = { crop: 'none', enhance: false, removeBackground: false };

/** Whether nothing is to be done to a photo. */
export const isAsSent = ({ crop, enhance, removeBackground }: Preparation): boolean =>
  crop === 'none' && !enhance && !removeBackground;

/** What somebody did to a photo before asking with it: the part that counts (as in `Question`; null for all of it), and the rest. */
export type Adjustment = { readonly part: Part | null; readonly preparation: Preparation };

/** What was chosen in the fields of a form, in place of what the words beside it say of the same. Absent: nothing was chosen. */
export type Wishes = { readonly mode?: SearchMode; readonly maxPrice?: Money; readonly moqAtMost?: number };

/**
 * Everything beside the subject that changes the answer. `page` counts from 1; limits are inclusive. `subject` is the number of the
 * thing in the photo to look for, from 1; the backend says where each is. Of photos that were sent together it is the number of one. `part` was drawn
 * by hand, each side as a share of the photo's width or height; the search finds out which pixels it means (`region`).
 */
export type Question = {
  readonly mode: SearchMode;
  readonly sort: SortOrder;
  readonly keyword: string | null;
  readonly minPrice: Money | null;
  readonly maxPrice: Money | null;
  readonly filters: Filters;
  readonly subject?: number;
  readonly part?: Part;
  /** The number of the backend to ask, from 1, where several are set up; absent: whichever answers first. */
  readonly via?: number;
  /** Absent: the photo as it was sent. */
  readonly preparation?: Preparation;
  /** For how many pieces prices are told; absent: for the smallest order. It changes no list but one by score. */
  readonly quantity?: number;
  /** What a score counts, for a list by score; absent: as everywhere. */
  readonly weights?: ScoreWeights;
  readonly page: number;
  readonly pageSize: number;
  readonly language: Language;
};

/** Offers on one page of an answer in a chat: what a phone screen and one contact sheet hold. */
export const CARDS_PER_PAGE = 6;

/** The question of somebody who only sent a photo. */
export const plainQuestion = (language: Language): Question => ({
  mode: 'same',
  sort: 'relevance',
  keyword: null,
  minPrice: null,
  maxPrice: null,
  filters: NO_FILTERS,
  page: 1,
  pageSize: CARDS_PER_PAGE,
  language,
});

/** The language we speak for a tag such as `zh-hans`, `en-US` or nothing at all. */
export const languageOf = (tag: string | null | undefined): Language => {
  const primary = (tag ?? '').toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language === primary) ?? LANGUAGES[0];
};

/** The first language that we speak among those of an `Accept-Language` header, such as `fr, zh-CN;q=0.8`. */
export const languageAmong = (header: string): Language => {
  const primaries = header.split(',').map((tag) => tag.trim().toLowerCase().split(/[-_;]/)[0]);
  return languageOf(primaries.find((primary) => LANGUAGES.some((language) => language === primary)));
};
