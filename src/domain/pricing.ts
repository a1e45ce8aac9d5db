/** What a number of pieces of an offer costs: the tier that applies, what has to be ordered at least, and the next cheaper tier. */
import { cny, type Money } from './money.ts';
import type { Offer, PriceTier } from './offer.ts';

/** The highest quantity that can be asked for. Nobody decides about more in a chat, and four digits of a button hold it. */
export const MOST_QUANTITY = 1_000_000;

/** What of an offer decides about its price. */
export type Priced = Pick<Offer, 'price' | 'tiers' | 'skuPrices' | 'moq' | 'lots'>;

/** From the lowest to the highest: both are the same where there is one price. */
export type MoneyRange = { readonly lowest: Money; readonly highest: Money };

/** Why more has to be ordered than was asked for. */
export type Raise = 'moq' | 'batch';

/**
 * A cheaper tier that is `away` further pieces from what would be ordered, with all of them `pieces`, which also is a multiple of the batch.
 * `isLess`: the whole order then costs no more than the smaller one.
 */
export type NextTier = {
  readonly from: number;
  readonly pieces: number;
  readonly away: number;
  readonly price: Money;
  readonly isLess: boolean;
};

/**
 * A price for a quantity. `pieces` is the smallest order that holds what was asked for; `raised` says why it is more. `by` says what the
 * unit price follows: the quantity, the variant (a range then), or nothing that was told (one list price, so that other tiers may exist).
 * `unit` and `total` are null where no price is known, `total` also where it is beyond all reason.
 */
export type Quote = {
  readonly asked: number;
  readonly pieces: number;
  readonly raised: readonly Raise[];
  readonly by: 'quantity' | 'variant' | 'list';
  readonly unit: MoneyRange | null;
  readonly total: MoneyRange | null;
  readonly next: NextTier | null;
};

/** The smallest order: the MOQ, or where the lowest tier begins, whichever is more. */
export const leastOrder = ({ moq, tiers }: Pick<Priced, 'moq' | 'tiers'>): number =>
  Math.max(1, moq ?? 1, tiers[0]?.minQuantity ?? 1);

/** The smallest multiple of the batch that is at least this much. */
const inBatches = (pieces: number, batch: number | null | undefined): number =>
  batch && batch > 1 ? Math.ceil(pieces / batch) * batch : pieces;

/** The tier that applies to so many pieces; null where there is none. Tiers stand by their quantities, the lowest first. */
export const tierFor = (tiers: readonly PriceTier[], pieces: number): PriceTier | null =>
  tiers.findLast(({ minQuantity }) => minQuantity <= pieces) ?? null;

const times = ({ fen }: Money, pieces: number): Money => cny(fen * pieces);

const isReasonable = ({ fen }: Money): boolean => Number.isSafeInteger(fen);

const unitFor = ({ tiers, skuPrices, price }: Priced, pieces: number): Pick<Quote, 'by' | 'unit'> => {
  const tier = tierFor(tiers, pieces);
  if (tier) return { by: 'quantity', unit: { lowest: tier.price, highest: tier.price } };
  if (skuPrices) return { by: 'variant', unit: skuPrices };
  return { by: 'list', unit: price && { lowest: price, highest: price } };
};

const nextTier = (offer: Priced, pieces: number): NextTier | null => {
  const { tiers, lots } = offer;
  const now = tierFor(tiers, pieces);
  const next = now && tiers.find((tier) => tier.minQuantity > pieces && tier.price.fen < now.price.fen);
  if (!now || !next) return null;
  const then = inBatches(next.minQuantity, lots?.batch);
  // A batch may reach over a tier, so the price is that of all the pieces.
  const { price } = tierFor(tiers, then) ?? next;
  return {
    from: next.minQuantity,
    pieces: then,
    away: then - pieces,
    price,
    isLess: price.fen * then <= now.price.fen * pieces,
  };
};

/** The price for so many pieces (at least 1). Exact in fen. */
export const quote = (offer: Priced, asked: number): Quote => {
  const least = leastOrder(offer);
  const pieces = inBatches(Math.max(asked, least), offer.lots?.batch);
  const { by, unit } = unitFor(offer, pieces);
  const total = unit && { lowest: times(unit.lowest, pieces), highest: times(unit.highest, pieces) };
  return {
    asked,
    pieces,
    raised: [
      ...(asked < least ? (['moq'] as const) : []),
      ...(pieces > Math.max(asked, least) ? (['batch'] as const) : []),
    ],
    by,
    unit,
    total: total && isReasonable(total.highest) ? total : null,
    next: nextTier(offer, pieces),
  };
};

/**
 * What each of the pieces that were asked for costs in fen when all that has to be ordered is paid for, in the middle of a range; the price
 * of the smallest order where nobody asked for a quantity. Null while no price is known.
 */
export const costEach = (offer: Priced, asked: number | undefined): number | null => {
  const { unit, pieces } = quote(offer, asked ?? 1);
  if (!unit) return null;
  const middle = (unit.lowest.fen + unit.highest.fen) / 2;
  return asked === undefined ? middle : (middle * pieces) / asked;
};
