/** Opening pictures that strangers sent: what they are, whether they are safe to decode, and the one way to decode them. */
import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import sharp, { type Sharp } from 'sharp';
import { TusouError } from '../domain/errors.ts';
import { heicToTiff } from './heic.ts';
import { isReadable, kindOf, type ReadableKind } from './kind.ts';
import { type Structure, structureOf } from './structure.ts';

/** Largest file that is looked at: what the Telegram Bot API hands out (core.telegram.org/bots/api#getfile). */
export const MAX_PICTURE_BYTES = 20 * 1024 * 1024;

/** Pixels of a picture that is decoded in strips or shrunk while it is read: above every phone camera's 108 megapixels. */
const MAX_STREAMED_MEGAPIXELS = 120;

/** Pixels of a picture that has to be in memory as a whole: up to 8 bytes each, so 416 MB at the very most. */
const MAX_WHOLE_MEGAPIXELS = 52;

/** Pixels of an AVIF: its decoder needs about 13 bytes for each and cannot be stopped, and no camera makes larger ones. */
const MAX_AVIF_MEGAPIXELS = 16;

/** Frames or pages. Only the first is used, but libraries list all of them when they open a file. */
const MAX_FRAMES = 1000;

/** Passes of a progressive JPEG, each over all of its pixels: encoders make about ten, libvips gives up at 100. */
const MAX_SCANS = 100;

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

const CORES = availableParallelism();

const limited = pLimit(CORES);

/** Those who wait until fewer pictures do. */
const waiting: (() => void)[] = [];

/** Runs decoding work, as much at a time as there are cores: more gains nothing and costs memory. Do not nest. */
export const decoding = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await limited(work);
  } finally {
    waiting.shift()?.();
  }
};

/**
 * Waits while more pictures than there are cores wait to be decoded. Who fetches one asks first: decoders are kept busy, and in a
 * crowd the bytes that nobody can look at yet stay where they are.
 */
export const roomToDecode = async (): Promise<void> => {
  while (limited.pendingCount > CORES) await new Promise<void>((resume) => waiting.push(resume));
};

const OPTIONS = {
  // Stops at truncated and damaged data, but lets pass what cameras get slightly wrong.
  failOn: 'error',
  limitInputPixels: MAX_STREAMED_MEGAPIXELS * 1_000_000,
  autoOrient: true,
} as const;

type Header = { readonly width: number; readonly height: number; readonly isStreamed: boolean };

const megapixelLimit = (kind: ReadableKind, { isStreamed }: Header): number => {
  if (kind === 'avif') return MAX_AVIF_MEGAPIXELS;
  return isStreamed ? MAX_STREAMED_MEGAPIXELS : MAX_WHOLE_MEGAPIXELS;
};

/** Takes a decoder's complaint for what it is: damaged data. The complaint is kept as the cause. */
export const asBroken = (error: unknown): TusouError =>
  error instanceof TusouError ? error : new TusouError('photo-broken', { cause: error });

const tooManyPixels = (limit: number): TusouError =>
  new TusouError('photo-too-many-pixels', { args: { limit } });

const refuseOverloaded = ({ frames, scans, tilePixels }: Structure): void => {
  if (frames > MAX_FRAMES) throw new TusouError('photo-too-many-frames', { args: { limit: MAX_FRAMES } });
  if (scans > MAX_SCANS) throw new TusouError('photo-broken', { detail: `${scans} scans` });
  if (tilePixels > MAX_WHOLE_MEGAPIXELS * 1_000_000) throw tooManyPixels(MAX_WHOLE_MEGAPIXELS);
};

const headerOf = async (bytes: Uint8Array): Promise<Header> => {
  try {
    const { width, height } = await sharp(bytes, { ...OPTIONS, limitInputPixels: false }).metadata();
    return { width, height, isStreamed: false };
  } catch (error) {
    throw asBroken(error);
  }
};

/**
 * Looks at the structure and the header only, so that nothing large or strange is ever decoded. Throws `photo-not-image`,
 * `photo-unsupported`, `photo-broken`, `photo-too-large` (more than 20 MB), `photo-too-many-pixels` or `photo-too-many-frames`.
 */
export const inspect = async (bytes: Uint8Array): Promise<PictureFacts> => {
  if (bytes.length > MAX_PICTURE_BYTES)
    throw new TusouError('photo-too-large', { args: { limit: MAX_PICTURE_BYTES / 1024 / 1024 } });
  const kind = kindOf(bytes);
  if (!kind) throw new TusouError('photo-not-image');
  if (!isReadable(kind)) throw new TusouError('photo-unsupported', { detail: kind });
  const structure = structureOf(bytes, kind);
  refuseOverloaded(structure);
  // Most photos are JPEGs, whose frame has been seen already; opening a file once more takes as long as its fingerprint.
  const header = structure.frame ?? (await headerOf(bytes));
  const { width, height } = header;
  const limit = megapixelLimit(kind, header);
  if (width * height > limit * 1_000_000) throw tooManyPixels(limit);
  return { kind, width, height };
};

/**
 * The bytes that `openPicture` takes: those of an inspected picture themselves, or HEIC as TIFF. To be called outside of `decoding`.
 * Throws `photo-broken`, or the signal's reason when aborted.
 */
export const openable = async (
  bytes: Uint8Array,
  kind: ReadableKind,
  signal: AbortSignal,
): Promise<Uint8Array> => (kind === 'heic' ? heicToTiff(bytes, signal) : bytes);

/** Opens an inspected picture that is `openable`: its first frame, upright, on white, in sRGB with 8 bits a channel. */
export const openPicture = (bytes: Uint8Array): Sharp =>
  sharp(bytes, OPTIONS)
    .timeout({ seconds: DECODE_SECONDS })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb');
