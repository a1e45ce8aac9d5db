/**
 * Writes the demo catalogue: `npm run catalogue` makes catalogue.json, catalogue.features and catalogue.templates from products.tsv and the pictures.
 * The same inputs give the same bytes. Takes about a minute, since every offer's picture is made and looked at.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { describePicture } from '../../images/features.ts';
import { mainHue } from '../../images/main-hue.ts';
import { productShot, type ShotLook } from '../../images/product-shot.ts';
import { CATALOGUE_FILES, type CatalogueData, type OfferRecord, type Product } from './catalogue.ts';
import { packFeatures, packTemplates } from './feature-file.ts';
import { makeCatalogue } from './make-catalogue.ts';
import { offerPicture, pictureBytes, shotSource } from './pictures.ts';

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

/** A product as nobody in particular photographs it: what to look for when it is a part of a photo. */
const PLAIN_LOOK: ShotLook = {
  zoom: 0.9,
  shiftX: 0,
  shiftY: 0,
  mirror: false,
  turn: 0,
  background: '#ffffff',
  sticker: null,
  brightness: 1,
};

/** What the products look like by themselves. */
export const generateTemplates = (products: readonly Product[]): Promise<Float32Array[]> => {
  const limit = pLimit(availableParallelism());
  return Promise.all(
    products.map((product) =>
      limit(async () => describePicture(await productShot(await shotSource(product), PLAIN_LOOK))),
    ),
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
  writeFileSync(CATALOGUE_FILES.templates, packTemplates(await generateTemplates(data.products)));
}
