/** Limits of a question that the backend does not follow by itself: what of them can be done here, and what has to be said. */
import type { Offer } from '../domain/offer.ts';
import type { Abilities, Query } from '../domain/ports.ts';
import { NO_FILTERS, type Question } from '../domain/query.ts';
import type { Note } from '../domain/result.ts';

/** One kind of narrowing, by the name that backends tell it with. */
export type Limit = Abilities['filters'][number];

/** Whether this row is surely outside the question's limit. A row that does not tell is never outside. */
type Outside = (offer: Offer, question: Question) => boolean;

const outsidePrice: Outside = ({ price }, { minPrice, maxPrice }) =>
  price !== null &&
  ((minPrice !== null && price.fen < minPrice.fen) || (maxPrice !== null && price.fen > maxPrice.fen));

const outsideMoq: Outside = ({ moq }, { filters }) =>
  moq !== null && filters.moqAtMost !== null && moq > filters.moqAtMost;

/**
 * Limits that rows tell enough about. The other ones cannot be done here without losing offers: a row without a badge or
 * without the word "free" may come from a strong supplier or be free of freight all the same.
 */
const DONE_HERE: Partial<Record<Limit, Outside>> = { price: outsidePrice, moqAtMost: outsideMoq };

/** Whether a row tells what a limit asks about. */
const TELLS: Partial<Record<Limit, (offer: Offer) => boolean>> = {
  price: ({ price }) => price !== null,
  moqAtMost: ({ moq }) => moq !== null,
};

/** The limits that a question sets, words beside a photo among them. */
export const limitsOf = (question: Question): Limit[] => {
  const filters = Object.keys(NO_FILTERS) as (keyof typeof NO_FILTERS)[];
  return [
    ...(question.minPrice || question.maxPrice ? (['price'] as const) : []),
    ...(question.keyword ? (['keyword'] as const) : []),
    ...filters.filter((name) => question.filters[name] !== NO_FILTERS[name]),
  ];
};

/** The limits that every backend's search by address takes. */
const BY_ADDRESS: readonly Abilities['filters'][number][] = ['price', 'categoryId'];

/**
 * What the backend narrows and sorts by itself. Related offers come as they are: the calls for them take no limits and no order.
 * Searches by a picture's address take fewer limits than those by an uploaded picture.
 */
export const followedFor = (
  kind: Query['kind'],
  { filters, sorts }: Pick<Abilities, 'filters' | 'sorts'>,
): Pick<Abilities, 'filters' | 'sorts'> => {
  if (kind === 'related') return { filters: [], sorts: ['relevance'] };
  if (kind === 'picture-url') return { filters: filters.filter((name) => BY_ADDRESS.includes(name)), sorts };
  return { filters, sorts };
};

/** The limits of a question that nobody follows: not the backend, and not we. */
export const ignoredLimits = (question: Question, { filters }: Pick<Abilities, 'filters'>): Limit[] =>
  limitsOf(question).filter((limit) => !filters.includes(limit) && !DONE_HERE[limit]);

/**
 * Leaves out the rows that are surely outside the limits that the backend does not follow. `filtered-here` says that rows of
 * this page were left out, so that a page may be short, or empty although it is not the last; `filter-ignored` that a limit
 * had no effect: nobody follows it, or no row tells what it asks about.
 */
export const narrow = (
  offers: readonly Offer[],
  question: Question,
  can: Pick<Abilities, 'filters'>,
): { readonly offers: readonly Offer[]; readonly notes: readonly Note[] } => {
  const ours = limitsOf(question).filter((limit) => !can.filters.includes(limit));
  const tests = ours.flatMap((limit) => DONE_HERE[limit] ?? []);
  const untold = offers.length > 0 && ours.some((limit) => TELLS[limit] && !offers.some(TELLS[limit]));
  const kept = offers.filter((offer) => !tests.some((isOutside) => isOutside(offer, question)));
  return {
    offers: kept,
    notes: [
      ...(kept.length < offers.length ? (['filtered-here'] as const) : []),
      ...(untold || ignoredLimits(question, can).length > 0 ? (['filter-ignored'] as const) : []),
    ],
  };
};
