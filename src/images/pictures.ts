/** Offers' pictures as JPEGs: fetched once, small ones kept in the store, shared by everybody who asks at the same moment. */
import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import { asTusouError } from '../domain/errors.ts';
import type { Log, Store } from '../domain/ports.ts';
import { unlessAborted } from '../ops/unless-aborted.ts';
import { currentAddress } from './current-address.ts';
import { asBroken, decoding, inspect, openable, openPicture, type PictureFacts } from './decode.ts';
import type { Download } from './download.ts';
import { pixelsOf } from './pixels.ts';
import { isBareJpeg } from './structure.ts';

/** Longest side of a thumbnail in pixels, that of the variant which 1688 keeps of each picture. */
export const THUMBNAIL_SIDE = 310;

/** Bytes of a picture that is kept as it came: several times what 1688's variants have, and still few enough to keep by the thousand. */
const MAX_THUMBNAIL_BYTES = 60_000;

/** Longest side of a large picture in pixels: Telegram's size for phones and tablets (core.telegram.org/api/files, box `y`). */
const LARGE_SIDE = 1280;

/** Downloads under way at once: a page of cards, and a bit. */
const PARALLEL_DOWNLOADS = 8;

/** Thumbnails that are kept at hand, about 15 kB each: an answer asks for each of its pictures twice within a second. */
const AT_HAND = 128;

/** What pictures are made with. `origins` are the marketplace's own, which keep pictures as 1688's hosts do; `ttlMs` is how long a thumbnail is kept. */
export type PictureParts = {
  readonly download: Download;
  readonly origins: readonly string[];
  readonly store: Store;
  readonly ttlMs: number;
  readonly log: Log;
};

/** Offers' pictures in two sizes. */
export interface Pictures {
  /** The picture behind an address as its host keeps it, for searching with. Rejects with the `url-*` errors of downloads. */
  original(url: string, signal: AbortSignal): Promise<Uint8Array>;
  /**
   * The picture behind an address as JPEG of at most 310 px a side, or null when it cannot be had or read (which is logged).
   * Asked again soon, it is the very same array. Rejects only with the signal's reason; the download then goes on for others and for the store.
   */
  thumbnail(url: string, signal: AbortSignal): Promise<Uint8Array | null>;
  /** The same in at most 1280 px a side. It is asked for seldom and takes some 150 kB, so it is not kept. */
  picture(url: string, signal: AbortSignal): Promise<Uint8Array | null>;
}

const fullAddress = (address: string): string => (address.startsWith('//') ? `https:${address}` : address);

/** Whether a host keeps pictures in several sizes: those of 1688, and the origins that are told. */
const keepsSizes = (url: string, origins: readonly string[]): boolean =>
  /^https?:\/\/(?:[\w-]+\.)*alicdn\.com\/img\/ibank\//i.test(url) ||
  origins.some((origin) => url.startsWith(`${origin}/img/ibank/`));

/**
 * The addresses to try for an offer's picture, best first. 1688's image hosts keep a 310 px variant of every
 * `/img/ibank/….jpg`, named by replacing the ending (as public clients of 1688 do); other hosts get no guesses.
 */
const candidates = (url: string, origins: readonly string[]): string[] => {
  const isWhole = /\.jpg$/i.test(url) && !/\.(?:summ|search|\d+x\d+)\.jpg$/i.test(url);
  return isWhole && keepsSizes(url, origins) ? [url.replace(/\.jpg$/i, '.310x310.jpg'), url] : [url];
};

type Size = { readonly side: number; readonly signal: AbortSignal };

/** The variants that 1688 keeps are what a thumbnail is to be, and made anew they would only lose. */
const isThumbnail = (bytes: Uint8Array, { kind, width, height }: PictureFacts): boolean =>
  kind === 'jpeg' &&
  Math.max(width, height) <= THUMBNAIL_SIDE &&
  bytes.length <= MAX_THUMBNAIL_BYTES &&
  isBareJpeg(bytes);

const shrink = async (bytes: Uint8Array, { side, signal }: Size): Promise<Uint8Array> => {
  const facts = await inspect(bytes);
  if (isThumbnail(bytes, facts)) {
    // Only what can be decoded is shown, and who looks at it next needs its pixels.
    await pixelsOf(bytes);
    return bytes;
  }
  const smaller = openPicture(await openable(bytes, facts.kind, signal))
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 82 });
  return decoding(() => smaller.toBuffer()).catch((error) => Promise.reject(asBroken(error)));
};

/** Makes `Pictures`. A store that fails costs a download, never an answer. */
export const createPictures = ({ download, origins, store, ttlMs, log }: PictureParts): Pictures => {
  const downloading = pLimit(PARALLEL_DOWNLOADS);
  const underWay = new Map<string, Promise<Uint8Array | null>>();
  const atHand = new Map<string, Uint8Array>();
  // The download has its own time limit; nobody's giving up ends it for the others.
  const untilDone = new AbortController().signal;

  const addressOf = (url: string): string => currentAddress(fullAddress(url), origins);

  const fetchIn = async (url: string, side: number, signal: AbortSignal): Promise<Uint8Array> =>
    shrink(await downloading(() => download.downloadPicture(url, signal)), { side, signal });

  const fetchFirst = async ([url = '', ...others]: readonly string[]): Promise<Uint8Array> => {
    try {
      return await fetchIn(url, THUMBNAIL_SIDE, untilDone);
    } catch (error) {
      if (others.length === 0) throw error;
      return fetchFirst(others);
    }
  };

  const noPicture = (error: unknown): null => {
    log.debug({ code: asTusouError(error).code }, 'no picture of an offer');
    return null;
  };

  const remembered = async (key: string): Promise<Uint8Array | null> => {
    const kept = await store.get<unknown>(key);
    return kept instanceof Uint8Array ? kept : null;
  };

  const make = async (url: string, key: string): Promise<Uint8Array | null> => {
    const storeFailed = (error: unknown) => {
      log.warn({ code: asTusouError(error).code }, 'picture store failed');
      return null;
    };
    const kept = await remembered(key).catch(storeFailed);
    if (kept) return kept;
    try {
      const thumbnail = await fetchFirst(candidates(addressOf(url), origins));
      await store.set(key, thumbnail, ttlMs).catch(storeFailed);
      return thumbnail;
    } catch (error) {
      return noPicture(error);
    }
  };

  /** The latest ones are at the end of the map, so the first one is the one that nobody asked for longest. */
  const keepAtHand = (key: string, picture: Uint8Array): void => {
    atHand.delete(key);
    atHand.set(key, picture);
    const [oldest = key] = atHand.keys();
    if (atHand.size > AT_HAND) atHand.delete(oldest);
  };

  const find = async (url: string, key: string): Promise<Uint8Array | null> => {
    const picture = atHand.get(key) ?? (await make(url, key));
    if (picture) keepAtHand(key, picture);
    return picture;
  };

  return {
    original: (url, signal) => downloading(() => download.downloadPicture(addressOf(url), signal)),
    thumbnail: async (url, signal) => {
      signal.throwIfAborted();
      const key = `picture:${createHash('sha256').update(url).digest('hex')}`;
      const found = underWay.get(key) ?? find(url, key).finally(() => underWay.delete(key));
      underWay.set(key, found);
      return unlessAborted(found, signal);
    },
    picture: async (url, signal) => {
      signal.throwIfAborted();
      try {
        return await fetchIn(addressOf(url), LARGE_SIDE, signal);
      } catch (error) {
        signal.throwIfAborted();
        return noPicture(error);
      }
    },
  };
};
