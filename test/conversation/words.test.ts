/** Captions as people write them, in our five languages, and what they say. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_WORDS, readWords, type Words, withWords } from '../../src/conversation/words.ts';
import { cny } from '../../src/domain/money.ts';
import { plainQuestion } from '../../src/domain/query.ts';

const yuan = (amount: number) => cny(Math.round(amount * 100));
const saying = (said: Partial<Words>): Words => ({ ...NO_WORDS, ...said });

describe('limits among words', () => {
  it.each<[string, Partial<Words>]>([
    ['similar', { mode: 'similar' }],
    ['Similar, red', { mode: 'similar', keyword: 'red' }],
    ['red mug <20 yuan', { keyword: 'red mug', maxPrice: yuan(20) }],
    ['<20 yuan moq<50', { maxPrice: yuan(20), moqAtMost: 50 }],
    ['MOQ <= 50', { moqAtMost: 50 }],
    ['moq: 50 pcs', { moqAtMost: 50 }],
    ['min order 50', { moqAtMost: 50 }],
    ['mug < 12.50', { keyword: 'mug', maxPrice: yuan(12.5) }],
    ['≤ ¥12.5', { maxPrice: yuan(12.5) }],
    ['> 5 yuan < 20 yuan', { minPrice: yuan(5), maxPrice: yuan(20) }],
    ['5-20 yuan mug', { keyword: 'mug', minPrice: yuan(5), maxPrice: yuan(20) }],
    ['¥20–5', { minPrice: yuan(5), maxPrice: yuan(20) }],
    ['under 20 rmb', { maxPrice: yuan(20) }],
    ['up to ¥8 steel mug', { keyword: 'steel mug', maxPrice: yuan(8) }],
    ['20元以下', { maxPrice: yuan(20) }],
    ['红色 5到20元 同款', { keyword: '红色', mode: 'same', minPrice: yuan(5), maxPrice: yuan(20) }],
    ['起订量<50', { moqAtMost: 50 }],
    ['100个以内起订', { moqAtMost: 100 }],
    ['相似 不超过30块', { mode: 'similar', maxPrice: yuan(30) }],
    ['похожие до 20 юаней', { mode: 'similar', maxPrice: yuan(20) }],
    [
      'кружка дешевле 9,90 юаней, мин. заказ до 100 шт',
      { keyword: 'кружка', maxPrice: yuan(9.9), moqAtMost: 100 },
    ],
    ['taza menos de 20 yuanes', { keyword: 'taza', maxPrice: yuan(20) }],
    ['tương tự dưới 20 tệ', { mode: 'similar', maxPrice: yuan(20) }],
  ])('%s', (text, said) => {
    expect(readWords(text)).toEqual(saying(said));
  });

  it.each([
    'mug 350 ml',
    'lamp <20 cm high',
    'cable > 2 m',
    'under 20',
    'a set of 5-20 pieces',
    'LED < 5W',
    'for ages 5 to 20',
    'iPhone 15 pro',
    '不锈钢 500ml',
  ])('%s is words alone', (text) => {
    const { keyword, ...limits } = readWords(text);
    expect({ ...NO_WORDS, ...limits }).toEqual(NO_WORDS);
    expect(keyword).not.toBeNull();
  });

  it('takes no price of nothing and no minimum of none', () => {
    expect(readWords('<0 yuan, moq<0')).toMatchObject({ maxPrice: null, moqAtMost: null });
  });

  it('does not choose between both modes', () => {
    expect(readWords('same or similar')).toMatchObject({ mode: null, keyword: 'same or similar' });
  });

  it('reads any text without throwing, at once, and never makes a limit that is none', () => {
    const piece = fc.constantFrom(
      '<',
      '20',
      ' ',
      'yuan',
      'moq',
      '-',
      '元',
      '≤',
      'до',
      '5',
      '.',
      ',',
      'similar',
      '¥',
      '<@U1>',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 60 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (written) => {
        const { minPrice, maxPrice, moqAtMost, keyword } = readWords(written);
        for (const price of [minPrice, maxPrice]) expect(price === null || price.fen > 0).toBe(true);
        expect(moqAtMost === null || moqAtMost > 0).toBe(true);
        expect(keyword === null || [...keyword].length <= 60).toBe(true);
      }),
    );
  });

  it.each(['<'.repeat(400_000), `${'5-'.repeat(200_000)}20`, 'moq '.repeat(100_000)])(
    'is done with a hostile text (%#)',
    (text) => {
      expect(readWords(text)).toMatchObject({ maxPrice: null });
    },
  );

  it('is put into a question', () => {
    const question = withWords(plainQuestion('en'), readWords('red similar <20 yuan moq<50'));
    expect(question).toMatchObject({
      keyword: 'red',
      mode: 'similar',
      minPrice: null,
      maxPrice: yuan(20),
      filters: { moqAtMost: 50 },
    });
  });
});
