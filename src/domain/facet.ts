/** Facets: the part of a question that buttons change. Made from a question, and put back into one. */
import { cny } from './money.ts';
import type { Question, SearchMode, SortOrder } from './query.ts';

/**
 * What a button says of the question. Every button says it in full, so presses may come in any order or twice. `subject` is the
 * number of the thing in the photo, or of the photo where several were sent together, from 1; absent means all of it. `maxPriceFen` (a unit price) and `moqAtMost` (pieces) are
 * limits, `via` is the number of the backend to ask, from 1, among those that were set up; absent means none, and whichever answers. `quantity` is how
 * many pieces prices are told for; absent means the smallest order.
 */
export type Facet = {
  readonly page: number;
  readonly mode: SearchMode;
  readonly sort: SortOrder;
  readonly subject?: number;
  readonly maxPriceFen?: number;
  readonly moqAtMost?: number;
  readonly via?: number;
  readonly quantity?: number;
};

/** The highest number of a thing in a photo. */
export const MOST_SUBJECTS = 9;

/** Photos in one request at most, so also the highest number in a button: what a chat takes as one album (Telegram: 10). */
export const MOST_PHOTOS = 10;

/** The highest number of a backend: it has one digit in a button. */
export const MOST_WAYS = 9;

/** The highest limits that a button can say: prices in fen, and pieces. Higher ones would exclude nothing on 1688. */
export const MOST_FEN = 36 ** 6 - 1;
/** See `MOST_FEN`. */
export const MOST_PIECES = 36 ** 5 - 1;

/** The facet of a question, in full. */
export const facetOf = ({
  page,
  mode,
  sort,
  subject,
  maxPrice,
  filters,
  via,
  quantity,
}: Question): Facet => ({
  page,
  mode,
  sort,
  ...(subject && { subject }),
  ...(maxPrice && maxPrice.fen > 0 && maxPrice.fen <= MOST_FEN && { maxPriceFen: maxPrice.fen }),
  ...(filters.moqAtMost && filters.moqAtMost <= MOST_PIECES && { moqAtMost: filters.moqAtMost }),
  ...(via && { via }),
  ...(quantity && { quantity }),
});

/** The question with the facet in place of its own. */
export const withFacet = (question: Question, facet: Facet): Question => {
  const { subject: _, via: __, quantity: ___, ...rest } = question;
  const { page, mode, sort, subject, maxPriceFen, moqAtMost, via, quantity } = facet;
  return {
    ...rest,
    page,
    mode,
    sort,
    maxPrice: maxPriceFen ? cny(maxPriceFen) : null,
    filters: { ...question.filters, moqAtMost: moqAtMost ?? null },
    ...(subject && { subject }),
    ...(via && { via }),
    ...(quantity && { quantity }),
  };
};
