/** Ids in JSON that are too long for a JavaScript number. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/backends/json.ts';

describe('parseJson', () => {
  it('keeps the digits of whole numbers above 2^53', () => {
    expect(parseJson('{"imageId":1234567890123456789,"list":[ 9007199254740993,-9007199254740993]}')).toEqual(
      {
        imageId: '1234567890123456789',
        list: ['9007199254740993', '-9007199254740993'],
      },
    );
  });

  it('leaves other numbers and texts as they are', () => {
    expect(parseJson('{"a":700000000001,"b":12.5,"c":"1234567890123456789","d":0.1234567890123456}')).toEqual(
      {
        a: 700000000001,
        b: 12.5,
        c: '1234567890123456789',
        d: 0.1234567890123456,
      },
    );
  });

  it('answers undefined for what is no JSON', () => {
    for (const text of ['', '<html></html>', '{"a":', 'undefined']) expect(parseJson(text)).toBeUndefined();
  });

  it('never changes a digit of an id', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 24n }), (id) => {
        const parsed = parseJson(`{"id": ${id}}`) as { id: unknown };
        expect(String(parsed.id)).toBe(String(id));
      }),
    );
  });
});
