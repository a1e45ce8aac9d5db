/** The rows of the official search calls, field by field, as our offers. Unknown fields are passed over. */
import { BADGES, type Badge, type Offer, offerUrl, type Sold, type Supplier } from '../../domain/offer.ts';
import type { OfferPage } from '../../domain/ports.ts';
import type { Language, Part, Question } from '../../domain/query.ts';
import {
  at,
  readCount,
  readFlag,
  readImageUrls,
  readList,
  readOfferId,
  readPlainText,
  readPrice,
  readRatio,
  readScore,
  readText,
} from '../values.ts';

/** The picture id that an upload gives, or null: `"0"`, an empty text and nothing at all are refusals. */
export const parseImageId = (payload: unknown): string | null => {
  const id = readPlainText(payload);
  return id && !/^0+$/.test(id) ? id : null;
};

/** Rows of offers as they come in a page, without the name of the backend. */
export type Rows = Omit<OfferPage, 'backend'>;

/** Reads every row of a list; those that are no offer are counted in `dropped`. */
export const parseRows = (
  rows: readonly unknown[],
  total: unknown,
  read: (row: unknown) => Offer | null,
): Rows => {
  const offers = rows.map(read).filter((offer) => offer !== null);
  return { offers, total: readCount(total), dropped: rows.length - offers.length };
};

/** A page of the calls that search, by picture, by words or in a supplier's shop, for the question that was asked. */
export const parseOfferPage = (payload: unknown, { language, filters }: Question): Rows => {
  const listed = parseRows(readList(at(payload, 'data')), at(payload, 'totalRecords'), (row) =>
    parseOffer(row, language),
  );
  const subjects = parseSubjects(at(payload, 'picRegionInfo'));
  const rows = subjects.length > 0 ? { ...listed, subjects } : listed;
  return filters.strongSupplier ? withInspection(rows) : rows;
};

/** More boxes than this are no things that somebody photographed. */
const MOST_BOXES = 20;

/** One box: x1,x2,y1,y2 in pixels of the uploaded picture. */
const parseBox = (text: string): Part | null => {
  const sides = text.split(',').map((side) => Number(side.trim() || Number.NaN));
  const [left = 0, right = 0, top = 0, bottom = 0] = sides;
  const isBox = sides.length === 4 && sides.every(Number.isFinite) && left >= 0 && top >= 0;
  return isBox && left < right && top < bottom ? { left, top, right, bottom } : null;
};

/** The things that 1688 sees in the picture; where it names none, the part that the rows were found by. */
const parseSubjects = (info: unknown): readonly Part[] =>
  (readText(at(info, 'yoloCropRegion')) ?? readText(at(info, 'currentRegion')) ?? '')
    .split(';', MOST_BOXES)
    .map(parseBox)
    .filter((box) => box !== null);

/** Rows that were found among inspected suppliers only. The rows themselves do not tell it, but the filter has. */
const withInspection = (rows: Rows): Rows => ({
  ...rows,
  offers: rows.offers.map((offer) => {
    const { badges } = offer.supplier;
    const marked = BADGES.filter((badge) => badge === 'inspected-factory' || badges.includes(badge));
    return { ...offer, supplier: { ...offer.supplier, badges: marked } };
  }),
});

/** The bare list of `product.related.recommend`, whose `monthSold` counts 90 days, whatever its name suggests. */
export const parseRelated = (payload: unknown, { language }: Pick<Question, 'language'>): Rows =>
  parseRows(readList(payload), null, (row) => {
    const offer = parseOffer(row, language);
    return offer?.sold ? { ...offer, sold: { ...offer.sold, period: 'quarter' } } : offer;
  });

/** The members that rows and details have in common, or null without an id or a title. */
export const parseOffer = (row: unknown, language: Language): Offer | null => {
  const id = readOfferId(at(row, 'offerId'));
  const original = readPlainText(at(row, 'subject'));
  const translated = readPlainText(at(row, 'subjectTrans'));
  const title = original ?? translated;
  if (!id || !title) return null;
  return {
    id,
    title,
    titleTranslated: language === 'zh' || translated === title ? null : translated,
    url: offerUrl(id),
    imageUrl: readImageUrls(at(row, 'imageUrl'))[0] ?? null,
    price: readPrice(at(row, 'priceInfo', 'price')) ?? readPrice(at(row, 'priceInfo', 'promotionPrice')),
    tiers: [],
    skuPrices: null,
    moq: readCount(at(row, 'minOrderQuantity')) || null,
    unit: null,
    sold: parseSold(row),
    repurchaseRate: parseRepurchaseRate(row),
    supplier: parseSupplier(row),
    match: null,
  };
};

/** Rows count a month. In details `soldOut` is the quantity sold so far, whatever its name suggests. */
const parseSold = (row: unknown): Sold | null => {
  const month = readCount(at(row, 'monthSold'));
  if (month !== null) return { count: month, period: 'month' };
  const total = readCount(at(row, 'soldOut'));
  return total === null ? null : { count: total, period: 'total' };
};

/** The offer's own rate where it is told, else the supplier's. */
const parseRepurchaseRate = (row: unknown): number | null =>
  readRatio(at(row, 'repurchaseRate')) ??
  readRatio(at(row, 'offerDataInfo', 'repurchaseRate30d')) ??
  readRatio(at(row, 'sellerDataInfo', 'repeatPurchasePercent'));

const parseSupplier = (row: unknown): Supplier => ({
  id: readPlainText(at(row, 'sellerOpenId')),
  name: readPlainText(at(row, 'companyName')),
  badges: parseBadges(row),
  years: readCount(at(row, 'sellerDataInfo', 'tpYear')),
  location:
    readPlainText(at(row, 'companyAddress')) ??
    readPlainText(at(row, 'productShippingInfo', 'sendGoodsAddressText')),
  score: readScore(at(row, 'sellerDataInfo', 'compositeServiceScore')) ?? readScore(at(row, 'tradeScore')),
});

/** The marks of suppliers and offers: as codes in rows, in details also in Chinese, and both in the same list. */
const IDENTITIES: Readonly<Record<string, Badge>> = {
  tp_member: 'verified-member',
  诚信通: 'verified-member',
  powerful_merchants: 'power-merchant',
  实力商家: 'power-merchant',
  super_factory: 'super-factory',
  超级工厂: 'super-factory',
  yx: 'selected',
  select: 'selected',
};

const SHIPPING_BADGES: Readonly<Record<string, Badge>> = {
  shipIn24Hours: 'ships-in-24h',
  shipIn48Hours: 'ships-in-48h',
};

const parseBadges = (row: unknown): readonly Badge[] => {
  const tags = readList(at(row, 'tagInfoList')).filter((tag) => readFlag(at(tag, 'value')));
  const isTagged = (key: string): boolean => tags.some((tag) => at(tag, 'key') === key);
  const isMarked = (key: string): boolean => readFlag(at(row, key)) === true || isTagged(key);
  const identities = [at(row, 'sellerIdentities'), at(row, 'offerIdentities')].flatMap(readList);
  const shipping =
    at(row, 'productSimpleShippingInfo', 'shippingTimeGuarantee') ??
    at(row, 'productShippingInfo', 'shippingTimeGuarantee');
  const found = new Set<Badge | undefined>([
    ...identities.map((identity) => IDENTITIES[readText(identity) ?? '']),
    SHIPPING_BADGES[readText(shipping) ?? ''],
  ]);
  if (isMarked('isSelect') || isTagged('select')) found.add('selected');
  if (isMarked('isOnePsale')) found.add('one-piece-dropship');
  return BADGES.filter((badge) => found.has(badge));
};
