/** The landed cost: every part in whole fen as a model with fractions has it, and nothing guessed that is not known. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { landedCost, NO_RATES, type TeamRates, type Unknown } from '../../src/domain/landed.ts';
import { cny } from '../../src/domain/money.ts';

const goods = (fen: number, pieces: number) => ({
  total: { lowest: cny(fen), highest: cny(fen) },
  pieces,
});

const RATES: TeamRates = { kgFen: 800, m3Fen: 120_000, dutyBp: 500, feeBp: 300, to: null };
const SHIPPED = { weightGrams: 350, volumeCm3: 1400 };

const at = (fen: number) => ({ money: { lowest: cny(fen), highest: cny(fen) } });

describe('the landed cost', () => {
  it('is goods, freight in China and abroad, duty on all of these, and the fee on the goods', () => {
    const landed = landedCost(goods(354_000, 300), SHIPPED, { rates: RATES, domestic: cny(6000) });
    expect(landed).toEqual({
      pieces: 300,
      goods: at(354_000).money,
      domestic: at(6000),
      // 105 kg at 8 yuan are more than 0.42 cubic metres at 1200.
      abroad: { ...at(84_000), measured: { by: 'weight', partly: null } },
      duty: at(22_200),
      fee: at(10_620),
      total: at(476_820).money,
      each: at(1589).money,
      isWhole: true,
    });
  });

  it('goes by volume where that is more, and says which measure is missing', () => {
    const bulky = { weightGrams: 10, volumeCm3: 100_000 };
    const of = (shipped: typeof bulky | object) =>
      landedCost(goods(1000, 10), { weightGrams: null, ...shipped }, { rates: RATES, domestic: cny(0) });
    expect(of(bulky)?.abroad).toEqual({ ...at(120_000), measured: { by: 'volume', partly: null } });
    expect(of({ weightGrams: 350 })).toMatchObject({
      abroad: { ...at(2800), measured: { by: 'weight', partly: 'no-volume' } },
      isWhole: false,
    });
    expect(of({ volumeCm3: 1000 })).toMatchObject({
      abroad: { measured: { partly: 'no-weight' } },
      isWhole: false,
    });
    expect(of({})).toMatchObject({ abroad: { why: 'no-measures' }, isWhole: false });
  });

  it('marks what is not known, and is then at least the rest', () => {
    const bare = landedCost(goods(1000, 10), SHIPPED, { rates: NO_RATES, domestic: 'no-address' });
    expect(bare).toMatchObject({
      domestic: { why: 'no-address' },
      abroad: { why: 'no-rate' },
      duty: { why: 'no-rate' },
      fee: { why: 'no-rate' },
      total: at(1000).money,
      isWhole: false,
    });
    const light = landedCost(
      goods(1000, 10),
      { weightGrams: null, volumeCm3: null },
      { rates: { ...NO_RATES, kgFen: 800 }, domestic: 'not-told' },
    );
    expect(light?.abroad).toEqual({ why: 'no-weight' });
  });

  it('is not told where the price is not', () => {
    expect(landedCost({ total: null, pieces: 10 }, SHIPPED, { rates: RATES, domestic: cny(0) })).toBeNull();
  });
});

/** Fractions of whole numbers, rounded once at the end: `n / d` half up. */
const rounded = (n: bigint, d: bigint): bigint => {
  const [whole, rest] = [n / d, n % d];
  return rest * 2n >= d ? whole + 1n : whole;
};

const rate = fc.option(fc.integer({ min: 0, max: 100_000 }));
const measure = fc.option(fc.integer({ min: 1, max: 500_000 }));

describe('any landed cost', () => {
  it('is what the model says, to the fen', () => {
    const anyRates = fc.record({
      kgFen: rate,
      m3Fen: rate,
      dutyBp: rate,
      feeBp: rate,
      to: fc.constant(null),
    });
    const shipped = fc.record({ weightGrams: measure, volumeCm3: measure });
    const sent = fc.option(fc.integer({ min: 0, max: 1_000_000 }));
    const pieces = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(
        anyRates,
        shipped,
        sent,
        pieces,
        fc.integer({ min: 0, max: 10 ** 10 }),
        (rates, one, send, count, fen) => {
          const unknown: Unknown = 'not-told';
          const landed = landedCost(goods(fen, count), one, {
            rates,
            domestic: send === null ? unknown : cny(send),
          });
          const by = (fenRate: number | null, amount: number | null, per: bigint): bigint | null =>
            fenRate === null || amount === null
              ? null
              : rounded(BigInt(fenRate) * BigInt(amount) * BigInt(count), per);
          const [weight, volume] = [
            by(rates.kgFen, one.weightGrams, 1000n),
            by(rates.m3Fen, one.volumeCm3, 1_000_000n),
          ];
          const abroad = (weight ?? 0n) > (volume ?? 0n) ? (weight ?? 0n) : (volume ?? 0n);
          const taxed = BigInt(fen) + BigInt(send ?? 0) + abroad;
          const duty = rates.dutyBp === null ? 0n : rounded(taxed * BigInt(rates.dutyBp), 10_000n);
          const fee = rates.feeBp === null ? 0n : rounded(BigInt(fen) * BigInt(rates.feeBp), 10_000n);
          const total = taxed + duty + fee;
          expect(BigInt(landed?.total.lowest.fen ?? -1)).toBe(total);
          expect(BigInt(landed?.each.lowest.fen ?? -1)).toBe(rounded(total, BigInt(count)));
          const isKnown =
            send !== null &&
            rates.dutyBp !== null &&
            rates.feeBp !== null &&
            (rates.kgFen !== null || rates.m3Fen !== null) &&
            (rates.kgFen === null || one.weightGrams !== null) &&
            (rates.m3Fen === null || one.volumeCm3 !== null);
          expect(landed?.isWhole).toBe(isKnown);
        },
      ),
      { numRuns: 300 },
    );
  });
});
