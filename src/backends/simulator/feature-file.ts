/** The compact file of the catalogue's picture features: four bits a number, unpacked when the first picture search comes. */
import { VIEW_LENGTH } from '../../images/features.ts';
import { SHAPE_LENGTH } from '../../images/shape.ts';

const LEVELS = 15;
/** Values from here on count as the highest level: above what the catalogue's pictures reach (0.21 in shapes, 0.76 in colours). */
const [SHAPE_TOP, COLOUR_TOP] = [0.22, 0.8];
const PACKED_VIEW = VIEW_LENGTH / 2;

const topAt = (index: number): number => (index % VIEW_LENGTH < SHAPE_LENGTH ? SHAPE_TOP : COLOUR_TOP);

const levelAt = (features: Float32Array, index: number): number =>
  Math.min(LEVELS, Math.round(((features[index] ?? 0) / topAt(index)) * LEVELS));

/** Packs the features of many pictures: first one byte each with the number of its views, then all views in order. */
export const packFeatures = (pictures: readonly Float32Array[]): Uint8Array => {
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
  return features;
};

/** The features of `count` pictures out of what `packFeatures` made. Throws when the file is for another number of pictures. */
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
