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
      for (let y = top; y < bottom; y += 1)
        for (let offset = (y * width + left) * 3; offset < (y * width + right) * 3; offset += 3) {
          r += pixels[offset] ?? 0;
          g += pixels[offset + 1] ?? 0;
          b += pixels[offset + 2] ?? 0;
        }
      const count = (bottom - top) * (right - left);
      grid[at] = r / count;
      grid[at + 1] = g / count;
      grid[at + 2] = b / count;
      at += 3;
    }
  return grid;
};
