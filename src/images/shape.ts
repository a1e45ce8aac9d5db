/** Shape as numbers: histograms of oriented gradients on an 8 x 8 grid of cells (Dalal and Triggs, CVPR 2005), 9 directions each. */
import { GRID } from './square-grid.ts';

const CELLS = 8;
const BINS = 9;
const CELL_SIDE = GRID / CELLS;
/** Numbers in a shape. */
export const SHAPE_LENGTH = CELLS * CELLS * BINS;
/** Energy of a cell below which its gradients are noise (luma steps of about 2 per pixel). */
const NOISE = 150;

const lumaOf = (grid: Float32Array): Float32Array => {
  const luma = new Float32Array(GRID * GRID);
  for (let i = 0; i < luma.length; i += 1)
    luma[i] = 0.299 * (grid[i * 3] ?? 0) + 0.587 * (grid[i * 3 + 1] ?? 0) + 0.114 * (grid[i * 3 + 2] ?? 0);
  return luma;
};

/** A gradient: its place on the grid, its size, and its direction counted in bins (0 to 9, 9 being 0 again). */
type Gradient = { readonly x: number; readonly y: number; readonly size: number; readonly turn: number };

/** Spreads one gradient over the four cells and two directions next to it, so that small shifts change little. */
const cast = (cells: Float32Array, { x, y, size, turn }: Gradient): void => {
  const cellX = (x + 0.5) / CELL_SIDE - 0.5;
  const cellY = (y + 0.5) / CELL_SIDE - 0.5;
  const bin = Math.floor(turn);
  for (let row = Math.floor(cellY); row <= cellY + 1; row += 1)
    for (let column = Math.floor(cellX); column <= cellX + 1; column += 1) {
      if (row < 0 || column < 0 || row >= CELLS || column >= CELLS) continue;
      const share = size * (1 - Math.abs(cellX - column)) * (1 - Math.abs(cellY - row));
      const base = (row * CELLS + column) * BINS;
      const low = base + (bin % BINS);
      const high = base + ((bin + 1) % BINS);
      cells[low] = (cells[low] ?? 0) + share * (1 - (turn - bin));
      cells[high] = (cells[high] ?? 0) + share * (turn - bin);
    }
};

const gradients = (luma: Float32Array): Float32Array => {
  const cells = new Float32Array(SHAPE_LENGTH);
  const at = (x: number, y: number) =>
    luma[Math.min(GRID - 1, Math.max(0, y)) * GRID + Math.min(GRID - 1, Math.max(0, x))] ?? 0;
  for (let y = 0; y < GRID; y += 1)
    for (let x = 0; x < GRID; x += 1) {
      const dx = at(x + 1, y) - at(x - 1, y);
      const dy = at(x, y + 1) - at(x, y - 1);
      const size = Math.sqrt(dx * dx + dy * dy);
      if (size < 1) continue;
      const turn = (((Math.atan2(dy, dx) + Math.PI) % Math.PI) / Math.PI) * BINS;
      cast(cells, { x, y, size, turn });
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
