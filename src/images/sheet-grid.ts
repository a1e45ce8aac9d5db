/** Where the tiles of a contact sheet go. */

/** Width of a sheet in pixels; one of a single tile is half as wide. */
const SHEET_WIDTH = 1080;
/** Space around and between the tiles, in pixels. */
const GAP = 16;
/** A tile's width in pixels in the usual grid of three; all that is drawn on a tile grows and shrinks with it. */
export const USUAL_SIDE = 338;
/** Height of the strip under the picture of a usual tile. */
const USUAL_STRIP = 84;

/** A tile's place: the picture is a square at the top, as wide as the tile. `scale` is 1 in the usual grid. */
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
  const scale = Math.min(side / USUAL_SIDE, 1.3);
  const height = side + Math.round(USUAL_STRIP * scale);
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
