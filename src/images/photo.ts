/** Takes a photo in: checks it, decodes it once, and makes the JPEG that is uploaded. Used by the search. */
import { createHash } from 'node:crypto';
import sharp, { type OutputInfo } from 'sharp';
import { TusouError } from '../domain/errors.ts';
import type { PreparedPhoto } from '../domain/ports.ts';
import { asBroken, decoding, inspect, openPicture, type PictureFacts } from './decode.ts';

/**
 * Shortest side in pixels: what Alibaba's own product image search accepts (help.aliyun.com/en/image-search, limits).
 * Chat platforms' smallest previews are below it (Telegram's size `s`, Slack's `thumb_80`).
 */
const MIN_SIDE = 100;

/** Longest side by shortest side. Beyond it the upload's short side would fall under `MIN_SIDE`. */
const MAX_ASPECT = 8;

/** Bytes that the marketplace surely takes: the advice given when an upload is refused (document 002 and others: 800 px, quality 85). */
const MAX_UPLOAD_BYTES = 100_000;

/** Longest side of the upload. */
const MAX_SIDE = 800;

type Attempt = { readonly side: number; readonly quality: number };

/** What is tried to keep the upload small: first lower quality, then fewer pixels. */
const ATTEMPTS: readonly [Attempt, ...Attempt[]] = [
  { side: MAX_SIDE, quality: 85 },
  { side: MAX_SIDE, quality: 75 },
  { side: MAX_SIDE, quality: 65 },
  { side: 640, quality: 70 },
  { side: 640, quality: 60 },
  { side: 512, quality: 60 },
  { side: 400, quality: 60 },
  { side: 320, quality: 55 },
];

type Pixels = { readonly data: Buffer; readonly info: OutputInfo };

const refuseUnsearchable = ({ width, height }: PictureFacts): void => {
  const [shortest, longest] = width < height ? [width, height] : [height, width];
  if (shortest < MIN_SIDE) throw new TusouError('photo-too-small', { args: { limit: MIN_SIDE } });
  if (longest > shortest * MAX_ASPECT) throw new TusouError('photo-odd-shape');
};

const encode = ({ data, info }: Pixels, { side, quality }: Attempt): Promise<Pixels> => {
  const { width, height, channels } = info;
  return sharp(data, { raw: { width, height, channels } })
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality })
    .toBuffer({ resolveWithObject: true });
};

/** The best JPEG that is small enough. The last attempt always is: even pure noise of 320 px fits. */
const smallEnough = async (pixels: Pixels): Promise<Pixels> => {
  const [first, ...others] = ATTEMPTS;
  let jpeg = await encode(pixels, first);
  for (const attempt of others) {
    if (jpeg.data.length <= MAX_UPLOAD_BYTES) break;
    jpeg = await encode(pixels, attempt);
  }
  return jpeg;
};

const decode = (bytes: Uint8Array): Promise<Pixels> =>
  openPicture(bytes)
    .resize(MAX_SIDE, MAX_SIDE, { fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });

/**
 * Makes a photo ready for upload: JPEG of at most 800 px a side and 100 kB, upright, sRGB, transparent parts white, no metadata.
 * Throws the `photo-*` errors: not an image, unsupported, broken, too large (20 MB), too many pixels, too small, odd shape.
 * A photo that waits for its turn is dropped when `signal` aborts; one that is being decoded is finished first.
 */
export const preparePhoto = async (bytes: Uint8Array, signal?: AbortSignal): Promise<PreparedPhoto> => {
  refuseUnsearchable(await inspect(bytes));
  const { data, info } = await decoding(async () => {
    signal?.throwIfAborted();
    try {
      return await smallEnough(await decode(bytes));
    } catch (error) {
      throw asBroken(error);
    }
  });
  signal?.throwIfAborted();
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    jpeg: data,
    width: info.width,
    height: info.height,
  };
};
