/** Gradients of a picture, gathered in cells by their direction: what both the shape of a whole picture and the cells of a scene are made of. */

/** Pixels on a side of a cell. */
export const CELL_SIDE = 8;
/** Directions in half a turn that gradients are counted by. */
export const BINS = 9;

/** How many cells there are. */
export type Grid = { readonly columns: number; readonly rows: number };

/** Of a pixel's place in its cell: how many cells back the first of the two next to it is, and what share that one and the other get. */
const BACK = Uint8Array.from({ length: CELL_SIDE }, (_, at) => (at < CELL_SIDE / 2 ? 1 : 0));
const SHARES = Float64Array.from({ length: 2 * CELL_SIDE }, (_, index) => {
  const beyondFirst = (((index >> 1) + 0.5) / CELL_SIDE + 0.5) % 1;
  return (index & 1) === 0 ? 1 - beyondFirst : beyondFirst;
});

/** The direction of a gradient, counted in bins (0 to 9, 9 being 0 again); opposite ones are the same. */
export const turnOf = (dx: number, dy: number): number => {
  let angle = Math.atan2(dy, dx) + Math.PI;
  // What is left over by half turns, in a fraction of the time that `%` takes: the angle is a whole turn at most.
  if (angle >= Math.PI) angle -= Math.PI;
  if (angle >= Math.PI) angle -= Math.PI;
  return (angle / Math.PI) * BINS;
};

/**
 * Spreads a gradient of a pixel, told by its `size` and `turnOf`, over the four cells next to the pixel and over the two directions next to
 * its own, so that small shifts change little. `edges` holds `BINS` numbers for each cell. It is done for every pixel, hence the plain
 * numbers.
 */
export const cast = (
  edges: Float32Array,
  { columns, rows }: Grid,
  x: number,
  y: number,
  size: number,
  turn: number,
): void => {
  const [placeX, placeY] = [x % CELL_SIDE, y % CELL_SIDE];
  const firstColumn = ((x / CELL_SIDE) | 0) - (BACK[placeX] as number);
  const firstRow = ((y / CELL_SIDE) | 0) - (BACK[placeY] as number);
  const bin = turn | 0;
  const low = bin === BINS ? 0 : bin;
  const high = low === BINS - 1 ? 0 : low + 1;
  const far = turn - bin;
  const near = 1 - far;
  for (let down = 0; down < 2; down += 1) {
    const row = firstRow + down;
    if (row < 0 || row >= rows) continue;
    for (let across = 0; across < 2; across += 1) {
      const column = firstColumn + across;
      if (column < 0 || column >= columns) continue;
      const share = size * (SHARES[placeX * 2 + across] as number) * (SHARES[placeY * 2 + down] as number);
      const cell = (row * columns + column) * BINS;
      edges[cell + low] = (edges[cell + low] as number) + share * near;
      edges[cell + high] = (edges[cell + high] as number) + share * far;
    }
  }
};
