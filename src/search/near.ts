/**
 * Finds the photo that a fingerprint is of among all that were seen, through a key-value store alone: every photo is listed under 16
 * keys made of parts of its hash, so that two hashes that differ in at most 15 bits have at least one key in common. What is read
 * does not grow with the number of photos. Used by the memory.
 */
import type { Store } from '../domain/ports.ts';
import {
  type Fingerprint,
  HASH_BYTES,
  hammingDistance,
  packFingerprint,
  unpackFingerprint,
} from '../images/fingerprint.ts';
import { isSamePhoto } from '../images/same-photo.ts';

/** Bands of a hash, and bits of each. */
const BANDS = 16;
const BAND_BITS = (HASH_BYTES * 8) / BANDS;

/** Photos listed under one key, the newest first: a million photos put 15 under each, and a popular key must not grow. */
const LISTED = 32;

/** Half of the hash is listed beside a photo's number; of it copies change few bits, and other photos about half. */
const SKETCH_BYTES = HASH_BYTES / 2;
const SKETCH_BITS_APART = 24;
const NUMBER_BYTES = 4;
const ENTRY_BYTES = NUMBER_BYTES + SKETCH_BYTES;

/** So many of the nearest are compared in full. */
const COMPARED = 6;

/** Photos that are known at most; the next one takes the place of the oldest. About 3.5 kB each. */
const MOST_PHOTOS = 1_000_000;

/** The photos that were seen. `find` answers with the id of the photo that a fingerprint is of, or null. */
export interface NearPhotos {
  find(print: Fingerprint): Promise<string | null>;
  keep(id: string, print: Fingerprint): Promise<void>;
  /** Forgets the photo that this fingerprint is of. */
  forget(print: Fingerprint): Promise<void>;
  /** How many are known. */
  count(): Promise<number>;
}

/** The value of each band: bits from all over the hash, one of every row of frequencies. */
export const bandsOf = (hash: Uint8Array): readonly number[] => {
  const bands = new Array<number>(BANDS).fill(0);
  for (let row = 0; row < BAND_BITS; row += 1)
    for (let band = 0; band < BANDS; band += 1) {
      const bit = row * BANDS + ((band + 5 * row) % BANDS);
      bands[band] = (bands[band] as number) | ((((hash[bit >> 3] as number) >> (bit & 7)) & 1) << row);
    }
  return bands;
};

/** Every second byte: the lower frequencies of every row. */
const sketchOf = (hash: Uint8Array): Uint8Array => {
  const sketch = new Uint8Array(SKETCH_BYTES);
  for (let at = 0; at < SKETCH_BYTES; at += 1) sketch[at] = hash[at * 2] as number;
  return sketch;
};

type Entry = { readonly number: number; readonly sketch: Uint8Array };

/** The key that photos with this value of a band are listed under. */
export const bandKey = (value: number, band: number): string => `band:${band}:${value}`;

const bandKeys = (hash: Uint8Array): readonly string[] => bandsOf(hash).map(bandKey);

/** What is listed there of it. */
export const entryOf = (number: number, hash: Uint8Array): Entry => ({ number, sketch: sketchOf(hash) });

/** Where the photo itself is kept. */
export const photoKey = (number: number): string => `print:${number}`;

/** Goes through what is listed under a key: each photo's number, and where in the list its sketch begins. Bytes that are no list are an empty one. */
export const eachListed = (
  list: unknown,
  visit: (number: number, sketchAt: number, list: Uint8Array) => void,
): void => {
  if (!(list instanceof Uint8Array)) return;
  const view = new DataView(list.buffer, list.byteOffset, list.byteLength);
  for (let at = 0; at + ENTRY_BYTES <= list.length; at += ENTRY_BYTES)
    visit(view.getUint32(at), at + NUMBER_BYTES, list);
};

/** The list with one more entry in front, and its oldest one dropped when it is full. */
export const withEntry = (list: unknown, { number, sketch }: Entry): Buffer => {
  const rest = list instanceof Uint8Array ? list.subarray(0, (LISTED - 1) * ENTRY_BYTES) : new Uint8Array();
  const first = Buffer.alloc(NUMBER_BYTES);
  first.writeUInt32BE(number);
  return Buffer.concat([first, sketch, rest]);
};

type Kept = { readonly id: string; readonly print: Uint8Array };

/** Keeps photos in a store for `ttlMs`. `mostPhotos` is how many are known at most. */
export const createNearPhotos = (options: {
  readonly store: Store;
  readonly ttlMs: number;
  readonly mostPhotos?: number;
}): NearPhotos => {
  const { store, ttlMs, mostPhotos = MOST_PHOTOS } = options;
  const counted = async (): Promise<number> => (await store.get<number>('photos')) ?? 0;

  /** The numbers of the likeliest photos, nearest first. */
  const candidates = async (hash: Uint8Array): Promise<readonly number[]> => {
    const sketch = sketchOf(hash);
    const near = new Map<number, number>();
    for (const lists of await Promise.all(bandKeys(hash).map((key) => store.get<unknown>(key))))
      eachListed(lists, (number, sketchAt, list) => {
        const apart = hammingDistance(sketch, list, sketchAt);
        if (apart <= SKETCH_BITS_APART) near.set(number, apart);
      });
    return [...near].sort(([, a], [, b]) => a - b).map(([number]) => number);
  };

  const holding = async (print: Fingerprint): Promise<{ key: string; id: string } | null> => {
    const keys = (await candidates(print.hash)).slice(0, COMPARED).map(photoKey);
    const all = await Promise.all(keys.map((key) => store.get<Kept>(key)));
    for (const [at, kept] of all.entries()) {
      const other = kept && unpackFingerprint(kept.print);
      if (other && isSamePhoto(print, other)) return { key: keys[at] ?? '', id: kept.id };
    }
    return null;
  };

  return {
    find: async (print) => (await holding(print))?.id ?? null,
    forget: async (print) => {
      const found = await holding(print);
      if (found) await store.delete(found.key);
    },
    // Where two processes take one number at the same moment, one of the photos is not known again: a search more, no harm.
    keep: async (id, print) => {
      const count = await counted();
      const number = count % mostPhotos;
      await store.set('photos', count + 1);
      const kept: Kept = { id, print: packFingerprint(print) };
      const entry = entryOf(number, print.hash);
      await Promise.all([
        store.set(photoKey(number), kept, ttlMs),
        ...bandKeys(print.hash).map(async (key) =>
          store.set(key, withEntry(await store.get<unknown>(key), entry), ttlMs),
        ),
      ]);
    },
    count: async () => Math.min(await counted(), mostPhotos),
  };
};
