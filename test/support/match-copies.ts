/** The copies that the bench `match` asks with, and how it counts. */
import sharp, { type Sharp } from 'sharp';

/** Numbers from 0 to 1 that are the same each time (mulberry32, public domain). */
export const dice = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    const once = Math.imul(state ^ (state >>> 15), 1 | state);
    const twice = (once + Math.imul(once ^ (once >>> 7), 61 | once)) ^ once;
    return ((twice ^ (twice >>> 14)) >>> 0) / 2 ** 32;
  };
};

const between = (random: () => number, low: number, high: number): number => low + (high - low) * random();

/** Another light: brightness and saturation by up to 15 %, each channel by up to 7 %. */
const relit = (picture: Sharp, random: () => number, channels: 3 | 4): Sharp => {
  const gains = [0, 1, 2].map(() => between(random, 0.93, 1.07));
  const light = { brightness: between(random, 0.85, 1.15), saturation: between(random, 0.85, 1.15) };
  const all = channels === 4 ? [...gains, 1] : gains;
  return picture.modulate(light).linear(
    all,
    all.map(() => 0),
  );
};

/** The picture turned by up to 12 degrees on white, relit, as JPEG 70. */
export const plainCopy = async (bytes: Uint8Array, random: () => number): Promise<Buffer> => {
  const turned = await sharp(bytes)
    .flatten({ background: '#ffffff' })
    .rotate(between(random, -12, 12), { background: '#ffffff' })
    .png({ compressionLevel: 1 })
    .toBuffer();
  return relit(sharp(turned), random, 3).jpeg({ quality: 70 }).toBuffer();
};

const SCENE = 700;

/** The picture turned by up to 8 degrees, sheared by up to 12 % and stretched by up to 10 %, transparent around. */
const skewed = (bytes: Uint8Array, random: () => number): Promise<Buffer> => {
  const angle = (between(random, -8, 8) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [shearX, shearY] = [between(random, -0.12, 0.12), between(random, -0.12, 0.12)];
  const stretch = between(random, 0.9, 1.1);
  const matrix: [[number, number], [number, number]] = [
    [cos - sin * shearY, cos * shearX - sin],
    [sin + cos * shearY, (sin * shearX + cos) * stretch],
  ];
  return sharp(bytes)
    .ensureAlpha()
    .affine(matrix, { background: '#00000000' })
    .png({ compressionLevel: 1 })
    .toBuffer();
};

/** The picture, skewed and relit, on 55 to 80 % of the side of another photo, anywhere in it, as JPEG 75. */
export const clutterCopy = async (
  bytes: Uint8Array,
  behind: Uint8Array,
  random: () => number,
): Promise<Buffer> => {
  const side = Math.round(SCENE * between(random, 0.55, 0.8));
  const fitted = sharp(await skewed(bytes, random)).resize(side, side, { fit: 'inside' });
  const { data, info } = await relit(fitted, random, 4)
    .png({ compressionLevel: 1 })
    .toBuffer({ resolveWithObject: true });
  const place = {
    left: Math.floor(random() * (SCENE - info.width)),
    top: Math.floor(random() * (SCENE - info.height)),
  };
  const ground = sharp(behind).flatten({ background: '#ffffff' }).resize(SCENE, SCENE, { fit: 'cover' });
  const scene = await ground
    .composite([{ input: data, ...place }])
    .png({ compressionLevel: 1 })
    .toBuffer();
  return sharp(scene).jpeg({ quality: 75 }).toBuffer();
};

/** The area under the curve: how often a score of the same is above one of different ones, ties counting half. */
export const areaUnder = (same: readonly number[], different: readonly number[]): number => {
  const sorted = different.toSorted((a, b) => a - b);
  const below = (score: number, orEqual: boolean): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const value = sorted[middle] ?? 0;
      if (value < score || (orEqual && value === score)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const wins = same.map((score) => (below(score, false) + below(score, true)) / 2 / sorted.length);
  return wins.reduce((sum, win) => sum + win, 0) / same.length;
};
