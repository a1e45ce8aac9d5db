/** What can be searched with: refusals are certain, everything else is a hint. */
import { readdirSync } from 'node:fs';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { samplePhoto, samplePhotos } from '../../src/backends/simulator/samples.ts';
import type { PhotoHint } from '../../src/domain/ports.ts';
import { preparePhoto } from '../../src/images/photo.ts';
import { scene } from './sample-pictures.ts';

const PHOTOS = new URL('../../assets/photos/', import.meta.url);
const photos = readdirSync(PHOTOS)
  .filter((file) => file.endsWith('.webp'))
  .map((file) => new URL(file, PHOTOS).pathname);

/** A shop's product photo, large enough to be searched with. */
const product = (index: number): Sharp =>
  sharp(photos[index % photos.length] ?? expect.fail()).resize(640, 640, { fit: 'inside' });

const hintsOf = async (picture: Sharp): Promise<readonly PhotoHint[]> =>
  (await preparePhoto(await picture.jpeg({ quality: 82 }).toBuffer())).hints ?? [];

/** A phone's screen with a bar on top and six photos in two columns, each with words below it. */
const screenshot = async (background: string): Promise<Sharp> => {
  const tiles = await Promise.all(
    [0, 1, 2, 3, 4, 5].map(async (index) => ({
      input: await product(index).resize(500, 500, { fit: 'cover' }).png().toBuffer(),
      left: 25 + (index % 2) * 530,
      top: 200 + Math.floor(index / 2) * 640,
    })),
  );
  const words = tiles.map(
    ({ left, top }) => `<rect x="${left}" y="${top + 520}" width="300" height="24" fill="#888"/>`,
  );
  const bar = '<rect x="40" y="80" width="1000" height="70" rx="35" fill="#aaa"/>';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="2160">${bar}${words.join('')}</svg>`;
  const ground = sharp({ create: { width: 1080, height: 2160, channels: 3, background } });
  return ground.composite([...tiles, { input: Buffer.from(svg) }]);
};

describe('a good photo', () => {
  it('gets no hint: the photos of the demo catalogue', async () => {
    for (const [index, photo] of photos.entries()) expect(await hintsOf(product(index)), photo).toEqual([]);
  });

  it('gets no hint: the samples of the page', async () => {
    for (const { id } of samplePhotos())
      expect((await preparePhoto(await samplePhoto(id))).hints, id).toEqual([]);
  });

  it('is taken from 300 pixels on', async () => {
    expect((await preparePhoto(await scene(300, 300).png().toBuffer())).width).toBe(300);
    await expect(preparePhoto(await scene(299, 600).png().toBuffer())).rejects.toMatchObject({
      code: 'photo-too-small',
    });
  });

  it('is taken when it is dark, or white on white', async () => {
    expect(await hintsOf(product(3).modulate({ brightness: 0.3 }))).toEqual([]);
    const white = await scene(300, 300).tint('#fff').linear(0.08, 230).png().toBuffer();
    const onWhite = sharp({ create: { width: 700, height: 700, channels: 3, background: '#fff' } });
    expect(await hintsOf(onWhite.composite([{ input: white }]))).toEqual([]);
  });
});

describe('a poor photo', () => {
  it('is said to be blurred when it is very much so', async () => {
    for (const index of [0, 1, 2]) {
      const large = await product(index).resize(800, 800, { fit: 'inside' }).png().toBuffer();
      expect(await hintsOf(sharp(large).blur(10))).toEqual(['photo-blurred']);
    }
  });

  it.each(['#ffffff', '#f4f4f4', '#101318'])(
    'is said to show several: a screenshot on %s',
    async (ground) => {
      expect(await hintsOf(await screenshot(ground))).toEqual(['photo-several']);
    },
  );
});
