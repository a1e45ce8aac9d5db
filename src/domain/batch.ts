/** A list of pictures to search with one after the other, and what became of each. Plain data: it is stored as it is. */
import type { ErrorCode } from './errors.ts';
import type { Offer } from './offer.ts';

/** Why a picture was not searched with, as an error tells it. */
export type BatchFailure = {
  readonly code: ErrorCode;
  readonly args: Readonly<Record<string, string | number>>;
};

/** Where a picture is: the number of a file in the archive, from 0, or an address on the web. */
export type BatchSource =
  | { readonly kind: 'entry'; readonly index: number }
  | { readonly kind: 'url'; readonly url: string };

/** A picture of the list, by the name that its sender knows it by; or why there is none to search with. */
export type BatchItem =
  | { readonly name: string; readonly source: BatchSource }
  | { readonly name: string; readonly failure: BatchFailure };

/** A small JPEG with its size in pixels. */
export type BatchPicture = { readonly picture: Uint8Array; readonly width: number; readonly height: number };

/** What was found with a picture: the best matches with their pictures in the same order, and the picture itself, small. */
export type BatchFound = {
  readonly own: BatchPicture | null;
  readonly offers: readonly Offer[];
  readonly pictures: readonly (BatchPicture | null)[];
};

/** Pictures in one list at most. */
export const MOST_PICTURES = 3_000;

/** Rows of a workbook, or files in an archive, that are looked through at most. */
export const MOST_ROWS = 10_000;

/** The largest list that is taken, in megabytes; platforms may take less. */
export const MOST_BATCH_MB = 100;

/** Matches for each picture at most, and where nobody said how many. */
export const MOST_MATCHES = 10;
