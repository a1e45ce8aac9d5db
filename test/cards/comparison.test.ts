/** Offers side by side: what each row says, what is best in it, what is the same for all, and what the buttons under it do. */
import { describe, expect, it } from 'vitest';
import { compareCard } from '../../src/cards/compare-card.ts';
import { type Compared, comparison } from '../../src/cards/comparison.ts';
import { decodeAction } from '../../src/domain/action.ts';
import { cny } from '../../src/domain/money.ts';
import type { Offer } from '../../src/domain/offer.ts';
import { LANGUAGES } from '../../src/domain/query.ts';
import { DEFAULT_WEIGHTS } from '../../src/domain/score.ts';
import { offer, offerDetail } from '../support/made-up.ts';

const ids = ['610947572361', '610947572362', '610947572363', '610947572364', '610947572365', '610947572366'];
const supplier = offer('610947572360').supplier;

const compared = (...changes: readonly Partial<Offer>[]): Compared[] =>
  changes.map((change, at) => ({ number: at + 1, offer: offer(ids[at] ?? '', change), detail: null }));

const TIERS = [
  { minQuantity: 2, price: cny(1250) },
  { minQuantity: 100, price: cny(1180) },
];

const three = compared(
  { tiers: TIERS, repurchaseRate: 0.13, supplier: { ...supplier, years: 6 } },
  { price: cny(1300), repurchaseRate: 0.46, moq: 500, supplier: { ...supplier, years: null } },
  { price: null, repurchaseRate: null, supplier: { ...supplier, years: 11, badges: ['ships-in-24h'] } },
);

const context = { language: 'en', quantity: 300, weights: DEFAULT_WEIGHTS } as const;

const rowsOf = (all: readonly Compared[], about: Partial<typeof context> = {}) => {
  const { rows } = comparison(all, { ...context, ...about });
  return Object.fromEntries(
    rows.map(({ label, cells }) => [
      label,
      cells.map(({ lines, isBest }) => `${lines.join(', ')}${isBest ? ' *' : ''}`),
    ]),
  );
};

describe('a table', () => {
  it('says what each offer tells, and marks the best of those that tell', () => {
    expect(rowsOf(three)).toMatchObject({
      'Price a piece': ['¥11.80 *', '¥13.00', ''],
      'In all': ['¥3540.00 *', '¥6500.00, × 500', ''],
      MOQ: ['2 *', '500', '2 *'],
      'Prices by quantity': ['2+ ¥12.50, 100+ ¥11.80', '', ''],
      'Buy again': ['13 %', '46 % *', ''],
      'Years on 1688': ['6', '', '11 *'],
      'Ships within': ['', '', '24 h'],
      Badges: ['Verified member', 'Verified member', ''],
    });
  });

  it('has no row that nobody tells anything of, and nothing best where all are the same', () => {
    const same = compared({}, {});
    const rows = rowsOf(same, { quantity: undefined as never });
    expect(Object.keys(rows)).not.toContain('In all');
    expect(Object.keys(rows)).not.toContain('Match with the photo');
    expect(Object.values(rows).flat().join('')).not.toContain('*');
    expect(comparison(same, context).rows.every(({ isSame }) => isSame)).toBe(true);
  });

  it('does not compare what was sold over different periods', () => {
    const sold = compared(
      { sold: { count: 10, period: 'month' } },
      { sold: { count: 900, period: 'total' } },
    );
    expect(rowsOf(sold).Sold).toEqual(['10 a month', '900 ever']);
    const alike = compared(
      { sold: { count: 10, period: 'month' } },
      { sold: { count: 90, period: 'month' } },
    );
    expect(rowsOf(alike).Sold).toEqual(['10 a month', '90 a month *']);
  });

  it('takes the promise to ship from the page of the offer before its badge', () => {
    const shipping = { from: null, weightGrams: null, withinHours: 72, free: null };
    const [one, two] = compared({}, { supplier: { ...supplier, badges: ['ships-in-24h'] } }) as [
      Compared,
      Compared,
    ];
    const detail = offerDetail(two.offer.id, { shipping });
    expect(rowsOf([one, { ...two, detail }])['Ships within']).toEqual(['', '72 h']);
  });
});

