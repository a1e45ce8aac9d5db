/** The demo marketplace behind all protocols: the catalogue, the pictures that were uploaded, and searching by them. */
import type { Clock } from '../../domain/ports.ts';
import { inspect } from '../../images/decode.ts';
import { type Described, describeProduct } from '../../images/features.ts';
import type { Box } from '../../images/product-box.ts';
import { thingsIn } from '../../images/small-raster.ts';
import { type Catalogue, loadCatalogue, type OfferRecord } from './catalogue.ts';
import { createOfferChanges, type OfferChanges } from './offer-changes.ts';
import { pictureName } from './picture-names.ts';
import { type Hit, searchByPicture } from './picture-search.ts';

/** Uploaded pictures are kept until there are this many bytes of them; the oldest are forgotten first. */
const UPLOADS_MAX_BYTES = 64 * 1024 * 1024;

/** A picture that was uploaded, with its size in pixels. Boxes are in shares of its sides. */
export type Upload = Described & {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** What stands apart in it, the largest first; the likeliest product where nothing does. */
  readonly things: readonly Box[];
};

/** What protocols ask for. */
export type Marketplace = {
  readonly catalogue: Catalogue;
  /** What was ordered to be otherwise than in the catalogue's files. */
  readonly changes: OfferChanges;
  readonly clock: Clock;
  readonly random: () => number;
  /** Keeps a picture and answers with its id: 19 digits. Rejects with a `photo-*` error when it cannot be decoded. */
  keep(bytes: Uint8Array): Promise<string>;
  uploaded(imageId: string): Upload | null;
  /** The part of an uploaded picture (in its pixels) as features. Rejects with `photo-broken` for a part outside of it. */
  describePart(upload: Upload, part: Box): Promise<Float32Array>;
  /** Offers that look like this, best first; remembered for as long as the features are. */
  search(features: Float32Array): readonly Hit[];
  /** The address of an offer's picture; `shot` 0 is the main one. */
  pictureUrl(offer: OfferRecord, shot?: number): string;
};

/** 19 digits, the first not 0: above 2^53, as the real ids are. */
const newImageId = (random: () => number): string =>
  String(1 + Math.floor(random() * 9)) + Array.from({ length: 18 }, () => Math.floor(random() * 10)).join('');

const createUploads = () => {
  const uploads = new Map<string, Upload>();
  let size = 0;
  return {
    get: (id: string) => uploads.get(id) ?? null,
    add: (id: string, upload: Upload): void => {
      uploads.set(id, upload);
      size += upload.bytes.length;
      for (const [oldest, { bytes }] of uploads) {
        if (size <= UPLOADS_MAX_BYTES || oldest === id) break;
        uploads.delete(oldest);
        size -= bytes.length;
      }
    },
  };
};

/** Opens the demo marketplace; `url` is where its pictures are served. */
export const createMarketplace = (parts: {
  readonly url: string;
  readonly clock: Clock;
  readonly random: () => number;
}): Marketplace => {
  const { clock, random, url } = parts;
  const asWritten = loadCatalogue();
  const changes = createOfferChanges();
  const byId: Catalogue['byId'] = { get: (id) => changes.changed(asWritten.byId.get(id)) };
  // What stands behind it is read when it is first asked for, so it is not copied.
  const catalogue: Catalogue = Object.create(asWritten, { byId: { value: byId } });
  const uploads = createUploads();
  const searched = new WeakMap<Float32Array, readonly Hit[]>();
  return {
    catalogue,
    changes,
    clock,
    random,
    keep: async (bytes) => {
      const { width, height } = await inspect(bytes);
      const id = newImageId(random);
      const [described, found] = await Promise.all([describeProduct(bytes), thingsIn(bytes)]);
      const things = found.length > 0 ? found : [described.box];
      uploads.add(id, { ...described, things, bytes, width, height });
      return id;
    },
    uploaded: uploads.get,
    describePart: async ({ bytes }, part) => (await describeProduct(bytes, part)).features,
    search: (features) => {
      const hits = searched.get(features) ?? searchByPicture(catalogue, features);
      searched.set(features, hits);
      return hits;
    },
    pictureUrl: (offer, shot = 0) => `${url}${pictureName(offer.id, shot)}`,
  };
};
