/** Prices in another currency beside yuan: readable in every language, marked as rough, and never in place of yuan. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approximate, rateFact } from '../../src/cards/beside-yuan.ts';
import { detailsCard } from '../../src/cards/details-card.ts';
import { resultCard } from '../../src/cards/result-card.ts';
import { shortlistCard } from '../../src/cards/shortlist-card.ts';
import { cny } from '../../src/domain/money.ts';
import { LANGUAGES, type Language, plainQuestion } from '../../src/domain/query.ts';
import { CURRENCIES, type Rate } from '../../src/domain/rates.ts';
import { offer, offerDetail, searchResult } from '../support/made-up.ts';

const USD: Rate = { currency: 'USD', perYuan: 0.13908, day: '2026-11-24' };
const VND: Rate = { currency: 'VND', perYuan: 3624.4, day: '2026-11-24' };
const JPY: Rate = { currency: 'JPY', perYuan: 21.43, day: '2026-11-24' };

const ID = '700000000001';

/** Spaces that do not break are spaces to a reader. */
const plain = (text: string | null | undefined): string => (text ?? '').replace(/\s/g, ' ');

describe('an amount', () => {
  it.each<[Language, string, string, string]>([
    ['en', '≈ $1.74', '≈ ₫45,310', '≈ JPY 268'],
    ['zh', '≈ US$1.74', '≈ ₫45,310', '≈ JPY 268'],
    ['ru', '≈ 1,74 $', '≈ 45 310 ₫', '≈ 268 JPY'],
    ['es', '≈ USD 1.74', '≈ VND 45,310', '≈ JPY 268'],
    ['vi', '≈ 1,74 US$', '≈ 45.310 ₫', '≈ 268 JPY'],
  ])('is written as people write it in %s', (language, dollars, dong, yen) => {
    const texts = [USD, VND, JPY].map((rate) => plain(approximate(cny(1250), rate, language)));
    expect(texts).toEqual([dollars, dong, yen]);
  });

  it('has the figures that count', () => {
    const texts = [1, 10, 100, 1000, 10_000, 100_000, 12_345_678].map((fen) =>
      approximate(cny(fen), USD, 'en'),
    );
    expect(texts).toEqual([
      '≈ $0.0014',
      '≈ $0.0139',
      '≈ $0.139',
      '≈ $1.39',
      '≈ $13.91',
      '≈ $139',
      '≈ $17,170',
    ]);
    expect(approximate(cny(0), USD, 'en')).toBeNull();
    expect(approximate(cny(1), { ...USD, perYuan: 1e-6 }, 'en')).toBeNull();
  });

  it('is short and close to what it is worth, whatever currency and language', () => {
    const [currency, language] = [fc.constantFrom(...CURRENCIES), fc.constantFrom(...LANGUAGES)];
    const perYuan = fc.double({ min: 1e-3, max: 2e4, noNaN: true });
    fc.assert(
      fc.property(
        currency,
        language,
        perYuan,
        fc.integer({ min: 1, max: 999_999_999 }),
        (name, tag, rate, fen) => {
          const text = plain(
            approximate(cny(fen), { currency: name, perYuan: rate, day: '2026-11-24' }, tag),
          );
          const worth = (fen / 100) * rate;
          if (worth < 0.0001) {
            expect(text).toBe('');
            return;
          }
          expect(text).toMatch(/^≈ \S/);
          expect(text.length).toBeLessThan(32);
          const sign = tag === 'ru' || tag === 'vi' ? ',' : '.';
          const digits = [...text].filter((letter) => letter === sign || /\d/.test(letter)).join('');
          const figure = Number(digits.replace(new RegExp(`\\${sign}$`), '').replace(sign, '.'));
          const unit = 10 ** -(digits.split(sign)[1]?.length ?? 0);
          // Grouping with the sign of decimals does not occur, so the digits are the figure.
          expect(Math.abs(figure - worth)).toBeLessThanOrEqual(Math.max(unit, worth * 0.006));
        },
      ),
    );
  });
});

describe('the rate', () => {
  it.each<[Language, string, string]>([
    ['en', '1 USD = 7.19 CNY, 24 Nov', '1 CNY = 3,624 VND, 24 Nov'],
    ['zh', '1 USD = 7.19 CNY（11月24日）', '1 CNY = 3,624 VND（11月24日）'],
    ['ru', '1 USD = 7,19 CNY, 24 нояб.', '1 CNY = 3 624 VND, 24 нояб.'],
    ['es', '1 USD = 7.19 CNY, 24 nov', '1 CNY = 3,624 VND, 24 nov'],
    ['vi', '1 USD = 7,19 CNY, 24 thg 11', '1 CNY = 3.624 VND, 24 thg 11'],
  ])('is told the handier way round with its day in %s', (language, dollar, dong) => {
    expect([USD, VND].map((rate) => plain(rateFact(rate, language)))).toEqual([dollar, dong]);
  });
});

