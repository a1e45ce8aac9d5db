/** Brings any part of a picture onto one square grid, so that pictures of every size can be compared. */
import type { Box, Raster } from './product-box.ts';

/** Pixels on a side of the grid. */
export const GRID = 64;

/** First and last-plus-one source pixel of each grid line. */
const spans = (from: number, to: number): (readonly [number, number])[] =>
  Array.from({ length: GRID }, (_, at) => {
    const start = from + Math.floor((at * (to - from)) / GRID);
    return [start, Math.max(start + 1, from + Math.ceil(((at + 1) * (to - from)) / GRID))] as const;
  });

/** The box stretched onto `GRID` x `GRID` pixels by area average, as red, green, blue from 0 to 255. */
export const squareGrid = ({ pixels, width }: Raster, box: Box): Float32Array => {
  const grid = new Float32Array(GRID * GRID * 3);
  const columns = spans(box.left, box.right);
  let at = 0;
  for (const [top, bottom] of spans(box.top, box.bottom))
    for (const [left, right] of columns) {
      let r = 0;
      let g = 0;
      let b = 0;
      for (let y = top; y < bottom; y += 1) {
        const end = (y * width + right) * 3;
        for (let offset = (y * width + left) * 3; offset < end; offset += 3) {
          r += pixels[offset] as number;
          g += pixels[offset + 1] as number;
          b += pixels[offset + 2] as number;
        }
      }
      const count = (bottom - top) * (right - left);
      grid[at] = r / count;
      grid[at + 1] = g / count;
      grid[at + 2] = b / count;
      at += 3;
    }
  return grid;
};

/** The raster at half its size, by area average; the last row and column of odd sizes are left out. */
export const halved = ({ pixels, width, height }: Raster): Raster => {
  const [columns, rows] = [Math.max(1, width >> 1), Math.max(1, height >> 1)];
  const half = new Uint8Array(columns * rows * 3);
  const [right, below] = [width > 1 ? 3 : 0, height > 1 ? width * 3 : 0];
  let at = 0;
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const pixel = (row * width + column) * 2 * 3;
      for (let from = pixel; from < pixel + 3; from += 1, at += 1) {
        const sum = (pixels[from] ?? 0) + (pixels[from + right] ?? 0) + (pixels[from + below] ?? 0);
        half[at] = (sum + (pixels[from + right + below] ?? 0)) >> 2;
      }
    }
  return { pixels: half, width: columns, height: rows };
};
