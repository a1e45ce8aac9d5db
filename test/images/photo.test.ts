/** Taking photos in: what comes out of good ones, and that no bad one does worse than a polite refusal. */
import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { type ErrorCode, TusouError } from '../../src/domain/errors.ts';
import { preparePhoto } from '../../src/images/photo.ts';
import { corners, formats, frames, noise, scene } from './sample-pictures.ts';

const refusal = async (bytes: Uint8Array): Promise<TusouError> => {
  const outcome = await preparePhoto(bytes).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(TusouError);
  return outcome as TusouError;
};
const UPRIGHT = ['red', 'green', 'blue', 'yellow'];

describe('a good photo', () => {
  it.each(Object.keys(formats))('becomes an upload: %s', async (name) => {
    const bytes = await (formats[name] ?? expect.fail())(scene(1000, 600));
    const photo = await preparePhoto(bytes);
    const { format, width, height, space, channels } = await sharp(photo.jpeg).metadata();
    expect({ format, width, height, space, channels }).toEqual({
      format: 'jpeg',
      width: 800,
      height: 480,
      space: 'srgb',
      channels: 3,
    });
    expect([photo.width, photo.height]).toEqual([800, 480]);
    expect(photo.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(await corners(photo.jpeg)).toEqual(UPRIGHT);
  });

  it('is not enlarged', async () => {
    const { width, height } = await preparePhoto(await scene(400, 320).jpeg().toBuffer());
    expect([width, height]).toEqual([400, 320]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is turned upright from EXIF orientation %i', async (orientation) => {
    // How a camera stores each orientation (EXIF 2.32, section 4.6.4). Mirroring happens before turning, in whichever order it is called.
    const stored: Record<number, () => Sharp> = {
      1: () => upright(),
      2: () => upright().flop(),
      3: () => upright().rotate(180),
      4: () => upright().flip(),
      5: () => upright().rotate(90).flip(),
      6: () => upright().rotate(270),
      7: () => upright().rotate(90).flop(),
      8: () => upright().rotate(90),
    };
    const original = await scene(640, 400).png().toBuffer();
    const upright = () => sharp(original);
    const turned = await (stored[orientation] ?? expect.fail())().png().toBuffer();
    const photo = await preparePhoto(await sharp(turned).withMetadata({ orientation }).jpeg().toBuffer());
    expect([photo.width, photo.height]).toEqual([640, 400]);
    expect(await corners(photo.jpeg)).toEqual(UPRIGHT);
    expect((await sharp(photo.jpeg).metadata()).orientation).toBeUndefined();
  });

  it.each([
    ['16 bits a channel', () => scene(400, 300).toColourspace('rgb16').png().toBuffer()],
    ['a palette', () => scene(400, 300).png({ palette: true, colours: 8 }).toBuffer()],
    ['CMYK', () => scene(400, 300).toColourspace('cmyk').jpeg().toBuffer()],
    ['a wide-gamut profile', () => scene(400, 300).withIccProfile('p3').jpeg().toBuffer()],
    ['CMYK in TIFF', () => scene(400, 300).toColourspace('cmyk').tiff().toBuffer()],
  ])('keeps its colours: %s', async (_, make) => {
    expect(await corners((await preparePhoto(await make())).jpeg)).toEqual(UPRIGHT);
  });

  it.each([
    ['grey', () => scene(400, 300).greyscale().png().toBuffer()],
    ['grey with 16 bits', () => scene(400, 300).greyscale().toColourspace('grey16').png().toBuffer()],
    ['one bit', () => scene(400, 300).threshold(128).tiff({ bitdepth: 1 }).toBuffer()],
    ['a broken profile', () => withBrokenProfile()],
  ])('comes out as RGB: %s', async (_, make) => {
    const { channels, space } = await sharp((await preparePhoto(await make())).jpeg).metadata();
    expect([channels, space]).toEqual([3, 'srgb']);
  });

  it('shows white where it was transparent', async () => {
    const cutOut = async () => {
      const transparent = { width: 400, height: 400, channels: 4, background: '#0000' } as const;
      const input = await scene(200, 200).png().toBuffer();
      return sharp(await sharp({ create: transparent }).composite([{ input }]).png().toBuffer());
    };
    for (const bytes of [
      await (await cutOut()).png().toBuffer(),
      await (await cutOut()).webp({ lossless: true }).toBuffer(),
      await (await cutOut()).toColourspace('b-w').png().toBuffer(),
    ])
      expect(await corners((await preparePhoto(bytes)).jpeg)).toEqual(['white', 'white', 'white', 'white']);
  });

  it.each(['gif', 'webp'] as const)('is the first frame of an animation: %s', async (format) => {
    const photo = await preparePhoto(await (await frames(4)).toFormat(format).toBuffer());
    expect([photo.width, photo.height]).toEqual([400, 320]);
    expect(await corners(photo.jpeg)).toEqual(UPRIGHT);
  });

  it('carries nothing of its metadata along', async () => {
    const tagged = scene(400, 300).withExif({
      IFD0: { Copyright: 'SECRET' },
      IFD3: { GPSLatitude: '51/1 30/1 0/1' },
    });
    const { exif, icc, xmp } = await sharp(
      (await preparePhoto(await tagged.jpeg().toBuffer())).jpeg,
    ).metadata();
    expect([exif, icc, xmp]).toEqual([undefined, undefined, undefined]);
  });

  it('weighs no more than it may, even when it is noise', async () => {
    const photo = await preparePhoto(await noise(1200, 900).png({ compressionLevel: 0 }).toBuffer(), {
      mostBytes: 100_000,
    });
    expect(photo.jpeg.length).toBeLessThanOrEqual(100_000);
    expect(photo.width / photo.height).toBeCloseTo(4 / 3, 1);
  });

  it('keeps its best quality when it is light already', async () => {
    const bytes = await scene(800, 800).png().toBuffer();
    const best = await sharp(bytes)
      .jpeg({ quality: 85, optimiseCoding: false, quantisationTable: 3 })
      .toBuffer();
    expect((await preparePhoto(bytes)).jpeg.length).toBe(best.length);
  });
});

describe('a bad photo is refused politely', () => {
  const text = (content: string) => Buffer.from(content);
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400">';

  it.each<[string, ErrorCode, () => Buffer | Promise<Buffer>]>([
    ['nothing', 'photo-not-image', () => Buffer.alloc(0)],
    ['one byte', 'photo-not-image', () => Buffer.from([0xff])],
    ['zeros', 'photo-not-image', () => Buffer.alloc(5000)],
    ['a text named photo.jpg', 'photo-not-image', () => text('hello')],
    ['a page', 'photo-not-image', () => text('<!doctype html><html><svg></svg></html>')],
    ['a zip', 'photo-not-image', () => text('PK\x03\x04....')],
    ['a video', 'photo-not-image', () => text('\0\0\0\x18ftypmp42\0\0\0\0mp42isom')],
    ['a program', 'photo-not-image', () => text('\x7fELF\x02\x01\x01')],
    ['SVG', 'photo-unsupported', () => text(`${svg}</svg>`)],
    [
      'SVG that reads a file',
      'photo-unsupported',
      () => text(`${svg}<image href="file:///etc/passwd"/></svg>`),
    ],
    [
      'SVG with entities',
      'photo-unsupported',
      () => text(`<?xml version="1.0"?><!-- a --><!DOCTYPE svg>${svg}</svg>`),
    ],
    ['a PDF', 'photo-unsupported', () => text('%PDF-1.7\n1 0 obj')],
    ['HEIC in name only', 'photo-broken', () => text('\0\0\0\x18ftypheic\0\0\0\0mif1heic')],
    ['BMP', 'photo-unsupported', () => Buffer.concat([text('BM'), Buffer.alloc(60)])],
    ['an icon', 'photo-unsupported', () => Buffer.from([0, 0, 1, 0, 1, 0, 16, 16, 0, 0])],
    ['a Photoshop file', 'photo-unsupported', () => text('8BPS\0\x01')],
    ['JPEG XL', 'photo-unsupported', () => Buffer.from([0xff, 0x0a, 0, 0])],
    [
      'a JPEG in name only',
      'photo-broken',
      () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(900)]),
    ],
    ['a PNG in name only', 'photo-broken', () => pngWith([])],
    ['a thumbnail', 'photo-too-small', () => scene(299, 400).jpeg().toBuffer()],
    ['one pixel', 'photo-too-small', () => scene(2, 2).png().toBuffer()],
    ['a banner', 'photo-too-small', () => scene(640, 280).png().toBuffer()],
    ['nothing to see', 'photo-blank', () => plain('#e8e4de')],
    ['white with a dot', 'photo-blank', () => plain('#fff', 12)],
    ['a wall in uneven light', 'photo-blank', () => wall()],
    ['a ribbon', 'photo-odd-shape', () => scene(1700, 200).jpeg().toBuffer()],
    ['a tower', 'photo-odd-shape', () => scene(150, 1500).png().toBuffer()],
    ['50,000 pixels a side', 'photo-too-many-pixels', () => pngHeader(50_000, 50_000)],
    ['more pixels than a decoder believes', 'photo-broken', () => pngHeader(2 ** 30, 2 ** 30)],
    ['an interlaced monster', 'photo-too-many-pixels', () => pngHeader(9_000, 9_000)],
    ['a JPEG of 65,500 pixels a side', 'photo-too-many-pixels', () => jpegHeader(65_500, 65_500)],
    ['a GIF of 65,535 pixels a side', 'photo-too-many-pixels', () => gifHeader(65_535, 65_535)],
    [
      'a file of 21 MB',
      'photo-too-large',
      async () => Buffer.concat([await scene(300, 300).jpeg().toBuffer(), Buffer.alloc(21 * 1024 * 1024)]),
    ],
  ])('%s: %s', async (_, code, make) => {
    expect((await refusal(await make())).code).toBe(code);
  });

  it('tells the limits that its sentences name', async () => {
    expect((await refusal(await scene(299, 400).jpeg().toBuffer())).args).toEqual({ limit: 300 });
    expect((await refusal(pngHeader(50_000, 50_000))).args).toEqual({ limit: 52 });
    expect((await refusal(Buffer.alloc(21 * 1024 * 1024))).args).toEqual({ limit: 20 });
  });

  it.each(Object.keys(formats))('cut off anywhere: %s', async (name) => {
    const bytes = await (formats[name] ?? expect.fail())(noise(450, 300));
    const cuts = [1, 2, 3, 5, 8, 12, 13, 20, 30, 40, 60, 100, 200, 400, 800];
    const shares = Array.from({ length: 30 }, (_, index) => Math.floor((bytes.length * (index + 1)) / 32));
    for (const cut of [...cuts, ...shares].filter((length) => length < bytes.length - 20)) {
      const { code } = await refusal(bytes.subarray(0, cut));
      expect(['photo-not-image', 'photo-broken'], `${name} after ${cut} bytes`).toContain(code);
    }
  });

  it.each(Object.keys(formats))('damaged anywhere, or still readable: %s', async (name) => {
    const bytes = await (formats[name] ?? expect.fail())(scene(360, 300));
    const damage = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const damaged = Buffer.from(bytes);
        for (const [at, value] of changes) damaged[at] = value;
        const outcome = await preparePhoto(damaged).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(TusouError);
      }),
      { numRuns: 40 },
    );
  });

  it('opens a polyglot as the picture that its first bytes say', async () => {
    const jpeg = await scene(450, 300).jpeg().toBuffer();
    const photo = await preparePhoto(
      Buffer.concat([jpeg, text('<script>alert(1)</script>%PDF-1.7 PK\x03\x04')]),
    );
    expect(await corners(photo.jpeg)).toEqual(UPRIGHT);
    expect((await refusal(Buffer.concat([text('%PDF-1.7'), jpeg]))).code).toBe('photo-unsupported');
  });

  it('keeps what the decoder said as the cause, for the log', async () => {
    const jpeg = await noise(450, 300).jpeg().toBuffer();
    const { cause } = await refusal(jpeg.subarray(0, jpeg.length / 2));
    expect(cause).toBeInstanceOf(Error);
  });
});

