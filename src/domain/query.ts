/** What was asked: a subject (a photo or one offer) and the question about it (mode, sort, limits, page, language). */
import type { Money } from './money.ts';

/** Languages that the product speaks. The first is the fall-back. */
export const LANGUAGES = ['en', 'zh'] as const;
/** One of `LANGUAGES`. */
export type Language = (typeof LANGUAGES)[number];

/** `same` looks for the very product, `similar` for the look of it (document 002's searchType 1 and 2). */
export const SEARCH_MODES = ['same', 'similar'] as const;
/** One of `SEARCH_MODES`. */
export type SearchMode = (typeof SEARCH_MODES)[number];

/** `price` is cheapest first, `sales` is best selling first, `price-desc` is dearest first. New ones go last: buttons count on the order. */
export const SORT_ORDERS = ['relevance', 'price', 'sales', 'price-desc'] as const;
/** One of `SORT_ORDERS`. */
export type SortOrder = (typeof SORT_ORDERS)[number];

/** Narrowing beside price and words, as far as a backend can do it (document 004's advanced filters). */
export type Filters = {
  readonly categoryId: string | null;
  /** Only offers whose minimum order is at most this many pieces. */
  readonly moqAtMost: number | null;
  readonly freeShipping: boolean;
  /** Only suppliers that the marketplace itself marks as strong ones. */
  readonly strongSupplier: boolean;
  /** The part of the photo to look at, in pixels of the prepared photo. */
  readonly region: {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  } | null;
};

/** No narrowing at all. */
export const NO_FILTERS: Filters = {
  categoryId: null,
  moqAtMost: null,
  freeShipping: false,
  strongSupplier: false,
  region: null,
};

/** Everything beside the subject that changes the answer. `page` counts from 1; limits are inclusive. */
export type Question = {
  readonly mode: SearchMode;
  readonly sort: SortOrder;
  readonly keyword: string | null;
  readonly minPrice: Money | null;
  readonly maxPrice: Money | null;
  readonly filters: Filters;
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
