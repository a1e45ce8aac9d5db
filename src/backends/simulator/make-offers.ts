/** Invents who sells a product, at what price and with which picture. */
import type { ShotLook } from '../../images/product-shot.ts';
import type { OfferRecord, Product, SupplierRecord } from './catalogue.ts';
import { CATEGORIES } from './categories.ts';
import { COLOURS } from './colours.ts';
import { type Dice, diceFor } from './dice.ts';
import { suppliersOf } from './make-suppliers.ts';

/** A product together with what it sells for: the lowest and the highest first-tier price in fen. */
export type PricedProduct = Product & { readonly lowFen: number; readonly highFen: number };

const OPENINGS = [
  ['现货批发', 'In Stock Wholesale'],
  ['厂家直销', 'Factory Direct'],
  ['跨境热销', 'Best Seller'],
  ['2026新款', '2026 New'],
  ['一件代发', 'Dropship'],
] as const;
const ENDINGS = [
  ['支持定制', 'Custom Logo'],
  ['源头工厂', 'Source Factory'],
  ['量大从优', 'Bulk Discount'],
  ['外贸出口', 'for Export'],
  ['礼品', 'Gift'],
] as const;
const BACKGROUNDS = ['#ffffff', '#ffffff', '#f5f5f2', '#eef2f6', '#f7efe6', '#eef5ee', '#e9e9ec'] as const;
const STICKERS = [null, null, '#e8442e', '#1677c8', '#2f9e55'] as const;

/** Smallest orders by price: cheap things sell by the hundred. */
const moqFor = (dice: Dice, fen: number): number => {
  if (fen < 200) return dice.pick([50, 100, 200]);
  if (fen < 2_000) return dice.pick([2, 5, 10, 20]);
  if (fen < 20_000) return dice.pick([1, 1, 2, 5]);
  return dice.pick([1, 1, 2]);
};

const tiersFor = (dice: Dice, moq: number, fen: number): (readonly [number, number])[] => {
  const steps = dice.between(2, 4);
  let [quantity, price] = [moq, fen];
  return Array.from({ length: steps }, () => {
    const tier = [quantity, price] as const;
    quantity *= dice.pick([5, 10, 20]);
    price = Math.max(1, Math.min(price - 1, Math.round(price * (0.88 + dice.next() * 0.09))));
    return tier;
  });
};

const share = (dice: Dice, low: number, high: number): number =>
  Math.round((low + dice.next() * (high - low)) * 1_000) / 1_000;

/** How this supplier shows this product. The first supplier of a product takes the plain catalogue shot. */
const lookFor = (dice: Dice, photo: boolean, plain: boolean): ShotLook => ({
  zoom: photo ? share(dice, plain ? 0.98 : 0.9, 1) : share(dice, 0.66, 0.9),
  shiftX: share(dice, -0.5, 0.5),
  shiftY: share(dice, -0.5, 0.5),
  mirror: !plain && dice.chance(0.3),
  turn: plain || photo ? 0 : dice.between(-5, 5),
  background: plain ? '#ffffff' : dice.pick(BACKGROUNDS),
  sticker: plain || photo ? null : dice.pick(STICKERS),
  brightness: plain ? 1 : share(dice, 0.94, 1.06),
});

const titlesFor = (dice: Dice, product: Product) => {
  const colour = product.colour && COLOURS[product.colour].word;
  const [opening, ending] = [dice.pick(OPENINGS), dice.pick(ENDINGS)];
  return {
    chinese: `${opening[0]}${colour?.[0] ?? ''}${product.chinese} ${ending[0]}`,
    english: `${opening[1]} ${colour ? `${colour[1]} ` : ''}${product.english}, ${ending[1]}`,
  };
};

const marksFor = (dice: Dice): string[] =>
  (['isOnePsale', 'isSelect', 'yx', 'noReason7DReturn'] as const).filter((_, at) =>
    dice.chance([0.5, 0.15, 0.2, 0.6][at] ?? 0),
  );

const listedOn = (dice: Dice): string =>
  new Date(Date.UTC(2026, 0, 1) - dice.between(1, 900) * 86_400_000).toISOString().slice(0, 10);

type Place = { readonly supplier: number; readonly at: number; readonly id: string };

const offerFor = (product: PricedProduct, place: Place): OfferRecord => {
  const dice = diceFor(`offer ${product.picture} ${product.colour} ${place.at}`);
  const photo = product.picture.startsWith('photo:');
  const fen = dice.between(product.lowFen, product.highFen);
  const moq = moqFor(dice, fen);
  const bySpec = CATEGORIES[product.category].sizes.length > 0;
  return {
    id: place.id,
    product: product.id,
    supplier: place.supplier,
    ...titlesFor(dice, product),
    moq,
    tiers: tiersFor(dice, moq, fen),
    quoteType: bySpec ? dice.pick([1, 2] as const) : product.colour ? 2 : 0,
    monthSold: Math.round(10 ** (dice.next() * 3.6 + 0.6)),
    repurchase: share(dice, 0.04, 0.62),
    stock: dice.between(3, 900) * 10,
    marks: marksFor(dice),
    shipping: dice.pick(['shipIn24Hours', 'shipIn48Hours', 'shipIn48Hours', null] as const),
    listed: listedOn(dice),
    look: lookFor(dice, photo, place.at === 0),
  };
};

/** A rotation of a trade's suppliers that differs from product to product. */
const sellersOf = (product: Product, count: number): number[] => {
  const all = suppliersOf(CATEGORIES[product.category].industry);
  const start = diceFor(`sellers ${product.picture}`).between(0, all.length - 1);
  return Array.from({ length: count }, (_, at) => all[(start + at) % all.length] ?? 0);
};

/** The id of offer number `at`: 12 digits like the marketplace's, well inside JSON's exact whole numbers. */
const offerIdAt = (at: number): string => String(700_100_000_000 + at * 7_919 + ((at * 31) % 97));

/** All offers: each product has three to six suppliers. Always the same for the same products. */
export const makeOffers = (
  products: readonly PricedProduct[],
  suppliers: readonly SupplierRecord[],
): OfferRecord[] => {
  const offers: OfferRecord[] = [];
  for (const product of products) {
    const count = diceFor(`count ${product.picture} ${product.colour}`).pick([3, 3, 3, 3, 4, 4, 5, 6]);
    sellersOf(product, count).forEach((supplier, at) => {
      if (!suppliers[supplier]) throw new Error(`no supplier ${supplier}`);
      offers.push(offerFor(product, { supplier, at, id: offerIdAt(offers.length) }));
    });
  }
  return offers;
};
