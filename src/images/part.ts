/** A part of a photo that somebody pointed at: where it is in pixels, and the photo cut to it. Used by the search, backends and previews. */
import { TusouError } from '../domain/errors.ts';
import type { PreparedPhoto } from '../domain/ports.ts';
import type { Part } from '../domain/query.ts';
import { asBroken, decoding, openPicture } from './decode.ts';
import { MAX_SIDE, smallEnough } from './photo.ts';
import { isStrip, MIN_SIDE } from './usable.ts';

type Size = { readonly width: number; readonly height: number };

/** A part told in shares of a photo's sides, in pixels of that photo: never outside of it, and never without a pixel. */
export const partInPixels = ({ left, top, right, bottom }: Part, { width, height }: Size): Part => ({
  left: Math.floor(left * width),
  top: Math.floor(top * height),
  right: Math.min(width, Math.ceil(right * width)),
  bottom: Math.min(height, Math.ceil(bottom * height)),
});

/** A cut is enlarged to what 1688 takes, as far as its longer side allows. */
const enlarged = ({ width, height }: Size): Size => {
  const [shorter, longer] = width < height ? [width, height] : [height, width];
  const scale = Math.max(1, Math.min(MIN_SIDE / shorter, MAX_SIDE / longer));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
};

/**
 * The photo cut to a part of it, told in its pixels, as an upload of at most so many bytes. Rejects with `photo-odd-shape` for a strip that
 * 1688 would not take, `photo-broken`, or the signal's reason.
 */
export const cutTo = async (
  photo: PreparedPhoto,
  { left, top, right, bottom }: Part,
  { mostBytes = Number.POSITIVE_INFINITY, signal }: { mostBytes?: number | undefined; signal: AbortSignal },
): Promise<PreparedPhoto> => {
  const area = { left, top, width: right - left, height: bottom - top };
  if (isStrip(area)) throw new TusouError('photo-odd-shape');
  const size = enlarged(area);
  try {
    const pixels = await decoding(() => {
      signal.throwIfAborted();
      const part = openPicture(photo.jpeg).extract(area);
      return part
        .resize({ ...size, fit: 'fill', kernel: 'cubic' })
        .raw()
        .toBuffer({ resolveWithObject: true });
    });
    const { data, info } = await smallEnough(pixels, mostBytes);
    return { ...photo, jpeg: data, width: info.width, height: info.height };
  } catch (error) {
    signal.throwIfAborted();
    throw asBroken(error);
  }
};
