/** Pixels that are decoded once for all who look at a picture. */
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { pixelsOf, takePixels } from '../../src/images/pixels.ts';
import { scene } from './sample-pictures.ts';

const jpeg = (): Promise<Buffer> => scene(310, 200).jpeg().toBuffer();

describe('the pixels of a picture', () => {
  it('are red, green and blue, upright, on white', async () => {
    const turned = await scene(310, 200).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { data, width, height } = await pixelsOf(turned);
    expect([width, height, data.length]).toEqual([200, 310, 200 * 310 * 3]);
    const clear = { create: { width: 9, height: 7, channels: 4, background: '#0000' } } as const;
    const { data: white } = await pixelsOf(await sharp(clear).png().toBuffer());
    expect(new Set(white)).toEqual(new Set([255]));
    const { data: grey } = await pixelsOf(await scene(30, 20).greyscale().jpeg().toBuffer());
    expect(grey.length).toBe(30 * 20 * 3);
  });

  it('are the same ones for all who ask for the same bytes, until somebody takes them', async () => {
    const picture = await jpeg();
    const [first, again] = await Promise.all([pixelsOf(picture), pixelsOf(picture)]);
    expect(again).toBe(first);
    expect(await takePixels(picture)).toBe(first);
    const anew = await pixelsOf(picture);
    expect(anew).not.toBe(first);
    expect(Buffer.compare(anew.data, first.data)).toBe(0);
    expect(await pixelsOf(Buffer.from(picture))).not.toBe(anew);
  });

  it('are kept of the latest pictures only', async () => {
    const picture = await jpeg();
    const first = await pixelsOf(picture);
    const small = await scene(16, 16).png().toBuffer();
    for (let other = 0; other < 63; other += 1) await pixelsOf(Buffer.from(small));
    expect(await pixelsOf(picture)).toBe(first);
    await pixelsOf(Buffer.from(small));
    expect(await pixelsOf(picture)).not.toBe(first);
  });

  it('cannot be had of what is broken, and are tried again', async () => {
    const broken = (await jpeg()).subarray(0, 1500);
    const refusals = await Promise.all(
      [pixelsOf(broken), takePixels(broken)].map((one) => one.catch((e) => e)),
    );
    expect(refusals.map(({ code }) => code)).toEqual(['photo-broken', 'photo-broken']);
    expect(await pixelsOf(broken).catch((error) => error)).not.toBe(refusals[0]);
  });
});
