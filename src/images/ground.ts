/** Tells what stands on a flat ground from the ground itself, and the things on it from each other. Works on small rasters. */
import { type Box, DIFFERENT, distance2, frameOf, type Raster, type Rgb } from './product-box.ts';

/** Share of the outermost pixels that must have one colour for the ground to be flat. */
const FLAT_SHARE = 0.85;

/** What is not ground, one byte a pixel (1 is a thing), and the colour of the ground. */
export type Standing = { readonly mask: Uint8Array; readonly ground: Rgb };

const rimOf = ({ width, height }: Raster): number[] => [
  ...Array.from({ length: width }, (_, x) => [x, (height - 1) * width + x]).flat(),
  ...Array.from({ length: height }, (_, y) => [y * width, y * width + width - 1]).flat(),
];

/** The places beside one; those beyond the edge are left out. */
const around = (at: number, { width, height }: Pick<Raster, 'width' | 'height'>): number[] => {
  const x = at % width;
  return [
    ...(x > 0 ? [at - 1] : []),
    ...(x < width - 1 ? [at + 1] : []),
    ...(at >= width ? [at - width] : []),
    ...(at < width * (height - 1) ? [at + width] : []),
  ];
};

/** Everything that is reached from the start over places that pass; they are taken out of `open`. */
const flood = (
  size: Pick<Raster, 'width' | 'height'>,
  start: readonly number[],
  open: Uint8Array,
): number[] => {
  const reached: number[] = [];
  const take = (at: number): void => {
    if (open[at] !== 1) return;
    open[at] = 0;
    reached.push(at);
  };
  for (const at of start) take(at);
  for (let next = 0; next < reached.length; next += 1)
    for (const neighbour of around(reached[next] as number, size)) take(neighbour);
  return reached;
};

/**
 * What stands on the ground, or null when the ground is not flat. Only what is reached from the edge of the picture is ground: a white
 * shirt on white keeps its inside where its outline is closed.
 */
export const standingOn = (raster: Raster): Standing | null => {
  const { width, height, pixels } = raster;
  const { ground, flat } = frameOf(raster, { left: 0, top: 0, right: width, bottom: height });
  if (flat < FLAT_SHARE) return null;
  const open = new Uint8Array(width * height);
  for (let at = 0; at < open.length; at += 1)
    open[at] = distance2(pixels, at * 3, ground) < DIFFERENT ? 1 : 0;
  const mask = new Uint8Array(width * height).fill(1);
  for (const at of flood(raster, rimOf(raster), open)) mask[at] = 0;
  return { mask, ground };
};

/** A thing with less than this share of the largest one's pixels is a speck, a cable's end or a line of text. */
const LEAST_THING = 0.12;
/** Parts of one thing may stand apart by this share of the picture's longer side: a pair of earrings is two things, a dotted line is one. */
const GAP_SHARE = 0.02;

/** The mask with everything made wider on all sides, so that parts that nearly touch are one. */
const widened = (mask: Uint8Array, { width, height }: Raster, by: number): Uint8Array => {
  const wide = new Uint8Array(mask.length);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      if (mask[y * width + x] !== 1) continue;
      for (let row = Math.max(0, y - by); row <= Math.min(height - 1, y + by); row += 1)
        wide.fill(1, row * width + Math.max(0, x - by), row * width + Math.min(width, x + by + 1));
    }
  return wide;
};

const boxAround = (places: readonly number[], width: number): Box => {
  const box = { left: width, top: Number.POSITIVE_INFINITY, right: 0, bottom: 0 };
  for (const at of places) {
    const [x, y] = [at % width, Math.floor(at / width)];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x + 1);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y + 1);
  }
  return box;
};

/** The boxes of the things that stand apart from each other on a flat ground, the largest first; none where the ground is not flat. */
export const thingsOn = (raster: Raster): readonly Box[] => {
  const standing = standingOn(raster);
  if (!standing) return [];
  const by = Math.max(1, Math.round((Math.max(raster.width, raster.height) * GAP_SHARE) / 2));
  const open = widened(standing.mask, raster, by);
  const things: number[][] = [];
  for (let at = 0; at < open.length; at += 1) {
    if (open[at] !== 1) continue;
    const places = flood(raster, [at], open).filter((place) => standing.mask[place] === 1);
    if (places.length > 0) things.push(places);
  }
  const [largest, ...others] = things.sort((a, b) => b.length - a.length);
  if (!largest) return [];
  const weighty = others.filter(({ length }) => length >= largest.length * LEAST_THING);
  return [largest, ...weighty].map((places) => boxAround(places, raster.width));
};
