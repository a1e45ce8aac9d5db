/** Quantities in what people write, in five languages, and what only looks like one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readQuantity } from '../../src/conversation/quantity-words.ts';
import { readWords } from '../../src/conversation/words.ts';

describe('a quantity', () => {
  it.each([
    ['for 300', 300, null],
    ['red cup for 300', 300, 'red cup'],
    ['cup x300', 300, 'cup'],
    ['cup ×300 <20 yuan', 300, 'cup'],
    ['300 pcs', 300, null],
    ['cup, qty: 250', 250, 'cup'],
    ['for 1,000 pieces', 1000, null],
    ['кружка на 300 шт', 300, 'кружка'],
    ['1 000 штук', 1000, null],
    ['taza para 300 uds', 300, 'taza'],
    ['taza 300 unidades', 300, 'taza'],
    ['cốc cho 300 cái', 300, 'cốc'],
    ['cốc 300 chiếc', 300, 'cốc'],
    ['300个杯子', 300, '杯子'],
    ['杯子要300个', 300, '杯子'],
    ['数量：300', 300, null],
    ['moq<50 for 300', 300, null],
    ['for 1', 1, null],
    ['for 1000000', 1_000_000, null],
  ])('%j is read', (text, quantity, keyword) => {
    expect(readWords(text)).toMatchObject({ quantity, keyword, badQuantity: false });
  });

  it.each([
    'for 0',
    'for -5',
    'for 1000000001 pieces',
    'for 1000001',
    '1e9 pcs',
    'for 2.5 pcs',
    'for many pieces',
    'x0',
    'for 12345678901234567890',
    '0 шт',
    '0件',
  ])('%j is none, and is said to be none', (text) => {
    expect(readWords(text)).toMatchObject({ quantity: null, badQuantity: true, keyword: null });
  });

  it.each([
    'for kids',
    '500ml bottle',
    'for 300 ml',
    'set of 6 pcs',
    'pack 50pcs/bag',
    '20x30 cm',
    '6个装',
    '10件套',
    '3个月',
    'case for iphone 15',
    'for 2 people',
  ])('%j names none', (text) => {
    expect(readWords(text)).toMatchObject({ quantity: null, badQuantity: false, keyword: text });
  });

  it('is none where the MOQ is meant', () => {
    for (const text of ['moq 100 pcs', '起订量 100个', '100个起订'])
      expect(readWords(text)).toMatchObject({ quantity: null, badQuantity: false, moqAtMost: 100 });
  });

  it('is looked for in any text without trouble, and is whole and within its bounds', () => {
    const near = fc.stringMatching(/^(for|x|на|要)? ?-?\d{0,12}[.,]?\d{0,4} ?(pcs|шт|个|件)?$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), near, fc.string({ unit: 'grapheme', maxLength: 300 })), (text) => {
        const { quantity, isBad } = readQuantity(text);
        if (quantity === null) return;
        expect(isBad).toBe(false);
        expect(Number.isInteger(quantity) && quantity >= 1 && quantity <= 1_000_000).toBe(true);
      }),
    );
  });
});
