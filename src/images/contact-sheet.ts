/** One picture that shows a page of offers: numbered tiles with price and smallest order, for chats that show one picture per message. */
import sharp from 'sharp';
import { TusouError } from '../domain/errors.ts';
import { decoding } from './decode.ts';
import { giveBack } from './give-back.ts';
import { type Drawing, type Layer, lay, rasterise } from './layer.ts';
import { type Pixels, takePixels } from './pixels.ts';
import { type Cell, gridFor } from './sheet-grid.ts';
import { badge, caption, captionSigns, EDGE, frame, GROUND, type Marks, placeholder } from './sheet-marks.ts';

/** One offer on the sheet: its marks, and its picture as `Pictures` made it. A missing picture becomes a quiet placeholder. */
export type Tile = Marks & { readonly picture: Uint8Array | null };

/** Huffman tables of its own would make a sheet a few per cent smaller and take half as long again. */
const JPEG = { quality: 86, optimiseCoding: false };

/** The pixels, as large as fit into a square of `side`; as they are where they do, which those of thumbnails do in the usual grid. */
const fitted = async (pixels: Pixels, side: number): Promise<Pixels> => {
  const { data, width, height } = pixels;
  if (Math.max(width, height) === side) return pixels;
  const resized = sharp(data, { raw: { width, height, channels: 3 } }).resize(side, side, { fit: 'inside' });
  const { data: larger, info } = await decoding(() => resized.raw().toBuffer({ resolveWithObject: true }));
  giveBack(data);
  return { data: larger, width: info.width, height: info.height };
};

/** The picture in its cell's size; null when there is none or its bytes cannot be read. */
const pictureFor = async ({ picture }: Tile, { side }: Cell): Promise<Pixels | null> => {
  try {
    return picture && (await fitted(await takePixels(picture), side));
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

const WHITE = [255, 255, 255];

/** Four sizes of tiles, each with its frame, its signs, the numbers of some pages and the letters of prices. Anything beyond is drawn anew. */
const MOST_STENCILS = 400;

/** Frames, signs and letters come again on every sheet, in a handful of sizes: each is drawn once. Together about 6 MB. */
const stencils = new Map<string, Promise<Layer>>();

const stencil = (name: string, { side }: Cell, draw: () => Drawing): Promise<Layer> => {
  const key = `${name} ${side}`;
  const known = stencils.get(key) ?? rasterise(draw());
  if (stencils.size < MOST_STENCILS) stencils.set(key, known);
  return known;
};

const numberOf = ({ number }: Marks, cell: Cell): Promise<Layer> =>
  stencil(`number ${number}`, cell, () => badge(number, cell));

type Placed = { readonly layer: Layer; readonly x: number };

const wordsOf = async (tile: Tile, cell: Cell): Promise<readonly Placed[]> => {
  const signs = captionSigns(tile, cell);
  if (!signs) return [{ layer: await rasterise(caption(tile, cell)), x: 0 }];
  return Promise.all(signs.map(async ({ name, draw, x }) => ({ layer: await stencil(name, cell, draw), x })));
};

/** What goes onto one tile, in the order of laying. All of it is made side by side. */
const layersOf = (tile: Tile, cell: Cell) =>
  Promise.all([
    pictureFor(tile, cell),
    wordsOf(tile, cell),
    stencil('frame', cell, () => frame(cell)),
    numberOf(tile, cell),
  ]);

const drawTile = async (canvas: Pixels, tile: Tile, cell: Cell): Promise<void> => {
  const { x, y, side, height } = cell;
  const [picture, words, edges, number] = await layersOf(tile, cell);
  fill(canvas, { x, y, width: side, height }, WHITE);
  if (picture) {
    put(canvas, picture, cell);
    giveBack(picture.data);
  } else lay(canvas, await stencil('no picture', cell, () => placeholder(cell)), x, y);
  lay(canvas, edges, x - EDGE, y - EDGE);
  lay(canvas, number, x, y);
  for (const word of words) lay(canvas, word.layer, x + word.x, y + side);
};

/**
 * Draws the sheet: JPEG, 994 px wide (497 for a single tile), the tiles in the order given. Made for 1 to 10 tiles, draws any
 * number; throws `internal` for none. It looks the same on every machine, with or without fonts.
 */
export const contactSheet = async (tiles: readonly Tile[]): Promise<Uint8Array> => {
  if (tiles.length === 0) throw new TusouError('internal', { detail: 'a contact sheet needs a tile' });
  const { width, height, cells } = gridFor(tiles.length);
  const canvas: Pixels = { data: Buffer.alloc(width * height * 3, Buffer.from(GROUND)), width, height };
  await Promise.all(
    tiles.map((tile, index) => {
      const cell = cells[index];
      return cell && drawTile(canvas, tile, cell);
    }),
  );
  const sheet = sharp(canvas.data, { raw: { width, height, channels: 3 } }).jpeg(JPEG);
  const jpeg = await decoding(() => sheet.toBuffer());
  giveBack(canvas.data);
  return jpeg;
};
