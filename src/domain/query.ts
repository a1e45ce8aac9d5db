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

/** `price` is cheapest first, `sales` is best selling first. */
export const SORT_ORDERS = ['relevance', 'price', 'sales'] as const;
/** One of `SORT_ORDERS`. */
export type SortOrder = (typeof SORT_ORDERS)[number];

/** Everything beside the subject that changes the answer. `page` counts from 1; limits are inclusive. */
export type Question = {
  readonly mode: SearchMode;
  readonly sort: SortOrder;
  readonly keyword: string | null;
  readonly minPrice: Money | null;
  readonly maxPrice: Money | null;
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
  page: 1,
  pageSize: CARDS_PER_PAGE,
  language,
});

/** The language we speak for a tag such as `zh-hans`, `en-US` or nothing at all. */
export const languageOf = (tag: string | null | undefined): Language => {
  const primary = (tag ?? '').toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language === primary) ?? LANGUAGES[0];
};
