/** The order of offers on a page. Pure functions over rows that the backend returned. */
import type { Match, Offer, OfferDetail } from '../domain/offer.ts';
import type { SearchMode } from '../domain/query.ts';

/** The rows without those whose offer stood further up already. */
export const withoutRepeats = (offers: readonly Offer[]): Offer[] => {
  const seen = new Set<string>();
  return offers.filter(({ id }) => !seen.has(id) && seen.add(id));
};

/**
 * `same` keeps the marketplace's order. `similar` is for people who know the product already and look for others like it:
 * offers that show the very product go last, the rest stays in order. Nothing is dropped.
 */
export const arrange = (offers: readonly Offer[], mode: SearchMode): Offer[] => {
  if (mode === 'same') return [...offers];
  const isSame = (offer: Offer): boolean => offer.match?.level === 'same';
  return [...offers.filter((offer) => !isSame(offer)), ...offers.filter(isSame)];
};

/** The row with how well its picture agrees with the photo. */
export const withMatch = (offer: Offer, match: Match | null): Offer => ({ ...offer, match });

/** The row filled up with what the offer's own page tells: tiers, unit, and whatever the row left open. */
export const withDetail = (row: Offer, detail: OfferDetail): Offer => ({
  ...row,
  titleTranslated: row.titleTranslated ?? detail.titleTranslated,
  imageUrl: row.imageUrl ?? detail.imageUrl,
  price: row.price ?? detail.price,
  tiers: detail.tiers,
  skuPrices: detail.skuPrices,
  moq: detail.moq ?? row.moq,
  unit: detail.unit ?? row.unit,
  sold: row.sold ?? detail.sold,
  repurchaseRate: row.repurchaseRate ?? detail.repurchaseRate,
  supplier: {
    id: row.supplier.id ?? detail.supplier.id,
    name: row.supplier.name ?? detail.supplier.name,
    badges: [...new Set([...row.supplier.badges, ...detail.supplier.badges])],
    years: row.supplier.years ?? detail.supplier.years,
    location: row.supplier.location ?? detail.supplier.location,
    score: row.supplier.score ?? detail.supplier.score,
  },
});
