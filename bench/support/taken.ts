/** Photos as the product takes them in, for benches that measure on pictures and copies of any size. */
import { asTusouError } from '../../src/domain/errors.ts';
import { type Fingerprint, fingerprintOf } from '../../src/images/fingerprint.ts';
import { preparePhoto, rasterOf, smallEnough } from '../../src/images/photo.ts';

/** What the memory knows a photo by, and the upload that outlines are made of. */
export type Taken = { readonly fingerprint: Fingerprint; readonly jpeg: Uint8Array };

/**
 * Takes a photo in. People are told when theirs is too small; here it is taken in all the same, since a copy of 320 px of a picture that is
 * not square always is. Throws the other `photo-*` errors.
 */
export const takeIn = async (bytes: Uint8Array): Promise<Taken> => {
  try {
    return await preparePhoto(bytes);
  } catch (error) {
    if (asTusouError(error).code !== 'photo-too-small') throw error;
    const { data, info } = await rasterOf(bytes);
    const upload = await smallEnough({ data, info }, Number.POSITIVE_INFINITY);
    return {
      fingerprint: fingerprintOf({ pixels: data, width: info.width, height: info.height }),
      jpeg: upload.data,
    };
  }
};
