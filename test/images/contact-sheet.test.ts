/** The contact sheet: where things are, that they are there, and that nothing depends on the machine's fonts. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { contactSheet, type Tile } from '../../src/images/contact-sheet.ts';
import { lettering } from '../../src/images/lettering.ts';
import { pixelsOf } from '../../src/images/pixels.ts';
import { gridFor } from '../../src/images/sheet-grid.ts';
import { scene } from './sample-pictures.ts';

const red = await sharp({ create: { width: 310, height: 310, channels: 3, background: '#c02020' } })
  .jpeg()
  .toBuffer();
const tile = (number: number, more: Partial<Tile> = {}): Tile => ({
  number,
  picture: red,
  price: '¥12.50',
  moq: 2,
  ...more,
});
const tiles = (count: number): Tile[] => Array.from({ length: count }, (_, index) => tile(index + 1));

const pixels = async (sheet: Uint8Array) => {
  const { data, info } = await sharp(sheet).raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [
    ...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3),
  ];
  /** The share of dark pixels in a box: where something is written. */
  const ink = (left: number, top: number, width: number, height: number): number => {
    let dark = 0;
    for (let y = top; y < top + height; y += 1)
      for (let x = left; x < left + width; x += 1) if (at(x, y).every((band) => band < 120)) dark += 1;
    return dark / (width * height);
  };
  return { info, at, ink };
};

describe('the grid', () => {
  it.each([
    [1, 497, 1],
    [2, 994, 1],
    [3, 994, 1],
    [4, 994, 2],
    [5, 994, 2],
    [6, 994, 2],
    [7, 994, 3],
    [8, 994, 2],
    [9, 994, 3],
    [10, 994, 3],
  ])('of %i tiles is %i px wide and has %i rows', (count, width, rows) => {
    const grid = gridFor(count);
    expect(grid.width).toBe(width);
    expect(new Set(grid.cells.map(({ y }) => y)).size).toBe(rows);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13])('of %i tiles has no overlap and stays inside', (count) => {
    const { width, height, cells } = gridFor(count);
    expect(cells).toHaveLength(count);
    for (const [index, a] of cells.entries()) {
      expect(a.x >= 16 && a.y >= 16 && a.x + a.side <= width - 16 && a.y + a.height <= height - 16).toBe(
        true,
      );
      for (const b of cells.slice(index + 1)) expect(b.x >= a.x + a.side || b.y >= a.y + a.height).toBe(true);
    }
  });
});

