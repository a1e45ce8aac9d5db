/** What sources of exchange rates answer, in their several shapes and in none. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRates } from '../../src/rates/read-rates.ts';
import { ER_API, FRANKFURTER } from '../support/rates-server.ts';

describe('the answer of a source', () => {
  it('is read as Frankfurter gives it, with yuan as its base', () => {
    expect(readRates(FRANKFURTER)).toEqual({ day: '2026-11-24', perYuan: FRANKFURTER.rates });
  });

  it('is read as open.er-api.com gives it', () => {
    const { CNY: _, ...perYuan } = ER_API.rates;
    expect(readRates(ER_API)).toEqual({ day: '2026-11-24', perYuan });
  });

  it('is reckoned through another base, also of which it tells a hundred', () => {
    const euro = { base: 'EUR', date: '2026-11-24', rates: { CNY: 8.3264, USD: 1.158 } };
    const read = readRates(euro);
    expect(read?.perYuan.EUR).toBeCloseTo(1 / 8.3264, 12);
    expect(read?.perYuan.USD).toBeCloseTo(1.158 / 8.3264, 12);
    expect(read?.perYuan).not.toHaveProperty('CNY');
    const hundred = { ...euro, amount: 100, rates: { CNY: 832.64, USD: 115.8 } };
    expect(readRates(hundred)?.perYuan.USD).toBeCloseTo(1.158 / 8.3264, 12);
    const { base: _, ...others } = euro;
    expect(readRates({ ...others, base_code: 'EUR' })).toEqual(read);
  });

  it('is read as rows of one rate each, of the day of the oldest that is not out of date', () => {
    const row = (quote: string, rate: unknown, date = '2026-11-24', base = 'CNY') => ({
      date,
      base,
      quote,
      rate,
    });
    const rows = [row('USD', 0.13908), row('RUB', 11.02, '2026-11-23'), row('VND', 3624.4, '2026-11-20')];
    const perYuan = { USD: 0.13908, RUB: 11.02, VND: 3624.4 };
    expect(readRates(rows)).toEqual({ day: '2026-11-20', perYuan });
    const odd = [
      row('HRK', 1.04, '2022-12-30'),
      row('EUR', 'much'),
      row('GBP', 0.1, '2026-11-24', 'USD'),
      null,
      7,
    ];
    expect(readRates([...rows, ...odd])).toEqual({ day: '2026-11-20', perYuan });
    const dollars = [row('CNY', 7.19, '2026-11-24', 'USD'), row('EUR', 0.8635, '2026-11-24', 'USD')];
    expect(readRates(dollars)?.perYuan.USD).toBeCloseTo(1 / 7.19, 12);
    for (const none of [[], [null], [[]], [row('EUR', 0.12, 'today')], [rows]])
      expect(readRates(none)).toBeNull();
  });

  it('loses what is no rate, and keeps the rest', () => {
    const odd = { USD: 0.139, EUR: 0, GBP: -1, RUB: '11.02', VND: 'many', JPY: null, KRW: 1e300, toolong: 1 };
    expect(readRates({ ...FRANKFURTER, rates: odd })?.perYuan).toEqual({ USD: 0.139, RUB: 11.02 });
    const polluted = JSON.parse('{"__proto__": {"USD": 9}, "constructor": 1, "USD": 0.139}');
    expect(readRates({ ...FRANKFURTER, rates: polluted })?.perYuan).toEqual({ USD: 0.139 });
  });

  it.each([
    ['an error', { result: 'error', 'error-type': 'invalid-key' }],
    ['no yuan', { base: 'EUR', date: '2026-11-24', rates: { USD: 1.1 } }],
    ['no base', { date: '2026-11-24', rates: { CNY: 8, USD: 1.1 } }],
    ['no day', { base: 'CNY', rates: { USD: 0.139 } }],
    ['a day that there is not', { ...FRANKFURTER, date: '2026-02-30' }],
    ['a day in words', { ...FRANKFURTER, date: 'today' }],
    ['no rates', { base: 'CNY', date: '2026-11-24', rates: {} }],
    ['rates in a list', { ...FRANKFURTER, rates: [0.139] }],
    ['an amount of nothing', { ...FRANKFURTER, amount: 0 }],
    ['a page', '<html></html>'],
    ['nothing', null],
  ])('is none where it holds %s', (_, answer) => {
    expect(readRates(answer)).toBeNull();
  });
});

describe('whatever a source answers', () => {
  const code = fc.constantFrom(
    'USD',
    'EUR',
    'CNY',
    'RUB',
    'usd',
    'XX',
    '__proto__',
    'toString',
    'constructor',
  );
  const hostile = fc.record(
    {
      base: fc.oneof(code, fc.anything()),
      base_code: fc.oneof(code, fc.anything()),
      amount: fc.oneof(fc.double(), fc.anything()),
      date: fc.oneof(fc.constant('2026-11-24'), fc.string(), fc.anything()),
      time_last_update_unix: fc.oneof(fc.double(), fc.integer(), fc.anything()),
      rates: fc.oneof(fc.dictionary(code, fc.oneof(fc.double(), fc.string(), fc.anything())), fc.anything()),
    },
    { requiredKeys: [] },
  );

  const rowOf = fc.record(
    {
      base: fc.oneof(code, fc.anything()),
      quote: fc.oneof(code, fc.anything()),
      rate: fc.oneof(fc.double(), fc.anything()),
      date: fc.oneof(fc.constantFrom('2026-11-24', '2026-11-21', '2020-01-01'), fc.anything()),
    },
    { requiredKeys: [] },
  );

  it('only sound figures of a real day come of it', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.array(fc.oneof(rowOf, fc.anything())), fc.anything()), (answer) => {
        const read = readRates(answer);
        if (read === null) return;
        expect(new Date(`${read.day}T00:00:00Z`).toISOString().slice(0, 10)).toBe(read.day);
        const figures = Object.entries(read.perYuan);
        expect(figures.length).toBeGreaterThan(0);
        for (const [name, perYuan] of figures) {
          expect(name).toMatch(/^[A-Z]{3}$/);
          expect(perYuan).toBeGreaterThan(0);
          expect(perYuan).toBeLessThan(Number.POSITIVE_INFINITY);
        }
        expect(read.perYuan).not.toHaveProperty('CNY');
      }),
      { numRuns: 500 },
    );
  });

  it('the base makes no difference', () => {
    const rate = fc.double({ min: 1e-4, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(
        fc.record({ USD: rate, EUR: rate, VND: rate }),
        fc.constantFrom('USD', 'EUR', 'VND'),
        (perYuan, base) => {
          const rates = { ...perYuan, CNY: 1 };
          const seenFrom = Object.entries(rates).map(([name, figure]) => [name, figure / rates[base]]);
          const read = readRates({ base, date: '2026-11-24', rates: Object.fromEntries(seenFrom) });
          for (const [name, figure] of Object.entries(perYuan))
            expect((read?.perYuan[name] ?? 0) / figure).toBeCloseTo(1, 9);
        },
      ),
    );
  });
});
