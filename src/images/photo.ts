/** Takes a photo in: checks it, decodes it once, and makes of that the JPEG that is uploaded and the fingerprint. Used by the search. */
import { createHash } from 'node:crypto';
import sharp, { type OutputInfo } from 'sharp';
import type { PreparedPhoto } from '../domain/ports.ts';
import { asBroken, decoding, inspect, openable, openPicture } from './decode.ts';
import { type Fingerprint, fingerprintOf } from './fingerprint.ts';
import { giveBack } from './give-back.ts';
import { hintsAbout, refuseUnsearchable } from './usable.ts';

/** Longest side of the upload (document 002 and others: 800 px, quality 85). */
export const MAX_SIDE = 800;

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

const NEVER = new AbortController().signal;

type Pixels = { readonly data: Buffer; readonly info: OutputInfo };

const encode = ({ data, info }: Pixels, { side, quality }: Attempt): Promise<Pixels> => {
  const { width, height, channels } = info;
  const opened = sharp(data, { raw: { width, height, channels } });
  const sized =
    side < MAX_SIDE ? opened.resize(side, side, { fit: 'inside', withoutEnlargement: true }) : opened;
  // Huffman tables made for each picture would take as long as all checks and the fingerprint together, and save 2 to 6 % of the bytes;
  // mozjpeg's table 3 of quantisers (that of ImageMagick) saves as much at the same noise, for nothing.
  const tables = { optimiseCoding: false, quantisationTable: 3 };
  return sized.jpeg({ quality, ...tables }).toBuffer({ resolveWithObject: true });
};

/** The best JPEG of at most so many bytes of a raster of at most 800 px a side. The last attempt is for 100 kB: even pure noise of 320 px fits. */
export const smallEnough = async (pixels: Pixels, mostBytes: number): Promise<Pixels> => {
  const [first, ...others] = ATTEMPTS;
  let jpeg = await encode(pixels, first);
  for (const attempt of others) {
    if (jpeg.data.length <= mostBytes) break;
    jpeg = await encode(pixels, attempt);
  }
  return jpeg;
};

/** The raster of at most 800 px a side that upload and fingerprint are made of, from bytes that are `openable`. Rejects with the decoder's complaint. */
export const rasterOf = (bytes: Uint8Array): Promise<Pixels> =>
  openPicture(bytes)
    // The cubic kernel takes a tenth less time than the default one (docs/decisions/0011-fingerprint.md).
    .resize(MAX_SIDE, MAX_SIDE, { fit: 'inside', withoutEnlargement: true, kernel: 'cubic' })
    .raw()
    .toBuffer({ resolveWithObject: true });

/** What is told of a decoded photo, and what it is known again by. Rejects with `photo-blank`. */
const lookAt = async ({ data, info }: Pixels) => {
  const { width, height } = info;
  return {
    hints: hintsAbout({ data, width, height }),
    fingerprint: fingerprintOf({ pixels: data, width, height }),
  };
};

/** A photo made ready for upload, and what it is known again by. */
export type TakenPhoto = PreparedPhoto & { readonly fingerprint: Fingerprint };

/**
 * `sha256` is the digest of the bytes where it is known already; `mostBytes` is how large the upload may be, by default as large as it
 * gets. With `isLastUse` the bytes are given up: they are empty afterwards, and their memory is free at once.
 */
export type TakeOptions = {
  readonly signal?: AbortSignal;
  readonly sha256?: string;
  readonly mostBytes?: number;
  readonly isLastUse?: boolean;
};

/**
 * Makes a photo ready for upload: JPEG of at most 800 px a side, upright, sRGB, transparent parts white, no metadata; where it is to
 * be smaller, first its quality goes down and then its size. Throws the `photo-*` errors: not an image, unsupported, broken, too large
 * (20 MB), too many pixels or frames, too small, odd shape, blank. `hints` tell what makes poor matches. A photo that waits for its
 * turn is dropped when `signal` aborts; one that is being decoded is finished first.
 */
export const preparePhoto = async (
  bytes: Uint8Array,
  { signal = NEVER, sha256, mostBytes = Number.POSITIVE_INFINITY, isLastUse = false }: TakeOptions = {},
): Promise<TakenPhoto> => {
  const digest = sha256 ?? createHash('sha256').update(bytes).digest('hex');
  const facts = await inspect(bytes);
  refuseUnsearchable(facts);
  const picture = await openable(bytes, facts.kind, signal);
  const { hints, jpeg, fingerprint } = await decoding(async () => {
    signal.throwIfAborted();
    try {
      const { data, info } = await rasterOf(picture);
      if (picture !== bytes) giveBack(picture);
      if (isLastUse) giveBack(bytes);
      // The compression runs beside this thread, which looks at the photo meanwhile.
      const [jpeg, seen] = await Promise.all([
        smallEnough({ data, info }, mostBytes),
        lookAt({ data, info }),
      ]);
      giveBack(data);
      return { jpeg, ...seen };
    } catch (error) {
      throw asBroken(error);
    }
  });
  signal.throwIfAborted();
  return {
    sha256: digest,
    jpeg: jpeg.data,
    width: jpeg.info.width,
    height: jpeg.info.height,
    fingerprint,
    hints,
  };
};