describe('a list', () => {
  const context = { view: 'view-0001', nowMs: 0, rate: USD };
  const listed = offer(ID);
  const ranged = offer('700000000002', { skuPrices: { lowest: cny(300), highest: cny(500) } });
  const unknown = offer('700000000003', { price: null, moq: null });

  it('tells the first price of each offer in both, and the rate among its facts', () => {
    const card = resultCard(searchResult([offerDetail(ID), listed, ranged, unknown]), context);
    expect(card.offers.map(({ ladderText }) => ladderText)).toEqual([
      '2+ ¥12.50 ≈ $1.74 · 100+ ¥11.80',
      '2+ ¥12.50 ≈ $1.74',
      '2+ ¥3.00–¥5.00 ≈ $0.417–$0.695',
      '',
    ]);
    expect(card.offers.map(({ price, approx }) => [price, approx])).toEqual([
      ['¥12.50', '≈ $1.74'],
      ['¥12.50', '≈ $1.74'],
      ['¥3.00–¥5.00', '≈ $0.417–$0.695'],
      [null, undefined],
    ]);
    expect(card.offers[0]?.ladder.map(({ price }) => price)).toEqual(['¥12.50', '¥11.80']);
    expect(card.facts.at(-1)).toBe('1 USD = 7.19 CNY, 24 Nov');
  });

  it('says no rate where there is no price, and is what it was without one', () => {
    expect(resultCard(searchResult([unknown]), context).facts.join()).not.toContain('USD');
    const { rate: _, ...alone } = context;
    const result = searchResult([offerDetail(ID), ranged]);
    expect(resultCard(result, { ...alone, rate: null })).toEqual(resultCard(result, alone));
    expect(JSON.stringify(resultCard(result, alone))).not.toContain('≈');
  });

  it('keeps its limits and buttons in yuan', () => {
    const question = { ...plainQuestion('en'), maxPrice: cny(2000) };
    const offers = [offer(ID, { price: cny(100) }), offer('700000000002', { price: cny(1900) })];
    const card = resultCard(searchResult(offers, { question }), context);
    expect(card.facts).toContain('up to ¥20.00');
    const labels = card.actions.flat().map(({ label }) => label);
    expect(labels.filter((label) => /¥/.test(label))).not.toEqual([]);
    expect(labels.join()).not.toMatch(/[≈$]/);
  });

  it('of what was put aside tells it as well', () => {
    const base = {
      view: 'view-0001',
      language: 'en',
      page: 1,
      canVote: false,
      ended: false,
      rate: USD,
    } as const;
    const card = shortlistCard(
      [{ offer: listed, place: 1, votes: null, won: false, by: '7', remark: null }],
      base,
    );
    expect(card.offers[0]?.ladderText).toBe('2+ ¥12.50 ≈ $1.74');
    expect(card.facts).toEqual(['1 USD = 7.19 CNY, 24 Nov']);
  });
});

describe('the details of an offer', () => {
  const pricesOf = (change: Parameters<typeof offerDetail>[1], rate: Rate | null = USD) => {
    const card = detailsCard(offerDetail(ID, change), {
      view: 'view-0001',
      language: 'en',
      back: null,
      rate,
    });
    return { lines: card.sections[0]?.lines ?? [], ladder: card.offer.ladder };
  };

  it('tell every price of the ladder in both, and the rate under it', () => {
    const { lines, ladder } = pricesOf({ promotionPrice: cny(1100) });
    expect(lines.slice(0, 4)).toEqual([
      '2+: ¥12.50 ≈ $1.74',
      '100+: ¥11.80 ≈ $1.64',
      '1 USD = 7.19 CNY, 24 Nov',
      "¥11.00 ≈ $1.53 in 1688's promotion",
    ]);
    expect(ladder.map(({ from, price }) => `${from}: ${price}`)).toEqual(lines.slice(0, 2));
  });

  it('tell the only price, and both ends of a range', () => {
    expect(pricesOf({ tiers: [] }).lines.slice(0, 2)).toEqual([
      '2+: ¥12.50 ≈ $1.74',
      '1 USD = 7.19 CNY, 24 Nov',
    ]);
    const range = { tiers: [], skuPrices: { lowest: cny(300), highest: cny(500) } };
    expect(pricesOf(range).lines[0]).toBe(
      pricesOf(range, null).lines[0]?.replace('¥3.00', '¥3.00 ≈ $0.417').replace('¥5.00', '¥5.00 ≈ $0.695'),
    );
  });
});
