/** Photos for flow tests: of things in the catalogue, and files that are no photos at all. */
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { pictureBytes } from '../../src/backends/simulator/pictures.ts';
import { samplePhoto } from '../../src/backends/simulator/samples.ts';

let taken = 0;

/** Where the thing stands: so many pixels from the left and from the upper border, of this many in all. */
const STEPS = [0, 60, 120, 180, 240];
const ROOM = 240;

/** A photo that nobody has sent before: the thing stands in another place of each, so that none is a copy. `of` is a sample's id. */
export const newPhoto = async (of = 'high-heels'): Promise<Buffer> => {
  const [left = 0, top = 0] = [STEPS[taken % 5], STEPS[Math.floor(taken / 5) % 5]];
  const isMirrored = Math.floor(taken / 25) % 2 === 1;
  taken += 1;
  return sharp(await samplePhoto(of))
    .flop(isMirrored)
    .resize({ width: 880 })
    .extend({ left, right: ROOM - left, top, bottom: ROOM - top, extendWith: 'copy' })
    .jpeg()
    .toBuffer();
};

/** A photo of red high heels on the left and a teapot on the right, both on white; each one has other pixels. */
export const photoOfTwo = async (): Promise<Buffer> => {
  taken += 1;
  const things = await Promise.all(['render:1f460', 'render:1fad6'].map(pictureBytes));
  const placed = await Promise.all(
    things.map(async (thing, at) => ({
      input: await sharp(thing)
        .resize(330 - taken, 330 - taken)
        .toBuffer(),
      left: 60 + at * 440,
      top: 60 + taken,
    })),
  );
  return sharp({ create: { width: 900, height: 480, channels: 3, background: '#ffffff' } })
    .composite(placed)
    .jpeg()
    .toBuffer();
};

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};

/** A PNG of a few hundred bytes whose header promises 30,000 x 30,000 pixels. */
const headerBomb = (): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(30_000, 0);
  header.writeUInt32BE(30_000, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

/** Files that are not what they claim, with the error that each of them deserves. */
export const BAD_FILES: readonly {
  readonly what: string;
  readonly code: string;
  readonly args: Readonly<Record<string, number>>;
  bytes(): Promise<Buffer>;
}[] = [
  {
    what: 'not an image',
    code: 'photo-not-image',
    args: {},
    bytes: async () => Buffer.from('%!PS 12 moveto'),
  },
  {
    what: 'a truncated image',
    code: 'photo-broken',
    args: {},
    bytes: async () => {
      const photo = await newPhoto();
      return photo.subarray(0, photo.length / 3);
    },
  },
  {
    what: 'a huge image',
    code: 'photo-too-many-pixels',
    args: { limit: 52 },
    bytes: async () => headerBomb(),
  },
  {
    what: 'SVG',
    code: 'photo-unsupported',
    args: {},
    bytes: async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"/>'),
  },
  {
    what: 'HEIC without a picture',
    code: 'photo-broken',
    args: {},
    bytes: async () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
  },
];
