/** The buttons that narrow a list, and what they lead to. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitButtons, limitFacts, roundedDown } from '../../src/cards/limits.ts';
import { decodeAction } from '../../src/domain/action.ts';
import { cny } from '../../src/domain/money.ts';
import { NO_FILTERS, plainQuestion, type Question } from '../../src/domain/query.ts';
import { translator } from '../../src/i18n/translate.ts';
import { offer, searchResult } from '../support/made-up.ts';

const t = translator('en');

const listed = (
  rows: readonly (readonly [fen: number | null, moq: number | null])[],
  change: Partial<Question> = {},
) =>
  searchResult(
    rows.map(([fen, moq], index) =>
      offer(`70000000000${index}`, { price: fen === null ? null : cny(fen), moq }),
    ),
    { question: { ...plainQuestion('en'), ...change } },
  );

const buttonsOf = (result: ReturnType<typeof listed>) =>
  limitButtons(result, 'abcdefghijkl', t).map((button) => ({
    label: button.label,
    facet: button.kind === 'action' ? decodeAction(button.action)?.facet : null,
  }));

describe('narrowing a list', () => {
  it('offers a round price that half of the offers keep to, and a smaller minimum order', () => {
    const first = { page: 1, mode: 'same', sort: 'relevance' };
    expect(
      buttonsOf(
        listed(
          [
            [1250, 2],
            [980, 100],
            [3100, 1],
            [1490, 500],
          ],
          { page: 3 },
        ),
      ),
    ).toEqual([
      { label: 'Up to ¥12.00', facet: { ...first, maxPriceFen: 1200 } },
      { label: 'MOQ up to 100', facet: { ...first, moqAtMost: 100 } },
    ]);
  });

  it('offers nothing where all cost the same or nobody tells', () => {
    expect(
      buttonsOf(
        listed([
          [1250, 2],
          [1250, 2],
        ]),
      ),
    ).toEqual([]);
    expect(
      buttonsOf(
        listed([
          [null, null],
          [null, 5],
        ]),
      ),
    ).toEqual([]);
    expect(buttonsOf(listed([]))).toEqual([]);
  });

  it('lifts each limit that is in force and keeps the other', () => {
    const filters = { ...NO_FILTERS, moqAtMost: 50 };
    const labels = buttonsOf(listed([[100, 1]], { maxPrice: cny(2000), filters }));
    expect(labels).toEqual([
      { label: 'Any price', facet: { page: 1, mode: 'same', sort: 'relevance', moqAtMost: 50 } },
      { label: 'Any MOQ', facet: { page: 1, mode: 'same', sort: 'relevance', maxPriceFen: 2000 } },
    ]);
  });

  it('always leaves some offer in and some out', () => {
    const row = fc.tuple(fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 1, max: 100_000 }));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 9 }), (rows) => {
        for (const { facet } of buttonsOf(listed(rows))) {
          const within = rows.filter(
            ([fen, moq]) => fen <= (facet?.maxPriceFen ?? fen) && moq <= (facet?.moqAtMost ?? moq),
          );
          expect(within.length).toBeGreaterThan(0);
          expect(within.length).toBeLessThan(rows.length);
        }
      }),
    );
  });

  it('tells the limits in force', () => {
    const question = { ...plainQuestion('en'), filters: { ...NO_FILTERS, moqAtMost: 50 } };
    const [five, twenty] = [cny(500), cny(2000)];
    expect(limitFacts({ ...question, minPrice: five, maxPrice: twenty }, t)).toEqual([
      '¥5.00 to ¥20.00',
      'MOQ up to 50',
    ]);
    expect(limitFacts({ ...question, maxPrice: twenty }, t)[0]).toBe('up to ¥20.00');
    expect(limitFacts({ ...question, minPrice: five }, t)[0]).toBe('from ¥5.00');
    expect(limitFacts(plainQuestion('en'), t)).toEqual([]);
  });

  it('rounds down to a number that people say', () => {
    expect([0.5, 1, 1.9, 7, 13, 99, 1249, 6100].map(roundedDown)).toEqual([0, 1, 1, 6, 12, 80, 1200, 6000]);
  });
});
