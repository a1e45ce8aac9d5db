/** Colour as numbers: a histogram in CIE Lab, with the background left out. */
import { GRID } from './square-grid.ts';

const L_BINS = 4;
const AB_BINS = 6;
/** Numbers in a colour histogram. */
export const COLOUR_LENGTH = L_BINS * AB_BINS * AB_BINS;
/** a and b beyond this are rare in pictures of things; they count as the outermost bin. */
const AB_REACH = 72;
/** Squared RGB distance within which a pixel belongs to the flat background. */
const GROUND = 34 ** 2;
/** Weight of near-white pixels: mostly background, sometimes a white product. */
const WHITE_WEIGHT = 0.1;

/** sRGB's curve, for whole values from 0 to 255. */
const LINEAR = Float64Array.from({ length: 256 }, (_, value) => {
  const c = value / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
});
const linear = (value: number): number => LINEAR[Math.round(value)] ?? 0;
const cube = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);

/** sRGB from 0 to 255 to CIE Lab under D65 (IEC 61966-2-1 and CIE 15). */
export const labOf = (r: number, g: number, b: number): readonly [number, number, number] => {
  const [lr, lg, lb] = [linear(r), linear(g), linear(b)];
  const x = cube((0.4124 * lr + 0.3576 * lg + 0.1805 * lb) / 0.9505);
  const y = cube(0.2126 * lr + 0.7152 * lg + 0.0722 * lb);
  const z = cube((0.0193 * lr + 0.1192 * lg + 0.9505 * lb) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
};

/** Colours in steps of four: finer differences do not count, and a table, filled as they occur, spares most cube roots. */
const labs = new Float32Array(3 << 18);
const isKnown = new Uint8Array(1 << 18);

/** Lab of every colour that `placeOfLab` was asked for, three numbers each. */
export const LABS: Float32Array = labs;

/** Where in `LABS` the numbers of a colour (0 to 255 each, within 2 of it) stand. */
export const placeOfLab = (r: number, g: number, b: number): number => {
  const key = ((r >> 2) << 12) | ((g >> 2) << 6) | (b >> 2);
  if (isKnown[key] === 0) {
    labs.set(labOf((r | 3) - 1, (g | 3) - 1, (b | 3) - 1), key * 3);
    isKnown[key] = 1;
  }
  return key * 3;
};

/** Where a value lies among `bins` bins, counted from the middle of the first: 1.25 is a quarter of the way from bin 1 to bin 2. */
const placeIn = (unit: number, bins: number): number =>
  Math.min(bins - 1.0001, Math.max(0, unit * bins - 0.5));

/** Spreads one pixel over the eight bins around it, so that a slight change of colour changes little. */
const cast = (bins: Float32Array, place: number, weight: number): void => {
  const atL = placeIn((labs[place] as number) / 100, L_BINS);
  const atA = placeIn(((labs[place + 1] as number) + AB_REACH) / (2 * AB_REACH), AB_BINS);
  const atB = placeIn(((labs[place + 2] as number) + AB_REACH) / (2 * AB_REACH), AB_BINS);
  const [binL, binA, binB] = [Math.floor(atL), Math.floor(atA), Math.floor(atB)];
  for (let stepL = 0; stepL < 2; stepL += 1) {
    const nearL = 1 - Math.abs(atL - binL - stepL);
    for (let stepA = 0; stepA < 2; stepA += 1) {
      const near = nearL * (1 - Math.abs(atA - binA - stepA));
      const index = ((binL + stepL) * AB_BINS + binA + stepA) * AB_BINS + binB;
      bins[index] = (bins[index] as number) + weight * (near * (1 - (atB - binB)));
      bins[index + 1] = (bins[index + 1] as number) + weight * (near * (1 - (binB + 1 - atB)));
    }
  }
};

/**
 * The colours in a square grid of RGB values, `ground` (a flat background, or null) and near-white left out:
 * `COLOUR_LENGTH` square roots of shares, so that their Euclidean length is 1 (all 0 when nothing but background is there).
 */
export const colourHistogram = (
  grid: Float32Array,
  ground: readonly [number, number, number] | null,
): Float32Array => {
  const bins = new Float32Array(COLOUR_LENGTH);
  for (let offset = 0; offset < GRID * GRID * 3; offset += 3) {
    const [r, g, b] = [grid[offset] ?? 0, grid[offset + 1] ?? 0, grid[offset + 2] ?? 0];
    if (ground && (r - ground[0]) ** 2 + (g - ground[1]) ** 2 + (b - ground[2]) ** 2 < GROUND) continue;
    cast(bins, placeOfLab(r, g, b), Math.min(r, g, b) > 238 ? WHITE_WEIGHT : 1);
  }
  const total = bins.reduce((sum, value) => sum + value, 0) || 1;
  return bins.map((value) => Math.sqrt(value / total));
};
