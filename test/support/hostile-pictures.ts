/**
 * Files that mean harm, or look like it: bombs, truncations, wrong names, polyglots, broken metadata, chains without end. All are made
 * here, none is kept. Each has to end in a good picture or in an error of the `photo-*` family, soon and in bounded memory.
 */
import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { box, fileType, heic, heicGrid } from './heic.ts';
import {
  bigTiffChain,
  detail,
  gifOf,
  jpegHeader,
  pngBomb,
  pngChunk,
  pngHeader,
  pngOf,
  tiffChain,
  tiffHeader,
  tiffTiled,
  webpHeader,
  webpOf,
} from './odd-files.ts';

/** One file. `family` groups files for counting. */
export type HostileFile = {
  readonly name: string;
  readonly family: string;
  bytes(): Buffer | Promise<Buffer>;
};

const GOOD: Readonly<Record<string, () => Promise<Buffer> | Buffer>> = {
  jpeg: () => detail().jpeg({ quality: 60 }).toBuffer(),
  'progressive jpeg': () => detail().jpeg({ quality: 60, progressive: true }).toBuffer(),
  png: () => detail().png({ compressionLevel: 1 }).toBuffer(),
  webp: () => detail().webp({ quality: 50, effort: 0 }).toBuffer(),
  avif: () => detail().avif({ quality: 30, effort: 0 }).toBuffer(),
  tiff: () => detail().tiff({ compression: 'lzw' }).toBuffer(),
  gif: () => detail().gif({ effort: 1 }).toBuffer(),
  heic: () => heic(),
};

/** Good files, each made once. */
const good = new Map<string, Promise<Buffer>>();
const goodFile = (format: string): Promise<Buffer> => {
  const made = good.get(format) ?? Promise.resolve(GOOD[format]?.() ?? Buffer.alloc(0));
  good.set(format, made);
  return made;
};

const truncated = (): HostileFile[] =>
  Object.keys(GOOD).flatMap((format) => {
    // HEIC takes a thread for each file, so every fifth share will do.
    const step = format === 'heic' ? 5 : 1;
    return Array.from({ length: Math.floor(99 / step) }, (_, index) => {
      const share = (index + 1) * step;
      return {
        name: `${format} cut off at ${share} %`,
        family: 'truncated',
        bytes: async () => {
          const whole = await goodFile(format);
          return whole.subarray(0, Math.floor((whole.length * share) / 100));
        },
      };
    });
  });

const HUGE = { width: 50_000, height: 50_000 };
/** Just under the limit of pixels, and as well packed as can be. */
const PERMITTED = { width: 7200, height: 7200 };

const withScans = async (scans: number, side: number): Promise<Buffer> => {
  const jpeg = await sharp({ create: { width: side, height: side, channels: 3, background: '#567' } })
    .jpeg({ progressive: true })
    .toBuffer();
  const start = jpeg.indexOf(Buffer.from([0xff, 0xda]));
  const end = jpeg.indexOf(0xff, start + 14);
  const scan = jpeg.subarray(start, end);
  return Buffer.concat([
    jpeg.subarray(0, start),
    ...Array<Buffer>(scans).fill(scan),
    Buffer.from([0xff, 0xd9]),
  ]);
};

/** Compressed text or profile in a PNG that unpacks to this many bytes. */
const pngWithPacked = async (chunk: string, unpacked: number): Promise<Buffer> => {
  const packed = deflateSync(Buffer.alloc(unpacked), { level: 9 });
  const data = Buffer.concat([Buffer.from('name\0\0'), packed]);
  const png = await detail().png({ compressionLevel: 1 }).toBuffer();
  return Buffer.concat([png.subarray(0, 33), pngChunk(chunk, data), png.subarray(33)]);
};

const blank = (width: number, height: number): Sharp =>
  sharp({ create: { width, height, channels: 3, background: '#fff' }, limitInputPixels: false });

