/** What can be done to a photo before it is searched with: cropping, enhancing, taking the background away. All of it only when asked for. */
import sharp, { type Sharp } from 'sharp';
import type { PreparedPhoto } from '../domain/ports.ts';
import type { Preparation } from '../domain/query.ts';
import type { PreparationNote } from '../domain/result.ts';
import type { RemoveBackground } from './background-server.ts';
import { asBroken, decoding, openPicture } from './decode.ts';
import { standingOn, thingsOn } from './ground.ts';
import { smallEnough } from './photo.ts';
import type { Box, Raster } from './product-box.ts';
import { smallRaster } from './small-raster.ts';

/** How much is left around a thing, as a share of its longer side: a shape needs its outline. */
const MARGIN = 0.06;
/** What is left is not smaller than this where the photo has it: 1688 wants 300 px. */
const SMALLEST_SIDE = 300;
/** A crop that takes less than this off is no crop. */
const WORTH_CROPPING = 0.9;
/** A thing takes at least this share of the photo, and at most that. Less is a speck, more is no thing on a ground. */
const LEAST_THING = 0.01;
const MOST_THING = 0.92;

/** A photo that something was done to, and what could not be done. */
export type Treated = { readonly photo: PreparedPhoto; readonly notes: readonly PreparationNote[] };

/** Does to a photo what was asked for. Rejects with `photo-broken`, or the signal's reason. */
export type Treat = (photo: PreparedPhoto, how: Preparation, signal: AbortSignal) => Promise<Treated>;

type Size = { readonly width: number; readonly height: number };

const around = (boxes: readonly Box[]): Box => ({
  left: Math.min(...boxes.map(({ left }) => left)),
  top: Math.min(...boxes.map(({ top }) => top)),
  right: Math.max(...boxes.map(({ right }) => right)),
  bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
});

/** One side of the crop: the thing with its margin, and wider where that is too little. */
const stretchOf = (from: number, to: number, { margin, length }: { margin: number; length: number }) => {
  const wanted = Math.min(length, Math.max(to - from + 2 * margin, SMALLEST_SIDE));
  const start = Math.round(Math.min(Math.max(0, (from + to - wanted) / 2), length - wanted));
  return [start, Math.min(length, Math.ceil(start + wanted))] as const;
};

/**
 * The part of a photo of this size that holds everything that stands on its plain ground, with a margin; null where the ground is not
 * plain, or hardly anything would be cut off. `small` is a small copy of the photo.
 */
export const autoCrop = (small: Raster, { width, height }: Size): Box | null => {
  const things = thingsOn(small);
  if (things.length === 0) return null;
  const [x, y] = [width / small.width, height / small.height];
  const { left, top, right, bottom } = around(things);
  const margin = MARGIN * Math.max((right - left) * x, (bottom - top) * y);
  const [from, to] = stretchOf(left * x, right * x, { margin, length: width });
  const [above, below] = stretchOf(top * y, bottom * y, { margin, length: height });
  const isWorthIt = (to - from) * (below - above) < WORTH_CROPPING * width * height;
  return isWorthIt ? { left: from, top: above, right: to, bottom: below } : null;
};

/** What stands on the plain ground, as an alpha channel of the small copy's size; null where there is no such thing. */
const maskOf = (small: Raster): Buffer | null => {
  const standing = standingOn(small);
  if (!standing) return null;
  const share = standing.mask.reduce((sum, value) => sum + value, 0) / standing.mask.length;
  return share >= LEAST_THING && share <= MOST_THING
    ? Buffer.from(standing.mask.map((is) => is * 255))
    : null;
};

const onWhite = (photo: Sharp, alpha: Buffer, size: Size): Promise<Buffer> => {
  const { width, height } = size;
  return photo
    .joinChannel(alpha, { raw: { width, height, channels: 1 } })
    .toColourspace('srgb')
    .png({ compressionLevel: 1 })
    .toBuffer();
};

/** The photo with its plain ground made white: the mask is scaled up and its edge softened. */
const withoutPlainGround = async (jpeg: Uint8Array, small: Raster, size: Size): Promise<Buffer | null> => {
  const mask = maskOf(small);
  if (!mask) return null;
  const alpha = await sharp(mask, { raw: { width: small.width, height: small.height, channels: 1 } })
    .resize(size.width, size.height, { fit: 'fill', kernel: 'cubic' })
    .blur(1)
    .extractChannel(0)
    .raw()
    .toBuffer();
  return flat(await onWhite(sharp(jpeg), alpha, size));
};

