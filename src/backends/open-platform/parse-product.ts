/** What `alibaba.product.get` tells about a product, in the form in which its seller wrote it (document 003). */
import {
  type Offer,
  type OfferDetail,
  offerUrl,
  type Sku,
  UNTOLD_DETAIL,
  UNTOLD_SUPPLIER,
} from '../../domain/offer.ts';
import {
  at,
  readCount,
  readFlag,
  readImageUrls,
  readList,
  readOfferId,
  readPlainLines,
  readPlainText,
  readPrice,
  readText,
  readTiers,
} from '../values.ts';
import { GONE, priceRange } from './parse-detail.ts';

/**
 * The product as an offer, or null when there is no such product any more. Everything is in the seller's own language. Pictures may be
 * paths without a host; `pictureRoot` completes them, with a slash at its end.
 */
export const parseProduct = (payload: unknown, pictureRoot: string): OfferDetail | null => {
  const product = at(payload, 'productInfo');
  const id = readOfferId(at(product, 'productID')) ?? readOfferId(at(product, 'productId'));
  const title = readPlainText(at(product, 'subject'));
  if (!id || !title || GONE.test(readText(at(product, 'status')) ?? '')) return null;
  const sale = at(product, 'saleInfo');
  const skus = parseSkus(product, pictureRoot);
  const prices = parsePrices(sale, skus);
  const images = pictures(at(product, 'image', 'images'), pictureRoot);
  return {
    ...UNTOLD_DETAIL,
    id,
    title,
    titleTranslated: null,
    url: offerUrl(id),
    imageUrl: images[0] ?? null,
    ...prices,
    moq: readCount(at(sale, 'minOrderQuantity')) || (prices.tiers[0]?.minQuantity ?? null),
    unit: readPlainText(at(sale, 'unit')),
    sold: parseSold(product),
    repurchaseRate: null,
    supplier: { ...UNTOLD_SUPPLIER, name: readPlainText(at(product, 'supplierLoginId')) },
    match: null,
    images,
    stock: readCount(at(sale, 'amountOnSale')),
    attributes: parseAttributes(product),
    skus,
    batch: readCount(at(sale, 'batchNumber')) || null,
    shipping: parseShipping(at(product, 'shippingInfo')),
    categoryId: readText(at(product, 'categoryID')),
    description: readPlainLines(at(product, 'description')),
    mixedLot: readFlag(at(sale, 'mixWholeSale')) === true ? { amount: null, pieces: null } : null,
  };
};

const pictures = (value: unknown, root: string): readonly string[] =>
  readImageUrls(
    [value]
      .flat()
      .map((path) => (/^\/?img\//.test(String(path)) ? root + String(path).replace(/^\//, '') : path)),
  );

const parseSold = (product: unknown): Offer['sold'] => {
  const count = readCount(at(product, 'bookedCount'));
  return count === null ? null : { count, period: 'total' };
};

const parseAttributes = (product: unknown): OfferDetail['attributes'] =>
  readList(at(product, 'attributes')).flatMap((attribute) => {
    const name = readPlainText(at(attribute, 'attributeName'));
    const value = readPlainText(at(attribute, 'value'));
    return name && value ? [{ name, value }] : [];
  });

const parseSkus = (product: unknown, root: string): readonly Sku[] =>
  readList(at(product, 'skuInfos')).flatMap((sku) => {
    const id = readText(at(sku, 'skuId'));
    const attributes = readList(at(sku, 'attributes'));
    const names = attributes.map((attribute) => readPlainText(at(attribute, 'attributeValue')));
    const name = names.filter(Boolean).join(' / ') || readPlainText(at(sku, 'cargoNumber'));
    if (!id || !name) return [];
    const images = attributes.flatMap((attribute) => pictures(at(attribute, 'skuImageUrl'), root));
    const stock = readCount(at(sku, 'amountOnSale'));
    return [{ id, name, price: readPrice(at(sku, 'price')), stock, imageUrl: images[0] ?? null }];
  });

type Prices = Pick<Offer, 'price' | 'tiers' | 'skuPrices'>;

/** `priceAuth`: the seller hides the prices. `quoteType` 1: priced by variant, where tiers would be misleading. */
const parsePrices = (sale: unknown, skus: readonly Sku[]): Prices => {
  if (readFlag(at(sale, 'priceAuth')) === true) return { price: null, tiers: [], skuPrices: null };
  const range = priceRange(skus.map(({ price }) => price));
  const byVariant = readCount(at(sale, 'quoteType')) === 1;
  const steps = byVariant ? [] : readList(at(sale, 'priceRanges'));
  const tiers = readTiers(
    steps.map((step) => ({ quantity: at(step, 'startQuantity'), price: at(step, 'price') })),
  );
  const skuPrices = tiers.length > 0 ? null : range;
  const price = tiers[0]?.price ?? skuPrices?.lowest ?? readPrice(at(sale, 'consignPrice'));
  return { price, tiers, skuPrices };
};

/** `unitWeight` is in kilograms. Freight template 1 stands for "the seller pays", 0 for words in the description. */
const parseShipping = (info: unknown): OfferDetail['shipping'] => {
  const weight = Number(readText(at(info, 'unitWeight')) ?? Number.NaN);
  const template = readText(at(info, 'freightTemplateID'));
  return {
    from: readPlainText(at(info, 'sendGoodsAddressText')),
    weightGrams: weight > 0 ? Math.round(weight * 1000) : null,
    withinHours: null,
    free: template === null || template === '0' ? null : template === '1',
  };
};
