/** Offers as a file to hand on: a workbook with their pictures, or CSV. */
import type { FileToSend } from '../domain/chat.ts';
import { CSV_TYPE, csvOf } from './csv.ts';
import { type ListedOffer, offerSheet, type TableReader } from './offer-sheet.ts';
import { XLSX_TYPE, xlsxOf } from './xlsx.ts';

/** The MIME type of a workbook. */
export const WORKBOOK = XLSX_TYPE;

/** The kinds of files; the first is made where nothing else is asked for. */
export const FILE_FORMATS = ['xlsx', 'csv'] as const;
/** One of `FILE_FORMATS`. */
export type FileFormat = (typeof FILE_FORMATS)[number];

/** The name of a file that was made on a day: `tusou-offers-2026-11-30.xlsx`. `about` is a plain word of ours. */
export const fileName = (about: string, nowMs: number, format: FileFormat): string =>
  `tusou-${about}-${new Date(nowMs).toISOString().slice(0, 10)}.${format}`;

/** The file of these offers, whatever list they are from. `name` ends in what the format says. */
export const offerFile = async (
  offers: readonly ListedOffer[],
  { format, name, ...reader }: TableReader & { readonly format: FileFormat; readonly name: string },
): Promise<FileToSend> => {
  const sheet = offerSheet(offers, reader);
  return format === 'csv'
    ? { name, type: CSV_TYPE, bytes: csvOf(sheet) }
    : { name, type: XLSX_TYPE, bytes: await xlsxOf([sheet]) };
};
