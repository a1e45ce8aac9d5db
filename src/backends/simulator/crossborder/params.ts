/** Reads what callers ask, as strictly as the documentation states it. */
import { z } from 'zod';
import { FILTERS } from './filters.ts';
import { BadParam } from './replies.ts';

/** Most rows a page of `imageQuery` and `keywordQuery` has. */
const MAX_ROWS = 50;
/** Most rows a page of `product.related.recommend` has. */
const MAX_RECOMMENDED = 10;
/** The languages of `country`; titles are in Chinese, English, Russian, Spanish and Vietnamese, the others get English. */
const COUNTRIES = ['en', 'ru', 'vi', 'ja', 'ko', 'fr', 'pt', 'es', 'th', 'id', 'ar', 'zh'] as const;

const whole = z.coerce.number().int().positive();
const yuan = z.union([z.string(), z.number()]).transform((value, context) => {
  if (/^\d{1,9}(\.\d{1,2})?$/.test(String(value))) return Math.round(Number(value) * 100);
  context.addIssue('is not a price');
  return z.NEVER;
});
const country = z.enum(COUNTRIES);
const offerId = z.union([z.string().regex(/^\d{1,24}$/), z.int().positive()]).transform(String);

const sort = z.string().transform((text, context) => {
  const found = /^\s*\{\s*"(price|rePurchaseRate|monthSold)"\s*:\s*"(asc|desc)"\s*\}\s*$/.exec(text);
  if (found)
    return { key: found[1] as 'price' | 'rePurchaseRate' | 'monthSold', falling: found[2] === 'desc' };
  context.addIssue('is not one of price, rePurchaseRate, monthSold with asc or desc');
  return z.NEVER;
});

const region = z.string().transform((text, context) => {
  const sides = /^(\d{1,5}),(\d{1,5}),(\d{1,5}),(\d{1,5})$/.exec(text)?.slice(1).map(Number);
  // The order of the real API: x1, x2, y1, y2.
  const [left = 0, right = 0, top = 0, bottom = 0] = sides ?? [];
  if (right > left && bottom > top) return { left, top, right, bottom };
  context.addIssue('is not x1,x2,y1,y2');
  return z.NEVER;
});

const listing = {
  beginPage: whole,
  pageSize: whole.max(MAX_ROWS),
  country,
  sort: sort.optional(),
  filter: z
    .string()
    .transform((text) => text.split(',').map((name) => name.trim()))
    .transform((names) => names.filter((name) => Object.hasOwn(FILTERS, name)))
    .default([]),
  priceStart: yuan.optional(),
  priceEnd: yuan.optional(),
  categoryId: z.coerce.number().int().optional(),
};

/** `product.image.upload`. */
export const uploadParams = z.object({ imageBase64: z.string() });

/** `product.search.imageQuery`: `imageId`, or a link to one of the marketplace's own pictures. Prices in fen, the region in pixels. */
export const imageQueryParams = z.object({
  ...listing,
  imageId: z.string().optional(),
  imageAddress: z.string().optional(),
  region: region.optional(),
  keyword: z.string().default(''),
});

/** `product.search.keywordQuery`. */
export const keywordQueryParams = z.object({ ...listing, keyword: z.string() });

/** `product.search.queryProductDetail`; some callers write `openOfferId`. */
export const detailParams = z
  .object({ offerId: offerId.optional(), openOfferId: offerId.optional(), country })
  .transform((params, context) => {
    const id = params.offerId ?? params.openOfferId;
    if (id) return { id, country: params.country };
    context.addIssue({ code: 'custom', path: ['offerId'], message: 'is required' });
    return z.NEVER;
  });

/** `product.related.recommend`. */
export const relatedParams = z.object({
  offerId,
  pageNo: whole,
  pageSize: whole.max(MAX_RECOMMENDED),
  language: country,
});

/** `product.search.querySellerOfferList`. */
export const sellerOffersParams = z.object({
  ...listing,
  sellerOpenId: z.string().min(1),
  keyword: z.string().default(''),
});

const areaCode = z.string().regex(/^\d{6}$/, 'is not an area code');

/** `product.freight.estimate`; `toCountryCode` is the code of the district, whatever its name suggests. */
export const freightParams = z.object({
  offerId,
  toProvinceCode: areaCode,
  toCityCode: areaCode,
  toCountryCode: areaCode,
  totalNum: whole,
  logisticsSkuNumModels: z.array(z.object({ skuId: offerId, number: whole })).default([]),
});

/** What the listing APIs have in common. */
export type Listing = Pick<
  z.infer<typeof imageQueryParams>,
  'beginPage' | 'pageSize' | 'country' | 'sort' | 'filter' | 'priceStart' | 'priceEnd' | 'categoryId'
>;

/** Parses the JSON text of a parameter; throws `BadParam` that names what is wrong. */
export const readParams = <T>(schema: z.ZodType<T>, text: string): T => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BadParam('parameter is not JSON');
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new BadParam(`${issue?.path.join('.') || 'parameter'}: ${issue?.message ?? 'is not valid'}`);
};
