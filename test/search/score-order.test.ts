/** The order by score: over a window of the marketplace's list, with what shows something else last, and again once prices are known. */
import { describe, expect, it } from 'vitest';
import { cny } from '../../src/domain/money.ts';
import type { Offer } from '../../src/domain/offer.ts';
import { plainQuestion } from '../../src/domain/query.ts';
import { DEFAULT_WEIGHTS, SCORE_PARTS, type ScoreWeights } from '../../src/domain/score.ts';
import { rescored, scoreOrder } from '../../src/search/score-order.ts';
import { offer } from '../support/made-up.ts';

const ids = (offers: readonly Offer[]): string[] => offers.map(({ id }) => id.slice(-1));

const none = Object.fromEntries(SCORE_PARTS.map((part) => [part, 0])) as ScoreWeights;
const asked = plainQuestion('en');
const byPrice = { ...asked, weights: { ...none, price: 100 } };

const row = (last: number, fen: number, score: number): Offer =>
  offer(`61094757236${last}`, {
    price: cny(fen),
    match: { score, level: score > 0.8 ? 'same' : score > 0.5 ? 'similar' : 'maybe' },
  });

const rows = [row(1, 900, 0.95), row(2, 500, 0.9), row(3, 100, 0.2), row(4, 700, 0.6), row(5, 50, 0.1)];

describe('a window', () => {
  it('has the best first, and what shows something else behind all matches however cheap it is', () => {
    const { offers, matches, notes } = scoreOrder(rows, byPrice, true);
    expect(ids(offers)).toEqual(['2', '4', '1', '5', '3']);
    expect([matches, notes]).toEqual([3, ['alike-first']]);
    expect(offers.slice(3).map(({ match }) => match)).toEqual([null, null]);
  });

  it('is in the order of the score alone where there are no pictures to compare', () => {
    const words = rows.map((one) => ({ ...one, match: null }));
    expect(ids(scoreOrder(words, byPrice, true).offers)).toEqual(['5', '3', '2', '4', '1']);
  });

  it('weighs as everywhere where nobody said otherwise', () => {
    const usual = scoreOrder(rows, asked, true).offers;
    expect(ids(usual)).toEqual(ids(scoreOrder(rows, { ...asked, weights: DEFAULT_WEIGHTS }, true).offers));
  });
});

describe('a page', () => {
  it('is put in order anew by its price ladders, and no match falls behind what is none', () => {
    const { offers, matches } = scoreOrder(rows, byPrice, true);
    const ladders = offers.slice(1, 4).map((one) => {
      const tiers = [{ minQuantity: 1, price: cny(one.id.endsWith('1') ? 300 : (one.price?.fen ?? 0)) }];
      return { ...one, tiers };
    });
    expect(ids(ladders)).toEqual(['4', '1', '5']);
    expect(ids(rescored(ladders, { matches, from: 1 }, byPrice))).toEqual(['1', '4', '5']);
  });
});
