/** The picture of a comparison: a column for each offer under its photo, a row for each thing that is compared, legible on a phone. */
import sharp, { type OverlayOptions } from 'sharp';
import { TusouError } from '../domain/errors.ts';
import { decoding } from './decode.ts';
import { canLetter, type Lettering, labelLettering, type Weight } from './lettering.ts';

/** The head of a column: the offer's number, and its picture where there is one. */
export type SheetColumn = { readonly number: number; readonly picture: Uint8Array | null };

/** A cell: its lines, none where nothing is told; `small` ones below them, which are left out where they cannot be drawn whole. */
export type SheetCell = {
  readonly lines: readonly string[];
  readonly small: readonly string[];
  readonly isBest: boolean;
};

/** A row with its label. Rows that are the same for all stand back. */
export type SheetRow = {
  readonly label: string;
  readonly cells: readonly SheetCell[];
  readonly isSame: boolean;
};

const WIDTH = 1080;
const MARGIN = 20;
/** Space between a column's words and its edge. */
const PAD = 10;
/** Photos are no larger than this, so that few columns leave room for the table. */
const MOST_SIDE = 250;
const LABEL = { size: 26, height: 44, baseline: 31 } as const;
const SMALL = { size: 19, height: 26 } as const;
/** The size of words by the number of columns: six still are some three millimetres high on a phone. */
const SIZES: Readonly<Record<number, number>> = { 2: 36, 3: 34, 4: 31, 5: 28, 6: 26 };
/** Words shrink to this share rather than being broken. */
const LEAST_SHRUNK = 0.72;
const JPEG = { quality: 90 };

const COLOURS = {
  ground: '#ffffff',
  same: '#f3f4f6',
  line: '#d1d5db',
  ink: '#111827',
  quiet: '#6b7280',
  label: '#374151',
  best: '#dcfce7',
  bestInk: '#166534',
  badge: '#111827',
  empty: '#e5e7eb',
} as const;

type Ink = { readonly size: number; readonly weight: Weight; readonly colour: string };

type Scaled = Ink & { readonly scale: number };

const at = (x: number, y: number, { paths }: Lettering, colour: string, scale = 1): string =>
  `<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale.toFixed(3)})" fill="${colour}">${paths}</g>`;

const box = (x: number, y: number, width: number, height: number, colour: string, round = 0): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${round}" fill="${colour}"/>`;

const widthOf = (text: string, { size, weight }: Ink): number => labelLettering(text, size, weight).width;

/** The lines of a text that is broken between words, and where a word alone is too long, after any of its characters. */
const wrapped = (text: string, ink: Ink, room: number): string[] => {
  const most = room / LEAST_SHRUNK;
  if (widthOf(text, ink) <= most) return [text];
  const lines: string[] = [];
  let line = '';
  const push = (): void => {
    if (line !== '') lines.push(line);
    line = '';
  };
  for (const word of text.split(/(?<=[\s–])/)) {
    if (line !== '' && widthOf((line + word).trimEnd(), ink) > most) push();
    for (const char of word) {
      if (line !== '' && widthOf(line + char.trimEnd(), ink) > most) push();
      line += char;
    }
  }
  push();
  return lines.map((one) => one.trim()).filter((one) => one !== '');
};

type Column = { readonly left: number; readonly width: number };

/** A line in the middle of a column. */
const centred = (
  text: string,
  { left, width }: Column,
  y: number,
  { size, weight, colour, scale }: Scaled,
): string => {
  const letters = labelLettering(text, size, weight);
  return at(left + (width - letters.width * scale) / 2, y, letters, colour, scale);
};

/** How much lines that belong together are shrunk, so that the longest fits. */
const scaleFor = (lines: readonly string[], ink: Ink, room: number): number =>
  Math.min(1, ...lines.map((line) => room / Math.max(1, widthOf(line, ink))));

/** A tick in the right upper corner of a cell. */
const tick = (x: number, y: number): string =>
  `<path fill="none" stroke="${COLOURS.bestInk}" stroke-width="4" stroke-linecap="round" stroke-linejoin="round" d="M${x} ${y} l6 7 l11 -14"/>`;

type Laid = {
  readonly lines: readonly string[];
  readonly small: readonly string[];
  readonly isBest: boolean;
};

const layCell = (cell: SheetCell, ink: Ink, { width }: Column): Laid => {
  const room = width - 2 * PAD;
  const small = cell.small.filter((line) => canLetter(line, 'medium'));
  const lines = cell.lines.length > 0 ? cell.lines : ['—'];
  return {
    lines: lines.flatMap((line) => wrapped(line, ink, room)),
    small: small.flatMap((line) => wrapped(line, { ...ink, size: SMALL.size }, room)),
    isBest: cell.isBest,
  };
};

const lineHeight = ({ size }: Ink): number => Math.round(size * 1.28);

const heightOf = ({ lines, small }: Laid, ink: Ink): number =>
  lines.length * lineHeight(ink) + small.length * SMALL.height;

/** A tick takes some of the width of the cell that it marks. */
const TICK = 26;

