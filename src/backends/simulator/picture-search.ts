/** Finds the demo offers that look like a picture. */
import { comparer } from '../../images/features.ts';
import type { Catalogue, OfferRecord } from './catalogue.ts';

/** Products that agree less than this with the photo are left out, unless there would be almost nothing. */
const LEAST_LIKENESS = 0.42;
/** A search always has some rows, as on the real marketplace. */
const FEWEST_OFFERS = 40;

/** An offer with the likeness of its product to the photo, from 0 to 1. */
export type Hit = { readonly offer: OfferRecord; readonly likeness: number };

/** How much each product looks like the photo: the best of its sellers' pictures counts. */
const productLikeness = (catalogue: Catalogue, photo: Float32Array): Float64Array => {
  const likenessOf = comparer(photo);
  const pictures = catalogue.features();
  const best = new Float64Array(catalogue.products.length);
  catalogue.offers.forEach(({ product }, at) => {
    const picture = pictures[at];
    if (picture) best[product] = Math.max(best[product] ?? 0, likenessOf(picture));
  });
  return best;
};

const betterFirst = (a: Hit, b: Hit): number =>
  b.likeness - a.likeness ||
  a.offer.product - b.offer.product ||
  b.offer.monthSold - a.offer.monthSold ||
  Number(a.offer.id) - Number(b.offer.id);

/**
 * The offers for a picture's features, best first: by product, then by how much the supplier sells.
 * The same features always give the same list.
 */
export const searchByPicture = (catalogue: Catalogue, photo: Float32Array): readonly Hit[] => {
  const likeness = productLikeness(catalogue, photo);
  return catalogue.offers
    .map((offer) => ({ offer, likeness: likeness[offer.product] ?? 0 }))
    .sort(betterFirst)
    .filter((hit, at) => hit.likeness >= LEAST_LIKENESS || at < FEWEST_OFFERS);
};