const placeOf = (places: readonly number[], all = 3) => ({
  view: 'view-0001',
  back: { page: 1, mode: 'same', sort: 'relevance', quantity: 300 } as const,
  places,
  first: 1,
  all,
});

const cardOf = (all: readonly Compared[], places: readonly number[], of = 3) =>
  compareCard(all, comparison(all, context), { ...context, place: placeOf(places, of) });

describe('the card', () => {
  it('tells the differences first and what is the same in one line', () => {
    const lines = cardOf(three, [1, 2, 3]).text.split('\n');
    expect(lines[0]).toBe('Comparing 3 offers · for 300 pieces');
    expect(lines).toContain('Price a piece: 1) ¥11.80 ✓ · 2) ¥13.00 · 3) —');
    expect(lines.find((line) => line.startsWith('The same for all'))).toBe(
      'The same for all: Supplier score 4.5 · Sold 1,340 a month',
    );
  });

  it('opens offers, leaves them out down to two, and goes back', () => {
    const actionsOf = (card: ReturnType<typeof cardOf>) =>
      card.actions.map((row) =>
        row.map((button) => [button.label, button.kind === 'action' ? decodeAction(button.action) : null]),
      );
    const [open, leave, quantities, back] = actionsOf(cardOf(three, [1, 2, 3]));
    expect(open?.[1]).toMatchObject(['2', { kind: 'details', offerId: ids[1], facet: { quantity: 300 } }]);
    expect(leave?.[1]).toMatchObject(['✕ 2', { kind: 'compare', only: [1, 3] }]);
    expect(quantities?.[0]).toEqual([
      '× 100',
      {
        kind: 'compare',
        view: 'view-0001',
        facet: { page: 1, mode: 'same', sort: 'relevance', quantity: 100 },
      },
    ]);
    expect(back).toMatchObject([
      ['Export', { kind: 'export', only: [1, 2, 3] }],
      ['Back to the list', { kind: 'show' }],
    ]);
    const two = actionsOf(cardOf(three.slice(0, 2), [1, 2]));
    expect(two.flat().map(([label]) => label)).not.toContain('✕ 1');
    expect(two.at(-1)?.[0]).toMatchObject(['All again', { kind: 'compare' }]);
    expect(two[1]).toMatchObject([['+ 3', { kind: 'compare' }]]);
    expect(two[2]?.[0]).toMatchObject(['× 100', { kind: 'compare', only: [1, 2] }]);
  });

  it('takes in the others of a long page while there is room', () => {
    const changes = (places: readonly number[]) =>
      cardOf(three.slice(0, places.length), places, 9)
        .actions.slice(1, 3)
        .flat()
        .map(({ label }) => label);
    expect(changes([1, 2, 9])).toEqual(['✕ 1', '✕ 2', '+ 3', '+ 4', '+ 5', '+ 6', '+ 7', '+ 8', '✕ 9']);
    const full = compared(...ids.map(() => ({})));
    const labels = cardOf(full, [1, 2, 3, 4, 5, 6], 9)
      .actions.flat()
      .map(({ label }) => label);
    expect(labels).not.toContain('+ 7');
    expect(labels).not.toContain('All again');
  });

  it.each(LANGUAGES)('of six offers has its short rows in what a caption holds, in %s', (language) => {
    const all = compared(
      ...ids.map((_, at) => ({ price: cny(1250 + at), repurchaseRate: at / 10, tiers: TIERS })),
    );
    const table = comparison(all, { ...context, language });
    const { text } = compareCard(all, table, { ...context, language, place: placeOf([1, 2, 3, 4, 5, 6], 6) });
    const price = table.rows[0]?.label ?? '';
    expect(text.indexOf(price)).toBeGreaterThan(0);
    expect(text.indexOf(price)).toBeLessThan(400);
  });
});
