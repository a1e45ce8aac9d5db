/** Opening pictures that strangers sent: what they are, whether they are safe to decode, and the one way to decode them. */
import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { TusouError } from '../domain/errors.ts';
import { isReadable, kindOf, type ReadableKind } from './kind.ts';

/** Largest file that is looked at: what the Telegram Bot API hands out (core.telegram.org/bots/api#getfile). */
export const MAX_PICTURE_BYTES = 20 * 1024 * 1024;

/** Pixels of a picture that is decoded in strips or shrunk while it is read: above every phone camera's 108 megapixels. */
const MAX_STREAMED_MEGAPIXELS = 120;

/** Pixels of a picture that has to be in memory as a whole: up to 8 bytes each, so 416 MB at the very most. */
const MAX_WHOLE_MEGAPIXELS = 52;

/** No honest picture within the limits takes this long; a contrived one is given up. */
const DECODE_SECONDS = 20;

/** What the header says. Width and height are as stored, before the picture is turned upright. */
export type PictureFacts = {
  readonly kind: ReadableKind;
  readonly width: number;
  readonly height: number;
};

// Every photo is a different one: libvips' cache of operations would only hold memory.
sharp.cache(false);

/** Runs decoding work, as much at a time as there are cores: more gains nothing and costs memory. Do not nest. */
export const decoding = pLimit(availableParallelism());

const OPTIONS = {
  // Stops at truncated and damaged data, but lets pass what cameras get slightly wrong.
  failOn: 'error',
  limitInputPixels: MAX_STREAMED_MEGAPIXELS * 1_000_000,
  autoOrient: true,
} as const;

const megapixelLimit = ({ format, isProgressive }: Metadata): number =>
  format === 'jpeg' && !isProgressive ? MAX_STREAMED_MEGAPIXELS : MAX_WHOLE_MEGAPIXELS;

/** Takes a decoder's complaint for what it is: damaged data. The complaint is kept as the cause. */
export const asBroken = (error: unknown): TusouError =>
  error instanceof TusouError ? error : new TusouError('photo-broken', { cause: error });

const headerOf = async (bytes: Uint8Array): Promise<Metadata> => {
  try {
    return await sharp(bytes, { ...OPTIONS, limitInputPixels: false }).metadata();
  } catch (error) {
    throw asBroken(error);
  }
};

/**
 * Looks at the first bytes and the header only, so that nothing large or strange is ever decoded.
 * Throws `photo-not-image`, `photo-unsupported`, `photo-broken`, `photo-too-large` (more than 20 MB) or `photo-too-many-pixels`.
 */
export const inspect = async (bytes: Uint8Array): Promise<PictureFacts> => {
  if (bytes.length > MAX_PICTURE_BYTES)
    throw new TusouError('photo-too-large', { args: { limit: MAX_PICTURE_BYTES / 1024 / 1024 } });
  const kind = kindOf(bytes);
  if (!kind) throw new TusouError('photo-not-image');
  if (!isReadable(kind)) throw new TusouError('photo-unsupported', { detail: kind });
  const header = await headerOf(bytes);
  const { width, height } = header;
  const limit = megapixelLimit(header);
  if (width * height > limit * 1_000_000) throw new TusouError('photo-too-many-pixels', { args: { limit } });
  return { kind, width, height };
};

/** Opens an inspected picture: its first frame, upright, on white, in sRGB with 8 bits a channel. */
export const openPicture = (bytes: Uint8Array): Sharp =>
  sharp(bytes, OPTIONS)
    .timeout({ seconds: DECODE_SECONDS })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb');
