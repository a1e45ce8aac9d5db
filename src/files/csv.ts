/** Writes a table as CSV that a spreadsheet opens as it is meant, and that runs nothing there. */
import { writeCsv } from 'hucre/csv';
import { decimalText } from '../domain/money.ts';
import { type Cell, isPicture, type Sheet } from './sheet.ts';

/** The MIME type of the file. */
export const CSV_TYPE = 'text/csv; charset=utf-8';

/**
 * What a spreadsheet takes for a formula when a cell begins with it (owasp.org, "CSV Injection"), also in the full width that Chinese
 * keyboards write, and also behind blanks.
 */
const RUNS = /^[\s\u200B\uFEFF]*[=+\-@\t\r＝＋－＠]|^[\t\r\n]/;

const safe = (text: string): string => (RUNS.test(text) ? `'${text}` : text);

const written = (cell: Cell): string => {
  if (cell === null || isPicture(cell)) return '';
  if (typeof cell === 'string') return safe(cell);
  if (typeof cell === 'number') return String(cell);
  if ('money' in cell) return decimalText(cell.money);
  if ('amount' in cell) return cell.amount.toFixed(2);
  if ('ratio' in cell) return String(cell.ratio);
  return safe(cell.link);
};

/**
 * The table without its pictures, as UTF-8 with the mark by which Excel knows that. Every cell is quoted, so that no other separator than
 * the comma can cut one in two. Amounts are plain figures in the column's currency.
 */
export const csvOf = ({ columns, rows }: Sheet): Uint8Array => {
  const isPictures = columns.map((_, col) => rows.some((row) => isPicture(row[col] ?? null)));
  const kept = <T>(line: readonly T[]): T[] => line.filter((_, col) => !isPictures[col]);
  const lines = [columns.map(({ header }) => safe(header)), ...rows.map((row) => row.map(written))];
  return Buffer.from(writeCsv(lines.map(kept), { bom: true, quoteStyle: 'all' }));
};
