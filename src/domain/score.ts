/** How good an offer is for somebody who buys, from 0 to 100: a weighted mean of parts that can each be shown. Pure. */
import { type Badge, isAlike, type Offer, type OfferDetail, type Sold } from './offer.ts';
import { costEach } from './pricing.ts';
import type { SearchMode } from './query.ts';

/** What a score is made of. `price` is compared with the cheapest of the other offers, all others stand for themselves. */
export const SCORE_PARTS = ['price', 'match', 'repurchase', 'years', 'scores', 'badges', 'sold'] as const;
/** One of `SCORE_PARTS`. */
export type ScorePart = (typeof SCORE_PARTS)[number];

/** How much each part counts, whole numbers from 0 to 100; only their proportion matters. */
export type ScoreWeights = Readonly<Record<ScorePart, number>>;

/** Where nobody said otherwise: what it costs, whether it is the thing, and then who sells it. */
export const DEFAULT_WEIGHTS: ScoreWeights = {
  price: 30,
  match: 20,
  repurchase: 15,
  years: 10,
  scores: 10,
  badges: 5,
  sold: 10,
};

/**
 * A score with its parts, each from 0 to 1; null for a part that is not told, whose weight the others then share. `points` is the whole, null where
 * nothing that counts is known.
 */
export type Score = {
  readonly points: number | null;
  readonly parts: Readonly<Record<ScorePart, number | null>>;
  readonly missing: readonly ScorePart[];
};

/** What of an offer is looked at; details tell more scores of the supplier than rows do. */
export type Scored = Offer & Partial<Pick<OfferDetail, 'supplierScores'>>;

/** From here on more is not better: half of the buyers coming again is rare, and ten years are long on 1688. */
const FULL = { repurchase: 0.5, years: 10, badges: 3, score: 5 } as const;

/** The same for pieces sold, by the period that the marketplace counts: periods are not converted into one another. */
const FULL_SOLD: Readonly<Record<Sold['period'], number>> = {
  month: 10_000,
  quarter: 30_000,
  total: 100_000,
};

/** Badges that say something about the seller or the goods; how fast a parcel leaves does not. */
const TRUST: readonly Badge[] = [
  'verified-member',
  'power-merchant',
  'super-factory',
  'inspected-factory',
  'industrial-brand',
  'selected',
];

const upTo = (value: number, full: number): number => Math.min(1, Math.max(0, value / full));

const mean = (values: readonly number[]): number | null =>
  values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null;

const scoresOf = ({ supplier, supplierScores = {} }: Scored): number | null => {
  const { repurchaseRatio: _, ...told } = supplierScores;
  const all = [supplier.score, ...Object.values(told)].filter((score) => score !== null);
  const share = mean(all);
  return share === null ? null : upTo(share, FULL.score);
};

/** Ten times as many pieces are worth the same step each time. */
const soldOf = (sold: Sold | null): number | null =>
  sold && upTo(Math.log1p(sold.count), Math.log1p(FULL_SOLD[sold.period]));

const priceOf = (offer: Scored, { quantity, cheapest }: ScoreContext): number | null => {
  const cost = costEach(offer, quantity);
  if (cost === null || cheapest === null) return null;
  return cost <= cheapest ? 1 : cheapest / cost;
};

/** What offers are scored by: for how many pieces, against which cheapest cost of one (fen, as `costEach`; null where there are no others), and the weights. */
export type ScoreContext = {
  readonly quantity: number | undefined;
  readonly cheapest: number | null;
  readonly weights: ScoreWeights;
};

/** The cheapest of some offers for a quantity, as `ScoreContext` wants it: null for fewer than two prices, since one alone is neither dear nor cheap. */
export const cheapestOf = (offers: readonly Scored[], quantity: number | undefined): number | null => {
  const costs = offers.map((offer) => costEach(offer, quantity)).filter((cost) => cost !== null);
  return costs.length > 1 ? Math.min(...costs) : null;
};

/**
 * Those of a list with which an offer's price is compared: where the very product is looked for, what looks like the photo among its like. A
 * teapot is not dear because chopsticks are cheaper.
 */
export const peersOf = <Row extends Scored>(
  row: Scored,
  rows: readonly Row[],
  mode: SearchMode,
): readonly Row[] => (mode === 'same' ? rows.filter((other) => isAlike(other) === isAlike(row)) : rows);

/** The score of one offer. */
export const scoreOf = (offer: Scored, context: ScoreContext): Score => {
  const parts: Record<ScorePart, number | null> = {
    price: priceOf(offer, context),
    match: offer.match && upTo(offer.match.score, 1),
    repurchase: offer.repurchaseRate === null ? null : upTo(offer.repurchaseRate, FULL.repurchase),
    years: offer.supplier.years === null ? null : upTo(offer.supplier.years, FULL.years),
    scores: scoresOf(offer),
    badges: upTo(offer.supplier.badges.filter((badge) => TRUST.includes(badge)).length, FULL.badges),
    sold: soldOf(offer.sold),
  };
  return { points: pointsOf(parts, context.weights), parts, missing: missingIn(parts, context.weights) };
};

/** The weighted mean of the parts that are told, from 0 to 100. */
export const pointsOf = (parts: Score['parts'], weights: ScoreWeights): number | null => {
  const told = SCORE_PARTS.flatMap((part) => {
    const value = parts[part];
    return value === null ? [] : [{ value, weight: weights[part] }];
  });
  const weight = told.reduce((sum, one) => sum + one.weight, 0);
  if (weight <= 0) return null;
  return Math.min(100, (100 * told.reduce((sum, one) => sum + one.value * one.weight, 0)) / weight);
};

/** Parts that would count and are not told. */
const missingIn = (parts: Score['parts'], weights: ScoreWeights): ScorePart[] =>
  SCORE_PARTS.filter((part) => parts[part] === null && weights[part] > 0);

/** The offers with the best scores first; those without one stay behind them, in their order. */
export const byScore = <Row extends Scored>(
  offers: readonly Row[],
  { quantity, weights }: Pick<ScoreContext, 'quantity' | 'weights'>,
): Row[] => {
  const context = { quantity, weights, cheapest: cheapestOf(offers, quantity) };
  return offers
    .map((offer) => ({ offer, points: scoreOf(offer, context).points ?? -1 }))
    .sort((a, b) => b.points - a.points)
    .map(({ offer }) => offer);
};
