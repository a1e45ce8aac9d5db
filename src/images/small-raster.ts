/** A picture shrunk to a small raster, for work that looks at shapes and not at details. */
import { asBroken, decoding, openPicture } from './decode.ts';
import { thingsOn } from './ground.ts';
import type { Box, Raster } from './product-box.ts';

/** Long side of the raster: what is found on it is found on the photo (measured with 256 px and less, see docs/decisions). */
const SMALL_SIDE = 256;

/** An inspected picture as a raster of at most 256 px a side; never enlarged. Rejects with `photo-broken`. */
export const smallRaster = async (picture: Uint8Array): Promise<Raster> => {
  try {
    const small = openPicture(picture).resize(SMALL_SIDE, SMALL_SIDE, {
      fit: 'inside',
      withoutEnlargement: true,
    });
    const { data, info } = await decoding(() => small.raw().toBuffer({ resolveWithObject: true }));
    return { pixels: data, width: info.width, height: info.height };
  } catch (error) {
    throw asBroken(error);
  }
};

/**
 * The things in a picture, the largest first, each side as a share of the picture's width or height; none where the ground is not
 * flat. Rejects with `photo-broken`.
 */
export const thingsIn = async (picture: Uint8Array): Promise<readonly Box[]> => {
  const raster = await smallRaster(picture);
  const [x, y] = [1 / raster.width, 1 / raster.height];
  return thingsOn(raster).map(({ left, top, right, bottom }) => ({
    left: left * x,
    top: top * y,
    right: right * x,
    bottom: bottom * y,
  }));
};
