/**
 * What a picture looks like, as numbers: shape and colour of the box that holds the product. Used to search the demo catalogue
 * and to tell how closely an offer's picture agrees with the asker's photo. No model; about 10 ms a picture.
 */
import type { Region } from 'sharp';
import type { Match } from '../domain/offer.ts';
import { COLOUR_LENGTH, colourHistogram } from './colour.ts';
import { asBroken, decoding, openPicture } from './decode.ts';
import { type Box, type FoundBox, productBoxes, type Raster } from './product-box.ts';
import { mirrorShape, SHAPE_LENGTH, shapeHistogram } from './shape.ts';
import { squareGrid } from './square-grid.ts';

/** Numbers in one view of a picture: its shape, then its colour. */
export const VIEW_LENGTH = SHAPE_LENGTH + COLOUR_LENGTH;
/** Long side of the raster on which the product is looked for: in a phone screenshot it still has some 90 pixels. */
const RASTER_SIDE = 320;
/** Shapes of unrelated pictures agree this far by chance (median of 13,740 pairs of the demo catalogue). */
const CHANCE = 0.45;
/**
 * 87 % of two sellers' pictures of one product reach it, 0.6 % of its other colours, 0.5 % of real photos of different things
 * (1,189 and 163 pairs of the demo catalogue, 4,005 pairs of product photos from elsewhere).
 */
const SAME = 0.86;
/** Four in ten of a product's other colours reach it, and three in ten photos of different things that look alike. */
const SIMILAR = 0.72;

const decode = async (bytes: Uint8Array, region: Box | null): Promise<Raster> => {
  try {
    const opened = openPicture(bytes);
    const part = region ? opened.extract(areaOf(region)) : opened;
    const small = part.resize(RASTER_SIDE, RASTER_SIDE, { fit: 'inside' });
    const { data, info } = await decoding(() => small.raw().toBuffer({ resolveWithObject: true }));
    return { pixels: data, width: info.width, height: info.height };
  } catch (error) {
    throw asBroken(error);
  }
};

const areaOf = ({ left, top, right, bottom }: Box): Region => ({
  left,
  top,
  width: right - left,
  height: bottom - top,
});

const viewOf = (raster: Raster, { box, ground }: FoundBox): number[] => {
  const grid = squareGrid(raster, box);
  return [...shapeHistogram(grid), ...colourHistogram(grid, ground)];
};

/** A picture's features and the likeliest product box, each side as a share of the picture's width or height. */
export type Described = { readonly features: Float32Array; readonly box: Box };

/**
 * As `describePicture`, with the place where the product was found. With a `region` (in pixels of the upright picture) only that
 * part is looked at and the box is of that part; a region outside of the picture rejects with `photo-broken` as well.
 */
export const describeProduct = async (bytes: Uint8Array, region: Box | null = null): Promise<Described> => {
  const raster = await decode(bytes, region);
  const boxes = productBoxes(raster);
  const { left, top, right, bottom } = boxes[0].box;
  const [x, y] = [1 / raster.width, 1 / raster.height];
  return {
    features: Float32Array.from(boxes.flatMap((found) => viewOf(raster, found))),
    box: { left: left * x, top: top * y, right: right * x, bottom: bottom * y },
  };
};

/**
 * Describes a picture in any format that `openPicture` reads: one or more views of `VIEW_LENGTH` numbers, one after the other.
 * The first is of the likeliest product box, the others of wider boxes where the surroundings leave a doubt.
 * Rejects with `photo-broken` when the bytes cannot be decoded.
 */
export const describePicture = async (bytes: Uint8Array): Promise<Float32Array> =>
  (await describeProduct(bytes)).features;

type View = { readonly shape: Float32Array; readonly mirrored: Float32Array; readonly colour: Float32Array };

const viewsOf = (features: Float32Array): View[] =>
  Array.from({ length: Math.floor(features.length / VIEW_LENGTH) }, (_, at) => {
    const shape = features.subarray(at * VIEW_LENGTH, at * VIEW_LENGTH + SHAPE_LENGTH);
    const colour = features.subarray(at * VIEW_LENGTH + SHAPE_LENGTH, (at + 1) * VIEW_LENGTH);
    return { shape, mirrored: mirrorShape(shape), colour };
  });

const dot = (a: Float32Array, b: Float32Array, from: number): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[from + i] ?? 0);
  return sum;
};

/** Agreement of one view with the view of `other` that starts at `from`; a mirrored picture counts as much as an upright one. */
const agreement = ({ shape, mirrored, colour }: View, other: Float32Array, from: number): number => {
  const outline = Math.max(dot(shape, other, from), dot(mirrored, other, from));
  const shapes = Math.max(0, (outline - CHANCE) / (1 - CHANCE));
  const colours = dot(colour, other, from + SHAPE_LENGTH);
  return Math.min(1, Math.sqrt((shapes ** 2 + colours ** 2) / 2));
};

/** Prepares one picture's features for comparing them with many others; the returned function gives the `similarity`. */
export const comparer = (features: Float32Array): ((other: Float32Array) => number) => {
  const views = viewsOf(features);
  return (other) => {
    let best = 0;
    for (let from = 0; from + VIEW_LENGTH <= other.length; from += VIEW_LENGTH)
      for (const view of views) best = Math.max(best, agreement(view, other, from));
    return best;
  };
};

/**
 * How alike two pictures are, from 0 to 1, from the features of both: the quadratic mean of shape and colour, over the pair of
 * views that agrees best. The same picture gives 1, the same thing in another colour about 0.7; photos of different things
 * lie around 0.35 where both are alone on a plain ground and around 0.68 where they fill the frame.
 */
export const similarity = (a: Float32Array, b: Float32Array): number => comparer(a)(b);

/** The word for a similarity; how the thresholds were measured stands beside them. */
export const matchOf = (score: number): Match => ({
  score,
  level: score >= SAME ? 'same' : score >= SIMILAR ? 'similar' : 'maybe',
});
