/** Outlines: which edits are seen through, and what is no copy. */
import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { samplePhoto } from '../../src/backends/simulator/samples.ts';
import { isEditedCopy, readOutline } from '../../src/images/outline.ts';
import { scene } from './sample-pictures.ts';

const photo = async (): Promise<Sharp> =>
  sharp(await samplePhoto('teddy-bear'))
    .flatten({ background: '#fff' })
    .resize(600, 600, { fit: 'contain', background: '#e8e4dc' });

const outline = async (picture: Sharp) => readOutline(await picture.jpeg({ quality: 85 }).toBuffer());

const words = (side: number): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}">
    <text x="30" y="${side - 30}" font-size="36" fill="#fff" fill-opacity="0.7">www.example-shop.com</text></svg>`);

const onScreen = async (picture: Sharp): Promise<Sharp> =>
  sharp({ create: { width: 700, height: 1400, channels: 3, background: '#0b0b0d' } }).composite([
    { input: await picture.resize(700).png().toBuffer(), gravity: 'centre' },
  ]);

const flat = async (picture: Sharp): Promise<Sharp> => sharp(await picture.png().toBuffer());

describe('an edited copy', () => {
  it.each([
    ['brighter', (picture: Sharp) => picture.linear(1.1, 0)],
    ['darker', (picture: Sharp) => picture.linear(0.9, 0)],
    ['marked', (picture: Sharp) => picture.composite([{ input: words(600) }])],
    ['cut', (picture: Sharp) => picture.extract({ left: 0, top: 30, width: 570, height: 570 })],
    [
      'framed',
      (picture: Sharp) => picture.extend({ top: 30, bottom: 30, left: 30, right: 30, background: '#fff' }),
    ],
    ['on a phone', onScreen],
  ])('is told when it is %s', async (_, edit) => {
    const original = await flat(await photo());
    const copy = await flat(await edit(original.clone()));
    expect(isEditedCopy(await outline(copy), await outline(original))).toBe(true);
  });

  it('has the same colours', async () => {
    const original = await flat(await photo());
    const other = await flat(original.clone().modulate({ hue: 90 }));
    expect(isEditedCopy(await outline(other), await outline(original))).toBe(false);
  });

  it('shows the same thing', async () => {
    expect(isEditedCopy(await outline(await photo()), await outline(scene(600, 600)))).toBe(false);
  });

  it('is not told from bytes that are no outline', async () => {
    const own = await outline(await photo());
    expect(isEditedCopy(own, new Uint8Array())).toBe(false);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4_000 }), (bytes) => isEditedCopy(own, bytes) === false),
    );
  });

  it('is asked of pictures only', async () => {
    await expect(readOutline(Buffer.from('no picture'))).rejects.toMatchObject({ code: 'photo-broken' });
  });
});
