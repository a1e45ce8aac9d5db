/** Whether a picture can be searched with: what certainly cannot is refused, what makes poor matches is told as a hint. */
import { TusouError } from '../domain/errors.ts';
import type { PhotoHint } from '../domain/ports.ts';
import { showsSeveral } from './layout.ts';
import { type Pixels, type Samples, sampled } from './sampled.ts';
import { sharpness } from './sharpness.ts';

/** Shorter side in pixels: what 1688's image search asks for (document 002: 300 x 300 and more). */
export const MIN_SIDE = 300;

/** Longer side by shorter side. Beyond it the upload of 800 pixels would be a strip that 1688 does not take (100 pixels at least). */
const MAX_ASPECT = 8;

/** Sharpness below which a photo is called blurred; see `sharpness` for what photos have. */
const BLURRED = 0.18;

/** A picture is looked at in so many cells a side, */
const CELLS = 32;
/** of which one counts when it differs from a neighbour by more than this, */
const CONTRAST = 4;
/** and with fewer there is nothing to see. Product photos have 83 and more, also white things on white; at a fifth of their light 16. */
const LEAST_CELLS = 10;

type Size = { readonly width: number; readonly height: number };

/** Whether a picture is so long and narrow that 1688 would not take it. */
export const isStrip = ({ width, height }: Size): boolean =>
  Math.max(width, height) > Math.min(width, height) * MAX_ASPECT;

/** Throws `photo-odd-shape` or `photo-too-small` (the shorter side under 300 pixels), by the size as the header tells it. */
export const refuseUnsearchable = ({ width, height }: Size): void => {
  if (isStrip({ width, height })) throw new TusouError('photo-odd-shape');
  if (Math.min(width, height) < MIN_SIDE)
    throw new TusouError('photo-too-small', { args: { limit: MIN_SIDE } });
};

/** Which of `CELLS` cells each of so many places is in. */
const cellOfEach = (count: number): Uint8Array =>
  Uint8Array.from({ length: count }, (_, at) => Math.floor((at * CELLS) / count));

/** The mean brightness of each of `CELLS` x `CELLS` cells. */
const cellsOf = ({ luma, width, height }: Samples): Float32Array => {
  const sums = new Float32Array(CELLS * CELLS);
  const counts = new Float32Array(CELLS * CELLS);
  const [columns, rows] = [cellOfEach(width), cellOfEach(height)];
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, at += 1) {
      const cell = (rows[y] as number) * CELLS + (columns[x] as number);
      sums[cell] = (sums[cell] as number) + (luma[at] as number);
      counts[cell] = (counts[cell] as number) + 1;
    }
  return sums.map((sum, cell) => sum / (counts[cell] || 1));
};

const isBlank = (samples: Samples): boolean => {
  const cells = cellsOf(samples);
  const differs = (cell: number, other: number) =>
    Math.abs((cells[cell] as number) - (cells[other] as number)) > CONTRAST;
  let seen = 0;
  for (let cell = 0; cell < cells.length; cell += 1) {
    const right = cell % CELLS < CELLS - 1 && differs(cell, cell + 1);
    const below = cell < CELLS * (CELLS - 1) && differs(cell, cell + CELLS);
    if (right || below) seen += 1;
  }
  return seen < LEAST_CELLS;
};

/** What to tell about a photo that was decoded to at most 800 pixels a side. Throws `photo-blank` when there is nothing to see. */
export const hintsAbout = (pixels: Pixels): PhotoHint[] => {
  const samples = sampled(pixels);
  if (isBlank(samples)) throw new TusouError('photo-blank');
  const sharp = sharpness(pixels);
  return [
    ...(sharp !== null && sharp < BLURRED ? (['photo-blurred'] as const) : []),
    ...(showsSeveral(samples) ? (['photo-several'] as const) : []),
  ];
};
