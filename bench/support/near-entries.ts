/** What a store holds once many photos are known, made without looking anything up: filling it is fast where adding them one by one is not. */
import { serialize } from 'node:v8';
import { type Fingerprint, packFingerprint } from '../../src/images/fingerprint.ts';
import { bandKey, bandsOf, entryOf, photoKey, withEntry } from '../../src/search/near.ts';

/** Of a list only the newest entries are ever kept, so no more of them are put into it. */
const MOST_LISTED = 32;

/** One entry of a store: its key, the bytes that are written for its value (`storeOver`), and whether it expires. */
export type StoredEntry = { readonly key: string; readonly body: Uint8Array; readonly expires: boolean };

/** The numbers of photos by their value of a band, in rising order. */
const listsOf = (values: Uint16Array, band: number, bands: number): ReadonlyMap<number, number[]> => {
  const lists = new Map<number, number[]>();
  for (let at = band, number = 0; at < values.length; at += bands, number += 1) {
    const value = values[at] as number;
    const list = lists.get(value);
    if (list) list.push(number);
    else lists.set(value, [number]);
  }
  return lists;
};

/** What is listed of each photo, in the order of their numbers. */
const listedOf = (hashes: readonly Uint8Array[]): { readonly bytes: Buffer; readonly each: number } => {
  const each = withEntry(undefined, entryOf(0, hashes[0] ?? new Uint8Array())).length;
  const bytes = Buffer.alloc(hashes.length * each);
  for (const [number, hash] of hashes.entries())
    bytes.set(withEntry(undefined, entryOf(number, hash)), number * each);
  return { bytes, each };
};

/** Entries as `createNearPhotos` would have left them after photos with these hashes (at least one), whose ids are their numbers. */
export function* storedPhotos(
  hashes: readonly Uint8Array[],
  print: (hash: Uint8Array) => Fingerprint,
): Generator<StoredEntry> {
  yield { key: 'photos', body: serialize(hashes.length), expires: false };
  for (const [number, hash] of hashes.entries()) {
    const kept = { id: String(number), print: packFingerprint(print(hash)) };
    yield { key: photoKey(number), body: serialize(kept), expires: true };
  }
  // One band after the other, since all lists together would take gigabytes.
  const bands = bandsOf(hashes[0] as Uint8Array).length;
  const values = new Uint16Array(hashes.length * bands);
  for (const [number, hash] of hashes.entries()) values.set(bandsOf(hash), number * bands);
  const { bytes, each } = listedOf(hashes);
  for (let band = 0; band < bands; band += 1)
    for (const [value, numbers] of listsOf(values, band, bands)) {
      const newest = numbers.slice(-MOST_LISTED).reverse();
      const list = Buffer.alloc(newest.length * each);
      for (const [at, number] of newest.entries())
        bytes.copy(list, at * each, number * each, (number + 1) * each);
      yield { key: bandKey(value, band), body: serialize(list), expires: true };
    }
}
