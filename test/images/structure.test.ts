/** Walking through files without decoding them: right on good files, quick and quiet on any bytes. */
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { isPage, kindOf } from '../../src/images/kind.ts';
import { isBareJpeg, structureOf } from '../../src/images/structure.ts';
import { bigTiffChain, gifOf, tiffChain, tiffTiled, webpOf } from '../support/odd-files.ts';
import { frames, scene } from './sample-pictures.ts';

const KINDS = ['jpeg', 'png', 'webp', 'avif', 'tiff', 'gif', 'heic'] as const;

describe('structureOf', () => {
  it.each(['gif', 'webp'] as const)('counts the frames of a real animation: %s', async (kind) => {
    const bytes = await (await frames(2)).toFormat(kind).toBuffer();
    const { pages } = await sharp(bytes, { animated: true }).metadata();
    expect([pages, structureOf(bytes, kind).frames]).toEqual([2, 2]);
  });

  it('counts the frames of made-up ones', () => {
    expect(structureOf(gifOf(4, 4, 1500), 'gif').frames).toBe(1500);
    expect(structureOf(webpOf(1500), 'webp').frames).toBe(1500);
    expect(structureOf(tiffChain(40), 'tiff').frames).toBe(40);
    expect(structureOf(bigTiffChain(40), 'tiff').frames).toBe(40);
  });

  it('follows a chain of directories that never ends just once', () => {
    expect(structureOf(tiffChain(3, { isRing: true }), 'tiff').frames).toBe(Number.POSITIVE_INFINITY);
  });

  it('knows the passes of a JPEG', async () => {
    const picture = await scene(300, 300).png().toBuffer();
    const baseline = await sharp(picture).jpeg().toBuffer();
    const progressive = await sharp(picture).jpeg({ progressive: true }).toBuffer();
    expect(structureOf(baseline, 'jpeg').scans).toBe(1);
    expect(structureOf(progressive, 'jpeg').scans).toBeGreaterThan(5);
  });

  it('reads the size of a JPEG, and whether it is decoded in strips', async () => {
    const picture = await scene(500, 320).withMetadata().png().toBuffer();
    const baseline = await sharp(picture).withMetadata().jpeg().toBuffer();
    const grey = await sharp(picture).toColourspace('b-w').jpeg().toBuffer();
    const progressive = await sharp(picture).jpeg({ progressive: true }).toBuffer();
    const size = { width: 500, height: 320 };
    expect(structureOf(baseline, 'jpeg').frame).toEqual({ ...size, isStreamed: true });
    expect(structureOf(grey, 'jpeg').frame).toEqual({ ...size, isStreamed: true });
    expect(structureOf(progressive, 'jpeg').frame).toEqual({ ...size, isStreamed: false });
    expect(structureOf(baseline.subarray(0, 100), 'jpeg').frame).toBeNull();
    expect(structureOf(await sharp(picture).png().toBuffer(), 'png').frame).toBeNull();
  });

  it('takes a JPEG for one that needs all of its memory when its components come one after the other', async () => {
    const jpeg = await scene(300, 300).jpeg().toBuffer();
    const scan = jpeg.indexOf(Buffer.from([0xff, 0xda]));
    const separate = Buffer.from(jpeg);
    separate[scan + 4] = 1;
    expect(structureOf(separate, 'jpeg').frame?.isStreamed).toBe(false);
  });

  it('knows the tiles of a TIFF', async () => {
    const options = { tile: true, tileWidth: 128, tileHeight: 256 };
    expect(structureOf(await scene(300, 300).tiff(options).toBuffer(), 'tiff').tilePixels).toBe(128 * 256);
    expect(structureOf(tiffTiled(100_000, 100_000), 'tiff').tilePixels).toBe(1e10);
  });

  it('answers for any bytes, under any start', () => {
    const starts = [
      '',
      'GIF89a',
      'RIFF\xff\xff\xff\xffWEBPVP8X',
      'II*\0\x08\0\0\0',
      'MM\0+\0\x08\0\0',
      '\xff\xd8\xff',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...starts),
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom(...KINDS),
        (start, rest, kind) => {
          const {
            frames: found,
            scans,
            tilePixels,
          } = structureOf(Buffer.concat([Buffer.from(start, 'latin1'), rest]), kind);
          expect(found >= 0 && scans >= 0 && tilePixels >= 0).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('calls endless what has no end of markers or chunks', () => {
    const [jpeg, webp] = [Buffer.alloc(5_000_000, 0xff), Buffer.alloc(5_000_000)];
    jpeg.write('\xff\xd8\xff\xe0', 'latin1');
    expect(structureOf(jpeg, 'jpeg').scans).toBe(Number.POSITIVE_INFINITY);
    expect(structureOf(webp, 'webp').frames).toBe(Number.POSITIVE_INFINITY);
  });

  it('is not held up by directories on top of each other', () => {
    // Each pair of bytes is the start of a directory that claims thousands of fields.
    const bytes = Buffer.alloc(2_000_000, 0x10);
    bytes.write('II*\0\x08\0\0\0', 'latin1');
    expect(structureOf(bytes, 'tiff').frames).toBeLessThanOrEqual(2000);
  });
});

describe('kindOf and isPage', () => {
  it('answer for any bytes', () => {
    const known = [...KINDS, 'svg', 'pdf', 'bmp', 'ico', 'jxl', 'jp2', 'psd', null];
    const start = fc.constantFrom(
      '',
      '\xff\xd8',
      '\0\0\0\x18ftyp',
      '<?xml',
      '<!--',
      '<svg',
      'RIFF',
      'BM',
      '<html',
    );
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 200 }), (begin, rest) => {
        const bytes = Buffer.concat([Buffer.from(begin, 'latin1'), rest]);
        expect(known).toContain(kindOf(bytes));
        expect(typeof isPage(bytes)).toBe('boolean');
      }),
      { numRuns: 1000 },
    );
  });
});

