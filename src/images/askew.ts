/** Photos held askew: how far the thing is turned, and the picture turned back. */
import { patchOf } from './patch.ts';
import { isOfGround, outerFrame, type Raster, type Rgb } from './product-box.ts';

/** People hold a phone askew by this many degrees at most. */
const MOST_DEGREES = 15;
/** Degrees from one try to the next: below it nothing changes in the views. */
const STEP = 0.5;
/** A turn has to make the box around the thing this much smaller to be believed. */
const SMALLER = 0.97;
/** Share of the frame that must have one colour for the ground to be told. */
const FLAT_SHARE = 0.3;
const WHITE: Rgb = [255, 255, 255];

type Point = readonly [x: number, y: number];

/** Both ends of what is not ground in each row: no box around the thing depends on more. */
const endsOf = (raster: Raster, ground: Rgb): Point[] => {
  const ends: Point[] = [];
  for (let y = 0; y < raster.height; y += 1) {
    const isFree = (x: number) => isOfGround(raster, (y * raster.width + x) * 3, ground);
    let [left, right] = [0, raster.width];
    while (left < right && isFree(left)) left += 1;
    while (right > left && isFree(right - 1)) right -= 1;
    if (left < right) ends.push([left, y], [left, y + 1], [right, y], [right, y + 1]);
  }
  return ends;
};

const boxArea = (points: readonly Point[], degrees: number): number => {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x, y] of points) {
    const [column, row] = [cos * x + sin * y, cos * y - sin * x];
    left = Math.min(left, column);
    right = Math.max(right, column);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row);
  }
  return (right - left) * (bottom - top);
};

/** The turn in degrees after which what stands on a flat ground fits into the smallest box; 0 where none is clearly smaller. */
export const degreesAskew = (raster: Raster): number => {
  const { ground, flat } = outerFrame(raster);
  const points = flat < FLAT_SHARE ? [] : endsOf(raster, ground);
  if (points.length === 0) return 0;
  let [best, least] = [0, boxArea(points, 0) * SMALLER];
  for (let degrees = -MOST_DEGREES; degrees <= MOST_DEGREES; degrees += STEP) {
    const area = boxArea(points, degrees);
    if (area < least) [best, least] = [degrees, area];
  }
  return best;
};

/** The raster turned back by so many degrees. The corners that come free are filled with the ground, or white where there is none. */
export const turnedBack = (raster: Raster, degrees: number): Raster => {
  const angle = (Math.abs(degrees) * Math.PI) / 180;
  const width = Math.ceil(raster.width * Math.cos(angle) + raster.height * Math.sin(angle));
  const height = Math.ceil(raster.height * Math.cos(angle) + raster.width * Math.sin(angle));
  const framing = { x: raster.width / 2, y: raster.height / 2, step: 1, turn: degrees, width, height };
  const { colours, inside } = patchOf(raster, framing);
  const { ground, flat } = outerFrame(raster);
  const fill = flat < FLAT_SHARE ? WHITE : ground;
  const pixels = Uint8Array.from(colours, (value, at) =>
    inside[Math.floor(at / 3)] ? value : (fill[at % 3] as number),
  );
  return { pixels, width, height };
};
