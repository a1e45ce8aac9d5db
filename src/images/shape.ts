/** Shape as numbers: histograms of oriented gradients on an 8 x 8 grid of cells (Dalal and Triggs, CVPR 2005), 9 directions each. */
import { BINS, CELL_SIDE, cast, turnOf } from './gradient.ts';
import { GRID } from './square-grid.ts';

const CELLS = GRID / CELL_SIDE;
const EIGHT_BY_EIGHT = { columns: CELLS, rows: CELLS };
/** Numbers in a shape. */
export const SHAPE_LENGTH = CELLS * CELLS * BINS;
/** Energy of a cell below which its gradients are noise (luma steps of about 2 per pixel). */
const NOISE = 150;

const lumaOf = (grid: Float32Array): Float32Array => {
  const luma = new Float32Array(GRID * GRID);
  for (let i = 0; i < luma.length; i += 1)
    luma[i] =
      0.299 * (grid[i * 3] as number) +
      0.587 * (grid[i * 3 + 1] as number) +
      0.114 * (grid[i * 3 + 2] as number);
  return luma;
};

const gradients = (luma: Float32Array): Float32Array => {
  const cells = new Float32Array(SHAPE_LENGTH);
  const last = GRID - 1;
  for (let y = 0; y < GRID; y += 1) {
    const row = y * GRID;
    const above = Math.max(0, y - 1) * GRID;
    const below = Math.min(last, y + 1) * GRID;
    for (let x = 0; x < GRID; x += 1) {
      const [left, right] = [row + Math.max(0, x - 1), row + Math.min(last, x + 1)];
      const dx = (luma[right] as number) - (luma[left] as number);
      const dy = (luma[below + x] as number) - (luma[above + x] as number);
      const size = Math.sqrt(dx * dx + dy * dy);
      if (size < 1) continue;
      cast(cells, EIGHT_BY_EIGHT, x, y, size, turnOf(dx, dy));
    }
  }
  return cells;
};

/** Divides each cell by the energy of its neighbourhood, so that light and contrast do not count. */
const normalised = (cells: Float32Array): Float32Array => {
  const energy = Float32Array.from({ length: CELLS * CELLS }, (_, cell) => {
    let sum = 0;
    for (let bin = 0; bin < BINS; bin += 1) sum += (cells[cell * BINS + bin] ?? 0) ** 2;
    return sum;
  });
  return cells.map((value, index) => {
    const cell = Math.floor(index / BINS);
    const [row, column] = [Math.floor(cell / CELLS), cell % CELLS];
    let around = 0;
    for (let y = Math.max(0, row - 1); y <= Math.min(CELLS - 1, row + 1); y += 1)
      for (let x = Math.max(0, column - 1); x <= Math.min(CELLS - 1, column + 1); x += 1)
        around += energy[y * CELLS + x] ?? 0;
    return Math.sqrt(value / (Math.sqrt(around) + NOISE));
  });
};

/** The shape in a square grid of RGB values: `SHAPE_LENGTH` non-negative numbers of Euclidean length 1 (all 0 for a blank picture). */
export const shapeHistogram = (grid: Float32Array): Float32Array => {
  const cells = normalised(gradients(lumaOf(grid)));
  const length = Math.hypot(...cells) || 1;
  return cells.map((value) => value / length);
};

/** The shape of the same picture seen in a mirror. Sellers like to mirror each other's pictures. */
export const mirrorShape = (shape: ArrayLike<number>): Float32Array =>
  Float32Array.from({ length: SHAPE_LENGTH }, (_, index) => {
    const [cell, bin] = [Math.floor(index / BINS), index % BINS];
    const [row, column] = [Math.floor(cell / CELLS), cell % CELLS];
    return shape[(row * CELLS + CELLS - 1 - column) * BINS + ((BINS - bin) % BINS)] ?? 0;
  });
