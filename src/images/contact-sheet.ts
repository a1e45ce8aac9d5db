/** One picture that shows a page of offers: numbered tiles with price and smallest order, for chats that show one picture per message. */
import sharp from 'sharp';
import { TusouError } from '../domain/errors.ts';
import { decoding } from './decode.ts';
import { type Cell, gridFor } from './sheet-grid.ts';
import { type Marks, overlay } from './sheet-marks.ts';

/** One offer on the sheet: its marks, and its picture as `Pictures` made it. A missing picture becomes a quiet placeholder. */
export type Tile = Marks & { readonly picture: Uint8Array | null };

/** RGB pixels, three bytes each. */
type Pixels = { readonly data: Buffer; readonly width: number; readonly height: number };

/** The picture, as large as fits into a square of `side`; null when there is none or its bytes cannot be read. */
const fitted = async (picture: Uint8Array | null, side: number): Promise<Pixels | null> => {
  if (!picture) return null;
  const resized = sharp(picture)
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .resize(side, side, { fit: 'inside' })
    .raw();
  try {
    const { data, info } = await decoding(() => resized.toBuffer({ resolveWithObject: true }));
    return { data, width: info.width, height: info.height };
  } catch {
    return null;
  }
};

/** The mean colour of a column (`axis` x) or row of a picture: what its bare sides are filled with. */
const meanColour = ({ data, width, height }: Pixels, axis: 'x' | 'y', index: number): number[] => {
  const [count, step, first] = axis === 'x' ? [height, width, index] : [width, 1, index * width];
  const sums = [0, 0, 0];
  for (let pixel = 0; pixel < count; pixel += 1)
    for (let band = 0; band < 3; band += 1)
      sums[band] = (sums[band] ?? 0) + (data[(first + pixel * step) * 3 + band] ?? 0);
  return sums.map((sum) => Math.round(sum / count));
};

const fill = (
  canvas: Pixels,
  box: { x: number; y: number; width: number; height: number },
  colour: number[],
) => {
  const row = Buffer.alloc(box.width * 3, Buffer.from(colour));
  for (let y = box.y; y < box.y + box.height; y += 1) canvas.data.set(row, (y * canvas.width + box.x) * 3);
};

/** Puts a picture into the middle of its cell; what it leaves bare continues the colour of the nearer edge. */
const put = (canvas: Pixels, picture: Pixels, { x, y, side }: Cell): void => {
  const { width, height, data } = picture;
  const [left, top] = [Math.floor((side - width) / 2), Math.floor((side - height) / 2)];
  if (left > 0 || top > 0) {
    const axis = left > top ? 'x' : 'y';
    const half = Math.ceil(side / 2);
    const [first, last] = [
      meanColour(picture, axis, 0),
      meanColour(picture, axis, (axis === 'x' ? width : height) - 1),
    ];
    const [boxWidth, boxHeight] = axis === 'x' ? [half, side] : [side, half];
    fill(canvas, { x, y, width: boxWidth, height: boxHeight }, first);
    fill(
      canvas,
      { x: x + side - boxWidth, y: y + side - boxHeight, width: boxWidth, height: boxHeight },
      last,
    );
  }
  for (let row = 0; row < height; row += 1)
    canvas.data.set(
      data.subarray(row * width * 3, (row + 1) * width * 3),
      ((y + top + row) * canvas.width + x + left) * 3,
    );
};

const drawTile = async (canvas: Pixels, marks: Tile, cell: Cell) => {
  const picture = await fitted(marks.picture, cell.side);
  if (picture) put(canvas, picture, cell);
  return { cell, marks, hasPicture: picture !== null };
};

/**
 * Draws the sheet: JPEG, 1080 px wide (540 for a single tile), the tiles in the order given. Made for 1 to 10 tiles, draws any
 * number; throws `internal` for none. It looks the same on every machine, with or without fonts.
 */
export const contactSheet = async (tiles: readonly Tile[]): Promise<Uint8Array> => {
  if (tiles.length === 0) throw new TusouError('internal', { detail: 'a contact sheet needs a tile' });
  const grid = gridFor(tiles.length);
  const { width, height } = grid;
  const canvas: Pixels = { data: Buffer.alloc(width * height * 3, 255), width, height };
  const marked = await Promise.all(
    tiles.flatMap((tile, index) => {
      const cell = grid.cells[index];
      return cell ? [drawTile(canvas, tile, cell)] : [];
    }),
  );
  const sheet = sharp(canvas.data, { raw: { width, height, channels: 3 } })
    .composite([{ input: overlay(grid, marked), left: 0, top: 0 }])
    .jpeg({ quality: 86 });
  return decoding(() => sheet.toBuffer());
};
