/**
 * How long it takes to look a photo up among a thousand and among a million of them, in the SQLite file and on Redis (a server of its
 * own, or the one at `--redis URL`; skipped where there is none). The photos are made up: their hashes are chance, as those of distinct
 * pictures nearly are. They are written in bulk, once it was seen that this leaves the very bytes that keeping them one by one leaves.
 */
import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { CHROMA_SIDE, type Fingerprint, HASH_BYTES, LUMA_SIDE } from '../src/images/fingerprint.ts';
import { createNearPhotos } from '../src/search/near.ts';
import { hasRedis, startOwnRedis } from '../test/support/own-redis.ts';
import type { Figure, Options } from './index.ts';
import { type BulkPlace, placeInFile, placeOnRedis } from './support/bulk-places.ts';
import { type StoredEntry, storedPhotos } from './support/near-entries.ts';
import { median, share } from './support/pictures.ts';
import { note, rounded } from './support/report.ts';

const FEW = 1_000;
/** So many are also kept one by one, to see that writing in bulk leaves the same. */
const CHECKED = 200;
const LOOKED_UP = 1_000;
/** Long enough for filling and looking; what is left on a server by a bench that was broken off is gone after it. */
const TTL_MS = 3_600_000;
/** Entries that are written at once. */
const BULK = 20_000;

/** Everything but the hash is flat, so that it packs well: what is measured is finding, not unpacking. */
const print = (hash: Uint8Array): Fingerprint => ({ ...FLAT, hash });
const FLAT = {
  luma: new Uint8Array(LUMA_SIDE ** 2).fill(90),
  cb: new Uint8Array(CHROMA_SIDE ** 2).fill(120),
  cr: new Uint8Array(CHROMA_SIDE ** 2).fill(130),
};

const hashesOf = (count: number): Uint8Array[] => {
  const bytes = new Uint8Array(count * HASH_BYTES);
  // At most so much chance is given at once.
  for (let at = 0; at < bytes.length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return Array.from({ length: count }, (_, at) => bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
};

/** A copy that lost some bits on its way. */
const copyOf = (hash: Uint8Array): Uint8Array => {
  const copy = new Uint8Array(hash);
  for (const bit of randomBytes(8)) copy[bit >> 3] = (copy[bit >> 3] as number) ^ (1 << (bit & 7));
  return copy;
};

const fill = async (places: readonly BulkPlace[], hashes: readonly Uint8Array[]): Promise<void> => {
  let [some, done]: [StoredEntry[], number] = [[], 0];
  const flush = async (): Promise<void> => {
    await Promise.all(places.map((place) => place.write(some, TTL_MS)));
    done += some.length;
    some = [];
    if (done % 500_000 === 0) note(`${done} entries written`);
  };
  for (const entry of storedPhotos(hashes, print)) {
    some.push(entry);
    if (some.length === BULK) await flush();
  }
  await flush();
};

/** Keeps some photos as the product does. Throws when these are not the entries that are written in bulk. */
const check = async (place: BulkPlace, hashes: readonly Uint8Array[]): Promise<void> => {
  const near = createNearPhotos({ store: place.store, ttlMs: TTL_MS });
  for (const [number, hash] of hashes.entries()) await near.keep(String(number), print(hash));
  let count = 0;
  for (const { key, body, expires } of storedPhotos(hashes, print)) {
    const kept = await place.read(key);
    count += 1;
    if (!kept || kept.expires !== expires || !isDeepStrictEqual(Buffer.from(kept.body), Buffer.from(body)))
      throw new Error(`${place.name}: ${key} is not what the product keeps`);
  }
  if ((await place.count()) !== count) throw new Error(`${place.name}: the product keeps more entries`);
};

type Look = { readonly ms: number; readonly found: number };

/** Looks for copies of photos that are known and for photos that are not, by turns. */
const look = async ({ store }: BulkPlace, hashes: readonly Uint8Array[]): Promise<Look> => {
  const near = createNearPhotos({ store, ttlMs: TTL_MS });
  const times: number[] = [];
  let found = 0;
  for (let round = 0; round < LOOKED_UP; round += 1) {
    const at = Math.floor((round * hashes.length) / LOOKED_UP);
    const isNew = round % 2 === 1;
    const asked = print(isNew ? new Uint8Array(randomBytes(HASH_BYTES)) : copyOf(hashes[at] as Uint8Array));
    const startMs = performance.now();
    const id = await near.find(asked);
    times.push(performance.now() - startMs);
    if (!isNew && id === String(at)) found += 1;
  }
  return { ms: median(times), found: share(found, LOOKED_UP / 2) };
};

/** The second time counts: code and caches are warm, as they are in a process that runs. */
const lookTwice = async (place: BulkPlace, hashes: readonly Uint8Array[]): Promise<Look> => {
  await look(place, hashes);
  return look(place, hashes);
};

const compare = async (places: readonly BulkPlace[], most: number): Promise<Figure[]> => {
  const hashes = hashesOf(most);
  for (const place of places) await check(place, hashes.slice(0, CHECKED));
  const looked: { few: Look; many: Look }[] = [];
  await fill(places, hashes.slice(0, FEW));
  const few: Look[] = [];
  for (const place of places) few.push(await lookTwice(place, hashes.slice(0, FEW)));
  await fill(places, hashes);
  for (const [at, place] of places.entries())
    looked.push({ few: few[at] as Look, many: await lookTwice(place, hashes) });
  return places.flatMap(({ name }, at) => {
    const { few, many } = looked[at] as { few: Look; many: Look };
    return [
      { name: `${name}: among ${FEW}`, value: rounded(few.ms, 3), unit: 'ms' },
      { name: `${name}: among ${most}`, value: rounded(many.ms, 3), unit: 'ms' },
      { name: `${name}: ratio`, value: rounded(many.ms / few.ms), unit: 'times' },
      { name: `${name}: copies found among ${FEW}`, value: few.found, unit: 'share' },
      { name: `${name}: copies found among ${most}`, value: many.found, unit: 'share' },
    ];
  });
};

/** A server of its own, so that nobody else's is filled with a million photos. */
const redisFor = async (url: string | undefined): Promise<{ url: string; close(): Promise<void> } | null> => {
  if (url) return { url, close: async () => {} };
  if (hasRedis()) return startOwnRedis({ appendonly: 'no' });
  note('There is no redis-server here, so Redis is left out.');
  return null;
};

/** `--photos N` in place of a million, `--only sqlite|redis` for one of both. */
export const run = async ({ photos = '1000000', only, redis: url }: Options): Promise<readonly Figure[]> => {
  const redis = only === 'sqlite' ? null : await redisFor(url);
  const places: BulkPlace[] = [];
  try {
    if (only !== 'redis') places.push(placeInFile());
    if (redis) places.push(await placeOnRedis(redis.url));
    return await compare(places, Number(photos));
  } finally {
    for (const place of places) await place.close();
    await redis?.close();
  }
};
