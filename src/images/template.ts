/** What to look for in other pictures: the thing that a picture shows, without the flat ground around it. */
import { CELL_NUMBERS, cellsOf, mirroredNumber } from './cells.ts';
import { CELL_SIDE } from './gradient.ts';
import { type Patch, patchOf } from './patch.ts';
import type { Box, FoundBox, Raster, Rgb } from './product-box.ts';
import { THING_CELLS } from './scene.ts';

const SIDE = THING_CELLS * CELL_SIDE;
const CELLS = THING_CELLS ** 2;
/** Numbers in a template: its cells, then how much of each cell belongs to the thing. All lie from 0 to 1. */
export const TEMPLATE_LENGTH = CELLS * (CELL_NUMBERS + 1);
/** Squared RGB distance within which a pixel belongs to the flat ground. */
const GROUND = 30 ** 2;
/** A thing of fewer pixels than this is most likely what is left of a white thing on white: then the ground is taken with it. */
const FEWEST_PIXELS = 250;

const isGround = ({ colours }: Patch, at: number, [r, g, b]: Rgb): boolean =>
  ((colours[at * 3] ?? 0) - r) ** 2 +
    ((colours[at * 3 + 1] ?? 0) - g) ** 2 +
    ((colours[at * 3 + 2] ?? 0) - b) ** 2 <
  GROUND;

/** Takes away the ground that is joined to the border of the patch, as one would fill it with paint. */
const withoutGround = (thing: Uint8Array, patch: Patch, ground: Rgb): Uint8Array => {
  const kept = thing.slice();
  const border = Array.from({ length: SIDE }, (_, at) => [
    at,
    SIDE * (SIDE - 1) + at,
    at * SIDE,
    at * SIDE + SIDE - 1,
  ]);
  const open = border.flat();
  const seen = new Uint8Array(SIDE * SIDE);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen[at] || (thing[at] && !isGround(patch, at, ground))) continue;
    seen[at] = 1;
    kept[at] = 0;
    const x = at % SIDE;
    if (x > 0) open.push(at - 1);
    if (x < SIDE - 1) open.push(at + 1);
    if (at >= SIDE) open.push(at - SIDE);
    if (at < SIDE * (SIDE - 1)) open.push(at + SIDE);
  }
  return kept.reduce((sum, pixel) => sum + pixel, 0) < FEWEST_PIXELS ? thing : kept;
};

/** The thing in a box, as large as fits; its shape is kept, so a long box leaves cells empty. */
const templateOf = (raster: Raster, { box, ground }: FoundBox): number[] => {
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const step = Math.max(box.right - box.left, box.bottom - box.top) / SIDE;
  const patch = patchOf(raster, { x, y, step, turn: 0, width: SIDE, height: SIDE });
  const boxed = patch.inside.map((inside, at) => {
    const column = x + ((at % SIDE) + 0.5 - SIDE / 2) * step;
    const row = y + (Math.floor(at / SIDE) + 0.5 - SIDE / 2) * step;
    return inside && column >= box.left && column < box.right && row >= box.top && row < box.bottom ? 1 : 0;
  });
  const { numbers, cover } = cellsOf(patch, ground ? withoutGround(boxed, patch, ground) : boxed);
  return [...numbers, ...cover];
};

/** The templates of a picture: the whole of it, then each box with flat ground around it that may hold the product; `TEMPLATE_LENGTH` numbers each. */
export const templatesOf = (raster: Raster, boxes: readonly FoundBox[]): number[] => {
  const all: Box = { left: 0, top: 0, right: raster.width, bottom: raster.height };
  const inner = boxes.filter(({ ground }) => ground !== null);
  return [{ box: all, ground: null }, ...inner].flatMap((found) => templateOf(raster, found));
};

/** A template as a mirror shows it. */
export const mirrorTemplate = (template: Float32Array): Float32Array =>
  Float32Array.from(template, (_, index) => {
    const isCover = index >= CELLS * CELL_NUMBERS;
    const cell = isCover ? index - CELLS * CELL_NUMBERS : Math.floor(index / CELL_NUMBERS);
    const other = cell - (cell % THING_CELLS) + THING_CELLS - 1 - (cell % THING_CELLS);
    if (isCover) return template[CELLS * CELL_NUMBERS + other] ?? 0;
    return template[other * CELL_NUMBERS + mirroredNumber(index % CELL_NUMBERS)] ?? 0;
  });
