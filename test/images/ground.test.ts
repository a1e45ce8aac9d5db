import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { standingOn, thingsOn } from '../../src/images/ground.ts';
import type { Raster } from '../../src/images/product-box.ts';
import { thingsIn } from '../../src/images/small-raster.ts';
import { photoOfTwo } from '../support/flow-photos.ts';

type Area = readonly [left: number, top: number, right: number, bottom: number];

/** A white raster of 60 x 40 with dark areas. */
const raster = (...areas: readonly Area[]): Raster => {
  const pixels = new Uint8Array(60 * 40 * 3).fill(250);
  for (const [left, top, right, bottom] of areas)
    for (let y = top; y < bottom; y += 1) pixels.fill(40, (y * 60 + left) * 3, (y * 60 + right) * 3);
  return { pixels, width: 60, height: 40 };
};

const box = ([left, top, right, bottom]: Area) => ({ left, top, right, bottom });

describe('things on a flat ground', () => {
  it('are told from each other, the largest first', () => {
    const [small, large]: [Area, Area] = [
      [4, 4, 18, 30],
      [30, 5, 55, 35],
    ];
    expect(thingsOn(raster(small, large))).toEqual([box(large), box(small)]);
  });

  it('are one where they nearly touch, and specks are none', () => {
    expect(thingsOn(raster([10, 10, 25, 30], [26, 10, 40, 30], [50, 3, 52, 5]))).toEqual([
      box([10, 10, 40, 30]),
    ]);
  });

  it('are none where there is no flat ground, or nothing on it', () => {
    expect(thingsOn(raster())).toEqual([]);
    expect(thingsOn(raster([0, 0, 60, 20]))).toEqual([]);
  });

  it('keep what they enclose', () => {
    const ring = raster([10, 10, 40, 13], [10, 27, 40, 30], [10, 10, 13, 30], [37, 10, 40, 30]);
    const mask = standingOn(ring)?.mask;
    expect(mask?.[20 * 60 + 25]).toBe(1);
    expect(mask?.[5 * 60 + 5]).toBe(0);
  });

  it('are found in a photo of two', async () => {
    const things = await thingsIn(await photoOfTwo());
    expect(things).toHaveLength(2);
    const sides = things.map(({ left, right }) => (left + right) / 2 < 0.5).sort();
    expect(sides).toEqual([false, true]);
  });

  it('make a picture that cannot be decoded a broken one', async () => {
    const png = await sharp({ create: { width: 30, height: 30, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    await expect(thingsIn(png.subarray(0, 40))).rejects.toMatchObject({ code: 'photo-broken' });
  });
});
