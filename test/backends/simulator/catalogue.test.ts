/** The demo catalogue: believable, consistent, and the same whenever it is generated. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  CATALOGUE_FILES,
  loadCatalogue,
  type OfferRecord,
} from '../../../src/backends/simulator/catalogue.ts';
import {
  packFeatures,
  packTemplates,
  unpackFeatures,
  unpackTemplates,
} from '../../../src/backends/simulator/feature-file.ts';
import {
  catalogueText,
  generateData,
  generateFeatures,
  generateTemplates,
} from '../../../src/backends/simulator/generate.ts';
import { searchByPicture } from '../../../src/backends/simulator/picture-search.ts';
import { offerPicture } from '../../../src/backends/simulator/pictures.ts';
import { describeProduct, similarity } from '../../../src/images/features.ts';
import { clutterCopy, dice } from '../../support/match-copies.ts';
import { VERSIONS } from '../../support/picture-versions.ts';

const catalogue = loadCatalogue();
const { offers, products, suppliers } = catalogue;
const every = (step: number): OfferRecord[] => offers.filter((_, at) => at % step === 0);

describe('the catalogue', () => {
  it('is what generating it again gives, to the byte', async () => {
    const text = catalogueText(await generateData());
    expect(text === readFileSync(CATALOGUE_FILES.data, 'utf8')).toBe(true);
  });

  it('has the features of its pictures', async () => {
    const some = every(80);
    const fresh = await generateFeatures(catalogue, some);
    const stored = catalogue.features();
    some.forEach((offer, at) => {
      const kept = stored[offers.indexOf(offer)];
      // Not byte for byte: processors differ in the last bit of a resized pixel.
      expect(similarity(fresh[at] ?? new Float32Array(), kept ?? new Float32Array())).toBeGreaterThan(0.98);
    });
  });

  it('has the templates of its products', async () => {
    const some = products.filter((_, at) => at % 60 === 0);
    const fresh = await generateTemplates(some);
    const packed = packTemplates(fresh);
    const stored = catalogue.templates();
    unpackTemplates(packed, fresh.length).forEach((templates, at) => {
      const kept = stored[some[at]?.id ?? 0] ?? new Float32Array();
      expect(kept.length).toBe(templates.length);
      const off = templates.reduce((sum, value, index) => sum + Math.abs(value - (kept[index] ?? 0)), 0);
      expect(off / templates.length).toBeLessThan(0.01);
    });
    expect(() => unpackTemplates(packed, fresh.length - 1)).toThrow('npm run catalogue');
  });

  it('packs features the same way each time and unpacks what it packed', async () => {
    const fresh = await generateFeatures(catalogue, every(400));
    const packed = packFeatures(fresh);
    expect(packFeatures(fresh)).toEqual(packed);
    expect(packFeatures(unpackFeatures(packed, fresh.length)).length).toBe(packed.length);
    expect(() => unpackFeatures(packed, fresh.length - 1)).toThrow('npm run catalogue');
  });

  it('is large, in two languages and several colours, with several suppliers for everything', () => {
    expect(products.length).toBeGreaterThanOrEqual(150);
    expect(new Set(products.map(({ picture }) => picture)).size).toBeGreaterThanOrEqual(150);
    const sellers = new Map(products.map(({ id }) => [id, new Set<number>()]));
    for (const { product, supplier } of offers) sellers.get(product)?.add(supplier);
    for (const count of [...sellers.values()].map(({ size }) => size)) {
      expect(count).toBeGreaterThanOrEqual(3);
      expect(count).toBeLessThanOrEqual(6);
    }
    for (const { chinese, english } of offers) {
      expect(chinese).toMatch(/\p{Script=Han}/u);
      expect(english).toMatch(/^[\x20-\x7eéñ]+$/);
    }
    expect(new Set(offers.map(({ id }) => id)).size).toBe(offers.length);
    expect(new Set(suppliers.map(({ name }) => name)).size).toBe(suppliers.length);
  });

  it('has ladders whose quantities rise and prices fall, from the smallest order on', () => {
    for (const { tiers, moq } of offers) {
      expect(tiers[0]?.[0]).toBe(moq);
      tiers.slice(1).forEach(([quantity, fen], at) => {
        expect(quantity).toBeGreaterThan(tiers[at]?.[0] ?? Number.POSITIVE_INFINITY);
        expect(fen).toBeLessThan(tiers[at]?.[1] ?? 0);
        expect(fen).toBeGreaterThan(0);
      });
    }
  });

  it('shows each product differently at each supplier', async () => {
    const heels = offers.filter(({ product }) => products[product]?.picture === 'render:1f460').slice(0, 4);
    const pictures = await Promise.all(heels.map((offer) => offerPicture(catalogue, offer)));
    expect(new Set(pictures.map((bytes) => Buffer.from(bytes).toString('base64'))).size).toBe(4);
  });
});

describe('a product that is only a part of a photo', () => {
  it('is among the first five for most, pasted on clutter', async () => {
    const random = dice(3);
    const some = every(400);
    const found = await Promise.all(
      some.map(async (offer, at) => {
        const behind = await offerPicture(catalogue, offers[(at * 331 + 77) % offers.length] ?? offer);
        const photo = await clutterCopy(await offerPicture(catalogue, offer), behind, random);
        const hits = searchByPicture(catalogue, (await describeProduct(photo)).features).slice(0, 20);
        return hits.some((hit) => hit.offer.product === offer.product);
      }),
    );
    expect(found.filter(Boolean).length).toBeGreaterThanOrEqual(some.length / 2);
  }, 120_000);
});

describe('the right product is found first', () => {
  it.each(Object.entries(VERSIONS))('for pictures as %s', async (_, version) => {
    for (const [at, offer] of every(160).entries()) {
      const { features: photo } = await describeProduct(
        await version(await offerPicture(catalogue, offer), at),
      );
      const [first] = searchByPicture(catalogue, photo);
      expect(first?.offer.product).toBe(offer.product);
    }
  });
});