const drawCell = (
  { lines, small, isBest }: Laid,
  column: Column,
  y: number,
  { ink, height }: { ink: Ink; height: number },
): string => {
  const room = column.width - 2 * PAD;
  const inner = isBest ? { ...column, width: column.width - TICK } : column;
  const colour = isBest ? COLOURS.bestInk : ink.colour;
  const ground = isBest
    ? box(column.left + 3, y - 6, column.width - 6, height + 12, COLOURS.best, 10) +
      tick(column.left + column.width - TICK - 2, y + 14)
    : '';
  const scale = scaleFor(lines, ink, isBest ? room - TICK + PAD : room);
  const words = lines.map((line, index) =>
    centred(line, inner, y + (index + 0.8) * lineHeight(ink), { ...ink, colour, scale }),
  );
  const noteInk: Ink = { size: SMALL.size, weight: 'medium', colour: COLOURS.label };
  const notes = { ...noteInk, scale: scaleFor(small, noteInk, room) };
  const below = y + lines.length * lineHeight(ink);
  const under = small.map((line, index) =>
    centred(line, column, below + (index + 0.8) * SMALL.height, notes),
  );
  return ground + words.join('') + under.join('');
};

type Band = { readonly body: string; readonly height: number };

/** A band with its label above its cells. */
const drawRow = ({ label, cells, isSame }: SheetRow, columns: readonly Column[], y: number): Band => {
  const size = SIZES[columns.length] ?? 26;
  const ink: Ink = isSame
    ? { size, weight: 'medium', colour: COLOURS.quiet }
    : { size, weight: 'bold', colour: COLOURS.ink };
  const laid = columns.map((column, index) =>
    layCell(cells[index] ?? { lines: [], small: [], isBest: false }, ink, column),
  );
  const height = Math.max(...laid.map((cell) => heightOf(cell, ink)));
  const whole = LABEL.height + height + 18;
  const words = labelLettering(label, LABEL.size, 'medium');
  const body = [
    box(0, y, WIDTH, whole, isSame ? COLOURS.same : COLOURS.ground),
    box(0, y, WIDTH, 2, COLOURS.line),
    at(MARGIN + PAD, y + LABEL.baseline, words, isSame ? COLOURS.quiet : COLOURS.label),
    ...laid.map((cell, index) =>
      drawCell(cell, columns[index] as Column, y + LABEL.height + 4, { ink, height }),
    ),
  ];
  return { body: body.join(''), height: whole };
};

const badge = (number: number, x: number, y: number): string => {
  const digits = labelLettering(String(number), number > 99 ? 22 : 30, 'bold');
  return (
    `<circle cx="${x}" cy="${y}" r="27" fill="${COLOURS.badge}" stroke="#ffffff" stroke-width="4"/>` +
    at(x - digits.width / 2, y + 10.5, digits, '#ffffff')
  );
};

const fitted = async (picture: Uint8Array, side: number): Promise<Buffer | null> => {
  const made = sharp(picture)
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .resize(side, side, { fit: 'contain', background: '#ffffff' })
    .png();
  try {
    return await decoding(() => made.toBuffer());
  } catch {
    return null;
  }
};

/**
 * Draws the table: JPEG, 1080 px wide, as high as its rows need. Made for 2 to 6 columns; throws `internal` for none. It looks the same on
 * every machine.
 */
export const comparisonSheet = async (
  heads: readonly SheetColumn[],
  rows: readonly SheetRow[],
): Promise<Uint8Array> => {
  if (heads.length === 0) throw new TusouError('internal', { detail: 'a comparison needs a column' });
  const width = (WIDTH - 2 * MARGIN) / heads.length;
  const columns = heads.map((_, index): Column => ({ left: MARGIN + index * width, width }));
  const side = Math.floor(Math.min(MOST_SIDE, width - 2 * PAD));
  const spots = columns.map(({ left }) => Math.round(left + (width - side) / 2));
  const pictures = await Promise.all(heads.map(({ picture }) => picture && fitted(picture, side)));
  let y = MARGIN + side + MARGIN;
  const bands: string[] = [];
  for (const row of rows) {
    const band = drawRow(row, columns, y);
    bands.push(band.body);
    y += band.height;
  }
  const svg = (body: string): Buffer =>
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}">${body}</svg>`);
  const empty = spots.map((left, index) =>
    pictures[index] ? '' : box(left, MARGIN, side, side, COLOURS.empty, 12),
  );
  const marks = heads.map(({ number }, index) => badge(number, (spots[index] ?? 0) + 34, MARGIN + 34));
  const layers: OverlayOptions[] = [
    { input: svg(empty.join('') + bands.join('')), left: 0, top: 0 },
    ...pictures.flatMap((input, index) => (input ? [{ input, left: spots[index] ?? 0, top: MARGIN }] : [])),
    { input: svg(marks.join('')), left: 0, top: 0 },
  ];
  const canvas = sharp({ create: { width: WIDTH, height: y, channels: 3, background: COLOURS.ground } });
  return decoding(() => canvas.composite(layers).jpeg(JPEG).toBuffer());
};
