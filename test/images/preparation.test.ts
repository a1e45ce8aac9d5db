import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { PreparedPhoto } from '../../src/domain/ports.ts';
import { AS_SENT } from '../../src/domain/query.ts';
import { createTreat } from '../../src/images/preparation.ts';

const signal = new AbortController().signal;
const treat = createTreat({ server: null });

const photoOf = async (jpeg: Buffer): Promise<PreparedPhoto> => {
  const { width, height } = await sharp(jpeg).metadata();
  return { sha256: '0'.repeat(64), jpeg, width, height };
};

const block = (width: number, height: number, background: string): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();

/** A red thing of 200 x 120 at (100, 300) on a beige ground of 800 x 600. */
const onPlain = async (): Promise<PreparedPhoto> => {
  const jpeg = await sharp(await block(800, 600, '#d8d0c0'))
    .composite([{ input: await block(200, 120, '#b02020'), left: 100, top: 300 }])
    .jpeg({ quality: 90 })
    .toBuffer();
  return photoOf(jpeg);
};

/** The same thing on stripes. */
const onClutter = async (): Promise<PreparedPhoto> => {
  const stripe = await block(800, 40, '#203040');
  const stripes = Array.from({ length: 8 }, (_, at) => ({ input: stripe, left: 0, top: at * 75 }));
  const thing = { input: await block(200, 120, '#b02020'), left: 100, top: 300 };
  const ground = sharp(await block(800, 600, '#d8d0c0')).composite([...stripes, thing]);
  return photoOf(await ground.jpeg({ quality: 90 }).toBuffer());
};

const colourAt = async (jpeg: Uint8Array, left: number, top: number): Promise<number[]> =>
  Array.from(await sharp(jpeg).extract({ left, top, width: 1, height: 1 }).raw().toBuffer());

describe('preparing a photo', () => {
  it('leaves it as it was sent where nothing is asked for', async () => {
    const photo = await onPlain();
    expect(await treat(photo, AS_SENT, signal)).toEqual({ photo, notes: [] });
  });

  it('crops a plain ground off, with a margin and not below what 1688 wants', async () => {
    const { photo, notes } = await treat(await onPlain(), { ...AS_SENT, crop: 'auto' }, signal);
    expect(notes).toEqual([]);
    expect(photo).toMatchObject({ width: 300, height: 300 });
    const [red = 0, green = 0] = await colourAt(photo.jpeg, 150, 150);
    expect(red - green).toBeGreaterThan(80);
  });

  it('takes a plain ground away, and what stands on it stays', async () => {
    const how = { ...AS_SENT, removeBackground: true };
    const { photo, notes } = await treat(await onPlain(), how, signal);
    expect(notes).toEqual([]);
    expect(photo).toMatchObject({ width: 800, height: 600 });
    for (const value of await colourAt(photo.jpeg, 600, 100)) expect(value).toBeGreaterThan(250);
    const [red = 0, green = 0] = await colourAt(photo.jpeg, 200, 360);
    expect(red - green).toBeGreaterThan(80);
  });

  it('says so where the ground is not plain, and changes nothing', async () => {
    const photo = await onClutter();
    const how = { crop: 'auto', enhance: false, removeBackground: true } as const;
    expect(await treat(photo, how, signal)).toEqual({ photo, notes: ['crop-none', 'background-none'] });
  });

  it('enhances: a dull photo gets a wider range', async () => {
    const photo = await onPlain();
    const dull = await photoOf(await sharp(photo.jpeg).linear(0.5, 60).jpeg({ quality: 90 }).toBuffer());
    const { photo: better } = await treat(dull, { ...AS_SENT, enhance: true }, signal);
    const rangeOf = async (jpeg: Uint8Array): Promise<number> => {
      const { channels } = await sharp(jpeg).greyscale().stats();
      return (channels[0]?.max ?? 0) - (channels[0]?.min ?? 0);
    };
    expect(await rangeOf(better.jpeg)).toBeGreaterThan((await rangeOf(dull.jpeg)) * 1.1);
  });

  it('has a server remove what is not plain, and puts its cut-out on white', async () => {
    const photo = await onClutter();
    const seen: Uint8Array[] = [];
    const server = async (jpeg: Uint8Array): Promise<Uint8Array> => {
      seen.push(jpeg);
      const clear = { r: 0, g: 0, b: 0, alpha: 0 };
      return sharp({ create: { width: 800, height: 600, channels: 4, background: clear } })
        .composite([{ input: await block(200, 120, '#b02020'), left: 100, top: 300 }])
        .png()
        .toBuffer();
    };
    const how = { ...AS_SENT, removeBackground: true };
    const { photo: cutOut, notes } = await createTreat({ server })(photo, how, signal);
    expect(notes).toEqual([]);
    expect(seen).toHaveLength(1);
    for (const value of await colourAt(cutOut.jpeg, 600, 100)) expect(value).toBeGreaterThan(250);
    const failing = createTreat({ server: async () => null });
    expect(await failing(photo, how, signal)).toEqual({ photo, notes: ['background-failed'] });
  });

  it('keeps to the size that the marketplace takes', async () => {
    const pixels = Buffer.from(
      Uint32Array.from({ length: 800 * 600 }, (_, at) => Math.imul(at, 2654435761)).buffer,
    );
    const noise = await sharp(pixels, { raw: { width: 800, height: 600, channels: 4 } })
      .removeAlpha()
      .jpeg()
      .toBuffer();
    const small = createTreat({ server: null, mostBytes: 100_000 });
    const { photo } = await small(await photoOf(noise), { ...AS_SENT, enhance: true }, signal);
    expect(photo.jpeg.length).toBeLessThanOrEqual(100_000);
  });

  it('rejects what cannot be decoded, and ends when it is aborted', async () => {
    const photo = { ...(await onPlain()), jpeg: Buffer.from('no picture') };
    await expect(treat(photo, { ...AS_SENT, crop: 'auto' }, signal)).rejects.toMatchObject({
      code: 'photo-broken',
    });
    const stopped = AbortSignal.abort(new Error('enough'));
    await expect(treat(await onPlain(), { ...AS_SENT, crop: 'auto' }, stopped)).rejects.toThrow('enough');
  });
});
