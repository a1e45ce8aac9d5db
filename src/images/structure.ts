/**
 * How much work a file would make, told from its structure before any decoder sees it: frames, pages, scans, tiles. The walkers trust
 * no length that the file tells, read at most the bytes that are there, and stop at what they do not understand.
 */
import type { ReadableKind } from './kind.ts';

/** A JPEG's size and whether it can be decoded in strips, as its frame header (ITU-T T.81, section B.2.2) and its first scan say. */
export type JpegFrame = { readonly width: number; readonly height: number; readonly isStreamed: boolean };

/** What was counted, as far as the file could be followed. All are 1 where a kind has no such thing. */
export type Structure = {
  /** Frames of an animation, or pages; counting pages stops at 2,000. */
  readonly frames: number;
  /** Passes over the whole picture that a progressive JPEG asks for. */
  readonly scans: number;
  /** Pixels of the largest tile of a TIFF, which is held in memory whole whatever the size of the picture. */
  readonly tilePixels: number;
  /** Null where a JPEG has none before its first scan, and for all other kinds. */
  readonly frame: JpegFrame | null;
};

const PLAIN: Structure = { frames: 1, scans: 1, tilePixels: 1, frame: null };

/** Markers or chunks after which a file is called endless: the largest honest ones have some hundred thousand. */
const MANY_STEPS = 500_000;

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The first byte after a GIF's chain of data blocks, each led by its length; an empty one ends it. */
const afterBlocks = (bytes: Uint8Array, start: number): number => {
  let at = start;
  while (at < bytes.length && bytes[at]) at += 1 + (bytes[at] ?? 0);
  return at + 1;
};

/** Bytes of the colour table that a GIF's packed field announces. */
const colourTable = (packed: number): number => (packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0);

/** Image descriptors of a GIF (GIF89a, section 20). */
const gifFrames = (bytes: Uint8Array): number => {
  let frames = 0;
  let at = 13 + colourTable(bytes[10] ?? 0);
  while (at < bytes.length) {
    const block = bytes[at];
    if (block === 0x2c) {
      frames += 1;
      at = afterBlocks(bytes, at + 11 + colourTable(bytes[at + 9] ?? 0));
    } else if (block === 0x21) at = afterBlocks(bytes, at + 2);
    else break;
  }
  return frames;
};

/** `ANMF` chunks of a WebP (RFC 9649, section 2.7). */
const webpFrames = (bytes: Uint8Array): number => {
  const view = viewOf(bytes);
  let frames = 0;
  let steps = 0;
  for (let at = 12; at + 8 <= bytes.length; ) {
    steps += 1;
    if (steps > MANY_STEPS) return Number.POSITIVE_INFINITY;
    if (view.getUint32(at) === 0x414e4d46) frames += 1;
    const length = view.getUint32(at + 4, true);
    at += 8 + length + (length & 1);
  }
  return frames;
};

/** The next JPEG marker's place after the one at `at`: behind its segment where it has one (ITU-T T.81, annex B); -1 at the end. */
const nextMarker = (file: Buffer, at: number): number => {
  const marker = file[at + 1] ?? 0;
  const hasLength = marker >= 0xc0 && marker < 0xff && (marker < 0xd0 || marker > 0xd8);
  if (hasLength && at + 4 > file.length) return -1;
  return file.indexOf(0xff, at + (hasLength ? 2 + file.readUInt16BE(at + 2) : marker === 0xff ? 1 : 2));
};

/** Frame headers: all of 0xc0 to 0xcf but Huffman tables, an extension and arithmetic conditioning (T.81, table B.1). */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/**
 * Start-of-scan markers of a JPEG; inside of coded data a marker cannot occur but as one. Most files have a baseline frame whose first
 * scan shows all its components: nothing comes after that, and the coded data, nearly all of the file, is not looked at.
 */
const jpegStructure = (bytes: Uint8Array): Structure => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let [scans, steps, baselineComponents] = [0, 0, 0];
  let frame: JpegFrame | null = null;
  for (let at = file.indexOf(0xff, 2); at >= 0; at = nextMarker(file, at)) {
    steps += 1;
    if (steps > MANY_STEPS) return { ...PLAIN, scans: Number.POSITIVE_INFINITY };
    const marker = file[at + 1] ?? 0;
    if (marker === 0xd9) break;
    // A second frame is damage, which the decoder finds.
    if (isFrame(marker) && at + 10 <= file.length && !frame) {
      frame = { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7), isStreamed: false };
      baselineComponents = marker <= 0xc1 ? (file[at + 9] ?? 0) : 0;
    }
    if (marker !== 0xda) continue;
    scans += 1;
    if (frame && baselineComponents > 0 && file[at + 4] === baselineComponents)
      return { ...PLAIN, frame: { ...frame, isStreamed: true } };
  }
  return { ...PLAIN, scans, frame };
};

