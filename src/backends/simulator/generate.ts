/**
 * Writes the demo catalogue: `npm run catalogue` makes catalogue.json and catalogue.features from products.tsv and the pictures.
 * The same inputs give the same bytes. Takes about a minute, since every offer's picture is made and looked at.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { describePicture } from '../../images/features.ts';
import { mainHue } from '../../images/main-hue.ts';
import { CATALOGUE_FILES, type CatalogueData, type OfferRecord } from './catalogue.ts';
import { packFeatures } from './feature-file.ts';
import { makeCatalogue } from './make-catalogue.ts';
import { offerPicture, pictureBytes } from './pictures.ts';

const PRODUCTS = new URL('./products.tsv', import.meta.url);

/** The catalogue as products.tsv and the pictures' hues make it. */
export const generateData = (): Promise<CatalogueData> =>
  makeCatalogue(readFileSync(PRODUCTS, 'utf8'), async (picture) => mainHue(await pictureBytes(picture)));

/** What the pictures of these offers look like. */
export const generateFeatures = (
  data: CatalogueData,
  offers: readonly OfferRecord[],
): Promise<Float32Array[]> => {
  const limit = pLimit(availableParallelism());
  return Promise.all(
    offers.map((offer) => limit(async () => describePicture(await offerPicture(data, offer)))),
  );
};

/** The text of catalogue.json: one record a line, so that changes can be read. */
export const catalogueText = (data: CatalogueData): string => {
  const lists = Object.entries(data).map(([name, records]) => {
    const lines = records.map((record) => JSON.stringify(record));
    return `${JSON.stringify(name)}:[\n${lines.join(',\n')}\n]`;
  });
  return `{${lists.join(',\n')}}\n`;
};

if (import.meta.main) {
  const data = await generateData();
  writeFileSync(CATALOGUE_FILES.data, catalogueText(data));
  writeFileSync(CATALOGUE_FILES.features, packFeatures(await generateFeatures(data, data.offers)));
}
