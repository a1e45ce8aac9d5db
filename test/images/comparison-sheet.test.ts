/** The picture of a comparison: its size, its marks, and that odd words and missing pictures do it no harm. */
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { comparisonSheet, type SheetRow } from '../../src/images/comparison-sheet.ts';

const cell = (text: string, isBest = false) => ({ lines: text === '' ? [] : [text], small: [], isBest });
const row = (label: string, ...cells: SheetRow['cells']): SheetRow => ({ label, cells, isSame: false });

const heads = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ number: at + 1, picture: null }));

const colourAt = async (jpeg: Uint8Array, left: number, top: number): Promise<number[]> => {
  const { data } = await sharp(jpeg)
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data];
};

describe('the sheet', () => {
  it.each([2, 3, 4, 5, 6])(
    'of %d columns is as wide as a phone shows, and higher with every row',
    async (count) => {
      const cells = Array.from({ length: count }, (_, at) => cell(`¥${at}1.80`, at === 1));
      const heightOf = async (rows: number): Promise<number> => {
        const sheet = await comparisonSheet(
          heads(count),
          Array.from({ length: rows }, () => row('Price', ...cells)),
        );
        const { width, height = 0, format } = await sharp(sheet).metadata();
        expect([width, format]).toEqual([1080, 'jpeg']);
        return height;
      };
      expect(await heightOf(4)).toBeGreaterThan(await heightOf(2));
    },
  );

  it('marks the best cell with a ground of its own, and greys what is the same for all', async () => {
    const sheet = await comparisonSheet(heads(2), [
      row('Price', cell('¥1', true), cell('¥2')),
      { ...row('MOQ', cell('2'), cell('2')), isSame: true },
    ]);
    const { height = 0 } = await sharp(sheet).metadata();
    const top = 20 + 250 + 20 + 44 + 14;
    const [best, other] = [await colourAt(sheet, 40, top), await colourAt(sheet, 560, top)];
    expect((best[1] ?? 0) - (best[0] ?? 0)).toBeGreaterThan(15);
    expect(Math.min(...other)).toBeGreaterThan(250);
    const [red = 0, green = 0, blue = 0] = await colourAt(sheet, 1070, height - 10);
    expect([red < 250, Math.abs(red - green) < 6, Math.abs(green - blue) < 8]).toEqual([true, true, true]);
  });

  it('shows the pictures that there are, and goes without broken ones', async () => {
    const red = await sharp({ create: { width: 60, height: 60, channels: 3, background: '#ff0000' } })
      .jpeg()
      .toBuffer();
    const sheet = await comparisonSheet(
      [
        { number: 1, picture: red },
        { number: 2, picture: new Uint8Array([1, 2, 3]) },
      ],
      [row('Price', cell('¥1'), cell('¥2'))],
    );
    const [shown = 0, green = 255] = await colourAt(sheet, 290, 200);
    expect(shown).toBeGreaterThan(200);
    expect(green).toBeLessThan(60);
  });

  it('takes any words', async () => {
    const words = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.constantFrom('</svg>', '&', '起批量', 'x'.repeat(200)),
    );
    await fc.assert(
      fc.asyncProperty(words, words, words, async (label, one, other) => {
        const cells = [
          { lines: [one, other], small: [other], isBest: true },
          { lines: [], small: [], isBest: false },
        ];
        const sheet = await comparisonSheet(heads(2), [row(label, ...cells)]);
        expect((await sharp(sheet).metadata()).width).toBe(1080);
      }),
      { numRuns: 12 },
    );
  });

  it('of nothing is refused', async () => {
    await expect(comparisonSheet([], [])).rejects.toMatchObject({ code: 'internal' });
  });
});
