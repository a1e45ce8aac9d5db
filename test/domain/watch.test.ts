/** What is a change of a watched offer, held against a model that asks for every quantity; and how often one is told. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cny } from '../../src/domain/money.ts';
import type { PriceTier } from '../../src/domain/offer.ts';
import {
  changesBetween,
  dueSince,
  isWatchable,
  judge,
  type Knowledge,
  knowing,
  priceAt,
  type Seen,
  type SeenPoint,
  seenIn,
  withPoint,
  withUntold,
} from '../../src/domain/watch.ts';
import { offerDetail } from '../support/made-up.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const MOST = 40;

const ladder = (...steps: readonly (readonly [number, number])[]): PriceTier[] =>
  steps.map(([minQuantity, fen]) => ({ minQuantity, price: cny(fen) }));

const seen = (change: Partial<Seen> = {}): Seen => ({
  tiers: ladder([2, 1250], [100, 1180]),
  available: true,
  gone: false,
  ...change,
});

const anyLadder = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: MOST }), fc.integer({ min: 1, max: 4 })), {
    selector: ([quantity]) => quantity,
    minLength: 1,
    maxLength: 5,
  })
  .map((steps) => ladder(...steps.toSorted(([one], [other]) => one - other)));

const anySeen: fc.Arbitrary<Seen> = fc.record({
  tiers: anyLadder,
  available: fc.constantFrom(true, false, null),
  gone: fc.constant(false),
});

/** What a piece costs, asked step by step as a buyer would. */
const modelPrice = (tiers: readonly PriceTier[], quantity: number): number | null => {
  let fen: number | null = null;
  for (const { minQuantity, price } of tiers) if (quantity >= minQuantity) fen = price.fen;
  return fen;
};

describe('what is seen of an offer', () => {
  test('is its ladder in order, and whether the smallest order can be had', () => {
    const tiers = ladder([100, 1180], [2, 1250]);
    expect(seenIn(offerDetail('6201', { tiers, moq: 2, stock: 2 }))).toEqual(seen());
    expect(seenIn(offerDetail('6201', { tiers, moq: 2, stock: 1 })).available).toBe(false);
    expect(seenIn(offerDetail('6201', { tiers, stock: null })).available).toBeNull();
  });

  test('is the lowest price where variants have prices of their own, and nothing where none is told', () => {
    const range = { lowest: cny(500), highest: cny(900) };
    const variants = offerDetail('6201', { tiers: [], skuPrices: range, moq: 3 });
    expect(seenIn(variants).tiers).toEqual(ladder([3, 500]));
    const silent = offerDetail('6201', { tiers: [], price: null, stock: null });
    expect(isWatchable(seenIn(silent))).toBe(false);
    expect(isWatchable(seenIn({ ...silent, stock: 0 }))).toBe(true);
  });

  test('keeps what is not told this time', () => {
    expect(withUntold(seen({ tiers: [], available: null }), seen())).toEqual(seen());
    const silent = withUntold(seen({ tiers: [] }), seen({ available: false }));
    expect(silent).toEqual(seen({ available: true }));
  });
});

describe('changes', () => {
  test('of prices are there exactly where a piece costs something else at some quantity', () => {
    fc.assert(
      fc.property(anyLadder, anyLadder, (before, now) => {
        const changes = changesBetween(seen({ tiers: before }), seen({ tiers: now }));
        const quantities = Array.from({ length: MOST + 1 }, (_, at) => at + 1);
        const differs = quantities.some((at) => modelPrice(before, at) !== modelPrice(now, at));
        expect(changes.length > 0).toBe(differs);
        for (const change of changes) {
          if (change.kind !== 'price') throw new Error('only prices differ');
          expect(change.from?.fen ?? null).toBe(modelPrice(before, change.quantity));
          expect(change.to?.fen ?? null).toBe(modelPrice(now, change.quantity));
          expect(change.from?.fen).not.toBe(change.to?.fen);
        }
      }),
    );
  });

  test('of prices tell the new price of every quantity at which it is another one', () => {
    fc.assert(
      fc.property(anyLadder, anyLadder, (before, now) => {
        const changes = changesBetween(seen({ tiers: before }), seen({ tiers: now }));
        const told = changes.flatMap((one) => (one.kind === 'price' ? [one] : []));
        for (let at = 1; at <= MOST; at += 1) {
          if (modelPrice(before, at) === modelPrice(now, at)) continue;
          const by = told.findLast(({ quantity }) => quantity <= at);
          expect([by?.from?.fen ?? null, by?.to?.fen ?? null]).toEqual([
            modelPrice(before, at),
            modelPrice(now, at),
          ]);
        }
      }),
    );
  });

  test('are none between an offer and itself, nor where one side tells nothing', () => {
    fc.assert(
      fc.property(anySeen, (one) => {
        expect(changesBetween(one, one)).toEqual([]);
        expect(changesBetween(one, { ...one, tiers: [], available: null })).toEqual([]);
        expect(changesBetween({ ...one, tiers: [], available: null }, one)).toEqual([]);
      }),
    );
  });

  test('back and forth are the same ones with their sides changed', () => {
    const turned = (one: ReturnType<typeof changesBetween>) =>
      one.map((change) =>
        change.kind === 'price'
          ? { ...change, from: change.to, to: change.from }
          : { kind: change.kind === 'sold-out' ? 'in-stock' : 'sold-out' },
      );
    fc.assert(
      fc.property(anySeen, anySeen, (one, other) => {
        expect(changesBetween(other, one)).toEqual(turned(changesBetween(one, other)));
      }),
    );
  });

  test.each([
    ['gone', seen(), seen({ gone: true, available: false }), ['gone']],
    ['gone as before', seen({ gone: true }), seen({ gone: true }), []],
    [
      'back at another price',
      seen({ gone: true }),
      seen({ tiers: ladder([2, 900]) }),
      ['back', 'price', 'price'],
    ],
    ['sold out', seen(), seen({ available: false }), ['sold-out']],
    ['in stock again', seen({ available: false }), seen(), ['in-stock']],
    ['a new step', seen(), seen({ tiers: ladder([2, 1250], [100, 1180], [500, 990]) }), ['price']],
    ['a larger smallest order', seen(), seen({ tiers: ladder([10, 1250], [100, 1180]) }), ['price']],
  ] as const)('name what happened: %s', (_, before, now, kinds) => {
    expect(changesBetween(before, now).map(({ kind }) => kind)).toEqual(kinds);
  });

  test('of neighbouring steps that are alike are told once', () => {
    const before = seen({ tiers: ladder([1, 500], [10, 500]) });
    expect(changesBetween(before, seen({ tiers: ladder([1, 400], [10, 400]) }))).toHaveLength(1);
    expect(priceAt(before.tiers, 0)).toBeNull();
  });
});

