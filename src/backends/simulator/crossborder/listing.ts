/** Narrows, sorts and cuts a list of offers into the page that was asked for. */
import type { OfferRecord } from '../catalogue.ts';
import { CATEGORIES } from '../categories.ts';
import type { Marketplace } from '../marketplace.ts';
import { FILTERS } from './filters.ts';
import type { Listing } from './params.ts';
import { firstPrice, searchRow, wholeOf } from './rows.ts';

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[\s,，]+/)
    .filter(Boolean);

/** Whether all words of a keyword are in one of the offer's titles. */
export const matchesKeyword = (keyword: string): ((offer: OfferRecord) => boolean) => {
  const words = wordsOf(keyword);
  return ({ chinese, english }) => {
    const title = `${chinese} ${english}`.toLowerCase();
    return words.every((word) => title.includes(word));
  };
};

const passes =
  (marketplace: Marketplace, asked: Listing) =>
  (found: OfferRecord): boolean => {
    const { offer, product, supplier } = wholeOf(marketplace, found);
    const price = firstPrice(offer);
    return (
      price >= (asked.priceStart ?? 0) &&
      price <= (asked.priceEnd ?? Number.POSITIVE_INFINITY) &&
      (asked.categoryId === undefined || CATEGORIES[product.category].id === asked.categoryId) &&
      asked.filter.every((name) => FILTERS[name]?.(offer, supplier, marketplace.clock.now()) ?? true)
    );
  };

const SORT_VALUES = {
  price: firstPrice,
  rePurchaseRate: ({ repurchase }: OfferRecord) => repurchase,
  monthSold: ({ monthSold }: OfferRecord) => monthSold,
} as const;

/** Sorts without disturbing the order of equals. */
const sorted = (offers: readonly OfferRecord[], sort: Listing['sort']): readonly OfferRecord[] => {
  if (!sort) return offers;
  const value = SORT_VALUES[sort.key];
  return offers.toSorted((a, b) => (value(a) - value(b)) * (sort.falling ? -1 : 1));
};

/** The page that was asked for, in the envelope of the search APIs (without `picRegionInfo`). */
export const listingPage = (marketplace: Marketplace, offers: readonly OfferRecord[], asked: Listing) => {
  const found = sorted(offers.filter(passes(marketplace, asked)), asked.sort);
  const from = (asked.beginPage - 1) * asked.pageSize;
  return {
    totalRecords: found.length,
    totalPage: Math.ceil(found.length / asked.pageSize),
    pageSize: asked.pageSize,
    currentPage: asked.beginPage,
    data: found
      .slice(from, from + asked.pageSize)
      .map((offer) => searchRow(marketplace, offer, asked.country)),
  };
};
