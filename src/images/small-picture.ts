/** Pictures as small JPEGs whose size is known, for files that hold many of them. */
import { asBroken, decoding, inspect, openable, openPicture } from './decode.ts';

/** A small JPEG with its size in pixels. */
export type SmallPicture = { readonly picture: Uint8Array; readonly width: number; readonly height: number };

/** The picture in at most `side` pixels a side, about 3 kB for 96. Rejects with the `photo-*` errors where it cannot be read, or the signal's reason. */
export const smallPicture = async (
  bytes: Uint8Array,
  side: number,
  signal: AbortSignal,
): Promise<SmallPicture> => {
  const { kind } = await inspect(bytes);
  const smaller = openPicture(await openable(bytes, kind, signal))
    .rotate()
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .jpeg({ quality: 76 });
  const { data, info } = await decoding(() => smaller.toBuffer({ resolveWithObject: true })).catch((error) =>
    Promise.reject(asBroken(error)),
  );
  return { picture: data, width: info.width, height: info.height };
};