/** Shows a chat one state after the other, so long apart, and counts what it is told. */
const tellings = (states: readonly Seen[], everyMs: number): { count: number; knowledge: Knowledge } => {
  let knowledge = knowing(states[0] ?? seen(), 0);
  let count = 0;
  for (const [at, state] of states.entries()) {
    const judged = judge(knowledge, state, at * everyMs);
    if (!judged) continue;
    count += 1;
    knowledge = judged.knowledge;
  }
  return { count, knowledge };
};

describe('what is told', () => {
  const [cheap, dear] = [seen({ tiers: ladder([2, 900]) }), seen()];

  test('is a change, once', () => {
    const first = judge(knowing(dear, 0), cheap, HOUR);
    expect(first?.changes).toEqual([
      { kind: 'price', quantity: 2, from: cny(1250), to: cny(900) },
      ...(first?.changes.slice(1) ?? []),
    ]);
    expect(judge(first?.knowledge ?? knowing(dear, 0), cheap, 2 * HOUR)).toBeNull();
  });

  test('is a price that comes back after a day at once, and one that comes back sooner when it stays', () => {
    const told = judge(knowing(dear, 0), cheap, DAY)?.knowledge ?? knowing(dear, 0);
    expect(judge(told, dear, DAY + HOUR)).not.toBeNull();
    const soon = judge(knowing(dear, 0), cheap, HOUR)?.knowledge ?? knowing(dear, 0);
    expect(judge(soon, dear, 2 * HOUR)).toBeNull();
    expect(judge(soon, dear, DAY)?.changes).toContainEqual(expect.objectContaining({ to: cny(1250) }));
  });

  test('of a price that goes to and fro for three months every six hours is some alerts and not 360', () => {
    const { count } = tellings(
      Array.from({ length: 360 }, (_, at) => (at % 2 ? cheap : dear)),
      6 * HOUR,
    );
    expect(count).toBeGreaterThan(2);
    expect(count).toBeLessThan(14);
  });

  test('never misses what stays: after a month of rest the chat knows how things are', () => {
    fc.assert(
      fc.property(
        fc.array(anySeen, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 48 }),
        (states, hours) => {
          const last = states.at(-1) ?? seen();
          const { knowledge } = tellings(states, hours * HOUR);
          const later = judge(knowledge, last, states.length * hours * HOUR + 31 * DAY);
          expect(changesBetween(later?.knowledge.told ?? knowledge.told, last)).toEqual([]);
        },
      ),
    );
  });

  test('is the same whenever it is judged again: a check that is cut off loses and doubles nothing', () => {
    fc.assert(
      fc.property(anySeen, anySeen, (before, now) => {
        const knowledge = knowing(before, 0);
        const [once, again] = [judge(knowledge, now, DAY), judge(knowledge, now, DAY)];
        expect(again).toEqual(once);
        if (once) expect(judge(once.knowledge, now, DAY + 1)).toBeNull();
      }),
    );
  });
});

describe('the history', () => {
  const at = (atMs: number, fen: number): SeenPoint => ({ atMs, seen: seen({ tiers: ladder([1, fen]) }) });

  test('has a point for each change and none for what stays', () => {
    const all = [at(0, 5), at(1, 5), at(2, 6), at(3, 5)].reduce<readonly SeenPoint[]>(
      (points, point) => withPoint(points, point, DAY),
      [],
    );
    expect(all.map(({ atMs }) => atMs)).toEqual([0, 2, 3]);
  });

  test('leaves out what is too old, but for what held then, and is never too long', () => {
    const kept = withPoint([at(0, 1), at(DAY, 2), at(2 * DAY, 3)], at(3 * DAY, 4), 1.5 * DAY);
    expect(kept.map(({ atMs }) => atMs / DAY)).toEqual([1, 2, 3]);
    const many = Array.from({ length: 500 }, (_, index) => at(index, index));
    const all = many.reduce<readonly SeenPoint[]>((points, point) => withPoint(points, point, DAY), []);
    expect(all).toHaveLength(200);
    expect(all.at(-1)).toEqual(many.at(-1));
  });
});

describe('when an offer is due', () => {
  test('is once in every span, at its own moment', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 40 }),
        fc.integer({ min: 1, max: 30 * DAY }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (nowMs, everyMs, place) => {
          const due = dueSince('6201', nowMs, everyMs, () => place);
          expect(due).toBeLessThanOrEqual(nowMs);
          expect(due).toBeGreaterThan(nowMs - everyMs);
          expect(dueSince('6201', due, everyMs, () => place)).toBe(due);
          expect(dueSince('6201', due + everyMs, everyMs, () => place)).toBe(due + everyMs);
        },
      ),
    );
  });
});
