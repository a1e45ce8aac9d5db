/** Looks for a thing in a scene: in every place, size and turn, how well do the cells agree? */
import { CELL_NUMBERS, type Cells, EDGE_NUMBERS, LAB_UNIT } from './cells.ts';
import { type Scene, THING_CELLS, UPRIGHT_GRIDS } from './scene.ts';
import { mirrorTemplate, TEMPLATE_LENGTH } from './template.ts';

/** Cells of which less than this belongs to the thing tell about its surroundings. */
const LEAST_COVER = 0.1;
/** A thing of fewer cells than this cannot be told from anything. */
const FEWEST_CELLS = 2;
/** Variances below these are noise: in edges, and in colours (50 square units of Lab). */
const EDGE_NOISE = 0.1;
const COLOUR_NOISE = 50 / LAB_UNIT ** 2;
/** How far a photo's light may shift the mean colour: lightness more easily than hue; twice a squared spread of 22 units of Lab. */
const LIGHT_WEIGHT = 0.3;
const HUE_WEIGHT = 0.6;
const SHIFT = 2 * (22 / LAB_UNIT) ** 2;

/**
 * A template made ready for looking: the cells that belong to the thing, their weights, and their numbers less the mean of all,
 * each times its weight; so that a window's covariance with it is one sum. All cells' first numbers come first, then their second ones.
 */
type Seeker = {
  readonly places: Int32Array;
  readonly weights: Float64Array;
  readonly total: number;
  readonly centred: Float64Array;
  readonly means: Float64Array;
  readonly edgeSpread: number;
  readonly colourSpread: number;
};

/** Makes a template ready; null when it shows too little to be found again. */
const seekerOf = (template: Float32Array): Seeker | null => {
  const cover = template.subarray(THING_CELLS ** 2 * CELL_NUMBERS);
  const places = Int32Array.from([...cover.keys()].filter((cell) => (cover[cell] ?? 0) >= LEAST_COVER));
  const weights = Float64Array.from(places, (cell) => cover[cell] ?? 0);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total < FEWEST_CELLS) return null;
  const count = places.length;
  const centred = new Float64Array(CELL_NUMBERS * count);
  const means = new Float64Array(CELL_NUMBERS);
  let [edgeSpread, colourSpread] = [0, 0];
  for (let index = 0; index < CELL_NUMBERS; index += 1) {
    const numberAt = (at: number) => template[(places[at] as number) * CELL_NUMBERS + index] as number;
    const mean = weights.reduce((sum, weight, at) => sum + (weight * numberAt(at)) / total, 0);
    means[index] = mean;
    for (let at = 0; at < count; at += 1) {
      const off = numberAt(at) - mean;
      const weighted = (weights[at] as number) * off;
      centred[index * count + at] = weighted;
      if (index < EDGE_NUMBERS) edgeSpread += (weighted * off) / total;
      else colourSpread += (weighted * off) / total;
    }
  }
  return { places, weights, total, centred, means, edgeSpread, colourSpread };
};

/** Where the numbers of the thing's cells are in a grid, counted from the first cell of a window. */
const offsetsIn = ({ places }: Seeker, { columns }: Cells): Int32Array =>
  places.map((place) => ((place >> 3) * columns + (place & 7)) * CELL_NUMBERS);

type Window = { readonly numbers: Float32Array; readonly offsets: Int32Array; readonly first: number };

/**
 * How well a window agrees with the thing, from below 0 to 1. Number by number over all cells, so that sums need not be kept anywhere
 * while they grow: it is done for thousands of windows.
 */
const agreementWith = (seeker: Seeker, { numbers, offsets, first }: Window): number => {
  const { weights, total, centred, means } = seeker;
  const count = offsets.length;
  let [edges, colours, edgeSpread, colourSpread, shift] = [0, 0, 0, 0, 0];
  for (let index = 0; index < CELL_NUMBERS; index += 1) {
    const [from, own] = [first + index, index * count];
    let together = 0;
    let sum = 0;
    let squares = 0;
    for (let at = 0; at < count; at += 1) {
      const value = numbers[from + (offsets[at] as number)] as number;
      const weighted = (weights[at] as number) * value;
      together += (centred[own + at] as number) * value;
      sum += weighted;
      squares += weighted * value;
    }
    const mean = sum / total;
    const spread = squares / total - mean * mean;
    if (index < EDGE_NUMBERS) {
      edges += together;
      edgeSpread += spread;
    } else {
      colours += together;
      colourSpread += spread;
      shift += (index === EDGE_NUMBERS ? LIGHT_WEIGHT : HUE_WEIGHT) * (mean - (means[index] as number)) ** 2;
    }
  }
  const outline =
    edges / total / Math.sqrt((seeker.edgeSpread + EDGE_NOISE) * (Math.max(0, edgeSpread) + EDGE_NOISE));
  const layout =
    colours /
    total /
    Math.sqrt((seeker.colourSpread + COLOUR_NOISE) * (Math.max(0, colourSpread) + COLOUR_NOISE));
  const tone = Math.exp(-shift / SHIFT);
  // The same thing in another colour agrees in outline and layout; it must not pass for the same.
  return (0.5 * outline + 0.25 * layout) * (0.6 + 0.4 * tone) + 0.25 * tone;
};