const BOMBS: Readonly<Record<string, () => Promise<Buffer> | Buffer>> = {
  'png header of 2.5 gigapixels': () => pngBomb(HUGE, 1000),
  'png of 2.5 gigapixels, interlaced, 16 bits': () =>
    pngBomb({ ...HUGE, depth: 16, colour: 6, isInterlaced: true }, 1000),
  'png of the widest picture there can be': () => pngBomb({ width: 2 ** 31 - 1, height: 1 }, 1000),
  'png of no width': () => pngBomb({ width: 0, height: 500 }, 1000),
  'png of 52 megapixels in 50 kB': () => pngBomb(PERMITTED, 7200 * (7200 * 3 + 1)),
  'png of 52 megapixels of 8 bytes, interlaced': () =>
    pngBomb({ ...PERMITTED, depth: 16, colour: 6, isInterlaced: true }, 40_000_000),
  'png with 300 MB behind a small picture': () => pngBomb({ width: 400, height: 400 }, 300_000_000),
  'png with 300 MB of packed text': () => pngWithPacked('zTXt', 300_000_000),
  'png with 300 MB of packed profile': () => pngWithPacked('iCCP', 300_000_000),
  'png of 50,000 chunks': () =>
    pngOf(
      pngHeader({ width: 400, height: 400 }),
      ...Array<Buffer>(50_000).fill(pngChunk('tEXt', Buffer.from('a\0b'))),
    ),
  'jpeg header of 4 gigapixels': () => jpegHeader(65_500, 65_500),
  'progressive jpeg header of 4 gigapixels': () => jpegHeader(65_500, 65_500, 0xc2),
  'jpeg without a height': () => jpegHeader(500, 0),
  'jpeg with 5,000 scans': () => withScans(5000, 1000),
  'jpeg with 95 scans of 25 megapixels': () => withScans(95, 5000),
  'gif header of 4 gigapixels': () => gifOf(65_535, 65_535, 1),
  'gif of 1,000 frames': () => gifOf(400, 400, 1000),
  'gif of 1,001 frames': () => gifOf(400, 400, 1001),
  'gif of 200,000 frames': () => gifOf(16, 16, 200_000),
  'gif of 1,000 frames of 50 megapixels': () => gifOf(7100, 7100, 1000),
  'webp header of 268 megapixels': () => webpHeader(16_383, 16_383),
  'webp header of 281 terapixels': () => webpHeader(2 ** 24, 2 ** 24),
  'webp of 1,000 frames': () => webpOf(1000),
  'webp of 100,000 frames': () => webpOf(100_000),
  'webp of 50 megapixels': () => blank(7000, 7000).webp({ effort: 0 }).toBuffer(),
  'avif header of 2.5 gigapixels': () => heic({ claims: HUGE, brands: ['avif', 'mif1'], codec: 'av01' }),
  'avif of 25 megapixels': () => blank(5000, 5000).avif({ effort: 0 }).toBuffer(),
  'avif of 15.2 megapixels': () => blank(3900, 3900).avif({ effort: 0 }).toBuffer(),
  'tiff header of 2.5 gigapixels': () => tiffHeader(50_000, 50_000),
  'tiff of 4 gigapixels a side': () => tiffHeader(0xffff_ffff, 0xffff_ffff),
  'tiff in a tile of 10 gigapixels': () => tiffTiled(100_000, 100_000),
  'tiff in a tile of 40 megapixels': () => tiffTiled(6400, 6400),
  'tiff of 50 megapixels in 60 kB': () => blank(7000, 7000).tiff({ compression: 'deflate' }).toBuffer(),
  'tiff of 5,000 pages': () => tiffChain(5000),
  'tiff of pages in a ring': () => tiffChain(3, { isRing: true }),
  'tiff that is its own next page': () => tiffChain(1, { isRing: true }),
  'bigtiff of 5,000 pages': () => bigTiffChain(5000),
  'heic header of 2.5 gigapixels': () => heic({ claims: HUGE }),
  'heic that claims more than is there': () => heic({ claims: { width: 7000, height: 7000 } }),
  'heic grid of 57 megapixels': () => heicGrid(20, 20),
  'heic grid of 50 megapixels': () => heicGrid(18, 18),
  'jpeg of 50,000 x 300': () => blank(50_000, 300).jpeg().toBuffer(),
  'jpeg of 300 x 50,000': () => blank(300, 50_000).jpeg().toBuffer(),
  'png of 300 x 50,000': () => blank(300, 50_000).png().toBuffer(),
  'tiff of 50,000 x 300': () => blank(50_000, 300).tiff({ compression: 'deflate' }).toBuffer(),
};

