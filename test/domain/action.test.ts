/** What buttons carry: any press comes back as it was made, and nothing else is taken for a press. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACTION_MAX_BYTES, type Action, decodeAction, encodeAction } from '../../src/domain/action.ts';
import { SEARCH_MODES, SORT_ORDERS } from '../../src/domain/query.ts';

const view = fc.stringMatching(/^[\w-]{4,24}$/);
const facet = fc.record({
  page: fc.integer({ min: 1, max: 999 }),
  mode: fc.constantFrom(...SEARCH_MODES),
  sort: fc.constantFrom(...SORT_ORDERS),
});
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constantFrom('show' as const, 'refresh' as const), view, facet }),
  fc.record({ kind: fc.constant('details' as const), view, facet, offerId: fc.stringMatching(/^\d{6,24}$/) }),
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

  test('stays the same over versions, because buttons of old messages are pressed too', () => {
    const old = { view: 'Ab-_1234', facet: { page: 2, mode: 'similar', sort: 'price' } } as const;
    expect(encodeAction({ kind: 'show', ...old })).toBe('s:Ab-_1234:2bb');
    expect(encodeAction({ kind: 'refresh', ...old })).toBe('r:Ab-_1234:2bb');
    expect(encodeAction({ kind: 'details', ...old, offerId: '610947572360' })).toBe(
      'd:Ab-_1234:2bb:610947572360',
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
    ['s:Ab-_1234:1ae'],
    ['s:abc:1aa'],
    ['s:Ab-_1234:1aa:610947572360'],
    ['d:Ab-_1234:1aa'],
    ['d:Ab-_1234:1aa:12345'],
    ['x:Ab-_1234:1aa'],
    ['s:Ab-_1234:1aa\n'],
    [`s:${'a'.repeat(80)}:1aa`],
    ['__proto__'],
  ])('%j is no action', (data) => {
    expect(decodeAction(data)).toBeNull();
  });

  test('takes any data without throwing, and what it accepts packs to the same text', () => {
    const nearMisses = fc.stringMatching(/^[srdx]:[\w-]{3,25}:\d{1,4}[a-d][a-d](:\d{5,25})?$/);
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string(), nearMisses), (data) => {
        const read = decodeAction(data);
        if (read === null) return;
        expect(decodeAction(encodeAction(read))).toEqual(read);
      }),
    );
  });
});
