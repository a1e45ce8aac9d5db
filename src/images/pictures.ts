/** Offers' pictures as small JPEGs: fetched once, kept in the store, shared by everybody who asks at the same moment. */
import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import { asTusouError } from '../domain/errors.ts';
import type { Log, Store } from '../domain/ports.ts';
import { unlessAborted } from '../ops/unless-aborted.ts';
import { asBroken, decoding, inspect, openPicture } from './decode.ts';
import type { Download } from './download.ts';

/** Longest side of a thumbnail in pixels: sharp enough in a contact sheet, small enough to keep by the thousand. */
const THUMBNAIL_SIDE = 320;

/** Downloads under way at once: a page of cards, and a bit. */
const PARALLEL_DOWNLOADS = 8;

/** What pictures are made with. `ttlMs` is how long a thumbnail is kept. */
export type PictureParts = {
  readonly download: Download;
  readonly store: Store;
  readonly ttlMs: number;
  readonly log: Log;
};

/** Thumbnails of offers' pictures. */
export interface Pictures {
  /**
   * The picture behind an address as JPEG of at most 320 px a side, or null when it cannot be had or read (which is logged).
   * Rejects only with the signal's reason; the download then goes on for others and for the store.
   */
  thumbnail(url: string, signal: AbortSignal): Promise<Uint8Array | null>;
}

/**
 * The addresses to try for an offer's picture, best first. 1688's image hosts keep a 310 px variant of every
 * `/img/ibank/….jpg`, named by replacing the ending (as public clients of 1688 do); other hosts get no guesses.
 */
const candidates = (address: string): string[] => {
  const url = address.startsWith('//') ? `https:${address}` : address;
  const isMarketplace = /^https?:\/\/(?:[\w-]+\.)*alicdn\.com\/img\/ibank\//i.test(url);
  const hasVariants = /\.jpg$/i.test(url) && !/\.(?:summ|search|\d+x\d+)\.jpg$/i.test(url);
  return isMarketplace && hasVariants ? [url.replace(/\.jpg$/i, '.310x310.jpg'), url] : [url];
};

const shrink = async (bytes: Uint8Array): Promise<Buffer> => {
  await inspect(bytes);
  const thumbnail = openPicture(bytes)
    .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 82 });
  return decoding(() => thumbnail.toBuffer()).catch((error) => Promise.reject(asBroken(error)));
};

/** Makes `Pictures`. A store that fails costs a download, never an answer. */
export const createPictures = ({ download, store, ttlMs, log }: PictureParts): Pictures => {
  const downloading = pLimit(PARALLEL_DOWNLOADS);
  const underWay = new Map<string, Promise<Uint8Array | null>>();
  // The download has its own time limit; nobody's giving up ends it for the others.
  const untilDone = new AbortController().signal;

  const fetchFirst = async ([url = '', ...others]: readonly string[]): Promise<Buffer> => {
    try {
      return await shrink(await downloading(() => download.downloadPicture(url, untilDone)));
    } catch (error) {
      if (others.length === 0) throw error;
      return fetchFirst(others);
    }
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
      const thumbnail = await fetchFirst(candidates(url));
      await store.set(key, thumbnail, ttlMs).catch(storeFailed);
      return thumbnail;
    } catch (error) {
      log.debug({ code: asTusouError(error).code }, 'no picture of an offer');
      return null;
    }
  };

  return {
    thumbnail: async (url, signal) => {
      signal.throwIfAborted();
      const key = `picture:${createHash('sha256').update(url).digest('hex')}`;
      const made = underWay.get(key) ?? make(url, key).finally(() => underWay.delete(key));
      underWay.set(key, made);
      return unlessAborted(made, signal);
    },
  };
};
