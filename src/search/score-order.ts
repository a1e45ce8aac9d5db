/** The order by score. A marketplace does not know it, so its own list is put in order here, a window of several pages at a time. */
import { isAlike, type Offer } from '../domain/offer.ts';
import type { Question } from '../domain/query.ts';
import type { Note } from '../domain/result.ts';
import { byScore, DEFAULT_WEIGHTS } from '../domain/score.ts';
import { judge } from './rank.ts';

/** Rows in their order, and how many of them stand before those that are no matches. */
export type Scored = {
  readonly offers: readonly Offer[];
  readonly matches: number;
  readonly notes: readonly Note[];
};

type For = Pick<Question, 'quantity' | 'weights'>;

const inOrder = (offers: readonly Offer[], { quantity, weights = DEFAULT_WEIGHTS }: For): Offer[] =>
  byScore(offers, { quantity, weights });

/**
 * However cheap it is, what does not look like the photo is no better offer: it stands behind what does, as in every order but that of the
 * marketplace. Where nothing does, that is said of the whole list.
 */
export const scoreOrder = (rows: readonly Offer[], question: Question, isFirst: boolean): Scored => {
  const whole = judge(rows, { ...question, sort: 'relevance', page: isFirst ? 1 : 2 });
  const isUnlike = whole.notes.some((note) => note === 'unrelated' || note === 'unrelated-narrowed');
  const { offers, notes } = isUnlike ? whole : judge(rows, { ...question, sort: 'score' });
  const first = notes.includes('alike-first') ? offers.filter(isAlike).length : offers.length;
  return {
    offers: [...inOrder(offers.slice(0, first), question), ...inOrder(offers.slice(first), question)],
    matches: first,
    notes,
  };
};

/** A page of such a list after its rows have learnt their price ladders. `from` is the page's place in the window. */
export const rescored = (
  offers: readonly Offer[],
  { matches, from }: { readonly matches: number; readonly from: number },
  question: For,
): Offer[] => {
  const before = Math.max(0, Math.min(offers.length, matches - from));
  return [...inOrder(offers.slice(0, before), question), ...inOrder(offers.slice(before), question)];
};
