/** `com.alibaba.linkplus`: searching by the address of a picture, with names, units and errors of its own. */
import { z } from 'zod';
import type { OfferRecord } from './catalogue.ts';
import { CATEGORIES } from './categories.ts';
import { firstPrice, wholeOf, yuan } from './crossborder/rows.ts';
import { BadPicture, linkedFeatures } from './dialects/pictures.ts';
import { shipsFree } from './dialects/shelf.ts';
import type { GatewayApi } from './gateway-api.ts';
import type { Marketplace } from './marketplace.ts';
import { type Answer, jsonAnswer } from './protocol.ts';

/** Most rows of a page, whatever is asked for. */
const MAX_ROWS = 20;
const PICTURE_RULE = { maxBytes: 10 * 1024 * 1024, minSide: 1 };

const whole = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number);
/** Decimals in yuan, although the rows are in fen. */
const price = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,2})?$/)
  .transform((text) => Math.round(Number(text) * 100));

const params = z.object({
  picUrl: z.string(),
  page: whole.pipe(z.int().positive()),
  pageSize: whole.pipe(z.int().positive()).default(MAX_ROWS),
  priceMin: price.default(0),
  priceMax: price.default(Number.POSITIVE_INFINITY),
  sortFields: z
    .string()
    .regex(/^(?:(?:price|sale_amount):(?:asc|desc))(?:,(?:price|sale_amount):(?:asc|desc))*$/)
    .optional(),
  categoryID: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .optional(),
});

type Asked = z.infer<typeof params>;

/** Failures stand beside `result`, not inside it. */
const failed = (code: string, message: string): Answer => jsonAnswer(200, { success: false, code, message });

const passes =
  (marketplace: Marketplace, { priceMin, priceMax, categoryID }: Asked) =>
  (offer: OfferRecord): boolean => {
    const fen = firstPrice(offer);
    const { category } = wholeOf(marketplace, offer).product;
    return (
      fen >= priceMin &&
      fen <= priceMax &&
      (categoryID === undefined || CATEGORIES[category].id === categoryID)
    );
  };

const SORT_VALUES: Readonly<Record<string, (offer: OfferRecord) => number>> = {
  price: firstPrice,
  sale_amount: ({ monthSold }) => monthSold,
};

/** By the first field, equals by the second, and so on. */
const sorted = (offers: readonly OfferRecord[], fields = ''): readonly OfferRecord[] => {
  const orders = fields
    .split(',')
    .filter(Boolean)
    .map((field) => field.split(':'));
  return offers.toSorted((a, b) => {
    for (const [name = '', direction] of orders) {
      const value = SORT_VALUES[name];
      const difference = value ? value(a) - value(b) : 0;
      if (difference !== 0) return direction === 'desc' ? -difference : difference;
    }
    return 0;
  });
};

/** A row: prices in fen, and the address of the page in full. */
const rowOf = (marketplace: Marketplace, offer: OfferRecord) => {
  const { product, supplier } = wholeOf(marketplace, offer);
  const category = CATEGORIES[product.category];
  return {
    offerId: Number(offer.id),
    subject: offer.chinese,
    imageUrl: marketplace.pictureUrl(offer),
    videoUrl: '',
    detailUrl: `https://detail.1688.com/offer/${offer.id}.html`,
    quantityBegin: offer.moq,
    unit: category.unit[0],
    oldPrice: firstPrice(offer),
    price: yuan(firstPrice(offer)),
    deliveryFree: shipsFree(offer),
    best: false,
    shili: supplier.identities.includes('powerful_merchants'),
    saleAmount: offer.monthSold,
    wantBuy: Math.round(offer.monthSold / 3),
    supplyAmount: offer.stock,
    services: [],
    countryEn: 'China',
    countryCn: '中国',
    province: supplier.province,
    city: supplier.city,
    categoryId: category.id,
  };
};

const similarOffers = async (marketplace: Marketplace, asked: Asked): Promise<Answer> => {
  const features = await linkedFeatures(marketplace, asked.picUrl, PICTURE_RULE);
  const offers = marketplace.search(features).map(({ offer }) => offer);
  const found = sorted(offers.filter(passes(marketplace, asked)), asked.sortFields);
  const pageSize = Math.min(asked.pageSize, MAX_ROWS);
  const rows = found.slice((asked.page - 1) * pageSize, asked.page * pageSize);
  const result = rows.map((offer) => rowOf(marketplace, offer));
  return jsonAnswer(200, {
    success: true,
    result: { total: found.length, page: asked.page, pageSize, result },
  });
};

const similarSearch: GatewayApi = {
  token: 'required',
  required: ['picUrl', 'page'],
  answer: async (sent, marketplace) => {
    const asked = params.safeParse(Object.fromEntries(sent));
    if (!asked.success) return failed('PARAM_ERROR', `${asked.error.issues[0]?.path.join('.')} is not valid`);
    try {
      return await similarOffers(marketplace, asked.data);
    } catch (error) {
      if (!(error instanceof BadPicture)) throw error;
      return failed('SYSTEM_ERROR', `handle image error with url ${asked.data.picUrl}`);
    }
  },
  refused: failed('SYSTEM_ERROR', 'handle image error with url'),
};

/** The APIs of the namespace by their names. */
export const LINKPLUS_APIS: ReadonlyMap<string, GatewayApi> = new Map([
  ['com.alibaba.linkplus/alibaba.cross.similar.offer.search', similarSearch],
]);
