import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { AS_SENT } from '../../src/domain/query.ts';
import { createTreat } from '../../src/images/preparation.ts';
import { createPreview } from '../../src/images/preview.ts';
import { photoOfTwo } from '../support/flow-photos.ts';

const signal = new AbortController().signal;
const preview = createPreview({ treat: createTreat({ server: null }) });

const sizeOf = async (jpeg: Uint8Array) => {
  const { width, height, format } = await sharp(jpeg).metadata();
  return { width, height, format };
};

describe('a preview', () => {
  it('is the photo as it is uploaded', async () => {
    const { jpeg, notes } = await preview(await photoOfTwo(), { part: null, preparation: AS_SENT }, signal);
    expect(await sizeOf(jpeg)).toEqual({ width: 800, height: 427, format: 'jpeg' });
    expect(notes).toEqual([]);
  });

  it('is the part that was drawn, after what was done to the whole', async () => {
    const part = { left: 0.5, top: 0, right: 1, bottom: 1 };
    const { jpeg } = await preview(await photoOfTwo(), { part, preparation: AS_SENT }, signal);
    expect(await sizeOf(jpeg)).toMatchObject({ width: 400, height: 427 });
    const preparation = { ...AS_SENT, removeBackground: true, enhance: true };
    const treated = await preview(await photoOfTwo(), { part, preparation }, signal);
    expect(treated.notes).toEqual([]);
    expect(await sizeOf(treated.jpeg)).toMatchObject({ width: 400, height: 427 });
    expect(Buffer.from(treated.jpeg).equals(jpeg)).toBe(false);
  });

  it('keeps to the bytes that an upload may have', async () => {
    const small = createPreview({ treat: createTreat({ server: null, mostBytes: 8_000 }), mostBytes: 8_000 });
    const { jpeg } = await small(await photoOfTwo(), { part: null, preparation: AS_SENT }, signal);
    expect(jpeg.length).toBeLessThanOrEqual(8_000);
  });

  it('says what could not be done', async () => {
    const noise = { width: 600, height: 600, channels: 3, noise: { type: 'gaussian', sigma: 60 } } as const;
    const clutter = await sharp({ create: { ...noise, background: '#808080' } })
      .png()
      .toBuffer();
    const preparation = { ...AS_SENT, removeBackground: true };
    const { notes } = await preview(clutter, { part: null, preparation }, signal);
    expect(notes).toEqual(['background-none']);
  });

  it('refuses what a search refuses', async () => {
    const asSent = { part: null, preparation: AS_SENT };
    await expect(preview(Buffer.from('no picture'), asSent, signal)).rejects.toMatchObject({
      code: 'photo-not-image',
    });
    const part = { left: 0, top: 0, right: 1, bottom: 0.1 };
    await expect(preview(await photoOfTwo(), { part, preparation: AS_SENT }, signal)).rejects.toMatchObject({
      code: 'photo-odd-shape',
    });
  });
});
