/** Finds the demo offers that look like a picture. */
import { unpackFeatures } from '../../images/feature-parts.ts';
import { comparer } from '../../images/features.ts';
import { bestSighting, glimpseIn, jointLikeness, type Sought, seekersOf } from '../../images/sighting.ts';
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

/** So many products are looked for closely in a photo that is no plain product picture; a quick look picks them. */
const CLOSELY = 40;

const sought = new WeakMap<Catalogue, readonly (readonly Sought[])[]>();

const soughtIn = (catalogue: Catalogue): readonly (readonly Sought[])[] => {
  const known = sought.get(catalogue) ?? catalogue.templates().map(seekersOf);
  sought.set(catalogue, known);
  return known;
};

/** The likeness of products that may be only a part of what the photo shows. */
const withSightings = (catalogue: Catalogue, photo: Float32Array, plain: Float64Array): Float64Array => {
  const { scene } = unpackFeatures(photo);
  const glimpses = soughtIn(catalogue)
    .map((things, product) => ({ product, things, glimpse: glimpseIn(things, scene) }))
    .sort((a, b) => b.glimpse - a.glimpse);
  const seen = new Float64Array(plain.length);
  for (const [place, { product, things, glimpse }] of glimpses.entries())
    seen[product] = place < CLOSELY ? bestSighting(things, scene) : glimpse;
  return plain.map((alike, product) => jointLikeness(alike, seen[product] ?? 0));
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
  const plain = productLikeness(catalogue, photo);
  const isPlain = Math.max(...plain) >= RECOGNISED || unpackFeatures(photo).scene.length === 0;
  const likeness = isPlain ? plain : withSightings(catalogue, photo, plain);
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
