/** Where the tiles of a contact sheet go. */
import { THUMBNAIL_SIDE } from './pictures.ts';

/** Space around and between the tiles, in pixels. */
const GAP = 16;
/** Width of a sheet in pixels, so that a tile of the usual grid of three is as wide as a thumbnail; one of a single tile is half as wide. */
const SHEET_WIDTH = 3 * THUMBNAIL_SIDE + 4 * GAP;
/** The tile that marks are drawn for, in pixels: its width, and the height of the strip under its picture. All grow and shrink with it. */
const DRAWN_SIDE = 338;
const DRAWN_STRIP = 84;

/** A tile's place: the picture is a square at the top, as wide as the tile. `scale` is that of its marks. */
export type Cell = {
  readonly x: number;
  readonly y: number;
  readonly side: number;
  readonly height: number;
  readonly scale: number;
};

/** A sheet's size and its cells in reading order. */
export type Grid = { readonly width: number; readonly height: number; readonly cells: readonly Cell[] };

const columnsFor = (count: number): number => {
  if (count <= 3) return count;
  if (count === 4) return 2;
  return count === 8 || count > 9 ? 4 : 3;
};

/** The grid for so many tiles (at least one): rows of three where it can be, a row that is not full is centred. */
export const gridFor = (count: number): Grid => {
  const columns = columnsFor(count);
  const width = columns === 1 ? SHEET_WIDTH / 2 : SHEET_WIDTH;
  const side = Math.floor((width - GAP * (columns + 1)) / columns);
  const scale = Math.min(side / DRAWN_SIDE, 1.3);
  const height = side + Math.round(DRAWN_STRIP * scale);
  const rows = Math.ceil(count / columns);
  const cells = Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = row === rows - 1 ? count - row * columns : columns;
    const left = Math.floor((width - inRow * (side + GAP) + GAP) / 2);
    const x = left + (index % columns) * (side + GAP);
    return { x, y: GAP + row * (height + GAP), side, height, scale };
  });
  return { width, height: rows * (height + GAP) + GAP, cells };
};
