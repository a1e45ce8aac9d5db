import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { PreparedPhoto } from '../../src/domain/ports.ts';
import { cutTo, partInPixels } from '../../src/images/part.ts';

const signal = new AbortController().signal;

/** Red on the left, green on the right. */
const photoOfTwoColours = async (width = 800, height = 600): Promise<PreparedPhoto> => {
  const half = { create: { width: width / 2, height, channels: 3, background: '#20a020' } } as const;
  const jpeg = await sharp({ create: { width, height, channels: 3, background: '#b02020' } })
    .composite([{ input: await sharp(half).png().toBuffer(), left: width / 2, top: 0 }])
    .jpeg({ quality: 90 })
    .toBuffer();
  return { sha256: '0'.repeat(64), jpeg, width, height };
};

const meanOf = async (jpeg: Uint8Array): Promise<number[]> =>
  (await sharp(jpeg).stats()).channels.map(({ mean }) => Math.round(mean));

describe('a part in pixels', () => {
  it('is the part that was told in shares', () => {
    const part = { left: 0.25, top: 0, right: 0.75, bottom: 0.5 };
    expect(partInPixels(part, { width: 800, height: 601 })).toEqual({
      left: 200,
      top: 0,
      right: 600,
      bottom: 301,
    });
  });

  it('lies inside the photo and has a pixel at least, whatever the part', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.integer({ min: 1, max: 800 }), (one, other, side) => {
        fc.pre(one !== other);
        const [from, to] = one < other ? [one, other] : [other, one];
        const made = partInPixels(
          { left: from, top: from, right: to, bottom: to },
          { width: side, height: side },
        );
        expect(made.left >= 0 && made.left < made.right && made.right <= side).toBe(true);
      }),
    );
  });
});

describe('cutting a photo', () => {
  it('leaves the part alone, as large as it is in the photo', async () => {
    const photo = await photoOfTwoColours();
    const cut = await cutTo(photo, { left: 420, top: 100, right: 780, bottom: 500 }, { signal });
    expect(cut).toMatchObject({ width: 360, height: 400, sha256: photo.sha256 });
    const [red = 255, green = 0] = await meanOf(cut.jpeg);
    expect(green - red).toBeGreaterThan(100);
    expect(await sharp(cut.jpeg).metadata()).toMatchObject({ format: 'jpeg', width: 360, height: 400 });
  });

  it('enlarges a small part to what 1688 takes, and keeps its shape', async () => {
    const cut = await cutTo(
      await photoOfTwoColours(),
      { left: 0, top: 0, right: 50, bottom: 75 },
      { signal },
    );
    expect(cut).toMatchObject({ width: 300, height: 450 });
    const long = await cutTo(
      await photoOfTwoColours(),
      { left: 0, top: 0, right: 400, bottom: 60 },
      { signal },
    );
    expect(long).toMatchObject({ width: 800, height: 120 });
  });

  it('keeps to the bytes that an upload may have', async () => {
    const noise = { width: 800, height: 800, channels: 3, noise: { type: 'gaussian', sigma: 60 } } as const;
    const jpeg = await sharp({ create: { ...noise, background: '#808080' } })
      .jpeg()
      .toBuffer();
    const photo = { sha256: '', jpeg, width: 800, height: 800 };
    const part = { left: 0, top: 0, right: 700, bottom: 700 };
    const cut = await cutTo(photo, part, { mostBytes: 100_000, signal });
    expect(cut.jpeg.length).toBeLessThanOrEqual(100_000);
  });

  it('refuses a strip, damaged bytes and who has gone away', async () => {
    const photo = await photoOfTwoColours();
    const strip = cutTo(photo, { left: 0, top: 0, right: 800, bottom: 90 }, { signal });
    await expect(strip).rejects.toMatchObject({ code: 'photo-odd-shape' });
    const broken = { ...photo, jpeg: photo.jpeg.subarray(0, 300) };
    const part = { left: 0, top: 0, right: 400, bottom: 400 };
    await expect(cutTo(broken, part, { signal })).rejects.toMatchObject({ code: 'photo-broken' });
    const gone = cutTo(photo, part, { signal: AbortSignal.abort(new Error('gone')) });
    await expect(gone).rejects.toThrow('gone');
  });
});
