/**
 * What a picture looks like, as numbers: shape and colour of the box that holds the product. Used to search the demo catalogue
 * and to tell how closely an offer's picture agrees with the asker's photo. No model.
 */
import sharp, { type Region, type Sharp } from 'sharp';
import type { Match } from '../domain/offer.ts';
import { degreesAskew, turnedBack } from './askew.ts';
import { colourHistogram } from './colour.ts';
import { inDaylight } from './daylight.ts';
import { asBroken, decoding, openPicture } from './decode.ts';
import { packFeatures, unpackFeatures, VIEW_LENGTH } from './feature-parts.ts';
import {
  type Box,
  type FoundBox,
  isOnGround,
  productBoxes,
  type Raster,
  type Rgb,
  wholeOf,
} from './product-box.ts';
import { sceneOf, uprightSceneOf } from './scene.ts';
import { mirrorShape, SHAPE_LENGTH, shapeHistogram } from './shape.ts';
import { bestSighting, isSure, jointLikeness, seekersOf } from './sighting.ts';
import { halved, squareGrid } from './square-grid.ts';
import { TEMPLATE_LENGTH, templatesOf } from './template.ts';

/** Long side of the raster on which the product is looked for: in a phone screenshot it still has some 90 pixels. */
const RASTER_SIDE = 320;
/** What is smaller is made larger first: shapes are told by a few pixels of their edges. */
const LEAST_SIDE = 280;
/** Shapes of unrelated pictures agree this far by chance (median of 13,740 pairs of the demo catalogue). */
const CHANCE = 0.45;
/**
 * 98 % of turned and relit copies of product pictures reach it and 57 % of those pasted on clutter, and of pairs of different ones 0.7 %
 * and 0.3 %: most of those are of one kind.
 */
const SAME = 0.86;
/**
 * Every copy on a plain ground reaches it and 88 % of those pasted on clutter, and 6 to 9 % of pairs of different ones. At 0.72 it would be 95 %
 * on clutter and 21 to 28 % of different ones, at 0.80 85 % and 4 to 5 %.
 */
const SIMILAR = 0.78;

const rasterOf = async (opened: Sharp): Promise<Raster> => {
  const small = opened.resize(RASTER_SIDE, RASTER_SIDE, { fit: 'inside' });
  const { data, info } = await decoding(() => small.raw().toBuffer({ resolveWithObject: true }));
  return { pixels: data, width: info.width, height: info.height };
};

const decode = async (bytes: Uint8Array, region: Box | null): Promise<Raster> => {
  try {
    const opened = openPicture(bytes);
    return await rasterOf(region ? opened.extract(areaOf(region)) : opened);
  } catch (error) {
    throw asBroken(error);
  }
};

/** Pixels that are nearly as many as in the usual raster are looked at as they are. */
const sized = async (raster: Raster): Promise<Raster> => {
  const { pixels, width, height } = raster;
  const side = Math.max(width, height);
  if (side >= LEAST_SIDE && side <= RASTER_SIDE) return raster;
  return rasterOf(sharp(pixels, { raw: { width, height, channels: 3 } }));
};

const areaOf = ({ left, top, right, bottom }: Box): Region => ({
  left,
  top,
  width: right - left,
  height: bottom - top,
});

const WHITE: Rgb = [255, 255, 255];
/** Degrees by which photos are looked at turned where no ground shows how they are held. */
const TURNS = [-8, 8] as const;

const viewOf = (raster: Raster, { box, ground }: FoundBox): number[] => {
  const grid = squareGrid(raster, box);
  return [...shapeHistogram(grid), ...colourHistogram(grid, ground)];
};

const isAllOnGround = (boxes: readonly FoundBox[]): boolean => boxes.every(({ ground }) => ground !== null);

/** Views of the likeliest product boxes, and of the whole: another version of the picture may have no ground to tell the box by. */
const uprightViews = (raster: Raster, boxes: readonly FoundBox[]): number[] => {
  const whole = isAllOnGround(boxes) ? [{ box: wholeOf(raster), ground: WHITE }] : [];
  return [...boxes, ...whole].flatMap((found) => viewOf(raster, found));
};

/** Views of a photo that was held askew: people do, sellers do not. Half the size is enough for a view. On clutter they would agree with anything. */
const turnedViews = (half: Raster): number[] => {
  const turns = new Set([...TURNS, degreesAskew(half)]);
  turns.delete(0);
  return [...turns].flatMap((degrees) => {
    const turned = turnedBack(half, degrees);
    return productBoxes(turned).flatMap((found) => viewOf(turned, found));
  });
};

/** A picture's features and the likeliest product box, each side as a share of the picture's width or height. */
export type Described = { readonly features: Float32Array; readonly box: Box };

/**
 * Describes an asker's photo in any format that `openPicture` reads, as numbers from 0 to 1: views of the likeliest product boxes,
 * also turned, templates to look for in other pictures, and the scene in which those of others are looked for (`unpackFeatures`
 * takes them apart). With a `region` (in pixels of the upright picture) only that part is looked at and the box is of that part.
 * Rejects with `photo-broken` when the bytes cannot be decoded, and for a region outside of the picture.
 */
