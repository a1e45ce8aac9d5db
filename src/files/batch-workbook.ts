/** The pictures of a workbook: those that lie in its rows, or the addresses that stand there. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Sheet as ReadSheet } from 'hucre';
import { readXlsx } from 'hucre/xlsx';
import { type BatchItem, MOST_ROWS } from '../domain/batch.ts';
import { TusouError } from '../domain/errors.ts';
import type { Archive } from './archive.ts';

/** What a workbook may unpack to: its text is read as a whole, and its pictures with it. */
const MOST_UNPACKED_BYTES = 300 * 1024 * 1024;
const MOST_TEXT_BYTES = 60 * 1024 * 1024;

const LABEL_CHARACTERS = 80;

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url');

/**
 * Unpacks every file once, which shows whether the sizes are true before anything reads the workbook as a whole. Answers with the numbers
 * of its pictures by what is in them.
 */
const checked = async (archive: Archive): Promise<ReadonlyMap<string, number>> => {
  const pictures = new Map<string, number>();
  const left = { all: MOST_UNPACKED_BYTES, text: MOST_TEXT_BYTES };
  for (const { index, name, isLocked } of archive.entries) {
    if (isLocked) throw new TusouError('file-locked');
    const isMedia = name.startsWith('xl/media/');
    const bytes = await archive.read(index, Math.min(left.all, isMedia ? left.all : left.text));
    left.all -= bytes.length;
    if (isMedia) pictures.set(hashOf(bytes), index);
    else left.text -= bytes.length;
  }
  return pictures;
};

/** `A5` for column 0 and row 4. */
const cellName = (row: number, column: number): string => {
  let letters = '';
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26))
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  return `${letters}${row + 1}`;
};

const asAddress = (value: unknown): string | null => {
  const text = typeof value === 'string' ? value.trim() : '';
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text) ? text : null;
};

type Row = { readonly sheet: ReadSheet; readonly row: number; readonly values: readonly unknown[] };

const linkIn = ({ sheet, row, values }: Row): { readonly url: string; readonly column: number } | null => {
  for (const [column, value] of values.entries()) {
    const url = asAddress(value) ?? asAddress(sheet.cells?.get(`${row},${column}`)?.hyperlink?.target);
    if (url) return { url, column };
  }
  return null;
};

/** What the sender calls the row: its first words, with the place. */
const nameOf = ({ sheet, row, values }: Row, column: number): string => {
  const words = values.find((value) => /^(string|number)$/.test(typeof value) && !asAddress(value));
  const label = String(words ?? '')
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, LABEL_CHARACTERS)
    .toWellFormed();
  const place = `${sheet.name}!${cellName(row, column)}`;
  return label ? `${label} (${place})` : place;
};

const inSheet = (sheet: ReadSheet, pictures: ReadonlyMap<string, number>): BatchItem[] => {
  const images = Map.groupBy(sheet.images ?? [], ({ anchor }) => anchor.from.row);
  const last = Math.max(sheet.rows.length - 1, ...images.keys());
  return Array.from({ length: last + 1 }, (_, row): BatchItem[] => {
    const at: Row = { sheet, row, values: sheet.rows[row] ?? [] };
    const here = images.get(row) ?? [];
    if (here.length > 0)
      return here.map(({ data, anchor }) => {
        const name = nameOf(at, anchor.from.col);
        const index = pictures.get(hashOf(data));
        return index === undefined
          ? { name, failure: { code: 'photo-broken', args: {} } }
          : { name, source: { kind: 'entry', index } };
      });
    const link = linkIn(at);
    return link ? [{ name: nameOf(at, link.column), source: { kind: 'url', url: link.url } }] : [];
  }).flat();
};

/**
 * The pictures of the workbook at a path, row by row: those that lie in a row, else the first address in it. Rows with neither are passed
 * over, as headers are. Throws `file-broken`, `file-locked`, `file-bomb`, or `file-too-many` beyond `MOST_ROWS` rows.
 */
export const inWorkbook = async (path: string, archive: Archive): Promise<BatchItem[]> => {
  const pictures = await checked(archive);
  const { sheets } = await readXlsx(await readFile(path)).catch((cause) => {
    throw new TusouError('file-broken', { cause });
  });
  // Pictures may be anchored far below the last row that holds something.
  const rowsOf = ({ rows, images = [] }: ReadSheet): number =>
    Math.max(rows.length, ...images.map(({ anchor }) => anchor.from.row + 1));
  if (sheets.reduce((sum, sheet) => sum + rowsOf(sheet), 0) > MOST_ROWS)
    throw new TusouError('file-too-many', { args: { limit: MOST_ROWS } });
  return sheets.flatMap((sheet) => inSheet(sheet, pictures));
};
