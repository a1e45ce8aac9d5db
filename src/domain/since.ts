/** What changed between two answers to the same question. Pure. */
import type { Money } from './money.ts';
import type { Offer } from './offer.ts';

/** An offer as it stood in an answer. */
export type Row = { readonly id: string; readonly price: Money | null };

/** The first page of an answer that was given, at `atMs` (ms since the epoch). */
export type Answered = { readonly atMs: number; readonly rows: readonly Row[] };

/**
 * What changed on the first page since an answer. `fresh` are the places (from 1) of offers that did not stand there, `gone` how many that
 * did are not there any more; of the others, `prices` are those that cost something else now.
 */
export type Since = {
  readonly atMs: number;
  readonly fresh: readonly number[];
  readonly gone: number;
  readonly prices: readonly { readonly place: number; readonly from: Money; readonly to: Money }[];
};

/** What is kept of an offer in an answer: its id, and what a piece of the smallest order costs. */
export const rowIn = ({ id, tiers, skuPrices, price }: Offer): Row => ({
  id,
  price: tiers[0]?.price ?? skuPrices?.lowest ?? price,
});

/** What changed from one list to the other. A price that one of both does not tell is no change. */
export const changesSince = (
  before: readonly Row[],
  offers: readonly Offer[],
): Pick<Since, 'fresh' | 'gone' | 'prices'> => {
  const known = new Map(before.map((row) => [row.id, row.price]));
  const now = new Set(offers.map(({ id }) => id));
  return {
    fresh: offers.flatMap(({ id }, index) => (known.has(id) ? [] : [index + 1])),
    gone: before.filter(({ id }) => !now.has(id)).length,
    prices: offers.flatMap((offer, index) => {
      const [from, to] = [known.get(offer.id), rowIn(offer).price];
      return from && to && from.fen !== to.fen ? [{ place: index + 1, from, to }] : [];
    }),
  };
};
