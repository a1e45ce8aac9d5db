/** What a search brings back, before it becomes a card. Plain data: it is remembered as it is. */
import type { ErrorCode } from './errors.ts';
import type { Offer } from './offer.ts';
import type { PhotoHint, Query } from './ports.ts';
import type { Question } from './query.ts';

/**
 * Things worth telling about an answer.
 * `tiers-unavailable`: the backend may not be asked for price tiers. `tiers-partial`: some of the tier calls failed.
 * `keyword-ignored`: nothing matched the words too, so these match the photo alone.
 * `sample-data`: the offers come from the demo catalogue. `sort-ignored`: the backend cannot sort that way.
 * `filter-ignored`: a limit had no effect, because the backend cannot narrow that way. `filtered-here`: rows outside the limits
 * were left out after the backend had answered, so that the page is shorter than it could be.
 * `unrelated`: no row looks like the photo, as in a feed of what the marketplace recommends to everybody; the rows are no matches.
 * `alike-first`: in the order that was asked for stand first the rows that look like the photo, and then the others.
 * `unrelated-narrowed`: the same where words or limits narrowed the search, which may be why.
 * `unrelated-last`: rows that look nothing like the photo stand behind those that show the very product.
 * `crop-none`: the photo was not cropped, because its ground is not plain. `background-none`: nor was its background removed.
 * `background-failed`: the server that removes backgrounds did not do it.
 * `photos-differ`: the photos that were sent together seem to show different products, so the best of each stand in turn.
 * A `PhotoHint` says why a better photo is worth sending.
 */
export type Note =
  | 'tiers-unavailable'
  | 'tiers-partial'
  | 'keyword-ignored'
  | 'sample-data'
  | 'sort-ignored'
  | 'filter-ignored'
  | 'filtered-here'
  | 'unrelated'
  | 'unrelated-narrowed'
  | 'unrelated-last'
  | 'alike-first'
  | 'photos-differ'
  | PreparationNote
  | PhotoHint;

/** What could not be done to a photo; it was searched with all the same. */
export type PreparationNote = 'crop-none' | 'background-none' | 'background-failed';

/** An earlier search in the same chat: the view that its buttons belong to, and when it was answered (ms since the epoch). */
export type Earlier = { readonly view: string; readonly atMs: number };

/** A photo that was sent with others and cannot be used: its number, from 1, and why, as an error tells it. */
export type BrokenPhoto = {
  readonly photo: number;
  readonly code: ErrorCode;
  readonly args: Readonly<Record<string, string | number>>;
};

/** Photos that were sent together: how many, and those that cannot be used. */
export type Album = { readonly photos: number; readonly broken: readonly BrokenPhoto[] };

/** How long each step took. Steps that were skipped are absent. */
export type Timings = Partial<
  Record<'downloadMs' | 'prepareMs' | 'searchMs' | 'detailsMs' | 'picturesMs' | 'totalMs', number>
>;

/**
 * One page of an answer. `total` is null where the backend does not count; `askedAtMs` is when the backend was asked; `link` is the
 * marketplace's own page with the same results, where there is one. `subjects` is how many things in the photo can be asked for one
 * by one; absent where there is nothing to choose. `album` is there for photos that were sent together: the question's `subject` then is
 * the number of the photo that the answer is about, and without one it is about all of them.
 */
export type SearchResult = {
  readonly backend: string;
  /** What was searched with. */
  readonly about: Query['kind'];
  readonly question: Question;
  readonly total: number | null;
  readonly link?: string;
  readonly subjects?: number;
  /** The names of the backends that the same can be asked of, in the order of `via`; absent where there is only one. */
  readonly ways?: readonly string[];
  readonly album?: Album;
  readonly offers: readonly Offer[];
  readonly notes: readonly Note[];
  readonly askedAtMs: number;
  readonly fromMemory: boolean;
  /** The id of the photo that was searched with, which its copies share, and whether this was another copy than the one first seen. */
  readonly photo?: string;
  readonly copied?: boolean;
  readonly timings: Timings;
};
