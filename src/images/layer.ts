/** Small drawings with transparent parts, and how they are laid onto a picture: the numbers, frames and prices of contact sheets. */
import sharp from 'sharp';
import { decoding } from './decode.ts';
import type { Pixels } from './pixels.ts';

/** A stretch of a row in which something is to be seen: `from` and `to` (exclusive) count the layer's pixels from its first row on. */
type Stretch = { readonly from: number; readonly to: number };

/** RGBA pixels, four bytes each, not premultiplied, and all that is to be seen of them: most of a frame is transparent. */
export type Layer = { readonly data: Buffer; readonly width: number; readonly stretches: readonly Stretch[] };

/** A drawing in SVG, `width` x `height` pixels large. */
export type Drawing = { readonly body: string; readonly width: number; readonly height: number };

const stretchesOf = (data: Buffer, width: number): Stretch[] => {
  const stretches: Stretch[] = [];
  const count = data.length / 4;
  let from = -1;
  for (let at = 0; at <= count; at += 1) {
    const isSeen = at < count && data[at * 4 + 3] !== 0;
    if (from >= 0 && (!isSeen || at % width === 0)) {
      stretches.push({ from, to: at });
      from = -1;
    }
    if (isSeen && from < 0) from = at;
  }
  return stretches;
};

/** The drawing as pixels. */
export const rasterise = async ({ body, width, height }: Drawing): Promise<Layer> => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${body}</svg>`;
  const drawn = sharp(Buffer.from(svg)).ensureAlpha().raw();
  const data = await decoding(() => drawn.toBuffer());
  return { data, width, stretches: stretchesOf(data, width) };
};

/** Lays the layer onto the canvas with its left upper corner at `x`, `y`. It must not reach over the canvas's edges. */
export const lay = (canvas: Pixels, layer: Layer, x: number, y: number): void => {
  const { data: below } = canvas;
  const { data: above, width, stretches } = layer;
  for (const { from: first, to: end } of stretches) {
    let to = ((y + Math.floor(first / width)) * canvas.width + x + (first % width)) * 3;
    for (let from = first * 4; from < end * 4; from += 4, to += 3) {
      const opacity = above[from + 3] as number;
      const rest = 255 - opacity;
      for (let band = 0; band < 3; band += 1)
        below[to + band] =
          ((above[from + band] as number) * opacity + (below[to + band] as number) * rest + 127) / 255;
    }
  }
};