const nested = (depth: number): Buffer => {
  let inner: Buffer = Buffer.alloc(0);
  for (let level = 0; level < depth; level += 1)
    inner = box(level % 2 ? 'iprp' : 'meta', Buffer.alloc(4), inner);
  return inner;
};

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="400" height="400">';
const LAUGHS = Array.from(
  { length: 12 },
  (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
).join('');

const TEXTS: Readonly<Record<string, string>> = {
  'svg that reads a file': `${SVG}<image xlink:href="file:///etc/passwd" width="400" height="400"/></svg>`,
  'svg that opens an address': `${SVG}<image href="http://169.254.169.254/latest/"/></svg>`,
  'svg with a script': `${SVG}<script>alert(1)</script></svg>`,
  'svg that repeats itself': `${SVG}<g id="a"><use href="#a"/></g></svg>`,
  'svg with an outside entity': `<?xml version="1.0"?><!DOCTYPE svg SYSTEM "file:///etc/passwd">${SVG}</svg>`,
  'svg with a billion laughs': `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY l0 "ha">${LAUGHS}]>${SVG}<text>&l12;</text></svg>`,
  'svg behind a comment': `<!-- ${'-'.repeat(900)} -->${SVG}</svg>`,
  'html with a picture in it': `<html><body>${SVG}</svg></body></html>`,
  postscript: '%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 400 400\n(%pipe%id) (r) file',
  pdf: '%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript>>>>',
  xbm: '#define x_width 400\n#define x_height 400\nstatic char x_bits[] = {0x00};',
  ppm: 'P6\n50000 50000\n255\n',
  hdr: '#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 50000 +X 50000\n',
  mvg: "push graphic-context\nimage over 0,0 0,0 'https://example.com/x.jpg'\npop graphic-context",
  fits: 'SIMPLE  =                    T / file conforms to FITS standard',
  zip: 'PK\x03\x04\x14\0\0\0\x08\0',
  elf: '\x7fELF\x02\x01\x01\0',
  mp4: '\0\0\0\x18ftypmp42\0\0\0\0mp42isom',
  openexr: 'v/1\x01\x02\0\0\0channels\0chlist\0',
  'jpeg xl': '\xff\x0a\xfa\x7f\x01',
  'jpeg 2000': '\0\0\0\x0cjP  \r\n\x87\n',
  photoshop: '8BPS\0\x01\0\0\0\0\0\0\0\x03\0\0\xc3\x50\0\0\xc3\x50\0\x08\0\x03',
  icon: '\0\0\x01\0\x01\0\0\0\0\0\x01\0\x20\0\xff\xff\xff\xff\x16\0\0\0',
  'bmp of 4 gigapixels': 'BM\xff\xff\xff\xff\0\0\0\0\x36\0\0\0\x28\0\0\0\xff\xff\0\0\xff\xff\0\0',
};

const POLYGLOTS: Readonly<Record<string, () => Promise<Buffer>>> = {
  'jpeg with a page behind it': async () =>
    Buffer.concat([await detail().jpeg().toBuffer(), Buffer.from('<html><script>alert(1)</script></html>')]),
  'jpeg with a page in its comment': async () => {
    const jpeg = await detail().jpeg().toBuffer();
    const words = Buffer.from('<html><script>alert(1)</script>');
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, words.length + 2]), words]);
    return Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
  },
  'gif that is a script': async () => {
    const gif = Buffer.from(await detail().gif().toBuffer());
    gif.write('/*', 6);
    return Buffer.concat([gif, Buffer.from('*/=1;alert(1)')]);
  },
  'png with a zip behind it': async () =>
    Buffer.concat([await detail().png().toBuffer(), Buffer.from('PK\x05\x06'), Buffer.alloc(18)]),
  'pdf with a jpeg behind it': async () =>
    Buffer.concat([Buffer.from('%PDF-1.7\n'), await detail().jpeg().toBuffer()]),
  'page with a png behind it': async () =>
    Buffer.concat([Buffer.from('<html>'), await detail().png().toBuffer()]),
  'jpeg with another jpeg behind it': async () =>
    Buffer.concat([await detail().jpeg().toBuffer(), await detail(400).jpeg().toBuffer()]),
  'avif that says it is heic': async () => {
    const avif = await detail().avif({ effort: 0 }).toBuffer();
    return Buffer.from(
      avif.toString('latin1').replaceAll('ftypavif', 'ftypheic').replace('avif', 'mif1'),
      'latin1',
    );
  },
  'heic that says it is avif': async () => heic({ brands: ['avif', 'mif1'] }),
  'png in the start of a jpeg': async () => {
    const png = await detail().png().toBuffer();
    return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), png]);
  },
};

