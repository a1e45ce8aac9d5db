/** What a search brings back, before it becomes a card. Plain data: it is remembered as it is. */
import type { Offer } from './offer.ts';
import type { Query } from './ports.ts';
import type { Question } from './query.ts';

/**
 * Things worth telling about an answer.
 * `tiers-unavailable`: the backend may not be asked for price tiers. `tiers-partial`: some of the tier calls failed.
 * `keyword-ignored`: nothing matched the words too, so these match the photo alone.
 * `sample-data`: the offers come from the demo catalogue. `sort-ignored`: the backend cannot sort that way.
 * `filter-ignored`: a limit had no effect, because the backend cannot narrow that way. `filtered-here`: rows outside the limits
 * were left out after the backend had answered, so that the page is shorter than it could be.
 */
export type Note =
  | 'tiers-unavailable'
  | 'tiers-partial'
  | 'keyword-ignored'
  | 'sample-data'
  | 'sort-ignored'
  | 'filter-ignored'
  | 'filtered-here';

/** How long each step took. Steps that were skipped are absent. */
export type Timings = Partial<
  Record<'downloadMs' | 'prepareMs' | 'searchMs' | 'detailsMs' | 'picturesMs' | 'totalMs', number>
>;

/**
 * One page of an answer. `total` is null where the backend does not count; `askedAtMs` is when the backend was asked; `link` is the
 * marketplace's own page with the same results, where there is one.
 */
export type SearchResult = {
  readonly backend: string;
  /** What was searched with. */
  readonly about: Query['kind'];
  readonly question: Question;
  readonly total: number | null;
  readonly link?: string;
  readonly offers: readonly Offer[];
  readonly notes: readonly Note[];
  readonly askedAtMs: number;
  readonly fromMemory: boolean;
  readonly timings: Timings;
};
