/** Prices come in as decimal texts and stay whole numbers of fen. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cny, decimalText, moneyText, parseMoney } from '../../src/domain/money.ts';

describe('reading a price', () => {
  test.each([
    ['12.5', 1250],
    ['12.50', 1250],
    [12.5, 1250],
    ['¥1,234.50', 123_450],
    ['￥3', 300],
    ['3元', 300],
    [' 3 ', 300],
    ['0', 0],
    ['0.01', 1],
    ['.5', null],
    ['5.', 500],
    ['1.005', 101],
    ['1.0049', 100],
    ['1.999', 200],
    ['-1', null],
    ['1e3', null],
    ['1.2.3', null],
    ['12 或 13', null],
    ['', null],
    [null, null],
    [undefined, null],
    [Number.NaN, null],
    [Number.POSITIVE_INFINITY, null],
    [{}, null],
    ['9'.repeat(10), null],
  ])('%j is %s fen', (text, fen) => {
    expect(parseMoney(text)).toEqual(fen === null ? null : cny(fen));
  });

  const fen = fc.integer({ min: 0, max: 99_999_999_999 });

  test('what is written is read again', () => {
    fc.assert(
      fc.property(fen, (amount) => {
        expect(parseMoney(decimalText(cny(amount)))).toEqual(cny(amount));
        expect(parseMoney(moneyText(cny(amount)))).toEqual(cny(amount));
      }),
    );
  });

  test('any input gives a whole, non-negative number of fen or nothing, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string(), fc.float().map(String)), (input) => {
        const money = parseMoney(input);
        expect(money === null || (Number.isSafeInteger(money.fen) && money.fen >= 0)).toBe(true);
      }),
    );
  });
});

describe('writing a price', () => {
  test.each([
    [0, '0.00'],
    [5, '0.05'],
    [1250, '12.50'],
    [123_456_789, '1234567.89'],
  ])('%d fen is %s', (amount, text) => {
    expect(decimalText(cny(amount))).toBe(text);
    expect(moneyText(cny(amount))).toBe(`¥${text}`);
  });
});
