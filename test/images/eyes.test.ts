/** Looking at pictures in threads of their own: the same is seen, and what is broken hurts nobody else. */
import { afterAll, describe, expect, it } from 'vitest';
import { createEyes } from '../../src/images/eyes.ts';
import { describePicture, describeProduct, similarity } from '../../src/images/features.ts';
import { readOutline } from '../../src/images/outline.ts';
import { scene } from './sample-pictures.ts';

const picture = new Uint8Array(await scene(400, 300).jpeg().toBuffer());
const part = { left: 40, top: 30, right: 240, bottom: 230 };
const eyes = createEyes();
afterAll(() => eyes.close());

describe('eyes', () => {
  it('see what this thread would see', async () => {
    expect(await eyes.features(picture, null)).toEqual((await describeProduct(picture)).features);
    expect(await eyes.features(picture, part)).toEqual((await describeProduct(picture, part)).features);
    const [seen, outline] = [await eyes.outline(picture), await readOutline(picture)];
    expect(Buffer.compare(seen, outline)).toBe(0);
  });

  it('give each of many askers its own answer, also beside broken pictures', async () => {
    const whole = (await describeProduct(picture)).features;
    const piece = (await describeProduct(picture, part)).features;
    const asked = Array.from({ length: 12 }, (_, at) => {
      if (at % 3 === 0) return eyes.features(picture.subarray(0, 200), null).catch(({ code }) => code);
      return eyes.features(picture, at % 3 === 1 ? null : part);
    });
    for (const [at, seen] of (await Promise.all(asked)).entries())
      expect(seen).toEqual(['photo-broken', whole, piece][at % 3]);
  });

  it('tell how alike a photo and many pictures are as this thread would, also of several photos by turns', async () => {
    const photos = [
      (await describeProduct(picture)).features,
      (await describeProduct(picture, part)).features,
    ] as const;
    const pictures = await Promise.all(
      [scene(310, 200), scene(200, 310)].map(async (one) => describePicture(await one.jpeg().toBuffer())),
    );
    const pairs = pictures.flatMap((one) => photos.map((photo) => [photo, one] as const));
    const told = await Promise.all(pairs.map(([photo, one]) => eyes.likeness(photo, one)));
    expect(told).toEqual(pairs.map(([photo, one]) => similarity(photo, one)));
    expect(new Set(told).size).toBeGreaterThan(1);
  });

  it('reject what they are still looking at when they are closed', async () => {
    const others = createEyes();
    const looking = expect(others.features(picture, null)).rejects.toMatchObject({ code: 'photo-broken' });
    await others.close();
    await looking;
  });
});
