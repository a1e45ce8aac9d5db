/** What buttons carry: any press comes back as it was made, and nothing else is taken for a press. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACTION_MAX_BYTES, type Action, decodeAction, encodeAction } from '../../src/domain/action.ts';
import { MOST_FEN, MOST_PIECES, MOST_SUBJECTS, MOST_WAYS } from '../../src/domain/facet.ts';
import { MOST_QUANTITY } from '../../src/domain/pricing.ts';
import { SEARCH_MODES, SORT_ORDERS } from '../../src/domain/query.ts';

/** Ids as `viewIdFor` makes them have 12 characters. */
const view = fc.stringMatching(/^[\w-]{4,14}$/);
const facet = fc.record({
  page: fc.integer({ min: 1, max: 999 }),
  mode: fc.constantFrom(...SEARCH_MODES),
  sort: fc.constantFrom(...SORT_ORDERS),
});
const extras = fc.record(
  {
    subject: fc.integer({ min: 1, max: MOST_SUBJECTS }),
    maxPriceFen: fc.integer({ min: 1, max: MOST_FEN }),
    moqAtMost: fc.integer({ min: 1, max: MOST_PIECES }),
    via: fc.integer({ min: 1, max: MOST_WAYS }),
    quantity: fc.integer({ min: 1, max: MOST_QUANTITY }),
  },
  { requiredKeys: [] },
);
const anyFacet = fc.tuple(facet, extras).map(([whole, more]) => ({ ...whole, ...more }));
const places = fc
  .uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1 })
  .map((chosen) => chosen.toSorted((a, b) => a - b));
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constant('compare' as const), view, facet: anyFacet }),
  fc.record({ kind: fc.constant('compare' as const), view, facet: anyFacet, only: places }),
  fc.record({ kind: fc.constantFrom('show' as const, 'refresh' as const), view, facet: anyFacet }),
  fc.record({
    kind: fc.constantFrom(
      'details' as const,
      'more' as const,
      'pictures' as const,
      'pick' as const,
      'drop' as const,
      'choose' as const,
    ),
    view,
    facet: anyFacet,
    offerId: fc.stringMatching(/^\d{6,24}$/),
  }),
);

describe('packing an action', () => {
  test('gives back the same action', () => {
    fc.assert(
      fc.property(action, (made) => {
        expect(decodeAction(encodeAction(made))).toEqual(made);
      }),
    );
  });

  test('never needs more than 64 bytes of plain ASCII', () => {
    fc.assert(
      fc.property(action, (made) => {
        const packed = encodeAction(made);
        expect(Buffer.byteLength(packed)).toBeLessThanOrEqual(ACTION_MAX_BYTES);
        expect(packed).toMatch(/^[\x21-\x7e]+$/);
      }),
    );
  });

  test('has room for everything at once, at its longest', () => {
    const longest = {
      page: 999,
      mode: 'similar',
      sort: 'score',
      subject: 10,
      maxPriceFen: MOST_FEN,
      moqAtMost: MOST_PIECES,
      via: MOST_WAYS,
      quantity: MOST_QUANTITY,
    } as const;
    for (const offerId of ['9'.repeat(24), '0'.repeat(24), '1'.repeat(18), '0'.repeat(19)]) {
      const made = { kind: 'details', view: 'Ab-_12345678', facet: longest, offerId } as const;
      expect(Buffer.byteLength(encodeAction(made))).toBeLessThanOrEqual(ACTION_MAX_BYTES);
      expect(decodeAction(encodeAction(made))).toEqual(made);
    }
  });

  test('stays the same over versions, because buttons of old messages are pressed too', () => {
    const old = { view: 'Ab-_1234', facet: { page: 2, mode: 'similar', sort: 'price' } } as const;
    expect(encodeAction({ kind: 'show', ...old })).toBe('s:Ab-_1234:2bb');
    expect(encodeAction({ kind: 'refresh', ...old })).toBe('r:Ab-_1234:2bb');
    expect(encodeAction({ kind: 'details', ...old, offerId: '610947572360' })).toBe(
      'd:Ab-_1234:2bb:610947572360',
    );
    expect(encodeAction({ kind: 'pictures', ...old, offerId: '610947572360' })).toBe(
      'p:Ab-_1234:2bb:610947572360',
    );
    const subject = { ...old, facet: { ...old.facet, subject: 3 } };
    expect(encodeAction({ kind: 'show', ...subject })).toBe('s:Ab-_1234:2bb3');
    const limits = { ...old, facet: { ...old.facet, maxPriceFen: 1250, moqAtMost: 50, via: 2 } };
    expect(encodeAction({ kind: 'show', ...limits })).toBe('s:Ab-_1234:2bbPyqQ1eV2');
    const many = { ...old, facet: { ...old.facet, quantity: 300 } };
    expect(encodeAction({ kind: 'show', ...many })).toBe('s:Ab-_1234:2bbN8c');
    expect(encodeAction({ kind: 'compare', ...many, only: [1, 3, 5] })).toBe('C:Ab-_1234:2bbN8c=135');
    expect(encodeAction({ kind: 'more', ...old, offerId: '610947572360' })).toBe(
      'm:Ab-_1234:2bb:610947572360',
    );
  });
});

describe('unpacking', () => {
  test.each([
    [null],
    [42],
    [''],
    ['s:Ab-_1234:0aa'],
    ['s:Ab-_1234:1000aa'],
    ['s:Ab-_1234:1ca'],
    ['s:Ab-_1234:1af'],
    ['s:Ab-_1234:1aa=12'],
    ['C:Ab-_1234:1aa=21'],
    ['C:Ab-_1234:1aa=11'],
    ['C:Ab-_1234:1aa=0'],
    ['d:Ab-_1234:1aa:x12345'],
    ['d:Ab-_1234:1aaNzzzzz:610947572360'],
    ['s:abc:1aa'],
    ['s:Ab-_1234:1aa:610947572360'],
    ['d:Ab-_1234:1aa'],
    ['p:Ab-_1234:1aa'],
    ['d:Ab-_1234:1aa:12345'],
    ['q:Ab-_1234:1aa'],
    ['s:Ab-_1234:1aa\n'],
    [`s:${'a'.repeat(80)}:1aa`],
    ['__proto__'],
  ])('%j is no action', (data) => {
    expect(decodeAction(data)).toBeNull();
  });

  test('takes any data without throwing, and what it accepts packs to the same text', () => {
    const nearMisses = fc.stringMatching(
      /^[srdmpkultvxC]:[\w-]{3,25}:\d{1,4}[a-d][a-f][1-9]?(P[0-9a-z]{0,7})?(Q[0-9a-z]{0,6})?(V\d)?(N[0-9a-z]{0,5})?(:\d{5,25}|:x[0-9a-z]{4,19}|=\d{1,10})?$/,
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string(), nearMisses), (data) => {
        const read = decodeAction(data);
        if (read === null) return;
        expect(decodeAction(encodeAction(read))).toEqual(read);
      }),
    );
  });
});
