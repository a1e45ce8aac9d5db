/** The sample photos of the playground. */
import sharp from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import { samplePhoto, samplePhotos } from '../../../src/backends/simulator/samples.ts';
import { LANGUAGES } from '../../../src/domain/query.ts';
import * as casual from '../../../src/images/casual-photo.ts';

vi.mock(import('../../../src/images/casual-photo.ts'), { spy: true });

describe('sample photos', () => {
  it('are a handful, with a name in every language', () => {
    const samples = samplePhotos();
    expect(samples.length).toBeGreaterThanOrEqual(4);
    expect(samples.length).toBeLessThanOrEqual(6);
    for (const { titles } of samples) {
      expect(titles.en).toMatch(/^[A-Z][a-z ]+$/);
      expect(titles.zh).toMatch(/^\p{Script=Han}+$/u);
      expect(titles.ru).toMatch(/^[А-Я][а-я ]+$/);
      for (const language of LANGUAGES) expect(titles[language].length).toBeLessThanOrEqual(20);
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
