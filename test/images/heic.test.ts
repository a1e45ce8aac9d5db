/** HEIC: what comes out of good files, and that bad ones are stopped. */
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { TusouError } from '../../src/domain/errors.ts';
import { inspect } from '../../src/images/decode.ts';
import { heicToTiff } from '../../src/images/heic.ts';
import { preparePhoto } from '../../src/images/photo.ts';
import { type HeicLook, heic, heicGrid } from '../support/heic.ts';
import { corners, scene } from './sample-pictures.ts';

const never = new AbortController().signal;
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const outcome = await work.catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(TusouError);
  return (outcome as TusouError).code;
};

describe('a HEIC photo', () => {
  it('becomes an upload', async () => {
    const photo = await preparePhoto(heic());
    expect([photo.width, photo.height]).toEqual([448, 320]);
    expect(await corners(photo.jpeg)).toEqual(['red', 'green', 'blue', 'yellow']);
  });

  // irot turns anticlockwise, imir exchanges sides after that (ISO/IEC 23008-12, sections 6.5.10 and 6.5.12).
  it.each<[string, HeicLook, string[]]>([
    ['turned once', { turns: 1 }, ['green', 'blue', 'yellow', 'red']],
    ['turned twice', { turns: 2 }, ['blue', 'yellow', 'red', 'green']],
    ['turned three times', { turns: 3 }, ['yellow', 'red', 'green', 'blue']],
    ['mirrored', { mirror: 'left and right' }, ['green', 'red', 'yellow', 'blue']],
    ['upside down', { mirror: 'top and bottom' }, ['yellow', 'blue', 'green', 'red']],
    ['turned and mirrored', { turns: 1, mirror: 'top and bottom' }, ['red', 'yellow', 'blue', 'green']],
  ])('is upright by its own boxes: %s', async (_, look, expected) => {
    const photo = await preparePhoto(heic(look));
    const size = [photo.width, photo.height];
    expect(size).toEqual((look.turns ?? 0) % 2 ? [320, 448] : [448, 320]);
    expect(await corners(photo.jpeg)).toEqual(expected);
  });

  it('is known by its content, under other brands too', async () => {
    for (const brands of [
      ['mif1', 'heic'],
      ['heix', 'mif1'],
    ])
      expect(await inspect(heic({ brands }))).toEqual({ kind: 'heic', width: 448, height: 320 });
  });

  it('keeps its colours: a wide-gamut profile goes along to where colours are converted', async () => {
    const { icc } = await sharp(await scene(64, 64).withIccProfile('p3').png().toBuffer()).metadata();
    const tiff = await sharp(await heicToTiff(heic({ profile: icc ?? expect.fail() }), never)).metadata();
    expect(tiff.icc).toEqual(icc);
  });

  it('is decoded together with others', async () => {
    const jpeg = await scene(400, 400).jpeg().toBuffer();
    const photos = await Promise.all(
      [heic(), jpeg, heic({ turns: 1 }), jpeg].map((bytes) => preparePhoto(bytes)),
    );
    expect(photos.map(({ width }) => width)).toEqual([448, 400, 320, 400]);
  });
});

describe('a HEIC file that cannot be decoded', () => {
  it.each<[string, HeicLook]>([
    ['nothing coded', { coded: Buffer.alloc(0) }],
    ['noise in place of the picture', { coded: Buffer.alloc(300, 0x5a) }],
    ['half of the picture', { coded: Buffer.from(heic().subarray(-114, -60)) }],
    ['a codec that nobody knows', { codec: 'xxxx' }],
  ])('is broken: %s', async (_, look) => {
    expect(await codeOf(preparePhoto(heic(look)))).toBe('photo-broken');
  });

  it('is refused by its header when it claims to be huge', async () => {
    const claims = { width: 50_000, height: 50_000 };
    expect(await codeOf(preparePhoto(heic({ claims })))).toMatch(/^photo-(too-many-pixels|broken)$/);
  });

  it('is stopped when it takes too long or too much memory', async () => {
    expect(await codeOf(heicToTiff(heic(), never, { timeLimitMs: 1 }))).toBe('photo-broken');
    const large = heicGrid(8, 8);
    expect(await codeOf(heicToTiff(large, never, { maxMemoryBytes: 30_000_000 }))).toBe('photo-broken');
    expect((await sharp(await heicToTiff(large, never)).metadata()).width).toBe(1792);
  });

  it('is let go when nobody waits for it any more', async () => {
    const stop = new AbortController();
    const work = heicToTiff(heic(), stop.signal);
    stop.abort(new Error('gone'));
    await expect(work).rejects.toThrow('gone');
    await expect(heicToTiff(heic(), stop.signal)).rejects.toThrow('gone');
  });
});
