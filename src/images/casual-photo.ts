/** Pictures that look as if somebody had put a product on a table and photographed it: the samples of the playground. */
import sharp, { type Sharp } from 'sharp';
import { partOf, type ShotLook, type ShotSource, standOn } from './product-shot.ts';

/** Pixels on the long side: what a phone's picture is shrunk to by a messenger. */
const SIDE = 900;
/** How far the light falls off from corner to corner, and how coarse the table is, in steps of 255. */
const FALL_OFF = 26;
const GRAIN = 7;

/** A whole number for a place, the same each time. */
const noiseAt = (x: number, y: number): number => {
  const mixed = Math.imul(x * 374_761 + y * 668_265, 1_274_126_177);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32 - 0.5;
};

/** A table top of one colour, lit from the top left, with threads running across. */
const tableTop = (colour: readonly [number, number, number]): Sharp => {
  const pixels = new Uint8Array(SIDE * SIDE * 3);
  for (let y = 0; y < SIDE; y += 1)
    for (let x = 0; x < SIDE; x += 1) {
      const light = FALL_OFF * (0.5 - (x + y) / (2 * SIDE));
      const thread = GRAIN * (noiseAt(x >> 3, y) + noiseAt(x, y >> 4));
      for (const [channel, value] of colour.entries())
        pixels[(y * SIDE + x) * 3 + channel] = Math.max(0, Math.min(255, value + light + thread));
    }
  return sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } });
};

/**
 * A product as an amateur shows it: JPEG of `SIDE` pixels on the long side. Cut-outs lie on a table of the given colour; photos
 * are cut and lit a little differently. The same bytes each time.
 */
export const casualPhoto = async (
  source: ShotSource,
  look: ShotLook,
  table: readonly [number, number, number],
): Promise<Uint8Array> => {
  const scene =
    source.kind === 'photo'
      ? (await partOf(source, look)).resize(SIDE, SIDE, { fit: 'inside' })
      : await standOn(tableTop(table), SIDE, [source, look]);
  const seen = await scene.png({ compressionLevel: 1 }).toBuffer();
  return sharp(seen).blur(0.6).jpeg({ quality: 80 }).toBuffer();
};
