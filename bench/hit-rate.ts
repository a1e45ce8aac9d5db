/**
 * How often the simulator finds the right product for another version of one of its pictures: re-encoded, resized, cut by 5 %,
 * or photographed off a phone screen. Every picture of the catalogue is asked for in every version; takes some minutes.
 */
import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { type Catalogue, loadCatalogue, type OfferRecord } from '../src/backends/simulator/catalogue.ts';
import { searchByPicture } from '../src/backends/simulator/picture-search.ts';
import { offerPicture } from '../src/backends/simulator/pictures.ts';
import { describePicture } from '../src/images/features.ts';
import { VERSIONS } from '../test/support/picture-versions.ts';
import type { Figure } from './index.ts';

type Rank = { readonly first: boolean; readonly topFive: boolean };

/** Whether the first offer, or one of the first five, is of the product in the picture. */
const rankOf = (catalogue: Catalogue, { product }: OfferRecord, photo: Float32Array): Rank => {
  const products = searchByPicture(catalogue, photo)
    .slice(0, 5)
    .map(({ offer }) => offer.product);
  return { first: products[0] === product, topFive: products.includes(product) };
};

const shareOf = (ranks: readonly Rank[], key: keyof Rank): number =>
  Number((ranks.filter((rank) => rank[key]).length / ranks.length).toFixed(4));

/** Measures every version over all pictures of the catalogue. */
export const run = async (): Promise<readonly Figure[]> => {
  const catalogue = loadCatalogue();
  const limit = pLimit(availableParallelism());
  const figures: Figure[] = [];
  for (const [name, version] of Object.entries(VERSIONS)) {
    const ask = async (offer: OfferRecord, at: number): Promise<Rank> => {
      const picture = await version(await offerPicture(catalogue, offer), at);
      return rankOf(catalogue, offer, await describePicture(picture));
    };
    const ranks = await Promise.all(catalogue.offers.map((offer, at) => limit(() => ask(offer, at))));
    figures.push({ name: `${name}: first offer is right`, value: shareOf(ranks, 'first'), unit: 'share' });
    figures.push({
      name: `${name}: right one in the first five`,
      value: shareOf(ranks, 'topFive'),
      unit: 'share',
    });
  }
  return figures;
};