describe('many photos', () => {
  it('are taken in side by side, a bad one among them', async () => {
    const good = await scene(600, 400).jpeg().toBuffer();
    const bad = good.subarray(0, good.length / 2);
    const outcomes = await Promise.allSettled(
      [good, bad, good, good, bad, good].map((bytes) => preparePhoto(bytes)),
    );
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });

  it('are dropped when nobody waits for them', async () => {
    const bytes = await scene(600, 400).jpeg().toBuffer();
    await expect(preparePhoto(bytes, { signal: AbortSignal.abort(new Error('gone')) })).rejects.toThrow(
      'gone',
    );
  });
});

/** One colour, with a black square of so many pixels in the middle. */
const plain = (background: string, dot = 0): Promise<Buffer> => {
  const ground = sharp({ create: { width: 900, height: 700, channels: 3, background } });
  const input = {
    create: { width: Math.max(1, dot), height: Math.max(1, dot), channels: 3, background: '#000' },
  } as const;
  return (dot ? ground.composite([{ input }]) : ground).jpeg().toBuffer();
};

/** What a lens sees of a wall: light that falls off, and the noise of the sensor. */
const wall = (): Promise<Buffer> => {
  const [width, height] = [900, 700];
  const grain = fc.sample(fc.integer({ min: -4, max: 4 }), { numRuns: 9973, seed: 1 });
  const data = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at += 1)
    data.fill(190 - ((at % width) / width) * 70 + (grain[at % grain.length] ?? 0), at * 3, at * 3 + 3);
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg()
    .toBuffer();
};