const jpegWithSegment = async (marker: number, content: Buffer): Promise<Buffer> => {
  const jpeg = await detail().jpeg().toBuffer();
  const length = Buffer.alloc(2);
  length.writeUInt16BE(Math.min(0xffff, content.length + 2));
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, marker]), length, content, jpeg.subarray(2)]);
};

const exif = (...words: readonly number[]): Buffer =>
  Buffer.concat([Buffer.from('Exif\0\0II*\0\x08\0\0\0', 'latin1'), Buffer.from(words)]);

const METADATA: Readonly<Record<string, () => Promise<Buffer>>> = {
  'exif that ends at once': () => jpegWithSegment(0xe1, Buffer.from('Exif\0\0')),
  'exif of noise': () =>
    jpegWithSegment(0xe1, exif(...Array.from({ length: 300 }, (_, at) => (at * 73) & 255))),
  'exif with 65,535 fields': () => jpegWithSegment(0xe1, exif(0xff, 0xff)),
  'exif in a ring': () => jpegWithSegment(0xe1, exif(0, 0, 8, 0, 0, 0)),
  'exif with orientation 200': () =>
    jpegWithSegment(0xe1, exif(1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 200, 0, 0, 0, 0, 0, 0, 0)),
  'exif with a value of 4 gigabytes': () =>
    jpegWithSegment(0xe1, exif(1, 0, 0x0f, 1, 2, 0, 255, 255, 255, 255, 8, 0, 0, 0, 0, 0, 0, 0)),
  'exif longer than the file': async () => (await jpegWithSegment(0xe1, exif(0, 0))).subarray(0, 30),
  'profile of noise': () =>
    jpegWithSegment(
      0xe2,
      Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), Buffer.alloc(600, 0x41)]),
    ),
  'profile in 255 parts of which one is there': () =>
    jpegWithSegment(0xe2, Buffer.concat([Buffer.from('ICC_PROFILE\0\xff\xff', 'latin1'), Buffer.alloc(200)])),
  'profile that is empty': () => jpegWithSegment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1')),
  'xmp with a billion laughs': () =>
    jpegWithSegment(
      0xe1,
      Buffer.from(
        `http://ns.adobe.com/xap/1.0/\0<!DOCTYPE x [<!ENTITY l0 "ha">${LAUGHS.slice(0, 2000)}]>&l9;`,
      ),
    ),
  'xmp of noise': () =>
    jpegWithSegment(
      0xe1,
      Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0'), Buffer.alloc(5000, 0xff)]),
    ),
  'adobe marker of an unknown transform': () =>
    jpegWithSegment(0xee, Buffer.from('Adobe\0\x64\0\0\0\0\x09', 'latin1')),
  'png with a broken checksum': async () => {
    const png = Buffer.from(await detail().png().toBuffer());
    png[30] = (png[30] ?? 0) ^ 0xff;
    return png;
  },
  'png with a palette of nothing': async () =>
    pngOf(
      pngHeader({ width: 400, height: 400, colour: 3 }),
      pngChunk('PLTE', Buffer.alloc(0)),
      pngChunk('IDAT', deflateSync(Buffer.alloc(401 * 400))),
    ),
  'png with a profile of noise': async () => pngWithPacked('iCCP', 700),
  'heic with a profile of noise': async () => heic({ profile: Buffer.alloc(600, 0x41) }),
};

const MAGIC: Readonly<Record<string, string>> = {
  jpeg: '\xff\xd8\xff\xe0',
  'jpeg at its picture': '\xff\xd8\xff\xda',
  png: '\x89PNG\r\n\x1a\n',
  'gif 87': 'GIF87a',
  'gif 89': 'GIF89a',
  webp: 'RIFF\x00\x10\x00\x00WEBPVP8 ',
  'lossless webp': 'RIFF\x00\x10\x00\x00WEBPVP8L',
  'extended webp': 'RIFF\x00\x10\x00\x00WEBPVP8X',
  'tiff, little end first': 'II*\0\x08\0\0\0',
  'tiff, big end first': 'MM\0*\0\0\0\x08',
  bigtiff: 'II+\0\x08\0\0\0\x10\0\0\0\0\0\0\0',
  avif: '\0\0\0\x18ftypavif\0\0\0\0mif1avif',
  heic: '\0\0\0\x18ftypheic\0\0\0\0mif1heic',
};

