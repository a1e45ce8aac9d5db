/** Charts of prices: right in their pixels, whatever the history, and nothing where there is nothing to draw. */
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { cny } from '../../src/domain/money.ts';
import type { SeenPoint } from '../../src/domain/watch.ts';
import { priceChart } from '../../src/images/price-chart.ts';

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2026, 10, 30);

const point = (daysAgo: number, fen: number, change: Partial<SeenPoint['seen']> = {}): SeenPoint => ({
  atMs: NOW - daysAgo * DAY,
  seen: { tiers: [{ minQuantity: 2, price: cny(fen) }], available: true, gone: false, ...change },
});

const pixels = async (png: Uint8Array | null) => {
  const { data, info } = await sharp(png ?? undefined)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const isLine = (x: number, y: number): boolean => {
    const at = (y * info.width + x) * 3;
    return (data[at] ?? 0) < 60 && (data[at + 2] ?? 0) > 150;
  };
  return { info, isLine };
};

describe('a chart', () => {
  test('steps down where the price fell, and is level before and after', async () => {
    const png = await priceChart({ points: [point(40, 1250), point(20, 900)], nowMs: NOW });
    const { info, isLine } = await pixels(png);
    expect([info.width, info.height]).toEqual([960, 600]);
    const heightAt = (x: number): number =>
      Array.from({ length: 412 }, (_, row) => row + 104).find((y) => isLine(x, y)) ?? -1;
    const heights = [200, 300, 420, 500, 600, 700].map(heightAt);
    expect(heights[0]).toBeGreaterThan(0);
    expect([heights[1], heights[2]]).toEqual([heights[0], heights[0]]);
    expect(heights[3]).toBeGreaterThan((heights[0] ?? 0) + 100);
    expect([heights[4], heights[5]]).toEqual([heights[3], heights[3]]);
  });

  test('has a gap while the offer was gone', async () => {
    const points = [point(30, 900), point(20, 900, { gone: true }), point(10, 900)];
    const { isLine } = await pixels(await priceChart({ points, nowMs: NOW }));
    const hasLine = (x: number) =>
      Array.from({ length: 412 }, (_, row) => row + 104).some((y) => isLine(x, y));
    expect([260, 456, 650].map(hasLine)).toEqual([true, false, true]);
  });

  test('can be drawn of any history', async () => {
    const anyPoint = fc.record({
      atMs: fc.integer({ min: 0, max: NOW }),
      seen: fc.record({
        tiers: fc.array(
          fc.record({
            minQuantity: fc.integer({ min: 1, max: 1e6 }),
            price: fc.integer({ min: 0, max: 1e11 }).map(cny),
          }),
          { maxLength: 4 },
        ),
        available: fc.constantFrom(true, false, null),
        gone: fc.boolean(),
      }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyPoint, { maxLength: 6 }), async (points) => {
        const sorted = points.toSorted((one, other) => one.atMs - other.atMs);
        const png = await priceChart({ points: sorted, nowMs: NOW });
        if (png) expect((await sharp(png).metadata()).format).toBe('png');
      }),
      { numRuns: 15 },
    );
  });

  test('is none where no price was ever told', async () => {
    expect(await priceChart({ points: [point(1, 1, { tiers: [] })], nowMs: NOW })).toBeNull();
    expect(await priceChart({ points: [], nowMs: NOW })).toBeNull();
  });
});