/** Markers of application data, after the first that names the file format (JFIF), and of comments (T.81, table B.1). */
const isSaying = (marker: number): boolean => (marker >= 0xe1 && marker <= 0xef) || marker === 0xfe;

/** Grey, or luminance with two colours. */
const USUAL_COMPONENTS: readonly number[] = [1, 3];

const END_OF_IMAGE = Buffer.from([0xff, 0xd9]);

/**
 * Whether a JPEG is baseline, in the usual colours, and holds nothing but the picture: nothing of a camera, no turn, no profile of
 * colours, and nothing that hangs on behind it.
 */
export const isBareJpeg = (bytes: Uint8Array): boolean => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = file.indexOf(0xff, 2); at >= 0; at = nextMarker(file, at)) {
    const marker = file[at + 1] ?? 0;
    if (isSaying(marker)) return false;
    if (isFrame(marker) && (marker > 0xc1 || !USUAL_COMPONENTS.includes(file[at + 9] ?? 0))) return false;
    // Coded data holds no marker by chance, so the first end is the picture's.
    if (marker === 0xda) return file.indexOf(END_OF_IMAGE, at) === file.length - END_OF_IMAGE.length;
  }
  return false;
};

/** How a TIFF's directories are read: classic (TIFF 6.0) or BigTIFF, in the byte order that its first two bytes name. */
type TiffReader = {
  readonly length: number;
  readonly countBytes: number;
  readonly fieldBytes: number;
  readonly valueAt: number;
  short(at: number): number;
  /** An offset or a count; `Infinity` beyond the file. */
  word(at: number): number;
  /** The value of a field of type short, long or long8. */
  value(field: number): number;
};

const tiffReader = (bytes: Uint8Array): TiffReader => {
  const view = viewOf(bytes);
  const little = bytes[0] === 0x49;
  const inside = (at: number, size: number) => at + size <= bytes.length;
  const short = (at: number) => (inside(at, 2) ? view.getUint16(at, little) : 0);
  const long = (at: number) => (inside(at, 4) ? view.getUint32(at, little) : Number.POSITIVE_INFINITY);
  const long8 = (at: number) =>
    inside(at, 8) ? Number(view.getBigUint64(at, little)) : Number.POSITIVE_INFINITY;
  const isBig = short(2) === 43;
  const valueAt = isBig ? 12 : 8;
  const byType = (field: number, at: number): number =>
    short(field + 2) === 3 ? short(at) : short(field + 2) === 16 ? long8(at) : long(at);
  return {
    length: bytes.length,
    countBytes: isBig ? 8 : 2,
    fieldBytes: isBig ? 20 : 12,
    valueAt,
    short,
    word: isBig ? long8 : long,
    value: (field) => byType(field, field + valueAt),
  };
};

/** Fields that the decoder (libtiff) allows in a directory, so none beyond them counts. */
const MAX_FIELDS = 4096;

/** Pages after which counting stops: more than anybody allows. */
const MANY_PAGES = 2000;

/** Pixels of one tile, tags 322 and 323, of the directory at this place; 1 without tiles. */
const tileOf = (tiff: TiffReader, directory: number, fields: number): number => {
  let [width, height] = [1, 1];
  for (let index = 0; index < Math.min(fields, MAX_FIELDS); index += 1) {
    const field = directory + tiff.countBytes + index * tiff.fieldBytes;
    if (field >= tiff.length) break;
    if (tiff.short(field) === 322) width = tiff.value(field);
    if (tiff.short(field) === 323) height = tiff.value(field);
  }
  return width * height;
};

/** Follows a TIFF's chain of directories; a chain that bites its tail never ends, so it counts as infinitely many pages. */
const tiffStructure = (bytes: Uint8Array): Structure => {
  const tiff = tiffReader(bytes);
  const seen = new Set<number>();
  let tilePixels = 1;
  let at = tiff.word(tiff.countBytes === 8 ? 8 : 4);
  while (at > 0 && at < tiff.length && seen.size < MANY_PAGES) {
    if (seen.has(at)) return { ...PLAIN, frames: Number.POSITIVE_INFINITY, tilePixels };
    seen.add(at);
    const fields = tiff.countBytes === 8 ? tiff.word(at) : tiff.short(at);
    tilePixels = Math.max(tilePixels, tileOf(tiff, at, fields));
    at = tiff.word(at + tiff.countBytes + fields * tiff.fieldBytes);
  }
  return { ...PLAIN, frames: seen.size, tilePixels };
};

/** Reads the structure of a file of this kind. Never throws, and takes a time that grows with the file's length at most. */
export const structureOf = (bytes: Uint8Array, kind: ReadableKind): Structure => {
  if (kind === 'gif') return { ...PLAIN, frames: gifFrames(bytes) };
  if (kind === 'webp') return { ...PLAIN, frames: webpFrames(bytes) };
  if (kind === 'jpeg') return jpegStructure(bytes);
  return kind === 'tiff' ? tiffStructure(bytes) : PLAIN;
};
