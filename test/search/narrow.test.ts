/** What is done about limits that the backend does not follow. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cny } from '../../src/domain/money.ts';
import { NO_FILTERS, plainQuestion, type Question } from '../../src/domain/query.ts';
import { ignoredLimits, type Limit, narrow } from '../../src/search/narrow.ts';
import { offer } from '../support/made-up.ts';

const plain = plainQuestion('en');
const nothing = { filters: [] };

const rows = [
  offer('700000000001', { price: cny(100), moq: 1 }),
  offer('700000000002', { price: cny(200), moq: 5 }),
  offer('700000000003', { price: cny(300), moq: 50 }),
  offer('700000000004', { price: null, moq: null }),
];

const narrowed = (change: Partial<Question>, filters: readonly Limit[] = []) => {
  const { offers, notes } = narrow(rows, { ...plain, ...change }, { filters });
  return { ids: offers.map(({ id }) => id.slice(-1)).join(''), notes };
};

const filters = (change: Partial<Question['filters']>) => ({ filters: { ...NO_FILTERS, ...change } });

describe('limits', () => {
  it('that nobody set change nothing and are not spoken of', () => {
    expect(narrowed({})).toEqual({ ids: '1234', notes: [] });
  });

  it('of price and minimum order are done here, ends included; rows that do not tell stay', () => {
    expect(narrowed({ minPrice: cny(200) })).toEqual({ ids: '234', notes: ['filtered-here'] });
    expect(narrowed({ maxPrice: cny(200) })).toEqual({ ids: '124', notes: ['filtered-here'] });
    expect(narrowed(filters({ moqAtMost: 5 }))).toEqual({ ids: '124', notes: ['filtered-here'] });
  });

  it('that no row tells anything about have had no effect, and that is said', () => {
    const silent = [offer('700000000001', { moq: null })];
    const asked = { ...plain, ...filters({ moqAtMost: 5 }) };
    expect(narrow(silent, asked, nothing)).toEqual({ offers: silent, notes: ['filter-ignored'] });
    expect(narrow([], asked, nothing).notes).toEqual([]);
  });

  it('that leave every row where it is are not spoken of', () => {
    expect(narrowed({ maxPrice: cny(300) })).toEqual({ ids: '1234', notes: [] });
  });

  it('that the backend follows are left to it', () => {
    expect(narrowed({ minPrice: cny(200) }, ['price'])).toEqual({ ids: '1234', notes: [] });
  });

  it('that rows do not tell about are said to have no effect, and lose no row', () => {
    const asked = {
      ...filters({ freeShipping: true, strongSupplier: true, categoryId: '7' }),
      keyword: 'red',
    };
    expect(narrowed(asked)).toEqual({ ids: '1234', notes: ['filter-ignored'] });
    expect(ignoredLimits({ ...plain, ...asked }, { filters: ['categoryId'] })).toEqual([
      'keyword',
      'freeShipping',
      'strongSupplier',
    ]);
  });

  it('keep exactly the rows inside, in their order, whatever the rows are', () => {
    const price = fc.option(fc.integer({ min: 1, max: 1000 }).map(cny));
    const offers = fc.array(
      fc
        .record({ price, moq: fc.option(fc.integer({ min: 1, max: 100 })) })
        .map((change) => offer('700000000001', change)),
    );
    fc.assert(
      fc.property(offers, price, price, (list, minPrice, maxPrice) => {
        const kept = narrow(list, { ...plain, minPrice, maxPrice }, nothing).offers;
        const inside = list.filter(
          (one) =>
            one.price === null ||
            (one.price.fen >= (minPrice?.fen ?? 0) && one.price.fen <= (maxPrice?.fen ?? Number.MAX_VALUE)),
        );
        expect(kept).toEqual(inside);
      }),
    );
  });
});
