/** The sample photos of the playground. */
import sharp from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import { samplePhoto, samplePhotos } from '../../../src/backends/simulator/samples.ts';
import * as casual from '../../../src/images/casual-photo.ts';

vi.mock(import('../../../src/images/casual-photo.ts'), { spy: true });

describe('sample photos', () => {
  it('are a handful, with a name in both languages', () => {
    const samples = samplePhotos();
    expect(samples.length).toBeGreaterThanOrEqual(4);
    expect(samples.length).toBeLessThanOrEqual(6);
    for (const { title, titleZh } of samples) {
      expect(title).toMatch(/^[A-Z][a-z ]+$/);
      expect(titleZh).toMatch(/^\p{Script=Han}+$/u);
    }
  });

  it('are made anew after one could not be made', async () => {
    vi.mocked(casual.casualPhoto).mockRejectedValueOnce(new Error('made up'));
    await expect(samplePhoto('teapot')).rejects.toThrow('made up');
    expect((await samplePhoto('teapot')).length).toBeGreaterThan(0);
  });

  it.each(samplePhotos())('$id is a JPEG of 900 pixels, the same each time', async ({ id }) => {
    const photo = await samplePhoto(id);
    const { format, width, height } = await sharp(photo).metadata();
    expect(format).toBe('jpeg');
    expect(Math.max(width, height)).toBe(900);
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(590);
    expect(await samplePhoto(id)).toBe(photo);
  });

  it('says that there is no such sample', async () => {
    await expect(samplePhoto('unicorn')).rejects.toMatchObject({ code: 'input-invalid' });
  });
});
