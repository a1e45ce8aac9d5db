/** Several photos of one product: what more of them found comes first. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { againInTurn, byProduct, fuse, inTurn } from '../../src/search/together.ts';
import { offer } from '../support/made-up.ts';

const rows = (...ids: string[]) => ids.map((id) => offer(id));
const found = (lists: readonly (readonly string[])[]) =>
  fuse(lists.map((ids) => rows(...ids))).map(({ id, foundBy }) => [id, foundBy?.photos]);

describe('fuse', () => {
  it('puts offers first that more photos found, then those that stood higher', () => {
    expect(
      found([
        ['a', 'b', 'c'],
        ['d', 'c', 'b'],
        ['c', 'e'],
      ]),
    ).toEqual([
      ['c', 3],
      ['b', 2],
      ['a', 1],
      ['d', 1],
      ['e', 1],
    ]);
  });

  it('says of how many photos', () => {
    expect(fuse([rows('a'), rows('a'), rows('b')])[0]?.foundBy).toEqual({ photos: 2, of: 3 });
    expect(fuse([])).toEqual([]);
  });

  it('keeps every offer exactly once, and never puts one that fewer photos found before one that more did', () => {
    const ids = fc.uniqueArray(fc.constantFrom(...'abcdefgh'));
    fc.assert(
      fc.property(fc.array(ids, { maxLength: 5 }), (lists) => {
        const fused = found(lists);
        const counts = fused.map(([, photos]) => Number(photos));
        expect(fused.map(([id]) => id).sort()).toEqual([...new Set(lists.flat())].sort());
        expect(counts).toEqual(counts.toSorted((a, b) => b - a));
      }),
    );
  });
});

/** What a photo found, and a look of which equal numbers show the same. */
const list = (number: number, ids: string, look: number | null = null) => ({
  number,
  offers: rows(...ids),
  look: look === null ? null : Float32Array.of(look),
});
const showSame = (a: Float32Array, b: Float32Array): boolean => a[0] === b[0];
const numbersOf = (products: ReturnType<typeof byProduct>) =>
  products.map((product) => product.map(({ number }) => number));

describe('the products on several photos', () => {
  it('are one where the photos look the same, or found the same near the top', () => {
    expect(numbersOf(byProduct([list(1, 'abc', 7), list(2, 'def', 7)], showSame))).toEqual([[1, 2]]);
    expect(numbersOf(byProduct([list(1, 'abc', 7), list(2, 'xyc', 8)], showSame))).toEqual([[1, 2]]);
  });

  it('differ where neither is so, further down the lists may agree', () => {
    const lists = [list(1, 'abcdefz', 7), list(2, 'ghijklz', 8), list(3, 'mno')];
    expect(numbersOf(byProduct(lists, showSame))).toEqual([[1], [2], [3]]);
  });

  it('are one through a third photo, wherever that one stands', () => {
    const lists = [list(1, 'ab', 1), list(2, 'xy', 2), list(3, 'ay', 3), list(4, 'st', 4)];
    expect(numbersOf(byProduct(lists, showSame))).toEqual([[1, 2, 3], [4]]);
  });

  it('have their best offers in turn, each once, with the photos that show the product', () => {
    const offers = inTurn([[list(1, 'abc'), list(3, 'b')], [list(2, 'xbyz')]]);
    expect(offers.map(({ id, foundBy }) => [id, foundBy?.which])).toEqual([
      ['b', [1, 3]],
      ['x', [2]],
      ['a', [1, 3]],
      ['c', [1, 3]],
      ['y', [2]],
      ['z', [2]],
    ]);
  });

  it('stand in turn again after the very product was put first', () => {
    const which = (...ids: string[]) =>
      ids.map((id) => offer(id, { foundBy: { photos: 1, of: 1, which: [id < 'n' ? 1 : 2] } }));
    const page = againInTurn({
      offers: which('a', 'b', 'c', 'x', 'y'),
      notes: ['unrelated-last', 'sample-data'],
    });
    expect(page.offers.map(({ id }) => id)).toEqual(['a', 'x', 'b', 'y', 'c']);
    expect(page.notes).toEqual(['sample-data']);
    const plain = { offers: rows('b', 'a'), notes: ['unrelated-last'] as const };
    expect(againInTurn(plain)).toBe(plain);
  });
});
