/**
 * How often the simulator finds the right product for another version of one of its pictures: re-encoded, resized, cut by 5 %,
 * or photographed off a phone screen. Every picture of the catalogue is asked for in every version; takes some minutes.
 */
import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { type Catalogue, loadCatalogue, type OfferRecord } from '../src/backends/simulator/catalogue.ts';
import { searchByPicture } from '../src/backends/simulator/picture-search.ts';
import { offerPicture } from '../src/backends/simulator/pictures.ts';
import { describeProduct } from '../src/images/features.ts';
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

/** Asks for one picture in every version. */
const askFor = async (catalogue: Catalogue, offer: OfferRecord, at: number): Promise<Rank[]> => {
  const picture = await offerPicture(catalogue, offer);
  return Promise.all(
    Object.values(VERSIONS).map(async (version) =>
      rankOf(catalogue, offer, (await describeProduct(await version(picture, at))).features),
    ),
  );
};

const shareOf = (ranks: readonly (Rank | undefined)[], key: keyof Rank): number =>
  Number((ranks.filter((rank) => rank?.[key]).length / ranks.length).toFixed(4));

/** Measures every version over all pictures of the catalogue. */
export const run = async (): Promise<readonly Figure[]> => {
  const catalogue = loadCatalogue();
  const limit = pLimit(availableParallelism());
  const ranks = await Promise.all(
    catalogue.offers.map((offer, at) => limit(() => askFor(catalogue, offer, at))),
  );
  return Object.keys(VERSIONS).flatMap((name, version) => {
    const column = ranks.map((row) => row[version]);
    return [
      { name: `${name}: the first offer is right`, value: shareOf(column, 'first'), unit: 'share' },
      { name: `${name}: one of the first five is right`, value: shareOf(column, 'topFive'), unit: 'share' },
    ];
  });
};
