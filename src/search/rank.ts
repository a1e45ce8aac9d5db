/** The order of offers on a page. Pure functions over rows that the backend returned. */
import { isAlike, lotsOf, type Match, type Offer, type OfferDetail } from '../domain/offer.ts';
import type { Question } from '../domain/query.ts';
import type { Note } from '../domain/result.ts';
import { limitsOf } from './narrow.ts';

/** The rows without those whose offer stood further up already. */
export const withoutRepeats = (offers: readonly Offer[]): Offer[] => {
  const seen = new Set<string>();
  return offers.filter(({ id }) => !seen.has(id) && seen.add(id));
};

/**
 * The rows so that those which look like one another stand apart: first one of each kind, then the second ones, and so on, each
 * time in the order of the list. A row of which nothing is known (`areAlike` says no) is of a kind of its own.
 */
export const spread = <Row>(rows: readonly Row[], areAlike: (a: Row, b: Row) => boolean): Row[] => {
  const kinds: Row[][] = [];
  const rounds = rows.map((row) => {
    const kind = kinds.find(([first]) => first !== undefined && areAlike(first, row));
    if (!kind) kinds.push([row]);
    return kind ? kind.push(row) : 1;
  });
  return rows
    .map((row, at) => ({ row, round: rounds[at] ?? 1 }))
    .sort((a, b) => a.round - b.round)
    .map(({ row }) => row);
};

/**
 * For people who know the product already and look for others like it: offers that show the very product go last, and both parts
 * are `spread`. Nothing is dropped.
 */
export const arrange = (offers: readonly Offer[], areAlike: (a: Offer, b: Offer) => boolean): Offer[] => {
  const isSame = (offer: Offer): boolean => offer.match?.level === 'same';
  const [others, same] = [offers.filter((offer) => !isSame(offer)), offers.filter(isSame)];
  return [...spread(others, areAlike), ...spread(same, areAlike)];
};

/** Fewer compared pictures than this say nothing about a whole page. */
const ENOUGH_ROWS = 4;
/** One row in so many may look similar by chance. */
const CHANCE_SHARE = 5;
/** A picture below this shows something else, as far as the eye can tell. */
const NOTHING_ALIKE = 0.4;

/** Whether an offer's picture was compared and shows something else than the photo. */
const isNothingAlike = ({ match }: Offer): boolean => match !== null && match.score < NOTHING_ALIKE;

/**
 * In another order than by likeness, what looks like the photo comes first in that order, and then the others in the same order: the
 * cheapest of everything that was found is seldom what the photo shows.
 */
const alikeFirst = (offers: readonly Offer[]): { offers: readonly Offer[]; notes: readonly Note[] } => {
  const [alike, others] = [offers.filter(isAlike), offers.filter((offer) => !isAlike(offer))];
  if (alike.length === 0) return { offers, notes: [] };
  const honest = others.map((offer) => (isNothingAlike(offer) ? withMatch(offer, null) : offer));
  return { offers: [...alike, ...honest], notes: others.length > 0 ? ['alike-first'] : [] };
};

/**
 * What the pictures of a page say about it as a whole. Where no row at the top of the list looks like the photo, the rows stay, but not
 * as matches; further down, in another order, or among similar products nothing else is to be expected. In `same` mode the very
 * product goes first, and what looks nothing like it stands last and is no match; where another order was asked for, see `alikeFirst`.
 * Nothing is dropped.
 */
export const judge = (
  offers: readonly Offer[],
  question: Question,
): { offers: readonly Offer[]; notes: readonly Note[] } => {
  const { mode, sort, page } = question;
  const compared = offers.filter(({ match }) => match !== null);
  const same = compared.filter(({ match }) => match?.level === 'same');
  const similar = compared.filter(({ match }) => match?.level === 'similar');
  const isTop = mode === 'same' && sort === 'relevance' && page === 1;
  const areUnlike = same.length === 0 && similar.length * CHANCE_SHARE <= compared.length;
  if (isTop && compared.length >= ENOUGH_ROWS && areUnlike)
    return {
      offers: offers.map((offer) => withMatch(offer, null)),
      notes: [limitsOf(question).length > 0 ? 'unrelated-narrowed' : 'unrelated'],
    };
  if (mode === 'same' && sort !== 'relevance') return alikeFirst(offers);
  if (mode !== 'same' || same.length === 0) return { offers, notes: [] };
  const unlike = offers.filter(isNothingAlike);
  const others = offers.filter((offer) => !same.includes(offer) && !unlike.includes(offer));
  return {
    offers: [...same, ...others, ...unlike.map((offer) => withMatch(offer, null))],
    notes: unlike.length > 0 ? ['unrelated-last'] : [],
  };
};

/** The best of several matches: of several photos of one product, the one that shows it as the seller does counts. */
export const closest = (matches: readonly Match[]): Match | null =>
  matches.reduce<Match | null>((best, match) => (best && best.score >= match.score ? best : match), null);

/** The row with how well its picture agrees with the photo. */
export const withMatch = (offer: Offer, match: Match | null): Offer => ({ ...offer, match });

/** The row filled up with what the offer's own page tells: tiers, unit, and whatever the row left open. */
export const withDetail = (row: Offer, detail: OfferDetail): Offer => ({
  ...row,
  titleTranslated: row.titleTranslated ?? detail.titleTranslated,
  imageUrl: row.imageUrl ?? detail.imageUrl,
  price: row.price ?? detail.price,
  tiers: detail.tiers,
  skuPrices: detail.skuPrices,
  moq: detail.moq ?? row.moq,
  unit: detail.unit ?? row.unit,
  ...lotsOf(detail),
  sold: row.sold ?? detail.sold,
  repurchaseRate: row.repurchaseRate ?? detail.repurchaseRate,
  supplier: {
    id: row.supplier.id ?? detail.supplier.id,
    name: row.supplier.name ?? detail.supplier.name,
    badges: [...new Set([...row.supplier.badges, ...detail.supplier.badges])],
    years: row.supplier.years ?? detail.supplier.years,
    location: row.supplier.location ?? detail.supplier.location,
    score: row.supplier.score ?? detail.supplier.score,
  },
});