/** A picture as it is kept between two steps: nothing is lost, and what is transparent is white. */
const flat = (picture: Uint8Array): Promise<Buffer> =>
  openPicture(picture).png({ compressionLevel: 1 }).toBuffer();

const cut = (picture: Uint8Array, { left, top, right, bottom }: Box): Promise<Buffer> =>
  openPicture(picture)
    .extract({ left, top, width: right - left, height: bottom - top })
    .png({ compressionLevel: 1 })
    .toBuffer();

/** Levels are stretched by no more than this: a product on much white would turn dark by the usual percentiles. */
const DARKEST = 32;
const LIGHTEST = 215;

/** The brightness that this share of the pixels stays below. */
const quantile = ({ pixels }: Raster, share: number): number => {
  const bright = Array.from({ length: pixels.length / 3 }, (_, at) => {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(at * 3, at * 3 + 3);
    return 0.299 * red + 0.587 * green + 0.114 * blue;
  });
  return bright.sort((a, b) => a - b)[Math.floor(share * (bright.length - 1))] ?? 0;
};

/** Denoised, levels stretched so that the outermost percents are black and white, edges sharpened. */
const enhanced = async (picture: Uint8Array): Promise<Buffer> => {
  const small = await smallRaster(picture);
  const [low, high] = [Math.min(DARKEST, quantile(small, 0.01)), Math.max(LIGHTEST, quantile(small, 0.99))];
  const gain = 255 / (high - low);
  return openPicture(picture)
    .median(3)
    .linear(gain, -low * gain)
    .sharpen({ sigma: 1 })
    .png({ compressionLevel: 1 })
    .toBuffer();
};

type Step = { readonly picture: Uint8Array; readonly notes: readonly PreparationNote[] };

const sizeOf = async (picture: Uint8Array): Promise<Size> => {
  const { width, height } = await sharp(picture).metadata();
  return { width, height };
};

const cropped = async (picture: Uint8Array): Promise<Step> => {
  const [small, size] = [await smallRaster(picture), await sizeOf(picture)];
  if (thingsOn(small).length === 0) return { picture, notes: ['crop-none'] };
  const box = autoCrop(small, size);
  return { picture: box ? await cut(picture, box) : picture, notes: [] };
};

/**
 * Makes `treat`. `server` removes backgrounds that are not plain, where there is one; `mostBytes` is how large the upload may be.
 * Steps go in this order: crop, background, enhance.
 */
export const createTreat = ({
  server,
  mostBytes = Number.POSITIVE_INFINITY,
}: {
  readonly server: RemoveBackground | null;
  readonly mostBytes?: number | undefined;
}): Treat => {
  const withoutBackground = async (picture: Uint8Array, signal: AbortSignal): Promise<Step> => {
    const size = await sizeOf(picture);
    const plain = await withoutPlainGround(picture, await smallRaster(picture), size);
    if (plain) return { picture: plain, notes: [] };
    if (!server) return { picture, notes: ['background-none'] };
    const jpeg = await openPicture(picture).jpeg({ quality: 90 }).toBuffer();
    const cutOut = await server(jpeg, signal);
    if (!cutOut) return { picture, notes: ['background-failed'] };
    const same = await openPicture(cutOut).resize(size.width, size.height, { fit: 'fill' }).png().toBuffer();
    return { picture: same, notes: [] };
  };

  const steps = async (jpeg: Uint8Array, how: Preparation, signal: AbortSignal): Promise<Step> => {
    const first = how.crop === 'auto' ? await cropped(jpeg) : { picture: jpeg, notes: [] };
    const second = how.removeBackground
      ? await withoutBackground(first.picture, signal)
      : { picture: first.picture, notes: [] };
    const picture = how.enhance ? await enhanced(second.picture) : second.picture;
    return { picture, notes: [...first.notes, ...second.notes] };
  };

  return async (photo, how, signal) => {
    signal.throwIfAborted();
    try {
      const { picture, notes } = await steps(photo.jpeg, how, signal);
      if (picture === photo.jpeg) return { photo, notes };
      const pixels = await decoding(() => openPicture(picture).raw().toBuffer({ resolveWithObject: true }));
      const { data, info } = await smallEnough(pixels, mostBytes);
      return { photo: { ...photo, jpeg: data, width: info.width, height: info.height }, notes };
    } catch (error) {
      signal.throwIfAborted();
      throw asBroken(error);
    }
  };
};
