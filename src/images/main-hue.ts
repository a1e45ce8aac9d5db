/** The main hue of a picture, for the simulator's colour variants. */
import sharp from 'sharp';
import { labOf } from './colour.ts';

const SIDE = 64;
const BINS = 72;

/** The hue angle in CIE LCh (whole degrees, a multiple of 5) around which a cut-out with alpha has most of its colour. */
export const mainHue = async (bytes: Uint8Array): Promise<number> => {
  const pixels = await sharp(bytes).resize(SIDE, SIDE, { fit: 'inside' }).ensureAlpha().raw().toBuffer();
  const bins = new Array<number>(BINS).fill(0);
  for (let offset = 0; offset < pixels.length; offset += 4) {
    const [r = 0, g = 0, b = 0, alpha = 0] = pixels.subarray(offset, offset + 4);
    const [, labA, labB] = labOf(r, g, b);
    const degrees = ((Math.atan2(labB, labA) * 180) / Math.PI + 360) % 360;
    const bin = Math.floor((degrees / 360) * BINS) % BINS;
    bins[bin] = (bins[bin] ?? 0) + Math.hypot(labA, labB) * (alpha / 255);
  }
  const around = (bin: number) =>
    [-3, -2, -1, 0, 1, 2, 3].reduce((sum, step) => sum + (bins[(bin + step + BINS) % BINS] ?? 0), 0);
  const weights = bins.map((_, bin) => around(bin));
  return weights.indexOf(Math.max(...weights)) * (360 / BINS);
};
