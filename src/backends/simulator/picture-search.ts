/** Finds the demo offers that look like a picture. */
import { comparer } from '../../images/features.ts';
import type { Catalogue, OfferRecord } from './catalogue.ts';

/** Products that agree less than this with the photo are left out, unless there would be almost nothing. */
const LEAST_LIKENESS = 0.42;
/** From here on the marketplace is sure what it sees, and keeps to things of that kind, as the real one does by its category. */
const RECOGNISED = 0.86;
/** A thing of another kind that looks this much alike is listed all the same. */
const STRIKING = 0.8;
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
  const categoryOf = ({ offer }: Hit) => catalogue.products[offer.product]?.category;
  const hits = catalogue.offers
    .map((offer) => ({ offer, likeness: likeness[offer.product] ?? 0 }))
    .sort(betterFirst);
  const [best] = hits;
  if (!best || best.likeness < RECOGNISED)
    return hits.filter((hit, at) => hit.likeness >= LEAST_LIKENESS || at < FEWEST_OFFERS);
  const kind = categoryOf(best);
  return hits.filter((hit) => categoryOf(hit) === kind || hit.likeness >= STRIKING);
};
