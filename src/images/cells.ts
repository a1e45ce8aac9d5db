/**
 * A picture as a grid of cells, each told by how its edges run and by its mean colour. A thing that is a part of a larger picture
 * has the same cells there, so it can be looked for; a histogram of the whole picture could not say that.
 */
import { LABS, placeOfLab } from './colour.ts';
import { BINS, CELL_SIDE, cast, type Grid, turnOf } from './gradient.ts';
import type { Patch } from './patch.ts';

/** Numbers of a cell that tell its edges: nine directions and how flat it is; together they have length 1. */
export const EDGE_NUMBERS = BINS + 1;
/** Numbers in a cell: its edges, then its colour. All lie from 0 to 1. */
export const CELL_NUMBERS = EDGE_NUMBERS + 3;
/** Sum of gradients in a cell below which they are noise. */
const NOISE = 48;
/** One unit of a cell's colour in CIE Lab. */
export const LAB_UNIT = 128;
/** Lightness counts less than hue: light changes from photo to photo. */
const LIGHTNESS_WEIGHT = Math.SQRT1_2;

/** Cells row by row, `CELL_NUMBERS` each; `cover` is the share of each cell that belongs to the thing. */
export type Cells = {
  readonly columns: number;
  readonly rows: number;
  readonly numbers: Float32Array;
  readonly cover: Float32Array;
};

const unit = (value: number): number => Math.min(1, Math.max(0, value));

type Sums = { readonly edges: Float32Array; readonly colours: Float32Array; readonly cover: Float32Array };

const lumaOf = ({ colours, inside }: Patch): Float32Array => {
  const luma = new Float32Array(inside.length);
  for (let at = 0; at < luma.length; at += 1)
    luma[at] =
      0.299 * (colours[at * 3] as number) +
      0.587 * (colours[at * 3 + 1] as number) +
      0.114 * (colours[at * 3 + 2] as number);
  return luma;
};

const addColour = ({ colours, cover }: Sums, grid: Grid, patch: Patch, pixel: number): void => {
  const column = Math.floor((pixel % patch.width) / CELL_SIDE);
  const cell = Math.floor(pixel / patch.width / CELL_SIDE) * grid.columns + column;
  const from = pixel * 3;
  const place = placeOfLab(
    patch.colours[from] as number,
    patch.colours[from + 1] as number,
    patch.colours[from + 2] as number,
  );
  for (let channel = 0; channel < 3; channel += 1)
    colours[cell * 3 + channel] = (colours[cell * 3 + channel] as number) + (LABS[place + channel] as number);
  cover[cell] = (cover[cell] as number) + 1;
};

const sumsOf = (patch: Patch, thing: Uint8Array, grid: Grid): Sums => {
  const { inside, width, height } = patch;
  const count = grid.columns * grid.rows;
  const sums = {
    edges: new Float32Array(count * BINS),
    colours: new Float32Array(count * 3),
    cover: new Float32Array(count),
  };
  const luma = lumaOf(patch);
  for (let at = 0; at < inside.length; at += 1) {
    if (inside[at] === 0) continue;
    const x = at % width;
    const ahead = x < width - 1 && inside[at + 1] ? at + 1 : at;
    const behind = x > 0 && inside[at - 1] ? at - 1 : at;
    const below = at < width * (height - 1) && inside[at + width] ? at + width : at;
    const above = at >= width && inside[at - width] ? at - width : at;
    if (thing[at]) addColour(sums, grid, patch, at);
    // The outline of the thing belongs to it; edges in what surrounds it do not.
    else if (!thing[ahead] && !thing[behind] && !thing[below] && !thing[above]) continue;
    const dx = (luma[ahead] as number) - (luma[behind] as number);
    const dy = (luma[below] as number) - (luma[above] as number);
    const size = Math.sqrt(dx * dx + dy * dy);
    if (size < 1) continue;
    cast(sums.edges, grid, x, (at - x) / width, size, turnOf(dx, dy));
  }
  return sums;
};

/** The cells of a patch whose sides are multiples of `CELL_SIDE`. Only pixels of the `thing` (1) count, and its outline. */
export const cellsOf = (patch: Patch, thing: Uint8Array): Cells => {
  const grid = { columns: patch.width / CELL_SIDE, rows: patch.height / CELL_SIDE };
  const { edges, colours, cover } = sumsOf(patch, thing, grid);
  const numbers = new Float32Array(cover.length * CELL_NUMBERS);
  for (let cell = 0; cell < cover.length; cell += 1) {
    const base = cell * CELL_NUMBERS;
    let total = NOISE;
    for (let bin = 0; bin < BINS; bin += 1) total += edges[cell * BINS + bin] ?? 0;
    for (let bin = 0; bin < BINS; bin += 1)
      numbers[base + bin] = Math.sqrt((edges[cell * BINS + bin] ?? 0) / total);
    numbers[base + BINS] = Math.sqrt(NOISE / total);
    const count = cover[cell] || 1;
    numbers[base + EDGE_NUMBERS] = unit((LIGHTNESS_WEIGHT * (colours[cell * 3] ?? 0)) / count / LAB_UNIT);
    numbers[base + EDGE_NUMBERS + 1] = unit((colours[cell * 3 + 1] ?? 0) / count / LAB_UNIT + 0.5);
    numbers[base + EDGE_NUMBERS + 2] = unit((colours[cell * 3 + 2] ?? 0) / count / LAB_UNIT + 0.5);
  }
  return { ...grid, numbers, cover: cover.map((count) => count / CELL_SIDE ** 2) };
};

/** The same cell as a mirror shows it: the number at `index` of the mirrored cell stands at this place of the upright one. */
export const mirroredNumber = (index: number): number => (index < BINS ? (BINS - index) % BINS : index);