const pngChunk = (name: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(name), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
};

const pngWith = (chunks: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks]);

/** A small file with a huge claim: an interlaced 16-bit RGBA picture of this size, with hardly any data behind it. */
const pngHeader = (width: number, height: number): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([16, 6, 0, 0, 1], 8);
  const data = pngChunk('IDAT', deflateSync(Buffer.alloc(1_000_000)));
  return pngWith([pngChunk('IHDR', header), data, pngChunk('IEND', Buffer.alloc(0))]);
};

/** A JPEG's start of frame with this size, one component, and nothing after it but the end. */
const jpegHeader = (width: number, height: number): Buffer => {
  const frame = Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 7);
  frame.writeUInt16BE(width, 9);
  return Buffer.concat([frame, Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0xff, 0xd9])]);
};

/** A GIF's screen and one frame of this size. */
const gifHeader = (width: number, height: number): Buffer => {
  const size = Buffer.alloc(4);
  size.writeUInt16LE(width);
  size.writeUInt16LE(height, 2);
  const screen = Buffer.concat([
    Buffer.from('GIF89a'),
    size,
    Buffer.from([0x80, 0, 0, 0, 0, 0, 255, 255, 255]),
  ]);
  return Buffer.concat([
    screen,
    Buffer.from([0x2c, 0, 0, 0, 0]),
    size,
    Buffer.from([0, 2, 2, 0x4c, 1, 0, 0x3b]),
  ]);
};

/** A JPEG whose colour profile is no profile. */
const withBrokenProfile = async (): Promise<Buffer> => {
  const jpeg = await scene(400, 300).withIccProfile('p3').jpeg().toBuffer();
  const start = jpeg.indexOf('ICC_PROFILE\0') + 14;
  jpeg.fill(0x41, start, start + 300);
  return jpeg;
};
