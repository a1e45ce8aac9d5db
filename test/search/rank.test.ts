/** What the pictures of a page say about it as a whole. */
import { describe, expect, it } from 'vitest';
import type { Match, Offer } from '../../src/domain/offer.ts';
import { plainQuestion } from '../../src/domain/query.ts';
import { arrange, closest, judge, spread } from '../../src/search/rank.ts';
import { offer } from '../support/made-up.ts';

const match = (score: number): Match => ({
  score,
  level: score >= 0.86 ? 'same' : score >= 0.72 ? 'similar' : 'maybe',
});
const page = (...scores: (number | null)[]): Offer[] =>
  scores.map((score, at) => ({
    ...offer(String(700000000001 + at)),
    match: score === null ? null : match(score),
  }));
const scoresOf = (offers: readonly Offer[]) => offers.map((one) => one.match?.score ?? null);
const asked = plainQuestion('en');

describe('judge', () => {
  it('says when no row looks like the photo, and keeps the rows, but not as matches', () => {
    const { offers, notes } = judge(page(0.6, 0.5, 0.4, 0.65, 0.74), asked);
    expect(notes).toEqual(['unrelated']);
    expect(scoresOf(offers)).toEqual([null, null, null, null, null]);
    const narrowed = judge(page(0.6, 0.5, 0.4, 0.65, 0.74), { ...asked, keyword: 'teapot' });
    expect(narrowed).toEqual({ offers, notes: ['unrelated-narrowed'] });
  });

  it.each([
    ['a row shows the very product', page(0.9, 0.6, 0.6, 0.6)],
    ['several rows are similar', page(0.75, 0.75, 0.6, 0.6)],
    ['too few pictures could be compared', page(0.4, 0.4, 0.4, null, null)],
  ])('says nothing of the kind when %s', (_, rows) => {
    const { offers, notes } = judge(rows, asked);
    expect(notes).not.toContain('unrelated');
    expect(offers).toHaveLength(rows.length);
  });

  it('puts the very product first in same mode, and last, as no match, what looks nothing like it', () => {
    const { offers, notes } = judge(page(0.7, 0.3, null, 0.9, 0.95), asked);
    expect(scoresOf(offers)).toEqual([0.9, 0.95, 0.7, null, null]);
    expect(notes).toEqual(['unrelated-last']);
  });

  it('keeps an order that was asked for, of what looks like the photo and behind it of the others', () => {
    const { offers, notes } = judge(page(0.7, 0.8, 0.3, 0.9, 0.5), { ...asked, sort: 'price' });
    expect(scoresOf(offers)).toEqual([0.8, 0.9, 0.7, null, 0.5]);
    expect(notes).toEqual(['alike-first']);
  });

  it('has nothing to say of an order in which everything, or nothing, looks like the photo', () => {
    const byPrice = { ...asked, sort: 'price' } as const;
    for (const rows of [page(0.8, 0.9), page(0.3, 0.5)])
      expect(judge(rows, byPrice)).toEqual({ offers: rows, notes: [] });
  });

  it('leaves similar mode as it is', () => {
    const rows = page(0.8, 0.3, 0.9);
    for (const further of [{ mode: 'similar' }, { sort: 'sales' }, { page: 2 }] as const)
      expect(judge(page(0.3, 0.2, 0.1, 0.2), { ...asked, ...further })).toEqual({
        offers: page(0.3, 0.2, 0.1, 0.2),
        notes: [],
      });
    expect(judge(rows, { ...asked, mode: 'similar' })).toEqual({ offers: rows, notes: [] });
  });
});

describe('spread', () => {
  const areAlike = (a: string, b: string) => a[0] === b[0];

  it('shows one of each kind before the second ones, each time in the order of the list', () => {
    expect(spread(['a1', 'a2', 'a3', 'b1', 'c1', 'b2'], areAlike)).toEqual([
      'a1',
      'b1',
      'c1',
      'a2',
      'b2',
      'a3',
    ]);
  });

  it('leaves rows in order that are all of a kind, or none like another', () => {
    expect(spread(['a1', 'a2', 'a3'], () => true)).toEqual(['a1', 'a2', 'a3']);
    expect(spread(['a1', 'a2', 'a3'], () => false)).toEqual(['a1', 'a2', 'a3']);
  });
});

describe('arrange', () => {
  it('puts the very product last, spreads look-alikes, and drops nothing', () => {
    const rows = page(0.9, 0.7, 0.7, 0.5, 0.95, null);
    const arranged = arrange(rows, (a, b) => a.match !== null && a.match.score === b.match?.score);
    expect(scoresOf(arranged)).toEqual([0.7, 0.5, null, 0.7, 0.9, 0.95]);
  });
});

describe('closest', () => {
  it('is the best match of all photos, and none of none', () => {
    expect(closest([match(0.5), match(0.9), match(0.7)])?.score).toBe(0.9);
    expect(closest([])).toBeNull();
  });
});
