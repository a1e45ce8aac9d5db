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

/** Brings a stretch of numbers to Euclidean length 1, which rounding has changed a little. */
const normalise = (half: Float32Array): void => {
  const length = Math.hypot(...half) || 1;
  for (let index = 0; index < half.length; index += 1) half[index] = (half[index] ?? 0) / length;
};

const unpackOne = (packed: Uint8Array): Float32Array => {
  const features = new Float32Array(packed.length * 2);
  packed.forEach((pair, at) => {
    features[at * 2] = ((pair >> 4) / LEVELS) * topAt(at * 2);
    features[at * 2 + 1] = ((pair & 15) / LEVELS) * topAt(at * 2 + 1);
  });
  for (let from = 0; from < features.length; from += VIEW_LENGTH) {
    normalise(features.subarray(from, from + SHAPE_LENGTH));
    normalise(features.subarray(from + SHAPE_LENGTH, from + VIEW_LENGTH));
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
