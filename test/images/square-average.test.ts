import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { squareAverage } from '../../src/images/square-average.ts';

describe('a square average', () => {
  it('keeps the mean of a picture of any size', () => {
    const sides = fc.integer({ min: 1, max: 90 });
    fc.assert(
      fc.property(
        sides,
        sides,
        fc.integer({ min: 1, max: 40 }),
        fc.integer(),
        (width, height, side, seed) => {
          const pixels = Uint8Array.from(
            { length: width * height * 3 },
            (_, at) => Math.imul(at + 1, seed | 1) >>> 24,
          );
          const mean = (values: Iterable<number>, channel: number): number => {
            const own = [...values].filter((_, at) => at % 3 === channel);
            return own.reduce((sum, value) => sum + value, 0) / own.length;
          };
          const square = squareAverage({ pixels, width, height }, side);
          for (const channel of [0, 1, 2])
            expect(mean(square, channel)).toBeCloseTo(mean(pixels, channel), 2);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is the same for rows of whole words as for others', () => {
    // Pixels that begin at an odd byte are added up byte by byte.
    const [width, height] = [24, 1_100];
    const pixels = Uint8Array.from({ length: width * height * 3 }, (_, at) =>
      Math.floor(at / 3) % width === 0 ? 0 : 255 - (Math.imul(at, 2_654_435_761) >>> 26),
    );
    const odd = new Uint8Array(pixels.length + 1);
    odd.set(pixels, 1);
    for (const side of [1, 3, 4, 7]) {
      const bytewise = squareAverage({ pixels: odd.subarray(1), width, height }, side);
      expect([...squareAverage({ pixels, width, height }, side)]).toEqual([...bytewise]);
    }
  });

  it('shares out pixels that lie in two cells', () => {
    const pixels = Uint8Array.from([0, 90, 30].flatMap((value) => [value, value, value]));
    const square = squareAverage(
      { pixels: Uint8Array.from([...pixels, ...pixels, ...pixels]), width: 3, height: 3 },
      2,
    );
    expect([...square]).toEqual([30, 50, 30, 50].flatMap((value) => [value, value, value]));
  });

  it('takes a part alone', () => {
    const pixels = Uint8Array.from({ length: 4 * 4 * 3 }, (_, at) => (at % 12 < 6 ? 10 : 200));
    const square = squareAverage({ pixels, width: 4, height: 4 }, 2, {
      left: 2,
      top: 0,
      right: 4,
      bottom: 4,
    });
    expect([...square].every((value) => value === 200)).toBe(true);
  });
});