export const describeProduct = async (bytes: Uint8Array, region: Box | null = null): Promise<Described> => {
  const raster = inDaylight(await decode(bytes, region));
  const boxes = productBoxes(raster);
  const half = halved(raster);
  const onGround = isOnGround(raster);
  const { left, top, right, bottom } = boxes[0].box;
  const [x, y] = [1 / raster.width, 1 / raster.height];
  const features = packFeatures({
    views: Float32Array.from([...uprightViews(raster, boxes), ...(onGround ? turnedViews(half) : [])]),
    templates: Float32Array.from(templatesOf(raster, boxes)),
    scene: await sceneOf(half),
    isOnGround: onGround,
  });
  return { features, box: { left: left * x, top: top * y, right: right * x, bottom: bottom * y } };
};

/**
 * Describes a seller's picture, which is held upright: views and templates, and a scene only where no flat ground shows the thing by
 * itself. A fraction of the work of a photo.
 */
export const describePixels = async (pixels: Raster): Promise<Float32Array> => {
  const raster = inDaylight(await sized(pixels));
  const boxes = productBoxes(raster);
  const onGround = isOnGround(raster);
  return packFeatures({
    views: Float32Array.from(uprightViews(raster, boxes)),
    templates: Float32Array.from(templatesOf(raster, boxes)),
    scene: onGround ? [] : await uprightSceneOf(halved(raster)),
    isOnGround: onGround,
  });
};

/** As `describePixels`, of the bytes of a picture. Rejects with `photo-broken` when they cannot be decoded. */
export const describePicture = async (bytes: Uint8Array): Promise<Float32Array> =>
  describePixels(await decode(bytes, null));

type View = { readonly shape: Float32Array; readonly mirrored: Float32Array; readonly colour: Float32Array };

const viewsOf = (views: Float32Array): View[] =>
  Array.from({ length: Math.floor(views.length / VIEW_LENGTH) }, (_, at) => {
    const shape = views.subarray(at * VIEW_LENGTH, at * VIEW_LENGTH + SHAPE_LENGTH);
    const colour = views.subarray(at * VIEW_LENGTH + SHAPE_LENGTH, (at + 1) * VIEW_LENGTH);
    return { shape, mirrored: mirrorShape(shape), colour };
  });

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

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

/** Views alone: two pictures that both show the product and little else. */
const viewComparer = (own: Float32Array): ((other: Float32Array) => number) => {
  const views = viewsOf(own);
  return (other) => {
    let best = 0;
    for (let from = 0; from + VIEW_LENGTH <= other.length; from += VIEW_LENGTH)
      for (const view of views) best = Math.max(best, agreement(view, other, from));
    return best;
  };
};

/**
 * On flat ground views tell things apart better than sightings do, so that a sighting has to be better there. Many photos on clutter have
 * flat ground as well, behind everything: much less would cost them (top-1 there: 76 % for 0.95, 80 % for 0.97).
 */
const LESS_SURE = 0.97;

/** Prepares a photo's features for comparing it with many pictures; the returned function gives the `similarity`. */
export const comparer = (features: Float32Array): ((other: Float32Array) => number) => {
  const own = unpackFeatures(features);
  const viewLikeness = viewComparer(own.views);
  // What fills the asker's own frame is more than the product; what stands on flat ground may be in a seller's scene.
  const sought = once(() => seekersOf(own.templates.subarray(TEMPLATE_LENGTH)));
  return (packed) => {
    const other = unpackFeatures(packed);
    const alike = viewLikeness(other.views);
    const canLook = own.scene.length > 0 || other.scene.length > 0;
    if (isSure(alike, own.isOnGround) || !canLook || other.templates.length + own.templates.length === 0)
      return alike;
    const seen = Math.max(
      bestSighting(seekersOf(other.templates), own.scene),
      other.scene.length > 0 ? bestSighting(sought(), other.scene) : 0,
    );
    const together = jointLikeness(alike, seen);
    // On clutter views agree by chance, so that a sighting may also contradict them.
    return own.isOnGround ? Math.max(alike, LESS_SURE * together) : together;
  };
};

/**
 * How alike a photo (`describeProduct`) and a seller's picture (`describePicture`) are, from 0 to 1: the quadratic mean of shape and
 * colour over the pair of views that agrees best, weighed, where that does not settle it, with how well the thing of one is found as a
 * part of the other. The same picture gives 1, the same thing in another colour about 0.7, different things mostly 0.5 to 0.7.
 */
export const similarity = (a: Float32Array, b: Float32Array): number => comparer(a)(b);

/** Whether two sellers' pictures show the same, by their views alone: many are compared with many. */
export const areAlike = (a: Float32Array, b: Float32Array): boolean =>
  viewComparer(unpackFeatures(a).views)(unpackFeatures(b).views) >= SAME;

/** The word for a similarity; how the thresholds were measured stands beside them. */
export const matchOf = (score: number): Match => ({
  score,
  level: score >= SAME ? 'same' : score >= SIMILAR ? 'similar' : 'maybe',
});
