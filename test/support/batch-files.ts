/** Lists of pictures as people send them, and what comes back. */
import { Readable } from 'node:stream';
import readXlsxFile from 'read-excel-file/node';
import { newPhoto } from './flow-photos.ts';
import { zipOf } from './zip.ts';

/** An archive with a new photo of each of these samples under these names, and after them whatever else is given. */
export const archiveOf = async (
  photos: Readonly<Record<string, string>>,
  others: Readonly<Record<string, Uint8Array>> = {},
): Promise<Buffer> => {
  const made = Object.entries(photos).map(async ([name, of]) => ({ name, bytes: await newPhoto(of) }));
  const rest = Object.entries(others).map(([name, bytes]) => ({ name, bytes }));
  return zipOf([...(await Promise.all(made)), ...rest]);
};

/** The sheets of a result, each without its header. */
export const sheetsOf = async (bytes: Uint8Array) => {
  const sheets = await readXlsxFile(Readable.from(Buffer.from(bytes)));
  return sheets.map(({ sheet, data: [, ...rows] }) => ({ name: sheet, rows }));
};

/** Which pictures have matches in a result, by their names, and how many each. */
export const matchesIn = async (bytes: Uint8Array): Promise<Readonly<Record<string, number>>> => {
  const [first] = await sheetsOf(bytes);
  const counts: Record<string, number> = {};
  for (const [, name] of first?.rows ?? []) counts[String(name)] = (counts[String(name)] ?? 0) + 1;
  return counts;
};