describe('the sheet', () => {
  it.each([1, 4, 6, 10])('of %i tiles shows every picture, number and price', async (count) => {
    const { at, ink, info } = await pixels(await contactSheet(tiles(count)));
    const grid = gridFor(count);
    expect([info.width, info.height, info.format]).toEqual([grid.width, grid.height, 'raw']);
    for (const { x, y, side, scale } of grid.cells) {
      const [r = 0, g = 0, b = 0] = at(x + Math.floor(side / 2), y + Math.floor(side / 2));
      expect(r > 150 && g < 70 && b < 70).toBe(true);
      const badge = Math.round(28 * scale);
      expect(
        ink(x + 42 * scale - badge / 2, Math.round(y + 42 * scale - badge / 2), badge, badge),
      ).toBeGreaterThan(0.4);
      expect(ink(x + 10, y + side + 10, Math.round(side / 2), 60)).toBeGreaterThan(0.05);
    }
  });

  it('leaves out what is not known', async () => {
    const { ink } = await pixels(
      await contactSheet(tiles(3).map((one) => ({ ...one, price: null, moq: null }))),
    );
    for (const { x, y, side } of gridFor(3).cells) expect(ink(x + 4, y + side + 4, side - 8, 70)).toBe(0);
  });

  it('shows a placeholder for a picture that is missing or broken', async () => {
    const broken = red.subarray(0, 300);
    const sheet = await contactSheet([tile(1), tile(2, { picture: null }), tile(3, { picture: broken })]);
    const { at } = await pixels(sheet);
    for (const { x, y, side } of gridFor(3).cells.slice(1))
      expect(Math.min(...at(x + side - 30, y + side - 30))).toBeGreaterThan(235);
  });

  it('shows pictures that are not square whole, on the colour of their edges', async () => {
    const tall = await scene(160, 320).jpeg().toBuffer();
    const wide = await scene(320, 160).jpeg().toBuffer();
    const { at } = await pixels(
      await contactSheet([tile(1, { picture: tall }), tile(2, { picture: wide }), tile(3)]),
    );
    const [first, second] = gridFor(3).cells;
    if (!first || !second) return expect.fail();
    const third = Math.floor(first.side / 3);
    expect(at(first.x + 2 * third - 20, first.y + 20)[1]).toBeGreaterThan(120);
    expect(at(first.x + 5, first.y + first.side - 30)).not.toEqual([255, 255, 255]);
    expect(at(second.x + 30, second.y + 2 * third)[0]).toBeGreaterThan(180);
  });

  it.each([
    ['¥123456789.99', 999_999],
    ['¥0.01', 1],
    ['¥'.repeat(60), 10],
    ['两件 <b>&"', 3],
    ['', 0],
  ])('keeps a price of %s inside its tile', async (price, moq) => {
    const { at } = await pixels(
      await contactSheet([tile(1, { price, moq }), tile(2, { price, moq }), tile(3)]),
    );
    const [first] = gridFor(3).cells;
    if (!first) return expect.fail();
    for (let y = first.y + first.side; y < first.y + first.height; y += 1)
      expect(Math.min(...at(first.x + first.side + 8, y))).toBeGreaterThan(200);
  });

  it.each([1, 6])(
    'of %i tiles is the same whether its pictures were decoded before or not',
    async (count) => {
      const late = await contactSheet(tiles(count));
      await pixelsOf(red);
      expect(await contactSheet(tiles(count))).toEqual(late);
      await expect(pixelsOf(red.subarray(0, 300))).rejects.toMatchObject({ code: 'photo-broken' });
      expect(await contactSheet(tiles(count))).toEqual(late);
    },
  );

  it('shows thumbnails as they are, and larger or smaller ones in the same place', async () => {
    const cell = gridFor(3).cells[1] ?? expect.fail();
    const box = { left: cell.x + 60, top: cell.y + 90, width: 180, height: 180 };
    const shown = await Promise.all(
      [310, 200, 500].map(async (side) => {
        const picture = await scene(side, side).png().toBuffer();
        const sheet = await contactSheet([tile(1), tile(2, { picture }), tile(3)]);
        return sharp(sheet).extract(box).greyscale().raw().toBuffer();
      }),
    );
    const own = await scene(310, 310).extract({ left: 60, top: 90, width: 180, height: 180 });
    const [plain = Buffer.alloc(0), ...others] = [await own.greyscale().raw().toBuffer(), ...shown];
    for (const other of others) {
      const differences = plain.map((value, at) => Math.abs(value - (other[at] ?? 0)));
      expect(differences.reduce((sum, one) => sum + one, 0) / plain.length).toBeLessThan(6);
    }
  });

  it('puts a long price above its smallest order, both large enough to read on a phone', async () => {
    const marks = { price: '¥123456.78', moq: 100_000 };
    const { ink } = await pixels(await contactSheet([1, 2, 3].map((number) => tile(number, marks))));
    const [first] = gridFor(3).cells;
    if (!first) return expect.fail();
    const row = (from: number, to: number) => ink(first.x + 4, first.y + first.side + from, 160, to - from);
    expect(row(12, 38)).toBeGreaterThan(0.15);
    expect(row(39, 45)).toBe(0);
    expect(row(52, 72)).toBeGreaterThan(0.08);
  });

  it('has an owner for an empty page', async () => {
    await expect(contactSheet([])).rejects.toMatchObject({ code: 'internal' });
  });

  it('is the same on a machine without any fonts', async () => {
    const program = `
      import { contactSheet } from './src/images/contact-sheet.ts';
      const tiles = [1, 2, 3, 4].map((number) => ({ number, picture: null, price: '¥12.50', moq: 2 }));
      process.stdout.write(Buffer.from(await contactSheet(tiles)).toString('base64'));`;
    const nowhere = {
      PATH: process.env.PATH,
      FONTCONFIG_FILE: '/nonexistent/fonts.conf',
      HOME: '/nonexistent',
    };
    const run = await promisify(execFile)(
      process.execPath,
      ['--input-type=module-typescript', '-e', program],
      {
        env: nowhere,
        maxBuffer: 10_000_000,
      },
    );
    const here = await contactSheet([1, 2, 3, 4].map((number) => tile(number, { picture: null })));
    const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    expect(hash(Buffer.from(run.stdout, 'base64'))).toBe(hash(here));
  });
});

describe('lettering', () => {
  it('has outlines for everything that a price or a number needs', () => {
    for (const char of '0123456789¥.,+-')
      expect(lettering(char, 40, 'bold').paths, char).toMatch(/d="M.*[LQ]/);
  });

  it('is as wide as its letters, and leaves out what the font lacks', () => {
    const one = lettering('¥12.50', 40, 'bold');
    expect(lettering('¥12.50', 80, 'bold').width).toBeCloseTo(one.width * 2);
    expect(lettering('¥12.50两件', 40, 'bold')).toEqual(one);
    expect(lettering('', 40, 'medium')).toEqual({ paths: '', width: 0 });
  });
});
