/** Fingerprints: what survives compression, what tells photos and colours apart, and that no bytes of a store do harm. */
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  fingerprintOf,
  hammingDistance,
  packFingerprint,
  unpackFingerprint,
} from '../../src/images/fingerprint.ts';
import { preparePhoto } from '../../src/images/photo.ts';
import { isSamePhoto } from '../../src/images/same-photo.ts';
import { madeUpPrint } from '../support/made-up-print.ts';
import { noise, scene } from './sample-pictures.ts';

const printOf = async (bytes: Uint8Array) => (await preparePhoto(bytes)).fingerprint;

/** A mug on white, of one colour. */
const mug = (colour: string, width = 900): Promise<Buffer> => {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="700"><rect width="900" height="700" fill="#fafafa"/>
    <rect x="250" y="180" width="300" height="360" rx="30" fill="${colour}"/><rect x="300" y="250" width="90" height="200" fill="#fff"/>
    <path d="M550 260 q160 100 0 200" stroke="${colour}" stroke-width="40" fill="none"/></svg>`;
  return sharp(Buffer.from(drawing)).resize(width).png().toBuffer();
};

describe('a photo', () => {
  it.each([
    ['compressed hard', (photo: Buffer) => sharp(photo).jpeg({ quality: 30 }).toBuffer()],
    ['made small', (photo: Buffer) => sharp(photo).resize(400).webp({ quality: 70 }).toBuffer()],
    [
      'turned, with a note how to turn it back',
      (photo: Buffer) => sharp(photo).rotate(90).withMetadata({ orientation: 8 }).jpeg().toBuffer(),
    ],
    ['with its ground left transparent', (photo: Buffer) => sharp(photo).unflatten().png().toBuffer()],
  ])('is the same one %s', async (_, copy) => {
    const photo = await mug('#b03030');
    expect(isSamePhoto(await printOf(photo), await printOf(await copy(photo)))).toBe(true);
  });

  it('in another colour is another one', async () => {
    const [red, blue, orange] = await Promise.all(
      ['#b03030', '#3048b0', '#b04a30'].map(async (colour) => printOf(await mug(colour))),
    );
    if (!red || !blue || !orange) return expect.fail();
    expect(hammingDistance(red.hash, orange.hash)).toBeLessThan(24);
    expect([isSamePhoto(red, blue), isSamePhoto(red, orange), isSamePhoto(blue, red)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('with its hue turned by 20 degrees is another one', async () => {
    const photo = await mug('#8a6a50');
    const turned = await sharp(photo).modulate({ hue: 20 }).toBuffer();
    expect(isSamePhoto(await printOf(photo), await printOf(turned))).toBe(false);
  });

  it('in grey and in black is two photos', async () => {
    expect(isSamePhoto(await printOf(await mug('#333')), await printOf(await mug('#777')))).toBe(false);
  });

  it('of something else is another one', async () => {
    expect(
      isSamePhoto(await printOf(await mug('#b03030')), await printOf(await scene(900, 700).png().toBuffer())),
    ).toBe(false);
  });

  it('may be of nothing, or of noise', async () => {
    const blank = fingerprintOf({ pixels: new Uint8Array(300 * 300 * 3).fill(255), width: 300, height: 300 });
    const noisy = fingerprintOf({ pixels: await noise(300, 300).raw().toBuffer(), width: 300, height: 300 });
    expect([isSamePhoto(blank, blank), isSamePhoto(noisy, noisy), isSamePhoto(blank, noisy)]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('a packed fingerprint', () => {
  it('is what it was', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const print = madeUpPrint(name);
        expect(unpackFingerprint(packFingerprint(print))).toEqual(print);
      }),
      { numRuns: 30 },
    );
  });

  it('is none when it is any other bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => unpackFingerprint(bytes) === null));
    const packed = packFingerprint(madeUpPrint('a photo'));
    expect(unpackFingerprint(packed.subarray(0, packed.length / 2))).toBeNull();
  });
});
