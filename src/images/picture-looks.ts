/** What offers' pictures look like: described once, and kept under the picture's address, behind which a picture never changes. */
import { createHash } from 'node:crypto';
import { asTusouError } from '../domain/errors.ts';
import type { Log, Store } from '../domain/ports.ts';
import { fromBytes, toBytes } from './look-bytes.ts';

/** What looks are made with. `ttlMs` is how long one is kept; `describe` gives numbers from 0 to 1 and rejects with `photo-broken`. */
export type PictureLookParts = {
  readonly describe: (picture: Uint8Array) => Promise<Float32Array>;
  readonly store: Store;
  readonly ttlMs: number;
  readonly log: Log;
};

/**
 * The look of the picture at an address, whose bytes are at hand; null when it cannot be read. Looks go through the store as bytes
 * also the first time, so that an answer does not depend on who asked before.
 */
export type PictureLook = (url: string, picture: Uint8Array) => Promise<Float32Array | null>;

/** Names the way in which pictures are described: looks of another way are not comparable. */
const WAY = 3;

/** Makes `PictureLook`. A store that fails costs the work, never an answer. */
export const createPictureLooks = ({ describe, store, ttlMs, log }: PictureLookParts): PictureLook => {
  const underWay = new Map<string, Promise<Uint8Array | null>>();

  const storeFailed = (error: unknown): null => {
    log.warn({ code: asTusouError(error).code }, 'picture store failed');
    return null;
  };

  const make = async (key: string, picture: Uint8Array): Promise<Uint8Array | null> => {
    const kept = await store.get<unknown>(key).catch(storeFailed);
    if (kept instanceof Uint8Array) return kept;
    try {
      const look = await describe(picture);
      const bytes = Buffer.from(toBytes(look));
      await store.set(key, bytes, ttlMs).catch(storeFailed);
      return bytes;
    } catch (error) {
      log.debug({ code: asTusouError(error).code }, 'no look of a picture');
      return null;
    }
  };

  return async (url, picture) => {
    const key = `look${WAY}:${createHash('sha256').update(url).digest('hex')}`;
    const made = underWay.get(key) ?? make(key, picture).finally(() => underWay.delete(key));
    underWay.set(key, made);
    const bytes = await made;
    return bytes && fromBytes(bytes);
  };
};
