/** Pixels of small pictures: decoded once for all who look at them within a second, which are a look and a contact sheet. */
import { asBroken, decoding, openPicture } from './decode.ts';

/** RGB pixels, three bytes each. */
export type Pixels = { readonly data: Buffer; readonly width: number; readonly height: number };

/** Pictures whose pixels are kept, about 290 kB each: those of ten answers. */
const MOST_KEPT = 64;

/** By the very bytes; the latest ones are at the end. */
const kept = new Map<Uint8Array, Promise<Pixels>>();

const decode = async (picture: Uint8Array): Promise<Pixels> => {
  try {
    const opened = openPicture(picture).raw();
    const { data, info } = await decoding(() => opened.toBuffer({ resolveWithObject: true }));
    return { data, width: info.width, height: info.height };
  } catch (error) {
    throw asBroken(error);
  }
};

/**
 * The pixels of a picture that `openPicture` reads: upright, on white. They belong to everybody who asks, so nobody may change them, and
 * whoever gets them looks at them at once: who takes them may give their memory back. Rejects with `photo-broken`.
 */
export const pixelsOf = (picture: Uint8Array): Promise<Pixels> => {
  const known = kept.get(picture);
  if (known) return known;
  const decoded = decode(picture);
  kept.set(picture, decoded);
  decoded.catch(() => kept.delete(picture));
  const [oldest = picture] = kept.keys();
  if (kept.size > MOST_KEPT) kept.delete(oldest);
  return decoded;
};

/** As `pixelsOf`, for the last who looks at them: nobody else will be handed these, so their memory may be given back. */
export const takePixels = (picture: Uint8Array): Promise<Pixels> => {
  const pixels = pixelsOf(picture);
  kept.delete(picture);
  return pixels;
};
