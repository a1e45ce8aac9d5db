/** The official gateway's payloads, field by field, as our offers. Unknown fields are passed over. */
import {
  BADGES,
  type Badge,
  type Offer,
  type OfferDetail,
  offerUrl,
  type Supplier,
  UNTOLD_DETAIL,
} from '../../domain/offer.ts';
import type { OfferPage } from '../../domain/ports.ts';
import type { Language } from '../../domain/query.ts';
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
  readTiers,
} from '../values.ts';

/** The picture id that an upload gives, or null: `"0"`, an empty text and nothing at all are refusals. */
export const parseImageId = (payload: unknown): string | null => {
  const id = readPlainText(payload);
  return id && !/^0+$/.test(id) ? id : null;
};

/** A page of `product.search.imageQuery`. Rows without an id or a title are counted in `dropped`. */
export const parseOfferPage = (payload: unknown, language: Language): Omit<OfferPage, 'backend'> => {
  const rows = readList(at(payload, 'data'));
  const offers = rows.map((row) => parseOffer(row, language)).filter((offer) => offer !== null);
  return { offers, total: readCount(at(payload, 'totalRecords')), dropped: rows.length - offers.length };
};

/** What `product.search.queryProductDetail` gives, or null when there is no such offer any more. */
export const parseOfferDetail = (payload: unknown, language: Language): OfferDetail | null => {
  const row = parseOffer(payload, language);
  if (!row || GONE.test(readText(at(payload, 'status')) ?? '')) return null;
  const { tiers, skuPrices } = parsePrices(payload);
  const images = parseImages(payload);
  return {
    ...UNTOLD_DETAIL,
    ...row,
    imageUrl: images[0] ?? row.imageUrl,
    price: tiers[0]?.price ?? skuPrices?.lowest ?? firstPrice(payload) ?? row.price,
    tiers,
    skuPrices,
    moq: row.moq ?? tiers[0]?.minQuantity ?? null,
    unit: parseUnit(payload, language),
    images,
    stock: readCount(at(payload, 'productSaleInfo', 'amountOnSale')),
    attributes: parseAttributes(payload, language),
  };
};

/** States of an offer that nobody can buy any more ("member expired", "auto expired", "member deleted", "TBD": to be deleted). */
const GONE = /expired|deleted|^TBD$/i;

/** The members that rows and details have in common, or null without an id or a title. */
const parseOffer = (row: unknown, language: Language): Offer | null => {
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
const parseSold = (row: unknown): Offer['sold'] => {
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

const SELLER_BADGES: Readonly<Record<string, Badge>> = {
  tp_member: 'verified-member',
  powerful_merchants: 'power-merchant',
  super_factory: 'super-factory',
};

const SHIPPING_BADGES: Readonly<Record<string, Badge>> = {
  shipIn24Hours: 'ships-in-24h',
  shipIn48Hours: 'ships-in-48h',
};

const parseBadges = (row: unknown): readonly Badge[] => {
  const tags = readList(at(row, 'tagInfoList')).filter((tag) => readFlag(at(tag, 'value')));
  const isTagged = (key: string): boolean => tags.some((tag) => at(tag, 'key') === key);
  const isMarked = (key: string): boolean => readFlag(at(row, key)) === true || isTagged(key);
  const shipping =
    at(row, 'productSimpleShippingInfo', 'shippingTimeGuarantee') ??
    at(row, 'productShippingInfo', 'shippingTimeGuarantee');
  const found = new Set<Badge | undefined>([
    ...readList(at(row, 'sellerIdentities')).map((identity) => SELLER_BADGES[readText(identity) ?? '']),
    SHIPPING_BADGES[readText(shipping) ?? ''],
  ]);
  if (readList(at(row, 'offerIdentities')).includes('yx') || isMarked('isSelect')) found.add('selected');
  if (isMarked('isOnePsale')) found.add('one-piece-dropship');
  return BADGES.filter((badge) => found.has(badge));
};

/** `quoteType` 1: priced by variant, where a price by quantity would be misleading. */
const BY_VARIANT = 1;

const parsePrices = (payload: unknown): Pick<OfferDetail, 'tiers' | 'skuPrices'> => {
  const skuPrices = parseSkuPrices(payload);
  if (readCount(at(payload, 'productSaleInfo', 'quoteType')) === BY_VARIANT) return { tiers: [], skuPrices };
  const steps = readList(at(payload, 'productSaleInfo', 'priceRangeList'));
  const tiers = readTiers(
    steps.map((step) => ({ quantity: at(step, 'startQuantity'), price: at(step, 'price') })),
  );
  return { tiers, skuPrices: tiers.length > 0 ? null : skuPrices };
};

const parseSkuPrices = (payload: unknown): OfferDetail['skuPrices'] => {
  const prices = readList(at(payload, 'productSkuInfos'))
    .map((sku) => readPrice(at(sku, 'price')) ?? readPrice(at(sku, 'fenxiaoPriceInfo', 'offerPrice')))
    .filter((price) => price !== null)
    .sort((a, b) => a.fen - b.fen);
  const [lowest, highest] = [prices[0], prices.at(-1)];
  return lowest && highest ? { lowest, highest } : null;
};

/** The one price that is told when there are neither tiers nor variant prices. */
const firstPrice = (payload: unknown): Offer['price'] =>
  readPrice(at(readList(at(payload, 'productSaleInfo', 'priceRangeList'))[0], 'price')) ??
  readPrice(at(payload, 'productSaleInfo', 'fenxiaoSaleInfo', 'offerPrice'));

const parseUnit = (payload: unknown, language: Language): string | null => {
  const unit = readPlainText(at(payload, 'productSaleInfo', 'unitInfo', 'unit'));
  const translated = readPlainText(at(payload, 'productSaleInfo', 'unitInfo', 'transUnit'));
  return language === 'zh' ? unit : (translated ?? unit);
};

const parseImages = (payload: unknown): readonly string[] => {
  const images = readImageUrls(at(payload, 'productImage', 'images'));
  return images.length > 0 ? images : readImageUrls(at(payload, 'productImage', 'whiteImage'));
};

const parseAttributes = (payload: unknown, language: Language): OfferDetail['attributes'] => {
  const read = (attribute: unknown, key: string): string | null => {
    const translated = language === 'zh' ? null : readPlainText(at(attribute, `${key}Trans`));
    return translated ?? readPlainText(at(attribute, key));
  };
  return readList(at(payload, 'productAttribute')).flatMap((attribute) => {
    const name = read(attribute, 'attributeName');
    const value = read(attribute, 'value');
    return name && value ? [{ name, value }] : [];
  });
};
