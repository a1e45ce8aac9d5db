/** What pictures look like as numbers: stable against what messengers do, sensitive to shape and colour. */
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  comparer,
  describePicture,
  describeProduct,
  matchOf,
  similarity,
  VIEW_LENGTH,
} from '../../src/images/features.ts';

const SIZE = 480;

const draw = (body: string, ground = '#ffffff'): Promise<Buffer> => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}">
    <rect width="${SIZE}" height="${SIZE}" fill="${ground}"/>${body}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
};

const mug = (colour: string, ground = '#ffffff'): Promise<Buffer> =>
  draw(
    `<rect x="120" y="120" width="190" height="240" rx="24" fill="${colour}"/>
     <ellipse cx="330" cy="230" rx="56" ry="70" fill="none" stroke="${colour}" stroke-width="26"/>
     <rect x="120" y="140" width="190" height="26" fill="#f4d35e"/>`,
    ground,
  );
const star = (colour: string): Promise<Buffer> =>
  draw(
    `<path d="M240 60 L290 190 L430 200 L320 290 L360 430 L240 350 L120 430 L160 290 L50 200 L190 190 Z" fill="${colour}"/>`,
  );

const alike = async (a: Buffer | Promise<Buffer>, b: Buffer | Promise<Buffer>): Promise<number> =>
  similarity(await describePicture(await a), await describePicture(await b));

describe('describePicture', () => {
  it('gives whole views of non-negative numbers', async () => {
    const features = await describePicture(await mug('#c22f2f'));
    expect(features.length % VIEW_LENGTH).toBe(0);
    expect(features.length).toBeGreaterThan(0);
    expect(features.every((value) => value >= 0 && value <= 1)).toBe(true);
  });

  it('gives the same numbers for the same bytes', async () => {
    expect(await describePicture(await mug('#c22f2f'))).toEqual(await describePicture(await mug('#c22f2f')));
  });

  it.each([
    ['no picture', Buffer.from('hello')],
    ['nothing', Buffer.alloc(0)],
  ])('rejects %s', async (_, bytes) => {
    await expect(describePicture(bytes)).rejects.toMatchObject({ name: 'TusouError', code: 'photo-broken' });
  });

  it('describes blank and tiny pictures without a stumble', async () => {
    const blank = await describePicture(await draw(''));
    expect(blank.every(Number.isFinite)).toBe(true);
    const dot = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#123456' } })
      .png()
      .toBuffer();
    expect((await describePicture(dot)).every(Number.isFinite)).toBe(true);
    const line = await sharp({ create: { width: 900, height: 2, channels: 3, background: '#123456' } })
      .png()
      .toBuffer();
    expect((await describePicture(line)).every(Number.isFinite)).toBe(true);
  });

  it('finds the product inside its surroundings', async () => {
    const { box } = await describeProduct(await mug('#c22f2f'));
    expect(box.left).toBeCloseTo(120 / SIZE, 1);
    expect(box.top).toBeCloseTo(120 / SIZE, 1);
    expect(box.right).toBeCloseTo(399 / SIZE, 1);
    expect(box.bottom).toBeCloseTo(360 / SIZE, 1);
  });
});

describe('similarity', () => {
  it('is 1 for the same picture, and the same both ways', async () => {
    const [red, blue] = [
      await describePicture(await mug('#c22f2f')),
      await describePicture(await star('#2f52c2')),
    ];
    expect(similarity(red, red)).toBeCloseTo(1, 4);
    expect(similarity(red, blue)).toBeCloseTo(similarity(blue, red), 4);
    expect(comparer(red)(blue)).toBe(similarity(red, blue));
  });

  it('survives JPEG, another size, another background and a mirror', async () => {
    const photo = await mug('#c22f2f');
    expect(await alike(photo, sharp(photo).jpeg({ quality: 40 }).toBuffer())).toBeGreaterThan(0.95);
    expect(await alike(photo, sharp(photo).resize(200).jpeg().toBuffer())).toBeGreaterThan(0.9);
    expect(await alike(photo, mug('#c22f2f', '#e8eef2'))).toBeGreaterThan(0.9);
    expect(await alike(photo, sharp(photo).flop().toBuffer())).toBeGreaterThan(0.95);
  });

  it('turns pictures upright before it looks', async () => {
    const photo = await mug('#c22f2f');
    const lying = await sharp(photo).rotate(-90).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await alike(photo, lying)).toBeGreaterThan(0.95);
  });

  it('tells colours apart, and shapes still more', async () => {
    const red = await mug('#c22f2f');
    const otherColour = await alike(red, mug('#2f52c2'));
    const otherShape = await alike(red, star('#2f52c2'));
    expect(otherColour).toBeLessThan(0.82);
    expect(otherShape).toBeLessThan(otherColour);
  });
});

describe('matchOf', () => {
  it.each([
    [1, 'same'],
    [0.86, 'same'],
    [0.859, 'similar'],
    [0.72, 'similar'],
    [0.719, 'maybe'],
    [0, 'maybe'],
  ] as const)('calls %d %s', (score, level) => {
    expect(matchOf(score)).toEqual({ score, level });
  });
});
