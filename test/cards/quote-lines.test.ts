/** What so many pieces cost, in words: on a card in one line, on the offer in full, and on the buttons that ask for it. */
import { describe, expect, it } from 'vitest';
import { detailsCard } from '../../src/cards/details-card.ts';
import { offerCard } from '../../src/cards/offer-card.ts';
import { quoteLines } from '../../src/cards/quote-lines.ts';
import { resultCard } from '../../src/cards/result-card.ts';
import { NO_RATES } from '../../src/domain/landed.ts';
import { cny } from '../../src/domain/money.ts';
import { plainQuestion } from '../../src/domain/query.ts';
import { DEFAULT_WEIGHTS, scoreOf } from '../../src/domain/score.ts';
import { offer, offerDetail, searchResult } from '../support/made-up.ts';

const ID = '610947572360';
const TIERS = [
  { minQuantity: 2, price: cny(1250) },
  { minQuantity: 100, price: cny(1180) },
  { minQuantity: 1000, price: cny(1050) },
];
const RATE = { currency: 'USD', perYuan: 0.139, day: '2026-11-24' } as const;
const LOTS = { batch: 48, mixed: { amount: cny(10_000), pieces: 10 } };

const facet = { page: 1, mode: 'same', sort: 'relevance' } as const;
const cardFor = (quantity: number | undefined, change = {}, rate?: typeof RATE) =>
  offerCard(
    offer(ID, { tiers: TIERS, ...change }),
    { view: 'view-0001', facet: { ...facet, ...(quantity && { quantity }) }, number: 1 },
    { language: 'en', rate },
  );

describe('a card', () => {
  it('tells price, sum and next tier of the quantity, beside yuan too', () => {
    expect(cardFor(300)).toMatchObject({
      price: '¥11.80',
      ladderText: '300 × ¥11.80 = ¥3540.00 · ¥10.50 from 1000 (700 more)',
    });
    expect(cardFor(300, {}, RATE)).toMatchObject({
      approx: '≈ $1.64',
      ladderText: '300 × ¥11.80 = ¥3540.00 ≈ $492 · ¥10.50 from 1000 (700 more)',
    });
    expect(cardFor(undefined).quote).toBeUndefined();
  });

  it('says why more has to be ordered, and that mixed orders may help', () => {
    expect(cardFor(300, { moq: 500 }).ladderText).toContain('500 instead of 300: MOQ');
    expect(cardFor(300, { lots: LOTS }).ladderText).toContain('336 instead of 300: sold in multiples of 48');
    expect(cardFor(300, { moq: 500, lots: { ...LOTS, batch: null } }).ladderText).toContain(
      'mixed orders from ¥100.00 / 10 pieces',
    );
  });

  it('says what is not known', () => {
    expect(cardFor(300, { tiers: [], price: null })).toMatchObject({
      price: null,
      ladderText: 'price not known',
    });
    expect(quoteLines(offer(ID), 300, { language: 'en' })[1]).toBe(
      'list price; prices by quantity are not known',
    );
    const range = { lowest: cny(300), highest: cny(500) };
    expect(quoteLines(offer(ID, { skuPrices: range }), 10, { language: 'en' }).slice(0, 2)).toEqual([
      '10 × ¥3.00–¥5.00 = ¥30.00–¥50.00',
      'depends on the variant',
    ]);
  });
});

describe('a list', () => {
  it('says for how many pieces it is, and offers the way back', () => {
    const question = { ...plainQuestion('en'), quantity: 300 };
    const card = resultCard(searchResult([offer(ID), offer('610947572361')], { question }), {
      view: 'view-0001',
      nowMs: 0,
    });
    expect(card.facts).toContain('for 300 pieces');
    const labels = card.actions.map((row) => row.map(({ label }) => label));
    expect(labels).toContainEqual(['× 100', '× 1000', 'Any quantity']);
  });

  it('by score tells each score', () => {
    const question = { ...plainQuestion('en'), sort: 'score' } as const;
    const card = resultCard(searchResult([offer(ID), offer('610947572361')], { question }), {
      view: 'view-0001',
      nowMs: 0,
    });
    for (const { match } of card.offers) expect(match).toMatch(/^Score \d+/);
  });
});

describe('an offer', () => {
  const shipping = { from: null, weightGrams: 350, volumeCm3: 1400, withinHours: null, free: null };
  const detail = offerDetail(ID, { tiers: TIERS, shipping, batch: 48, mixedLot: LOTS.mixed });
  const sectionsOf = (context: Partial<Parameters<typeof detailsCard>[1]>) =>
    Object.fromEntries(
      detailsCard(detail, { view: 'view-0001', language: 'en', back: null, ...context }).sections.map(
        ({ title, lines }) => [title, lines],
      ),
    );

  it('tells all there is to say about the quantity', () => {
    expect(sectionsOf({ quantity: 300 })['For 300 pieces']).toEqual([
      '336 × ¥11.80 = ¥3964.80',
      '336 instead of 300: sold in multiples of 48',
      '¥10.50 from 1008 (672 more)',
      'mixed orders from ¥100.00 / 10 pieces',
    ]);
    expect(sectionsOf({ quantity: 1 })['For one piece']?.[1]).toBe(
      '48 instead of 1: sold in multiples of 48',
    );
  });

  it('tells the landed cost in its parts, and marks what is not known', () => {
    const rates = { ...NO_RATES, kgFen: 800, dutyBp: 525 };
    const landed = sectionsOf({ quantity: 300, landing: { rates, domestic: 'no-address' } })['Landed cost'];
    expect(landed).toEqual([
      'Landed, a piece: at least ¥15.37',
      'Landed, all 336: at least ¥5163.14',
      'Goods: ¥3964.80',
      'Freight in China: ? (no place in China set)',
      'Freight abroad, by weight: ¥940.80',
      'Duty 5.25 % on goods and freight: ¥257.54',
      'Fee: ? (no rate set)',
    ]);
    expect(sectionsOf({ quantity: 300 })['Landed cost']).toBeUndefined();
  });

  it('tells its score with the parts, and those that nobody tells', () => {
    const row = offer(ID, { repurchaseRate: null });
    const context = { quantity: undefined, cheapest: null, weights: DEFAULT_WEIGHTS };
    const score = { score: scoreOf(row, context), weights: DEFAULT_WEIGHTS };
    const [title, lines] =
      Object.entries(sectionsOf({ score })).find(([name]) => name.startsWith('Score')) ?? [];
    expect(title).toMatch(/^Score: \d+ of 100$/);
    expect(lines?.[0]).toMatch(/^years .* · not told and not counted: price, match, buy again$/);
  });
});
