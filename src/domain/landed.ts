/** What a piece costs where the team wants it: goods, freight in China and abroad, duty and fee, each by the team's own rates. Exact in fen. */
import { cny, type Money } from './money.ts';
import type { OfferDetail } from './offer.ts';
import type { MoneyRange, Quote } from './pricing.ts';

/** An address in China as 1688 knows it, by its codes of province, city and district. */
export type AreaCodes = {
  readonly provinceCode: string;
  readonly cityCode: string;
  readonly districtCode: string;
};

/**
 * A team's own rates; null for one that was never set. Prices of freight abroad are fen a kilogram and a cubic metre, duty and fee hundredths of a per cent.
 * `to` is where goods go in China, to a forwarder's warehouse.
 */
export type TeamRates = {
  readonly kgFen: number | null;
  readonly m3Fen: number | null;
  readonly dutyBp: number | null;
  readonly feeBp: number | null;
  readonly to: AreaCodes | null;
};

/** Nothing was set. */
export const NO_RATES: TeamRates = { kgFen: null, m3Fen: null, dutyBp: null, feeBp: null, to: null };

/** Whether a team has set anything that a landed cost can be made of. */
export const hasRates = (rates: TeamRates): boolean => Object.values(rates).some((rate) => rate !== null);

/** Why a part is not known: nobody set what it takes, or nobody told the weight, the volume or the freight. */
export type Unknown = 'no-rate' | 'no-address' | 'no-weight' | 'no-volume' | 'no-measures' | 'not-told';

/** One part of the cost, for a whole order; `why` says why it is not known. */
export type Part = { readonly money: MoneyRange } | { readonly why: Unknown };

/** What freight abroad was reckoned by. `partly`: the other measure has a rate too and is not told, so it may be more. */
export type Measured = {
  readonly by: 'weight' | 'volume';
  readonly partly: 'no-weight' | 'no-volume' | null;
};

/**
 * The cost of an order in its parts. `total` is what is known of them; `isWhole` says that nothing is missing, otherwise the cost is at least that.
 * `each` is the total by piece, rounded half up.
 */
export type Landed = {
  readonly pieces: number;
  readonly goods: MoneyRange;
  readonly domestic: Part;
  readonly abroad: Part & { readonly measured?: Measured };
  readonly duty: Part;
  readonly fee: Part;
  readonly total: MoneyRange;
  readonly each: MoneyRange;
  readonly isWhole: boolean;
};

/** `a * b / c`, rounded half up, without going through a float. All are whole numbers from 0, `c` is above 0. */
const share = (a: number, b: number, c: number): number =>
  Number((BigInt(a) * BigInt(b) * 2n + BigInt(c)) / (BigInt(c) * 2n));

const range = (lowest: number, highest: number): MoneyRange => ({
  lowest: cny(lowest),
  highest: cny(highest),
});

const one = (fen: number): Part => ({ money: range(fen, fen) });

const moneyOf = (part: Part): MoneyRange => ('money' in part ? part.money : range(0, 0));

const sum = (...parts: readonly MoneyRange[]): MoneyRange =>
  range(
    parts.reduce((fen, { lowest }) => fen + lowest.fen, 0),
    parts.reduce((fen, { highest }) => fen + highest.fen, 0),
  );

const eachOf = (money: MoneyRange, by: (fen: number) => number): MoneyRange =>
  range(by(money.lowest.fen), by(money.highest.fen));

type Shipped = Pick<OfferDetail['shipping'], 'weightGrams' | 'volumeCm3'>;

/**
 * Freight abroad by weight or by measure, whichever gives more, as carriers charge (the revenue ton of liner tariffs). Null for a measure without a
 * rate; unknown for one without a figure.
 */
const abroadOf = (shipped: Shipped, { kgFen, m3Fen }: TeamRates, pieces: number): Landed['abroad'] => {
  if (kgFen === null && m3Fen === null) return { why: 'no-rate' };
  const { weightGrams, volumeCm3 = null } = shipped;
  const byWeight = kgFen !== null && weightGrams !== null ? share(kgFen, weightGrams * pieces, 1000) : null;
  const byVolume = m3Fen !== null && volumeCm3 !== null ? share(m3Fen, volumeCm3 * pieces, 1_000_000) : null;
  if (byWeight === null && byVolume === null) {
    if (kgFen !== null && m3Fen !== null) return { why: 'no-measures' };
    return { why: kgFen !== null ? 'no-weight' : 'no-volume' };
  }
  const by = (byVolume ?? -1) > (byWeight ?? -1) ? 'volume' : 'weight';
  const lacksWeight = kgFen !== null && byWeight === null;
  const lacksVolume = m3Fen !== null && byVolume === null;
  const partly = lacksWeight ? 'no-weight' : lacksVolume ? 'no-volume' : null;
  return { ...one(Math.max(byWeight ?? 0, byVolume ?? 0)), measured: { by, partly } };
};

const percentOf = (money: MoneyRange, bp: number | null): Part =>
  bp === null ? { why: 'no-rate' } : { money: eachOf(money, (fen) => share(fen, bp, 10_000)) };

/**
 * The landed cost of a quoted order; null where the price of the goods itself is not known. Duty is on goods and all freight (the CIF value, on which most
 * customs charge it), the fee on the goods. `domestic` is the freight in China for all the pieces, or why it is not known.
 */
export const landedCost = (
  { total: goods, pieces }: Pick<Quote, 'total' | 'pieces'>,
  shipped: Shipped,
  { rates, domestic: sent }: { readonly rates: TeamRates; readonly domestic: Money | Unknown },
): Landed | null => {
  if (!goods) return null;
  const domestic: Part = typeof sent === 'string' ? { why: sent } : one(sent.fen);
  const abroad = abroadOf(shipped, rates, pieces);
  const duty = percentOf(sum(goods, moneyOf(domestic), moneyOf(abroad)), rates.dutyBp);
  const fee = percentOf(goods, rates.feeBp);
  const parts = [domestic, abroad, duty, fee];
  const total = sum(goods, ...parts.map(moneyOf));
  const isWhole =
    parts.every((part) => 'money' in part) && !('measured' in abroad && abroad.measured?.partly);
  const each = eachOf(total, (fen) => share(fen, 1, pieces));
  return { pieces, goods, domestic, abroad, duty, fee, total, each, isWhole };
};
