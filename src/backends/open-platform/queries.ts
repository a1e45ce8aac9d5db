/** What people ask, as the parameters of the official search calls. */
import { decimalText } from '../../domain/money.ts';
import type { Filters, Language, Question, SortOrder } from '../../domain/query.ts';
import type { Params } from './client.ts';

/**
 * The gateway's `country`, which is the language of translations. It has no Chinese; a Chinese reader needs none, because
 * the original titles come along in every language.
 */
export const COUNTRY: Readonly<Record<Language, string>> = {
  en: 'en',
  zh: 'en',
  ru: 'ru',
  es: 'es',
  vi: 'vi',
};

/** The gateway's `sort`, a JSON text; without it the order is the gateway's own, by likeness. */
const SORT: Readonly<Record<SortOrder, string | null>> = {
  relevance: null,
  price: JSON.stringify({ price: 'asc' }),
  sales: JSON.stringify({ monthSold: 'desc' }),
  'price-desc': JSON.stringify({ price: 'desc' }),
  score: null,
};

/** The same for `alibaba.cross.similar.offer.search`, which has its own way of writing it. */
const SIMILAR_SORT: Readonly<Record<SortOrder, string | null>> = {
  relevance: null,
  price: 'price:asc',
  sales: 'sale_amount:desc',
  'price-desc': 'price:desc',
  score: null,
};

/** The value of `filter` for suppliers that 1688 has inspected: of all its values the one that speaks of the supplier. */
const STRONG_SUPPLIER = 'certifiedFactory';

/** The site that product calls speak of; the other one they know is `alibaba`. */
export const WEB_SITE = '1688';

/** The gateway takes ids as numbers; one that a number cannot hold goes as text rather than rounded. */
export const idParam = (id: string): string | number => (Number.isSafeInteger(Number(id)) ? Number(id) : id);

/** The corners in the gateway's own order: x1,x2,y1,y2. */
const regionParam = ({ left, top, right, bottom }: NonNullable<Filters['region']>): string =>
  [left, right, top, bottom].map(Math.round).join(',');

const narrowing = ({ keyword, minPrice, maxPrice, filters }: Question): Params => ({
  ...(keyword && { keyword }),
  ...(minPrice && { priceStart: decimalText(minPrice) }),
  ...(maxPrice && { priceEnd: decimalText(maxPrice) }),
  ...(filters.categoryId && { categoryId: idParam(filters.categoryId) }),
  ...(filters.strongSupplier && { filter: STRONG_SUPPLIER }),
});

/** What the calls with pages of 50 rows have in common. */
export const listingParams = (question: Question): Params => {
  const { sort, page, pageSize, language } = question;
  const order = SORT[sort];
  return {
    beginPage: page,
    pageSize,
    country: COUNTRY[language],
    ...(order && { sort: order }),
    ...narrowing(question),
  };
};

/**
 * `product.search.imageQuery` for an uploaded picture. The mode is not among its parameters: the official search knows no "same" and
 * "similar", so both get the same rows, and telling them apart is the ranking's part.
 */
export const imageParams = (imageId: string, question: Question): Params => {
  const { region } = question.filters;
  return { imageId, ...listingParams(question), ...(region && { region: regionParam(region) }) };
};

/** `product.search.keywordQuery`. A question's own words narrow the words that are searched for. */
export const keywordParams = (keyword: string, question: Question): Params => ({
  ...listingParams(question),
  keyword: [keyword, question.keyword].filter(Boolean).join(' '),
});

/** `product.related.recommend`. */
export const relatedParams = (offerId: string, { page, pageSize, language }: Question): Params => ({
  offerId: idParam(offerId),
  pageNo: page,
  pageSize,
  language: COUNTRY[language],
});

/** `alibaba.cross.similar.offer.search`; its prices are decimals in yuan and, like ours, inclusive. */
export const similarParams = (picUrl: string, question: Question): Params => {
  const { sort, minPrice, maxPrice, filters, page, pageSize } = question;
  const order = SIMILAR_SORT[sort];
  return {
    picUrl,
    page,
    pageSize,
    ...(order && { sortFields: order }),
    ...(minPrice && { priceMin: decimalText(minPrice) }),
    ...(maxPrice && { priceMax: decimalText(maxPrice) }),
    ...(filters.categoryId && { categoryID: filters.categoryId }),
  };
};
