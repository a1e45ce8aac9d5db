/** Builders of small files whose structure is odd: claims, counts, chains and bombs that no encoder writes. */
import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

const uint = (value: number, bytes: number, order: 'big' | 'little'): Buffer => {
  const buffer = Buffer.alloc(bytes);
  if (order === 'big') buffer.writeUIntBE(value, 0, bytes);
  else buffer.writeUIntLE(value, 0, bytes);
  return buffer;
};
const little = (value: number, bytes: number): Buffer => uint(value, bytes, 'little');
const big = (value: number, bytes: number): Buffer => uint(value, bytes, 'big');

/** A PNG chunk with a right checksum. */
export const pngChunk = (name: string, data: Buffer): Buffer => {
  const body = Buffer.concat([latin(name), data]);
  return Buffer.concat([big(data.length, 4), body, big(crc32(body), 4)]);
};

/** A PNG of these chunks. */
export const pngOf = (...chunks: readonly Buffer[]): Buffer =>
  Buffer.concat([latin('\x89PNG\r\n\x1a\n'), ...chunks, pngChunk('IEND', Buffer.alloc(0))]);

/** How a PNG says that it is. */
export type PngHeader = {
  readonly width: number;
  readonly height: number;
  readonly depth?: number;
  readonly colour?: number;
  readonly isInterlaced?: boolean;
};

/** The first chunk of a PNG. */
export const pngHeader = ({
  width,
  height,
  depth = 8,
  colour = 2,
  isInterlaced = false,
}: PngHeader): Buffer =>
  pngChunk(
    'IHDR',
    Buffer.concat([big(width, 4), big(height, 4), Buffer.from([depth, colour, 0, 0, isInterlaced ? 1 : 0])]),
  );

/** A PNG with this header, and so many zero bytes, well packed, as its picture. */
export const pngBomb = (header: PngHeader, zeros: number): Buffer =>
  pngOf(pngHeader(header), pngChunk('IDAT', deflateSync(Buffer.alloc(zeros), { level: 9 })));

/** A JPEG's start of frame with this size and `components` components, and nothing after it but the end. */
export const jpegHeader = (width: number, height: number, frame = 0xc0): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, frame, 0, 11, 8]),
    big(height, 2),
    big(width, 2),
    Buffer.from([1, 1, 0x11, 0, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0xff, 0xd9]),
  ]);

/** A GIF's screen and so many frames, each of the whole screen, whose data end at once. */
export const gifOf = (width: number, height: number, count: number): Buffer => {
  const size = Buffer.concat([little(width, 2), little(height, 2)]);
  const frame = Buffer.concat([Buffer.from([0x2c, 0, 0, 0, 0]), size, Buffer.from([0, 2, 2, 0x4c, 1, 0])]);
  const screen = Buffer.concat([latin('GIF89a'), size, Buffer.from([0x80, 0, 0, 0, 0, 0, 255, 255, 255])]);
  return Buffer.concat([screen, ...Array<Buffer>(count).fill(frame), latin(';')]);
};

const riff = (...chunks: readonly Buffer[]): Buffer => {
  const body = Buffer.concat([latin('WEBP'), ...chunks]);
  return Buffer.concat([latin('RIFF'), little(body.length, 4), body]);
};

const webpChunk = (name: string, data: Buffer): Buffer =>
  Buffer.concat([latin(name), little(data.length, 4), data, Buffer.alloc(data.length & 1)]);

/** An extended WebP of this size; `flags` 2 says that it is an animation. */
export const webpHeader = (width: number, height: number, flags = 0): Buffer =>
  riff(
    webpChunk(
      'VP8X',
      Buffer.concat([big(flags, 1), Buffer.alloc(3), little(width - 1, 3), little(height - 1, 3)]),
    ),
  );

/** A WebP with so many animation frames of which none holds a picture. */
export const webpOf = (count: number): Buffer => {
  const frame = webpChunk('ANMF', Buffer.alloc(16));
  const start = webpHeader(400, 400, 2).subarray(12);
  return riff(start, webpChunk('ANIM', Buffer.alloc(6)), ...Array<Buffer>(count).fill(frame));
};

type TiffField = readonly [tag: number, type: number, value: number];

/** A TIFF directory of these fields, of one value each, and where the next one is. */
const tiffDirectory = (fields: readonly TiffField[], next: number): Buffer =>
  Buffer.concat([
    little(fields.length, 2),
    ...fields.map(([tag, type, value]) =>
      Buffer.concat([little(tag, 2), little(type, 2), little(1, 4), little(value, 4)]),
    ),
    little(next, 4),
  ]);

const [SHORT, LONG] = [3, 4];

/** Grey pixels without compression, kept at `at`. */
const greyFields = (width: number, height: number, at: number): TiffField[] => [
  [256, LONG, width],
  [257, LONG, height],
  [258, SHORT, 8],
  [259, SHORT, 1],
  [262, SHORT, 1],
  [273, LONG, at],
  [277, SHORT, 1],
  [278, LONG, height],
  [279, LONG, (width * height) % 2 ** 32],
];

const TIFF_START = Buffer.from('II*\0\x08\0\0\0', 'latin1');

/** A TIFF of this many pages of one pixel; `isRing` leads the last back to the first. */
export const tiffChain = (pages: number, { isRing = false } = {}): Buffer => {
  const length = 2 + 9 * 12 + 4;
  const directories = Array.from({ length: pages }, (_, page) => {
    const isLast = page === pages - 1;
    const next = isLast ? (isRing ? 8 : 0) : 8 + (page + 1) * length;
    return tiffDirectory(greyFields(1, 1, 8), next);
  });
  return Buffer.concat([TIFF_START, ...directories]);
};

/** The same as BigTIFF, with directories that have no fields. */
export const bigTiffChain = (pages: number): Buffer => {
  const start = Buffer.concat([Buffer.from('II+\0\x08\0\0\0', 'latin1'), little(16, 4), Buffer.alloc(4)]);
  const directories = Array.from({ length: pages }, (_, page) =>
    Buffer.concat([
      Buffer.alloc(8),
      little(page === pages - 1 ? 0 : 16 + (page + 1) * 16, 4),
      Buffer.alloc(4),
    ]),
  );
  return Buffer.concat([start, ...directories]);
};

/** A TIFF that claims a size and has hardly anything behind the claim. */
export const tiffHeader = (width: number, height: number): Buffer =>
  Buffer.concat([TIFF_START, tiffDirectory(greyFields(width, height, 200), 0), Buffer.alloc(2000)]);

/** A small TIFF in one huge tile. */
export const tiffTiled = (tileWidth: number, tileHeight: number): Buffer => {
  const fields: TiffField[] = [
    ...greyFields(400, 400, 300).filter(([tag]) => ![273, 278, 279].includes(tag)),
    [322, LONG, tileWidth],
    [323, LONG, tileHeight],
    [324, LONG, 200],
    [325, LONG, 2000],
  ];
  return Buffer.concat([TIFF_START, tiffDirectory(fields, 0), Buffer.alloc(2000)]);
};

/** A picture with detail, so that its coded data are worth damaging. The same each time. */
export const detail = (side = 320): Sharp => {
  let state = 7;
  const data = Buffer.alloc(side * side * 3);
  for (let at = 0; at < data.length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    data[at] = ((at / 9) % 200) + (state >>> 27);
  }
  return sharp(data, { raw: { width: side, height: side, channels: 3 } });
};
