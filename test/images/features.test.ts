/** What pictures look like as numbers: stable against what messengers do, sensitive to shape and colour. */
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { unpackFeatures, VIEW_LENGTH } from '../../src/images/feature-parts.ts';
import {
  comparer,
  describePicture,
  describePixels,
  describeProduct,
  matchOf,
  similarity,
} from '../../src/images/features.ts';
import { pixelsOf } from '../../src/images/pixels.ts';
import { TEMPLATE_LENGTH } from '../../src/images/template.ts';

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

const alike = async (photo: Buffer | Promise<Buffer>, picture: Buffer | Promise<Buffer>): Promise<number> =>
  similarity((await describeProduct(await photo)).features, await describePicture(await picture));

const mugOf = async (side: number): Promise<Buffer> =>
  sharp(await mug('#c22f2f'))
    .resize(side, side)
    .png()
    .toBuffer();

const seenOf = async (picture: Buffer): Promise<Float32Array> => {
  const { data, width, height } = await pixelsOf(picture);
  return describePixels({ pixels: data, width, height });
};

describe('describePixels', () => {
  it.each([320, 200, 900])(
    'sees of the pixels what is seen of the bytes of a picture of %i px',
    async (side) => {
      const picture = await mugOf(side);
      expect(await seenOf(picture)).toEqual(await describePicture(picture));
    },
  );

  it('sees the same product in a thumbnail as in the picture that it is of', async () => {
    const { features } = await describeProduct(await mugOf(900));
    expect(matchOf(similarity(features, await seenOf(await mugOf(310)))).level).toBe('same');
    expect(matchOf(similarity(features, await seenOf(await star('#2f52c2')))).level).not.toBe('same');
  });
});

describe('describePicture', () => {
  it('gives whole views of non-negative numbers', async () => {
    const { features } = await describeProduct(await mug('#c22f2f'));
    const { views, templates, scene } = unpackFeatures(features);
    expect(views.length % VIEW_LENGTH).toBe(0);
    expect(views.length).toBeGreaterThan(0);
    expect(templates.length % TEMPLATE_LENGTH).toBe(0);
    expect(templates.length).toBeGreaterThan(0);
    expect(scene.length).toBeGreaterThan(0);
    expect(features.every((value) => value >= 0 && value <= 1)).toBe(true);
  });

  it("gives a seller's picture a scene only where no flat ground shows the thing", async () => {
    const plain = unpackFeatures(await describePicture(await mug('#c22f2f')));
    expect(plain).toMatchObject({ scene: [], isOnGround: true });
    const stripes = Array.from(
      { length: 12 },
      (_, at) => `<rect x="${at * 40}" width="20" height="480" fill="#355"/>`,
    );
    const full = unpackFeatures(await describePicture(await draw(stripes.join(''))));
    expect(full.isOnGround).toBe(false);
    expect(full.scene.length).toBeGreaterThan(0);
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
  it('is 1 for the same picture, and much the same both ways', async () => {
    const [red, blue] = [
      await describePicture(await mug('#c22f2f')),
      await describePicture(await star('#2f52c2')),
    ];
    expect(similarity(red, red)).toBeCloseTo(1, 4);
    expect(similarity(red, blue)).toBeCloseTo(similarity(blue, red), 1);
    expect(comparer(red)(blue)).toBe(similarity(red, blue));
  });

  it('survives JPEG, another size, another background and a mirror', async () => {
    const photo = await mug('#c22f2f');
    expect(await alike(photo, sharp(photo).jpeg({ quality: 40 }).toBuffer())).toBeGreaterThan(0.95);
    expect(await alike(photo, sharp(photo).resize(200).jpeg().toBuffer())).toBeGreaterThan(0.9);
    expect(await alike(photo, mug('#c22f2f', '#e8eef2'))).toBeGreaterThan(0.9);
    expect(await alike(photo, sharp(photo).flop().toBuffer())).toBeGreaterThan(0.95);
  });

  it('finds the product as a part of a larger photo, also mirrored', async () => {
    const stripes = Array.from({ length: 24 }, (_, at) => {
      const colour = ['#3a6b35', '#8a5a2b', '#5b6f8f', '#c9b458'][at % 4];
      return `<circle cx="${(at * 137) % 480}" cy="${(at * 211) % 480}" r="${30 + (at % 5) * 12}" fill="${colour}"/>`;
    });
    const clutter = sharp(await draw(stripes.join('')));
    const pasted = async (picture: Buffer) =>
      clutter
        .clone()
        .composite([{ input: await sharp(picture).resize(330).png().toBuffer(), left: 120, top: 40 }])
        .jpeg({ quality: 75 })
        .toBuffer();
    const photo = await pasted(await mug('#c22f2f'));
    const right = await alike(photo, mug('#c22f2f'));
    expect(right).toBeGreaterThan(0.72);
    expect(
      await alike(
        photo,
        sharp(await mug('#c22f2f'))
          .flop()
          .toBuffer(),
      ),
    ).toBeGreaterThan(0.72);
    expect(await alike(photo, star('#c22f2f'))).toBeLessThan(right - 0.2);
  });

  it('turns pictures upright before it looks', async () => {
    const photo = await mug('#c22f2f');
    const lying = await sharp(photo).rotate(-90).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await alike(photo, lying)).toBeGreaterThan(0.95);
  });

  it('knows a photo again that was held askew in yellowish light', async () => {
    const photo = await mug('#c22f2f');
    const askew = sharp(photo).rotate(11, { background: '#ffffff' }).linear([1, 0.97, 0.9], [0, 0, 0]);
    const score = await alike(await askew.jpeg({ quality: 70 }).toBuffer(), photo);
    expect(matchOf(score).level).toBe('same');
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
    [0.78, 'similar'],
    [0.779, 'maybe'],
    [0, 'maybe'],
  ] as const)('calls %d %s', (score, level) => {
    expect(matchOf(score)).toEqual({ score, level });
  });
});
