/** Document 004's products: rows of lists, and whole products in the six parts that it names. */
import type { OfferRecord } from '../catalogue.ts';
import { CATEGORIES } from '../categories.ts';
import { COLOURS } from '../colours.ts';
import { firstPrice, wholeOf, yuan } from '../crossborder/rows.ts';
import { skuInfos } from '../crossborder/skus.ts';
import { diceFor } from '../dice.ts';
import type { Marketplace } from '../marketplace.ts';
import { SHOTS } from '../picture-names.ts';
import { isStrong, shipsFree } from './shelf.ts';

const supplierIdOf = ({ supplier }: OfferRecord): string => `b2b-${2_200_000_000_000 + supplier}`;

/** A row of `products[]`. The document names none of its fields; these have the names that its details have. */
export const rowOf = (marketplace: Marketplace, offer: OfferRecord) => ({
  productId: Number(offer.id),
  title: offer.chinese,
  imageUrl: marketplace.pictureUrl(offer),
  price: yuan(firstPrice(offer)),
  minOrderQuantity: offer.moq,
  volume: offer.monthSold,
  supplierId: supplierIdOf(offer),
  supplierName: wholeOf(marketplace, offer).supplier.name,
  highQuality: isStrong(marketplace, offer),
  isFreeShip: shipsFree(offer),
});

type Sku = {
  readonly skuId: number;
  readonly price: string | null;
  readonly amountOnSale: number;
  readonly skuAttributes: readonly { readonly attributeName: string; readonly value: string }[];
};

const skuInfo = (marketplace: Marketplace, offer: OfferRecord) =>
  (skuInfos(marketplace, wholeOf(marketplace, offer)) as readonly Sku[]).map((sku) => ({
    skuId: sku.skuId,
    price: sku.price,
    stock: sku.amountOnSale,
    spec: sku.skuAttributes.map(({ attributeName, value }) => ({ name: attributeName, value })),
  }));

const productInfo = (marketplace: Marketplace, offer: OfferRecord) => {
  const { product } = wholeOf(marketplace, offer);
  const category = CATEGORIES[product.category];
  const [material] = diceFor(`attributes ${offer.id}`).pick(category.materials);
  const colour = product.colour ? [{ name: '颜色', value: COLOURS[product.colour].word[0] }] : [];
  return {
    title: offer.chinese,
    categoryId: category.id,
    categoryName: category.name[0],
    attributes: [{ name: '材质', value: material }, ...colour, { name: '产地', value: '中国' }],
  };
};

const tradeInfo = (marketplace: Marketplace, offer: OfferRecord) => {
  const { product } = wholeOf(marketplace, offer);
  const days = { shipIn24Hours: 1, shipIn48Hours: 2 } as const;
  const ladder = offer.tiers.map(([startQuantity, fen]) => ({ startQuantity, price: yuan(fen) }));
  return {
    minOrderQuantity: offer.moq,
    unit: CATEGORIES[product.category].unit[0],
    deliveryDays: offer.shipping ? days[offer.shipping] : null,
    isFreeShip: shipsFree(offer),
    volume: offer.monthSold,
    // Priced by variant, a ladder by quantity means nothing: the prices are in `skuInfo`.
    priceRanges: offer.quoteType === 1 ? [] : ladder,
  };
};

const supplierInfo = (marketplace: Marketplace, offer: OfferRecord) => {
  const { supplier } = wholeOf(marketplace, offer);
  return {
    supplierId: supplierIdOf(offer),
    name: supplier.name,
    province: supplier.province,
    city: supplier.city,
    years: supplier.years,
    score: supplier.score.toFixed(1),
    highQuality: isStrong(marketplace, offer),
  };
};

/**
 * A whole product. `supplierId`, `priceInfo` and `stockInfo` stand beside the six parts because the document's further programs
 * (complete information, price and stock monitor) read them there.
 */
export const productOf = (marketplace: Marketplace, offer: OfferRecord) => {
  const { product } = wholeOf(marketplace, offer);
  return {
    productId: Number(offer.id),
    supplierId: supplierIdOf(offer),
    productInfo: productInfo(marketplace, offer),
    skuInfo: skuInfo(marketplace, offer),
    imageInfo: { images: Array.from({ length: SHOTS }, (_, shot) => marketplace.pictureUrl(offer, shot)) },
    description: `<p>${product.chinese}</p>`,
    supplierInfo: supplierInfo(marketplace, offer),
    tradeInfo: tradeInfo(marketplace, offer),
    priceInfo: { price: yuan(firstPrice(offer)) },
    stockInfo: { stock: offer.stock },
  };
};
