/** Takes the colour of the light out of a picture, where a light ground shows it. */
import { outerFrame, type Raster, type Rgb } from './product-box.ts';

/** A ground that is darker or more coloured than this was most likely meant to be so. */
const LIGHT = 190;
const COLOURLESS = 45;
/** Share of the frame that must have one colour. */
const FLAT_SHARE = 0.5;

/** What each value of a channel becomes when `white` becomes white. */
const tableFor = (white: number): Uint8Array =>
  Uint8Array.from({ length: 256 }, (_, value) => Math.min(255, Math.round((value * 255) / white)));

/** The pixels in another light. By itself, since together with what comes before it would be compiled anew for each picture. */
const relit = (lit: Uint8Array, [first, second, third]: Rgb): Uint8Array => {
  const [red, green, blue] = [tableFor(first), tableFor(second), tableFor(third)];
  const pixels = new Uint8Array(lit.length);
  for (let at = 0; at < pixels.length; at += 3) {
    pixels[at] = red[lit[at] as number] as number;
    pixels[at + 1] = green[lit[at + 1] as number] as number;
    pixels[at + 2] = blue[lit[at + 2] as number] as number;
  }
  return pixels;
};

/** The raster with its light, nearly colourless flat ground as white: product photos are taken on white, whatever the lamp. Any other as it is. */
export const inDaylight = (raster: Raster): Raster => {
  const { ground, flat } = outerFrame(raster);
  const darkest = Math.min(...ground);
  if (flat < FLAT_SHARE || darkest < LIGHT || Math.max(...ground) - darkest > COLOURLESS) return raster;
  // Most grounds are white as they are: then every pixel would stay what it is.
  if (darkest === 255) return raster;
  return { pixels: relit(raster.pixels, ground), width: raster.width, height: raster.height };
};
