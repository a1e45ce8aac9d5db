/** Writes tables as an Excel workbook: pictures in their cells, links that open, numbers that can be reckoned with, a header that stays. */
import type { CellStyle, SheetImage, WriteSheet } from 'hucre';
import { writeXlsx } from 'hucre/xlsx';
import { type Cell, isPicture, type Sheet, webLink } from './sheet.ts';

/** The MIME type of a workbook. */
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Longest side of a picture in a cell, in pixels, and the row's height in points with a margin around it (96 pixels are 72 points). */
const PICTURE_PX = 80;
const PICTURE_ROW_PT = 64;

/** Characters of a cell that Excel takes (support.microsoft.com, "Excel specifications and limits"), and of a sheet's name. */
const MOST_CHARACTERS = 32_767;
const MOST_NAME = 31;

const HEADER: CellStyle = {
  font: { bold: true },
  alignment: { wrapText: true, vertical: 'center' },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFF3E8E0' } },
};
const BODY = { alignment: { vertical: 'center' } } as const;
const TEXT: CellStyle = { alignment: { vertical: 'center', wrapText: true }, numFmt: '@' };
const LINK: CellStyle = { ...BODY, font: { color: { rgb: 'FF0563C1' }, underline: true } };
const FORMATS = { money: '[$¥-804]#,##0.00', amount: '#,##0.00', ratio: '0%' } as const;

/** What XML cannot hold, and Excel takes for damage: control characters and halves of characters. */
const clean = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get in
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .toWellFormed()
    .slice(0, MOST_CHARACTERS)
    .toWellFormed();

/** Names of sheets hold none of these signs. */
const nameOf = ({ name }: Sheet): string =>
  clean(name)
    .replace(/[[\]*?:/\\']/g, ' ')
    .slice(0, MOST_NAME)
    .trim() || 'Sheet';

type Written = NonNullable<WriteSheet['cells']> extends Map<string, infer C> ? C : never;

/** What a cell holds. A text is a text, whatever it begins with: a formula would be a cell of another kind. */
const plainValue = (cell: Cell): string | number | null => {
  if (cell === null || isPicture(cell)) return null;
  if (typeof cell === 'string') return clean(cell);
  if (typeof cell === 'number') return cell;
  if ('money' in cell) return cell.money.fen / 100;
  if ('amount' in cell) return cell.amount;
  if ('ratio' in cell) return cell.ratio;
  return clean(cell.text ?? cell.link);
};

/** How a column looks, by what stands in it first: cells of one column are of one kind. */
const styleOf = (rows: Sheet['rows'], col: number): CellStyle => {
  const cell = rows.find((row) => (row[col] ?? null) !== null)?.[col] ?? null;
  if (cell === null || typeof cell === 'number' || isPicture(cell)) return BODY;
  if (typeof cell === 'string' || 'link' in cell) return TEXT;
  const format = 'money' in cell ? 'money' : 'amount' in cell ? 'amount' : 'ratio';
  return { ...BODY, numFmt: FORMATS[format] };
};

const linkOf = (cell: Cell): Written | null => {
  if (typeof cell !== 'object' || cell === null || !('link' in cell)) return null;
  const target = webLink(cell.link);
  if (target === null) return null;
  return { value: clean(cell.text ?? cell.link), type: 'string', hyperlink: { target }, style: LINK };
};

const imageIn = (cell: Cell, row: number, col: number): SheetImage[] => {
  if (!isPicture(cell)) return [];
  const scale = Math.min(1, PICTURE_PX / Math.max(cell.width, cell.height, 1));
  const [width, height] = [cell.width, cell.height].map((side) => Math.max(1, Math.round(side * scale)));
  const size = { width: width ?? PICTURE_PX, height: height ?? PICTURE_PX };
  return [{ data: cell.picture, type: 'jpeg', anchor: { from: { row, col } }, ...size }];
};

const written = (sheet: Sheet): WriteSheet => {
  const { columns, rows } = sheet;
  const cells = new Map<string, Written>();
  for (const [col, { header }] of columns.entries())
    cells.set(`0,${col}`, { value: clean(header), type: 'string', style: HEADER });
  for (const [row, line] of rows.entries())
    for (const [col, cell] of line.entries()) {
      const link = linkOf(cell);
      if (link) cells.set(`${row + 1},${col}`, link);
    }
  const pictured = rows.flatMap((line, row) => (line.some(isPicture) ? [row + 1] : []));
  return {
    name: nameOf(sheet),
    columns: columns.map(({ width }, col) => ({ width, style: styleOf(rows, col) })),
    rows: [columns.map(({ header }) => clean(header)), ...rows.map((line) => line.map(plainValue))],
    cells,
    freezePane: { rows: 1 },
    rowDefs: new Map(pictured.map((row) => [row, { height: PICTURE_ROW_PT, customHeight: true }])),
    images: rows.flatMap((line, row) => line.flatMap((cell, col) => imageIn(cell, row + 1, col))),
  };
};

/** The workbook with these sheets, in their order. */
export const xlsxOf = async (sheets: readonly Sheet[]): Promise<Uint8Array> =>
  writeXlsx({ sheets: sheets.map(written) });
