/** Takes the colour of the light out of a picture, where a light ground shows it. */
import { outerFrame, type Raster } from './product-box.ts';

/** A ground that is darker or more coloured than this was most likely meant to be so. */
const LIGHT = 190;
const COLOURLESS = 45;
/** Share of the frame that must have one colour. */
const FLAT_SHARE = 0.5;

/** The raster with its light, nearly colourless flat ground as white: product photos are taken on white, whatever the lamp. Any other as it is. */
export const inDaylight = (raster: Raster): Raster => {
  const { ground, flat } = outerFrame(raster);
  const darkest = Math.min(...ground);
  if (flat < FLAT_SHARE || darkest < LIGHT || Math.max(...ground) - darkest > COLOURLESS) return raster;
  const tables = ground.map((white) =>
    Uint8Array.from({ length: 256 }, (_, value) => Math.min(255, Math.round((value * 255) / white))),
  );
  const { pixels: lit } = raster;
  const pixels = new Uint8Array(lit.length);
  for (const [channel, table] of tables.entries())
    for (let at = channel; at < pixels.length; at += 3) pixels[at] = table[lit[at] as number] as number;
  return { ...raster, pixels };
};
