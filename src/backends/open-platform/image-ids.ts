/** Picture ids that 1688 gave lately, so that turning a page or sorting anew does not upload the same photo again. */
import type { Clock } from '../../domain/ports.ts';

/** How long an id is used again. 1688 does not say how long one lives; this covers a conversation. */
const KEPT_FOR_MS = 5 * 60 * 1000;

/** Most ids that are kept; the oldest go first. */
const KEPT_AT_MOST = 1000;

/** Picture ids by the digest of the uploaded bytes. Ids have 19 digits and are texts. */
export type ImageIds = {
  get(digest: string): string | null;
  keep(digest: string, imageId: string): void;
  forget(digest: string): void;
};

/** An empty memory of picture ids, bounded in time and number. */
export const createImageIds = (clock: Clock): ImageIds => {
  // A Map keeps the order of insertion, so the oldest ids stand first.
  const kept = new Map<string, { readonly imageId: string; readonly untilMs: number }>();

  const get = (digest: string): string | null => {
    const entry = kept.get(digest);
    return entry && entry.untilMs > clock.now() ? entry.imageId : null;
  };

  const keep = (digest: string, imageId: string): void => {
    kept.delete(digest);
    kept.set(digest, { imageId, untilMs: clock.now() + KEPT_FOR_MS });
    for (const [oldest, { untilMs }] of kept) {
      if (kept.size <= KEPT_AT_MOST && untilMs > clock.now()) break;
      kept.delete(oldest);
    }
  };

  return { get, keep, forget: (digest) => void kept.delete(digest) };
};
