/** The compact file of the catalogue's picture features: four bits a number, unpacked when the first picture search comes. */
import {
  packFeatures as joined,
  unpackFeatures as partsOf,
  VIEW_LENGTH,
} from '../../images/feature-parts.ts';
import { SHAPE_LENGTH } from '../../images/shape.ts';
import { TEMPLATE_LENGTH } from '../../images/template.ts';

const LEVELS = 15;
/** Values from here on count as the highest level: above what the catalogue's pictures reach (0.21 in shapes, 0.76 in colours). */
const [SHAPE_TOP, COLOUR_TOP] = [0.22, 0.8];
const PACKED_VIEW = VIEW_LENGTH / 2;

const topAt = (index: number): number => (index % VIEW_LENGTH < SHAPE_LENGTH ? SHAPE_TOP : COLOUR_TOP);

const levelAt = (features: Float32Array, index: number): number =>
  Math.min(LEVELS, Math.round(((features[index] ?? 0) / topAt(index)) * LEVELS));

/** Packs the views of many pictures: first one byte each with the number of its views, then all views in order. */
export const packFeatures = (described: readonly Float32Array[]): Uint8Array => {
  const pictures = described.map((features) => partsOf(features).views);
  const counts = pictures.map((features) => features.length / VIEW_LENGTH);
  const packed = new Uint8Array(counts.reduce((sum, count) => sum + count * PACKED_VIEW, counts.length));
  packed.set(counts);
  let offset = counts.length;
  for (const features of pictures)
    for (let index = 0; index < features.length; index += 2) {
      packed[offset] = (levelAt(features, index) << 4) | levelAt(features, index + 1);
      offset += 1;
    }
  return packed;
};

/** Fills one half of a view (`from` to `to`, even numbers) and brings it to length 1, which rounding has changed a little. */
const unpackHalf = (
  packed: Uint8Array,
  features: Float32Array,
  [from, to]: readonly [number, number],
): void => {
  let squares = 0;
  for (let index = from; index < to; index += 2) {
    const pair = packed[index / 2] ?? 0;
    const high = pair >> 4;
    const low = pair & LEVELS;
    features[index] = high;
    features[index + 1] = low;
    squares += high * high + low * low;
  }
  const scale = squares === 0 ? 0 : 1 / Math.sqrt(squares);
  for (let index = from; index < to; index += 1) features[index] = (features[index] ?? 0) * scale;
};

const unpackOne = (packed: Uint8Array): Float32Array => {
  const features = new Float32Array(packed.length * 2);
  for (let from = 0; from < features.length; from += VIEW_LENGTH) {
    unpackHalf(packed, features, [from, from + SHAPE_LENGTH]);
    unpackHalf(packed, features, [from + SHAPE_LENGTH, from + VIEW_LENGTH]);
  }
  return joined({ views: features, templates: new Float32Array(), scene: [], isOnGround: true });
};

/** The features (views only) of `count` pictures out of what `packFeatures` made. Throws when the file is for another number of pictures. */
export const unpackFeatures = (packed: Uint8Array, count: number): Float32Array[] => {
  let offset = count;
  const pictures = Array.from(packed.subarray(0, count), (views) => {
    const from = offset;
    offset += views * PACKED_VIEW;
    return unpackOne(packed.subarray(from, offset));
  });
  if (offset !== packed.length)
    throw new Error('catalogue.features is not of catalogue.json: run npm run catalogue');
  return pictures;
};

/** Packs the templates of many pictures in the same way. */
export const packTemplates = (described: readonly Float32Array[]): Uint8Array => {
  const pictures = described.map((features) => partsOf(features).templates);
  const counts = pictures.map((templates) => templates.length / TEMPLATE_LENGTH);
  const levels = pictures.flatMap((templates) =>
    Array.from(templates, (value) => Math.round(value * LEVELS)),
  );
  const pairs = Array.from({ length: levels.length / 2 }, (_, at) => {
    return ((levels[at * 2] ?? 0) << 4) | (levels[at * 2 + 1] ?? 0);
  });
  return Uint8Array.from([...counts, ...pairs]);
};

/** The templates of `count` pictures out of what `packTemplates` made. Throws when the file is for another number of pictures. */
export const unpackTemplates = (packed: Uint8Array, count: number): Float32Array[] => {
  let offset = count;
  const pictures = Array.from(packed.subarray(0, count), (templates) => {
    const from = offset;
    offset += (templates * TEMPLATE_LENGTH) / 2;
    return Float32Array.from({ length: templates * TEMPLATE_LENGTH }, (_, index) => {
      const pair = packed[from + (index >> 1)] ?? 0;
      return (index & 1 ? pair & LEVELS : pair >> 4) / LEVELS;
    });
  });
  if (offset !== packed.length)
    throw new Error('catalogue.templates is not of catalogue.json: run npm run catalogue');
  return pictures;
};
