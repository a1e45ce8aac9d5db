/** The score: between 0 and 100, better in every part that is better, and honest about what nobody tells. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cny } from '../../src/domain/money.ts';
import {
  byScore,
  cheapestOf,
  DEFAULT_WEIGHTS,
  pointsOf,
  SCORE_PARTS,
  type ScoreWeights,
  scoreOf,
} from '../../src/domain/score.ts';
import { offer } from '../support/made-up.ts';

const part = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
const anyParts = fc.record({
  price: part,
  match: part,
  repurchase: part,
  years: part,
  scores: part,
  badges: part,
  sold: part,
});
const weight = fc.integer({ min: 0, max: 100 });
const anyWeights: fc.Arbitrary<ScoreWeights> = fc.record({
  price: weight,
  match: weight,
  repurchase: weight,
  years: weight,
  scores: weight,
  badges: weight,
  sold: weight,
});
const onePart = fc.constantFrom(...SCORE_PARTS);

describe('the points', () => {
  it('lie between 0 and 100, or are not there where nothing that counts is told', () => {
    fc.assert(
      fc.property(anyParts, anyWeights, (parts, weights) => {
        const points = pointsOf(parts, weights);
        const isTold = SCORE_PARTS.some((name) => parts[name] !== null && weights[name] > 0);
        expect(points !== null).toBe(isTold);
        if (points === null) return;
        expect(points).toBeGreaterThanOrEqual(0);
        expect(points).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('never fall when a part that is told gets better', () => {
    fc.assert(
      fc.property(
        anyParts,
        anyWeights,
        onePart,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (parts, weights, name, gain) => {
          const value = parts[name];
          fc.pre(value !== null);
          const better = { ...parts, [name]: Math.min(1, value + gain) };
          const [before, after] = [pointsOf(parts, weights), pointsOf(better, weights)];
          expect(after === null ? before : after - (before ?? 0)).toSatisfy(
            (change: number | null) => change === null || change >= -1e-9,
          );
        },
      ),
    );
  });

  it('of a part that is missing are shared by the others, as if it had no weight', () => {
    fc.assert(
      fc.property(anyParts, anyWeights, onePart, (parts, weights, name) => {
        const without = pointsOf({ ...parts, [name]: null }, weights);
        expect(without).toEqual(pointsOf(parts, { ...weights, [name]: 0 }));
      }),
    );
  });
});

const context = { quantity: 300, cheapest: 1000, weights: DEFAULT_WEIGHTS };

describe('an offer', () => {
  it('is scored by price at the quantity, match, repurchase, supplier, badges and what was sold', () => {
    const made = offer('610947572360', {
      price: cny(1250),
      match: { score: 0.9, level: 'same' },
      repurchaseRate: 0.25,
      sold: { count: 10_000, period: 'month' },
    });
    const { parts, points, missing } = scoreOf(made, context);
    expect(parts).toMatchObject({
      price: 0.8,
      match: 0.9,
      repurchase: 0.5,
      years: 0.6,
      scores: 0.9,
      sold: 1,
    });
    expect(parts.badges).toBeCloseTo(1 / 3);
    expect(missing).toEqual([]);
    expect(points).toBeCloseTo(24 + 18 + 7.5 + 6 + 9 + 5 / 3 + 10);
  });

  it('that tells nothing of some parts is scored by the others, and these are named', () => {
    const made = offer('610947572360', { repurchaseRate: null, match: null });
    const score = scoreOf(made, { ...context, cheapest: null });
    expect(score.missing).toEqual(['price', 'match', 'repurchase']);
    const unweighted = scoreOf(made, {
      ...context,
      cheapest: null,
      weights: { ...DEFAULT_WEIGHTS, match: 0 },
    });
    expect(unweighted.missing).toEqual(['price', 'repurchase']);
  });

  it('with a high MOQ is as dear as all that has to be ordered', () => {
    const made = (moq: number) => offer('610947572360', { moq });
    const cost = (moq: number): number | null => scoreOf(made(moq), context).parts.price;
    expect(cost(600)).toBeCloseTo((cost(2) ?? 0) / 2);
  });
});

describe('a list by score', () => {
  it('has the best first and keeps what cannot be scored behind', () => {
    const rows = [
      offer('610947572361', { price: cny(5000) }),
      offer('610947572362', { price: cny(1000) }),
      offer('610947572363', { price: null }),
    ];
    const weights = {
      ...DEFAULT_WEIGHTS,
      price: 100,
      match: 0,
      repurchase: 0,
      years: 0,
      scores: 0,
      badges: 0,
      sold: 0,
    };
    expect(byScore(rows, { quantity: 10, weights }).map(({ id }) => id)).toEqual([
      '610947572362',
      '610947572361',
      '610947572363',
    ]);
    expect(cheapestOf(rows.slice(0, 1), 10)).toBeNull();
  });
});
