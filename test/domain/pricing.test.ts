/** Prices for a quantity: checked against a model that tries every number of pieces, in whole fen. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cny } from '../../src/domain/money.ts';
import type { PriceTier } from '../../src/domain/offer.ts';
import { costEach, leastOrder, MOST_QUANTITY, type Priced, quote } from '../../src/domain/pricing.ts';

const tiersOf = (...steps: readonly (readonly [number, number])[]): PriceTier[] =>
  steps.map(([minQuantity, fen]) => ({ minQuantity, price: cny(fen) }));

const priced = (change: Partial<Priced> = {}): Priced => ({
  price: cny(1250),
  tiers: tiersOf([2, 1250], [100, 1180], [1000, 1050]),
  skuPrices: null,
  moq: 2,
  ...change,
});

const inLots = (batch: number): Pick<Priced, 'lots'> => ({ lots: { batch, mixed: null } });

describe('a quantity', () => {
  it('has the price of its tier, its sum, and the next cheaper tier with what is missing to it', () => {
    expect(quote(priced(), 300)).toEqual({
      asked: 300,
      pieces: 300,
      raised: [],
      by: 'quantity',
      unit: { lowest: cny(1180), highest: cny(1180) },
      total: { lowest: cny(354_000), highest: cny(354_000) },
      next: { from: 1000, pieces: 1000, away: 700, price: cny(1050), isLess: false },
    });
    expect(quote(priced(), 1000).next).toBeNull();
  });

  it('says where more pieces cost no more in all', () => {
    expect(quote(priced(), 95).next).toMatchObject({ away: 5, isLess: true });
    expect(quote(priced(), 90).next).toMatchObject({ away: 10, isLess: false });
  });

  it('is raised to the MOQ and to whole batches', () => {
    expect(quote(priced({ moq: 500 }), 300)).toMatchObject({ pieces: 500, raised: ['moq'] });
    expect(quote(priced(inLots(48)), 300)).toMatchObject({ pieces: 336, raised: ['batch'] });
    const both = quote(priced({ moq: 500, ...inLots(48) }), 300);
    expect(both).toMatchObject({ pieces: 528, raised: ['moq', 'batch'], total: { lowest: cny(528 * 1180) } });
  });

  it('has the next tier in whole batches, too', () => {
    expect(quote(priced(inLots(48)), 300).next).toMatchObject({ from: 1000, pieces: 1008, away: 672 });
  });

  it('begins with the lowest tier where no MOQ is told', () => {
    const offer = priced({ moq: null, tiers: tiersOf([10, 900], [50, 800]) });
    expect(quote(offer, 3)).toMatchObject({ pieces: 10, raised: ['moq'], unit: { lowest: cny(900) } });
  });

  it('is a range where the price follows the variant, and a list price where no tiers are told', () => {
    const range = { lowest: cny(300), highest: cny(500) };
    expect(quote(priced({ tiers: [], skuPrices: range }), 10)).toMatchObject({
      by: 'variant',
      unit: range,
      total: { lowest: cny(3000), highest: cny(5000) },
      next: null,
    });
    expect(quote(priced({ tiers: [] }), 10)).toMatchObject({ by: 'list', total: { lowest: cny(12_500) } });
  });

  it('has no price where none is told, and no sum beyond all reason', () => {
    expect(quote(priced({ tiers: [], price: null }), 10)).toMatchObject({ unit: null, total: null });
    const dear = priced({ tiers: tiersOf([1, 99_999_999_999]) });
    expect(quote(dear, MOST_QUANTITY)).toMatchObject({ total: null });
  });

  it('that is asked for pays for all that has to be ordered', () => {
    expect(costEach(priced({ moq: 500 }), 300)).toBe((500 * 1180) / 300);
    expect(costEach(priced(), undefined)).toBe(1250);
  });
});

/** The model: it counts up from what was asked for until an order is possible, and on until it finds a cheaper tier. */
const model = (offer: Priced, asked: number) => {
  const { tiers, lots } = offer;
  const batch = lots?.batch ?? 1;
  const mayOrder = (pieces: number): boolean => pieces >= leastOrder(offer) && pieces % batch === 0;
  const priceAt = (pieces: number): bigint => {
    let fen = BigInt(tiers[0]?.price.fen ?? 0);
    for (const tier of tiers) if (tier.minQuantity <= pieces) fen = BigInt(tier.price.fen);
    return fen;
  };
  let pieces = asked;
  while (!mayOrder(pieces)) pieces += 1;
  const most = Math.max(...tiers.map(({ minQuantity }) => minQuantity)) + batch;
  // A tier that a batch reaches over is passed by, so the first cheaper tier counts, whatever is ordered for it.
  const cheaper = tiers.find((tier) => tier.minQuantity > pieces && BigInt(tier.price.fen) < priceAt(pieces));
  let then = pieces + 1;
  while (cheaper && then <= most && !(then >= cheaper.minQuantity && mayOrder(then))) then += 1;
  return {
    pieces,
    unit: priceAt(pieces),
    total: priceAt(pieces) * BigInt(pieces),
    next: cheaper
      ? {
          then,
          price: priceAt(then),
          isLess: priceAt(then) * BigInt(then) <= priceAt(pieces) * BigInt(pieces),
        }
      : null,
  };
};

const anyTiers = fc
  .uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 5 })
  .chain((starts) =>
    fc
      .array(fc.integer({ min: 1, max: 99_999 }), { minLength: starts.length, maxLength: starts.length })
      .map((prices) =>
        tiersOf(...starts.toSorted((a, b) => a - b).map((start, at) => [start, prices[at] ?? 1] as const)),
      ),
  );

const anyOffer = fc
  .record({
    tiers: anyTiers,
    moq: fc.option(fc.integer({ min: 1, max: 500 })),
    batch: fc.integer({ min: 1, max: 60 }),
  })
  .map(({ tiers, moq, batch }) => priced({ tiers, moq, ...inLots(batch) }));

describe('any quantity of any offer', () => {
  it('costs what the model counts, to the fen', () => {
    fc.assert(
      fc.property(anyOffer, fc.integer({ min: 1, max: 600 }), (offer, asked) => {
        const [ours, counted] = [quote(offer, asked), model(offer, asked)];
        expect(ours.pieces).toBe(counted.pieces);
        expect(BigInt(ours.unit?.lowest.fen ?? -1)).toBe(counted.unit);
        expect(BigInt(ours.total?.highest.fen ?? -1)).toBe(counted.total);
        expect(ours.next?.pieces ?? null).toBe(counted.next?.then ?? null);
        if (!ours.next || !counted.next) return;
        expect(ours.next.away).toBe(counted.next.then - counted.pieces);
        expect(BigInt(ours.next.price.fen)).toBe(counted.next.price);
        expect(ours.next.isLess).toBe(counted.next.isLess);
      }),
      { numRuns: 400 },
    );
  });
});