const bestIn = (seeker: Seeker, scene: Scene, stride = 1): number => {
  let best = 0;
  for (const grid of scene) {
    const { numbers, columns, rows } = grid;
    const offsets = offsetsIn(seeker, grid);
    for (let row = 0; row + THING_CELLS <= rows; row += stride)
      for (let column = 0; column + THING_CELLS <= columns; column += stride) {
        const first = (row * columns + column) * CELL_NUMBERS;
        best = Math.max(best, agreementWith(seeker, { numbers, offsets, first }));
      }
  }
  return best;
};

/** A thing to look for, as it is and as a mirror shows it: sellers like to mirror each other's pictures. */
export type Sought = { readonly upright: Seeker; readonly mirrored: Seeker };

/** The things of a picture's templates, made ready. */
export const seekersOf = (templates: Float32Array): Sought[] =>
  Array.from({ length: templates.length / TEMPLATE_LENGTH }, (_, at) => {
    const template = templates.subarray(at * TEMPLATE_LENGTH, (at + 1) * TEMPLATE_LENGTH);
    const [upright, mirrored] = [seekerOf(template), seekerOf(mirrorTemplate(template))];
    return upright && mirrored ? { upright, mirrored } : null;
  }).filter((sought) => sought !== null);

/** Most different things are not even seen this well; only above it is it worth looking in turned scenes too. */
const WORTH_TURNING = 0.45;

/** How well the best seen of these things agrees with the scene: about 0.7 where it is there, 0.4 where it is not. */
export const bestSighting = (things: readonly Sought[], scene: Scene): number => {
  const upright = scene.slice(0, UPRIGHT_GRIDS);
  const turned = scene.slice(UPRIGHT_GRIDS);
  let best = 0;
  for (const thing of things)
    for (const seeker of [thing.upright, thing.mirrored]) {
      const seen = bestIn(seeker, upright);
      best = Math.max(best, seen >= WORTH_TURNING ? bestIn(seeker, turned) : 0, seen);
    }
  return best;
};

/** A quick look, at a fourth of the places of the upright scene: to choose what to look for closely. */
export const glimpseIn = (things: readonly Sought[], scene: Scene): number => {
  const upright = scene.slice(0, UPRIGHT_GRIDS);
  const seen = things.flatMap(({ upright: plain, mirrored }) => [
    bestIn(plain, upright, 2),
    bestIn(mirrored, upright, 2),
  ]);
  return Math.max(0, ...seen);
};

type Scale = readonly (readonly [from: number, to: number])[];

/** Sightings on the scale of views. */
const SIGHTING_SCALE: Scale = [
  [0, 0],
  [0.4, 0.4],
  [0.58, 0.72],
  [0.66, 0.86],
  [1, 1],
];
/** Both together on the scale of the words: more than half of the right ones on clutter lie above 0.8. */
const JOINT_SCALE: Scale = [
  [0, 0],
  [0.46, 0.46],
  [0.69, 0.72],
  [0.8, 0.86],
  [1, 1],
];
/** Views that agree this far are of copies of one picture, whatever stands around the thing. */
const COPY = 0.92;
/** The same for a photo with flat ground around the thing: there fewer than 1 in 1,000 pairs of different things agree so far. */
const SURE = 0.89;

/** Whether views that agree this far settle it, so that nothing has to be looked for. */
export const isSure = (alike: number, isPlain: boolean): boolean => alike >= (isPlain ? SURE : COPY);

/** Straight lines between the points of a scale. */
const onScale = (scale: Scale, value: number): number => {
  const above = Math.max(
    1,
    scale.findIndex(([from]) => from >= value),
  );
  const [low, lowTo] = scale[above - 1] ?? [0, 0];
  const [high, highTo] = scale[above] ?? [1, 1];
  return Math.min(1, lowTo + ((value - low) / (high - low)) * (highTo - lowTo));
};

/** How often what is seen counts beside the views, which agree by chance on clutter (top-1 there: 71 % for 2, 76 % for 4, 75 % for 6). */
const SEEN_WEIGHT = 4;

/** The likeness of two pictures from the agreement of their views and from how well one's thing is seen in the other. */
export const jointLikeness = (alike: number, seen: number): number =>
  onScale(JOINT_SCALE, (SEEN_WEIGHT * onScale(SIGHTING_SCALE, seen) + alike) / (SEEN_WEIGHT + 1));