const noise = (seed: number, length: number): Buffer => {
  let state = seed;
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
};

const noisy = (): HostileFile[] =>
  Object.entries(MAGIC).flatMap(([format, start]) =>
    [0, 20, 4000, 200_000].map((length, index) => ({
      name: `${format} and ${length} bytes of noise`,
      family: 'noise',
      bytes: () => Buffer.concat([Buffer.from(start, 'latin1'), noise(index + 1, length)]),
    })),
  );

/** Good files with bytes changed here and there. */
const damaged = (): HostileFile[] =>
  Object.keys(GOOD).flatMap((format) =>
    Array.from({ length: format === 'heic' ? 6 : 12 }, (_, index) => ({
      name: `${format} damaged, ${index + 1}`,
      family: 'damaged',
      bytes: async () => {
        const bytes = Buffer.from(await goodFile(format));
        const places = noise(index + 99, 64);
        for (let change = 0; change < 1 + index * 2; change += 1)
          bytes[places.readUInt32BE(change * 2) % bytes.length] = places[change] ?? 0;
        return bytes;
      },
    })),
  );

const named = (
  family: string,
  files: Readonly<Record<string, () => Promise<Buffer> | Buffer>>,
): HostileFile[] => Object.entries(files).map(([name, bytes]) => ({ name, family, bytes }));

const BOXES: Readonly<Record<string, () => Buffer>> = {
  'heic of 10,000 boxes in each other': () => Buffer.concat([fileType('heic', 'mif1'), nested(10_000)]),
  'avif of 10,000 boxes in each other': () => Buffer.concat([fileType('avif', 'mif1'), nested(10_000)]),
  'heic with a box of no length': () =>
    Buffer.concat([fileType('heic', 'mif1'), Buffer.alloc(4), Buffer.from('meta'), Buffer.alloc(40)]),
  'heic with a box of 2^63 bytes': () =>
    Buffer.concat([
      fileType('heic', 'mif1'),
      Buffer.from([0, 0, 0, 1]),
      Buffer.from('meta'),
      Buffer.alloc(8, 0x7f),
    ]),
  'heic of 100,000 brands': () => fileType('heic', ...Array<string>(100_000).fill('mif1')),
  'heic without a picture': () => Buffer.concat([fileType('heic', 'mif1'), box('mdat', Buffer.alloc(5000))]),
  'heic with nothing coded': () => heic({ coded: Buffer.alloc(0) }),
  'heic with noise coded': () => heic({ coded: noise(5, 3000) }),
  'heic of an unknown codec': () => heic({ codec: 'xxxx' }),
  'heic that is a sequence': () => heic({ brands: ['hevc', 'msf1'] }),
};

const EMPTY: Readonly<Record<string, () => Buffer>> = {
  nothing: () => Buffer.alloc(0),
  'one byte': () => Buffer.from([0xff]),
  zeros: () => Buffer.alloc(100_000),
  'zeros of 19 MB': () => Buffer.alloc(19 * 1024 * 1024),
  '21 MB': () => Buffer.alloc(21 * 1024 * 1024, 0xff),
  'jpeg of 19 MB without an end of markers': () => {
    const bytes = Buffer.alloc(19 * 1024 * 1024, 0xff);
    bytes.write('\xff\xd8\xff\xe0', 'latin1');
    return bytes;
  },
};

/** All of them, in the same order and with the same bytes each time. */
export const hostileFiles = (): readonly HostileFile[] => [
  ...named('bomb', BOMBS),
  ...named('boxes', BOXES),
  ...named('polyglot', POLYGLOTS),
  ...named('metadata', METADATA),
  ...named('empty', EMPTY),
  ...Object.entries(TEXTS).map(([name, text]) => ({
    name,
    family: 'other format',
    bytes: () => Buffer.from(text, 'latin1'),
  })),
  ...noisy(),
  ...damaged(),
  ...truncated(),
];
