/** The demo catalogue: invented products, suppliers and offers, read from the files that generate.ts wrote. */
import { readFileSync } from 'node:fs';
import type { ShotLook, Tint } from '../../images/product-shot.ts';
import type { CategoryKey } from './categories.ts';
import type { Colour } from './colours.ts';
import { unpackFeatures, unpackTemplates } from './feature-file.ts';

/** A thing in one colour. `picture` is `render:<file>` or `photo:<file>`; the colours of the same thing share it. */
export type Product = {
  readonly id: number;
  readonly picture: string;
  readonly tint: Tint | null;
  readonly colour: Colour | null;
  readonly category: CategoryKey;
  readonly chinese: string;
  readonly english: string;
};

/** A seller. `scores` from 0 to 5; `identities` are the marketplace's own marks. */
export type SupplierRecord = {
  readonly id: number;
  readonly name: string;
  readonly province: string;
  readonly city: string;
  readonly years: number;
  readonly identities: readonly string[];
  readonly inspected: boolean;
  readonly score: number;
  readonly medal: number;
};

/** Something for sale. Prices are fen; tiers rise in quantity and fall in price. `quoteType` is the marketplace's 0, 1 or 2. */
export type OfferRecord = {
  readonly id: string;
  readonly product: number;
  readonly supplier: number;
  readonly chinese: string;
  readonly english: string;
  readonly tiers: readonly (readonly [quantity: number, fen: number])[];
  readonly quoteType: 0 | 1 | 2;
  readonly moq: number;
  readonly monthSold: number;
  readonly repurchase: number;
  readonly stock: number;
  readonly marks: readonly string[];
  readonly shipping: 'shipIn24Hours' | 'shipIn48Hours' | null;
  readonly listed: string;
  readonly look: ShotLook;
};

/** What generate.ts writes as JSON. Products and suppliers stand at the index that is their id. */
export type CatalogueData = {
  readonly suppliers: readonly SupplierRecord[];
  readonly products: readonly Product[];
  readonly offers: readonly OfferRecord[];
};

/**
 * The catalogue, ready for questions. `features()` are those of the offers' pictures, in the order of `offers`; `templates()` are
 * what to look for in a photo that shows more than the product, in the order of `products`.
 */
export type Catalogue = CatalogueData & {
  readonly byId: Pick<ReadonlyMap<string, OfferRecord>, 'get'>;
  readonly features: () => readonly Float32Array[];
  readonly templates: () => readonly Float32Array[];
};

/** The files of the catalogue, beside this module. */
export const CATALOGUE_FILES = {
  data: new URL('./catalogue.json', import.meta.url),
  features: new URL('./catalogue.features', import.meta.url),
  templates: new URL('./catalogue.templates', import.meta.url),
} as const;

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

/** The catalogue, the same one for all callers. Does no picture work; each part is read when it is first asked for and then kept. */
export const loadCatalogue: () => Catalogue = once(() => {
  const data = once(() => JSON.parse(readFileSync(CATALOGUE_FILES.data, 'utf8')) as CatalogueData);
  const byId = once(() => new Map(data().offers.map((offer) => [offer.id, offer])));
  return {
    get suppliers() {
      return data().suppliers;
    },
    get products() {
      return data().products;
    },
    get offers() {
      return data().offers;
    },
    get byId() {
      return byId();
    },
    features: once(() => unpackFeatures(readFileSync(CATALOGUE_FILES.features), data().offers.length)),
    templates: once(() => unpackTemplates(readFileSync(CATALOGUE_FILES.templates), data().products.length)),
  };
});
