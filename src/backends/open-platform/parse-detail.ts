/** What `product.search.queryProductDetail` tells about one offer, field by field. Unknown fields are passed over. */
import type { Money } from '../../domain/money.ts';
import { type Offer, type OfferDetail, type Sku, UNTOLD_DETAIL } from '../../domain/offer.ts';
import type { Language } from '../../domain/query.ts';
import {
  at,
  readCount,
  readFlag,
  readImageUrls,
  readList,
  readPlainLines,
  readPlainText,
  readPrice,
  readText,
  readTiers,
} from '../values.ts';
import { parseOffer } from './parse.ts';
import { parseShipping, parseSupplierScores } from './parse-service.ts';

/** States of an offer that nobody can buy any more ("member expired", "auto expired", "member deleted", "TBD": to be deleted). */
export const GONE = /expired|deleted|^TBD$/i;

/** The offer in full, or null when there is no such offer any more. */
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
    unit: translated(at(payload, 'productSaleInfo', 'unitInfo'), ['unit', 'transUnit'], language),
    images,
    stock: readCount(at(payload, 'productSaleInfo', 'amountOnSale')),
    attributes: parseAttributes(at(payload, 'productAttribute'), language),
    skus: parseSkus(payload, language),
    batch: readCount(at(payload, 'batchNumber')) || null,
    shipping: parseShipping(at(payload, 'productShippingInfo')),
    supplierScores: parseSupplierScores(at(payload, 'sellerDataInfo')),
    categoryId: readText(at(payload, 'categoryId')),
    description: parseDescription(payload, language),
    promotionPrice: parsePromotion(payload),
    mixedLot: parseMixedLot(at(payload, 'sellerMixSetting')),
  };
};

/** The member in the reader's language: Chinese readers get the original, all others the translation where there is one. */
const translated = (
  value: unknown,
  [original, translation]: readonly [string, string],
  language: Language,
): string | null => {
  const foreign = language === 'zh' ? null : readPlainText(at(value, translation));
  return foreign ?? readPlainText(at(value, original));
};

const NAME = ['attributeName', 'attributeNameTrans'] as const;
const VALUE = ['value', 'valueTrans'] as const;

const parseAttributes = (list: unknown, language: Language): OfferDetail['attributes'] =>
  readList(list).flatMap((attribute) => {
    const name = translated(attribute, NAME, language);
    const value = translated(attribute, VALUE, language);
    return name && value ? [{ name, value }] : [];
  });

/** `quoteType` 1: priced by variant, where a price by quantity would be misleading. */
const isByVariant = (payload: unknown): boolean =>
  readCount(at(payload, 'productSaleInfo', 'quoteType')) === 1;

const parseSkus = (payload: unknown, language: Language): readonly Sku[] =>
  readList(at(payload, 'productSkuInfos')).flatMap((sku) => {
    const id = readText(at(sku, 'skuId'));
    const attributes = readList(at(sku, 'skuAttributes'));
    const names = attributes.map((attribute) => translated(attribute, VALUE, language));
    const name = names.filter(Boolean).join(' / ') || readPlainText(at(sku, 'cargoNumber'));
    if (!id || !name) return [];
    const images = attributes.flatMap((attribute) => readImageUrls(at(attribute, 'skuImageUrl')));
    const stock = readCount(at(sku, 'amountOnSale'));
    return [{ id, name, price: skuPrice(sku, isByVariant(payload)), stock, imageUrl: images[0] ?? null }];
  });

/** The dropship price stands in where a supplier prices by variant and this variant says nothing else. */
const skuPrice = (sku: unknown, byVariant: boolean): Money | null =>
  readPrice(at(sku, 'price')) ?? (byVariant ? readPrice(at(sku, 'fenxiaoPriceInfo', 'offerPrice')) : null);

const parsePrices = (payload: unknown): Pick<Offer, 'tiers' | 'skuPrices'> => {
  const skus = readList(at(payload, 'productSkuInfos'));
  const skuPrices = priceRange(skus.map((sku) => skuPrice(sku, true)));
  if (isByVariant(payload)) return { tiers: [], skuPrices };
  const tiers = readTiers(
    priceSteps(payload).map((step) => ({ quantity: at(step, 'startQuantity'), price: at(step, 'price') })),
  );
  return { tiers, skuPrices: tiers.length > 0 ? null : skuPrices };
};

/** From the lowest to the highest of some prices; null when there is none. */
export const priceRange = (prices: readonly (Money | null)[]): Offer['skuPrices'] => {
  const sorted = prices.filter((price) => price !== null).sort((a, b) => a.fen - b.fen);
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  return lowest && highest ? { lowest, highest } : null;
};

const priceSteps = (payload: unknown): readonly unknown[] =>
  readList(at(payload, 'productSaleInfo', 'priceRangeList'));

/** The one price that is told when there are neither tiers nor variant prices. */
const firstPrice = (payload: unknown): Money | null =>
  readPrice(at(priceSteps(payload)[0], 'price')) ??
  readPrice(at(payload, 'productSaleInfo', 'fenxiaoSaleInfo', 'offerPrice'));

/** The lowest promotion price of any step or variant. It is for some buyers only (`plus` members), so it never is the price. */
const parsePromotion = (payload: unknown): Money | null => {
  const places = [...priceSteps(payload), ...readList(at(payload, 'productSkuInfos'))];
  return priceRange(places.map((place) => readPrice(at(place, 'promotionPrice'))))?.lowest ?? null;
};

const parseImages = (payload: unknown): readonly string[] => {
  const images = readImageUrls(at(payload, 'productImage', 'images'));
  return images.length > 0 ? images : readImageUrls(at(payload, 'productImage', 'whiteImage'));
};

/** Translated descriptions may be given as the address of a page, which is no description. */
const parseDescription = (payload: unknown, language: Language): string | null => {
  const foreign = language === 'zh' ? null : readPlainLines(at(payload, 'descriptionTrans'));
  const isAddress = foreign !== null && /^https?:\/\/\S+$/.test(foreign);
  return (isAddress ? null : foreign) ?? readPlainLines(at(payload, 'description'));
};

const parseMixedLot = (setting: unknown): OfferDetail['mixedLot'] => {
  if (readFlag(at(setting, 'generalHunpi')) !== true) return null;
  return { amount: readPrice(at(setting, 'mixAmount')), pieces: readCount(at(setting, 'mixNumber')) || null };
};