describe('isBareJpeg', () => {
  it.each([
    ['as sharp writes it', scene(90, 60).jpeg(), true],
    ['in grey', scene(90, 60).greyscale().jpeg(), true],
    ['progressive', scene(90, 60).jpeg({ progressive: true }), false],
    [
      'with what a camera tells',
      scene(90, 60)
        .withExif({ IFD0: { Artist: 'nobody' } })
        .jpeg(),
      false,
    ],
    ['with a profile of colours', scene(90, 60).withIccProfile('p3').jpeg(), false],
    ['with four colours', scene(90, 60).toColourspace('cmyk').jpeg(), false],
  ])('says of a JPEG %s whether it holds nothing but a usual picture', async (_, picture, isBare) => {
    expect(isBareJpeg(await picture.toBuffer())).toBe(isBare);
  });

  it('sees a comment, and takes no start of a picture for one', async () => {
    const bytes = await scene(90, 60).jpeg().toBuffer();
    const comment = Buffer.from([0xff, 0xfe, 0, 6, 0x68, 0x69, 0x21, 0x21]);
    expect(isBareJpeg(Buffer.concat([bytes.subarray(0, 2), comment, bytes.subarray(2)]))).toBe(false);
    for (const end of [0, 2, 20, 150, bytes.length - 1])
      expect(isBareJpeg(bytes.subarray(0, end))).toBe(false);
  });

  it('sees what hangs on behind the picture, also where that ends as a picture does', async () => {
    const bytes = await scene(90, 60).jpeg().toBuffer();
    for (const more of [Buffer.from('<script>'), Buffer.of(0), bytes])
      expect(isBareJpeg(Buffer.concat([bytes, more]))).toBe(false);
  });

  it('ends quickly on any bytes, and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(typeof isBareJpeg(bytes)).toBe('boolean');
      }),
    );
  });
});
