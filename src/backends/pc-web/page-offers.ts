/** The offers of `imageSearchOfferResultViewService`, which the flows `oss` and `putImage` read, field by field. */
import { decimalText } from '../../domain/money.ts';
import { BADGES, type Badge, type Offer, offerUrl, type Supplier } from '../../domain/offer.ts';
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
  readSplitPrice,
  readText,
  readTiers,
} from '../values.ts';

/** The offers in a reply, one level deep or two, or null when it has no list of them. */
export const offerListIn = (body: unknown): readonly unknown[] | null => {
  const list = at(body, 'data', 'data', 'offerList') ?? at(body, 'data', 'offerList');
  return Array.isArray(list) ? list : null;
};

/** One row as an offer, or null without an id or a title. */
export const parsePageOffer = (row: unknown): Offer | null => {
  const id = readOfferId(at(row, 'id'));
  const title =
    readPlainText(at(row, 'information', 'subject')) ??
    readPlainText(at(row, 'information', 'simpleSubject'));
  if (!id || !title) return null;
  const offerPrice = at(row, 'tradePrice', 'offerPrice');
  const tiers = readTiers(
    readList(at(offerPrice, 'quantityPrices')).map((step) => ({
      quantity: at(step, 'quantity'),
      price: priceText(step),
    })),
  );
  return {
    id,
    title,
    titleTranslated: null,
    url: offerUrl(id),
    imageUrl: readImageUrls([at(row, 'image', 'imgUrl'), at(row, 'image', 'imgUrlOf270x270')])[0] ?? null,
    price: parsePrice(offerPrice) ?? tiers[0]?.price ?? null,
    tiers,
    skuPrices: null,
    moq: readCount(at(row, 'tradeQuantity', 'quantityBegin')) || (tiers[0]?.minQuantity ?? null),
    unit: readPlainText(at(row, 'tradeQuantity', 'unit')),
    sold: parseSold(at(row, 'tradeQuantity')),
    repurchaseRate:
      readRatio(at(row, 'information', 'rePurchaseRate')) ??
      readRatio(at(row, 'company', 'shopRepurchaseRate')),
    supplier: parseSupplier(row),
    match: null,
  };
};

/** Prices come as text and in two parts, of which the second may lack its leading zero: the text counts. */
const priceText = (step: unknown): string | null => {
  const text = readText(at(step, 'valueString'));
  if (text) return text;
  const split = readSplitPrice(at(step, 'value', 'integer'), at(step, 'value', 'decimals'));
  return split && decimalText(split);
};

const parsePrice = (offerPrice: unknown): Offer['price'] =>
  readPrice(at(offerPrice, 'priceInfo', 'price')) ??
  readPrice(at(offerPrice, 'valueString')) ??
  readSplitPrice(at(offerPrice, 'originalValue', 'integer'), at(offerPrice, 'originalValue', 'decimals'));

/** Some rows count a month, others all time. */
const parseSold = (quantities: unknown): Offer['sold'] => {
  const month = readCount(at(quantities, 'quantitySumMonth'));
  if (month) return { count: month, period: 'month' };
  const total = readCount(at(quantities, 'saleQuantity')) ?? readCount(at(quantities, 'bookedCount'));
  return total === null ? null : { count: total, period: 'total' };
};

const parseSupplier = (row: unknown): Supplier => {
  const place = ['province', 'city'].map((part) => readPlainText(at(row, 'company', part)));
  return {
    id: readPlainText(at(row, 'company', 'memberId')),
    name: readPlainText(at(row, 'company', 'name')) ?? readPlainText(at(row, 'aliTalk', 'loginId')),
    badges: parseBadges(row),
    years: readCount(at(row, 'tradeService', 'tpYear')),
    location: place.filter((part) => part !== null).join(' ') || null,
    score: readScore(at(row, 'tradeService', 'compositeNewScore')),
  };
};

/** Tags of sellers and offers by number, as the page's own script knows them. */
const MEMBER_TAGS: ReadonlyMap<string, Badge> = new Map([['3938689', 'super-factory']]);
const OFFER_TAGS: ReadonlyMap<string, Badge> = new Map([
  ['286466', 'ships-in-24h'],
  ['286402', 'ships-in-48h'],
]);

const FLAGS: readonly (readonly [Badge, ...string[]])[] = [
  ['verified-member', 'tradeService', 'tpMember'],
  ['power-merchant', 'offerSource', 'fromShili'],
  ['super-factory', 'company', 'isSuperFactory'],
  ['inspected-factory', 'tradeService', 'factoryInspection'],
  ['industrial-brand', 'brand', 'industrialGoods'],
];

const parseBadges = (row: unknown): readonly Badge[] => {
  const tagged = (tags: ReadonlyMap<string, Badge>, list: string) =>
    readList(at(row, 'marketOfferTag', list)).map((tag) => tags.get(readText(tag) ?? ''));
  const found = new Set<Badge | undefined>([
    ...FLAGS.filter(([, ...path]) => readFlag(at(row, ...path))).map(([badge]) => badge),
    ...tagged(MEMBER_TAGS, 'memberTagIds'),
    ...tagged(OFFER_TAGS, 'tagIds'),
  ]);
  return BADGES.filter((badge) => found.has(badge));
};
