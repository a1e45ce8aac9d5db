/** Document 004's products as offers. It names the parts of a product and few of their fields, so several spellings are read. */
import type { Money } from '../../domain/money.ts';
import {
  type Offer,
  type OfferDetail,
  type Shipping,
  type Sku,
  type Supplier,
  UNTOLD_DETAIL,
} from '../../domain/offer.ts';
import {
  at,
  readCount,
  readFlag,
  readImageUrls,
  readList,
  readOfferId,
  readPlainText,
  readPrice,
  readScore,
  readText,
  readTiers,
} from '../values.ts';
import { offerOf } from './dialect.ts';

/** The first of these members that is there. */
const oneOf = (value: unknown, ...names: readonly string[]): unknown =>
  names.map((name) => at(value, name)).find((found) => found !== undefined && found !== null);

const idOf = (value: unknown): unknown => oneOf(value, 'productId', 'productID', 'offerId');

const readSold = (value: unknown): Offer['sold'] => {
  const count = readCount(oneOf(value, 'volume', 'monthSold', 'sales'));
  return count === null ? null : { count, period: 'month' };
};

const readPlace = (supplier: unknown): string | null =>
  readText(['province', 'city'].map((key) => readPlainText(at(supplier, key)) ?? '').join(' '));

const readSupplier = (value: unknown, nameKey: string): Partial<Supplier> => {
  return {
    id: readText(at(value, 'supplierId')),
    name: readPlainText(oneOf(value, nameKey, 'companyName')),
    badges: readFlag(at(value, 'highQuality')) ? ['power-merchant'] : [],
    years: readCount(at(value, 'years')),
    location: readPlace(value),
    score: readScore(at(value, 'score')),
  };
};

/** A row of `products[]`, or null without an id or a title. */
export const readRow = (row: unknown): Offer | null =>
  offerOf({
    id: idOf(row),
    title: oneOf(row, 'title', 'subject'),
    price: readPrice(at(row, 'price')),
    moq: readCount(oneOf(row, 'minOrderQuantity', 'minQuantity')) || null,
    imageUrl: readImageUrls(at(row, 'imageUrl'))[0] ?? null,
    sold: readSold(row),
    supplier: readSupplier(row, 'supplierName'),
  });

const readAttributes = (list: unknown): OfferDetail['attributes'] =>
  readList(list).flatMap((attribute) => {
    const name = readPlainText(at(attribute, 'name'));
    const value = readPlainText(at(attribute, 'value'));
    return name && value ? [{ name, value }] : [];
  });

const readSku = (sku: unknown): Sku | null => {
  const id = readOfferId(at(sku, 'skuId'));
  const words = readAttributes(at(sku, 'spec')).map(({ value }) => value);
  return id
    ? {
        id,
        name: words.join(' / '),
        price: readPrice(at(sku, 'price')),
        stock: readCount(at(sku, 'stock')),
        imageUrl: readImageUrls(at(sku, 'imageUrl'))[0] ?? null,
      }
    : null;
};

const rangeOf = (skus: readonly Sku[]): Offer['skuPrices'] => {
  const prices = skus
    .map(({ price }) => price)
    .filter((price): price is Money => price !== null)
    .sort((a, b) => a.fen - b.fen);
  const [lowest, highest] = [prices[0], prices.at(-1)];
  return lowest && highest ? { lowest, highest } : null;
};

const readShipping = (product: unknown): Shipping => {
  const days = readCount(at(product, 'tradeInfo', 'deliveryDays'));
  return {
    from: readPlace(at(product, 'supplierInfo')),
    weightGrams: null,
    withinHours: days === null ? null : days * 24,
    free: readFlag(at(product, 'tradeInfo', 'isFreeShip')),
  };
};

const readPrices = (product: unknown, skus: readonly Sku[]): Pick<Offer, 'price' | 'tiers' | 'skuPrices'> => {
  const steps = readList(at(product, 'tradeInfo', 'priceRanges'));
  const tiers = readTiers(
    steps.map((step) => ({ quantity: at(step, 'startQuantity'), price: at(step, 'price') })),
  );
  const skuPrices = tiers.length > 0 ? null : rangeOf(skus);
  const single = readPrice(at(product, 'priceInfo', 'price'));
  return { tiers, skuPrices, price: tiers[0]?.price ?? skuPrices?.lowest ?? single };
};

/** A whole product out of its parts, or null without an id or a title. */
export const readDetail = (product: unknown): OfferDetail | null => {
  const [info, trade] = [at(product, 'productInfo'), at(product, 'tradeInfo')];
  const skus = readList(at(product, 'skuInfo'))
    .map(readSku)
    .filter((sku) => sku !== null);
  const images = readImageUrls(at(product, 'imageInfo', 'images'));
  const prices = readPrices(product, skus);
  const offer = offerOf({
    ...prices,
    id: idOf(product) ?? idOf(info),
    title: oneOf(info, 'title', 'subject'),
    imageUrl: images[0] ?? null,
    moq: (readCount(at(trade, 'minOrderQuantity')) || prices.tiers[0]?.minQuantity) ?? null,
    unit: readPlainText(at(trade, 'unit')),
    sold: readSold(trade),
    supplier: readSupplier(at(product, 'supplierInfo'), 'name'),
  });
  if (!offer) return null;
  return {
    ...UNTOLD_DETAIL,
    ...offer,
    images,
    skus,
    stock: readCount(at(product, 'stockInfo', 'stock')),
    attributes: readAttributes(at(info, 'attributes')),
    shipping: readShipping(product),
    categoryId: readText(at(info, 'categoryId')),
    description: readPlainText(at(product, 'description')),
  };
};
