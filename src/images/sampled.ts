/** A decoded picture's brightness on a coarse grid of points, for questions about the picture as a whole. Costs a fraction of a millisecond. */

/** RGB pixels of a decoded picture, three bytes each, top row first. */
export type Pixels = { readonly data: Uint8Array; readonly width: number; readonly height: number };

/** Brightness from 0 to 255 at `width` x `height` evenly spread points. */
export type Samples = { readonly luma: Uint8Array; readonly width: number; readonly height: number };

/** Brightness of the pixel that begins at this byte (ITU-R BT.601). */
export const lumaAt = (data: Uint8Array, offset: number): number =>
  0.299 * (data[offset] as number) +
  0.587 * (data[offset + 1] as number) +
  0.114 * (data[offset + 2] as number);

/** Points on the longer side. */
const SIDE = 240;

/** Samples a picture; a small one as it is. */
export const sampled = ({ data, width, height }: Pixels): Samples => {
  const scale = Math.min(1, SIDE / Math.max(width, height));
  const columns = Math.max(1, Math.round(width * scale));
  const rows = Math.max(1, Math.round(height * scale));
  const luma = new Uint8Array(columns * rows);
  const offsets = new Int32Array(columns);
  for (let column = 0; column < columns; column += 1)
    offsets[column] = Math.floor(((column + 0.5) * width) / columns) * 3;
  for (let row = 0, at = 0; row < rows; row += 1) {
    const start = Math.floor(((row + 0.5) * height) / rows) * width * 3;
    for (let column = 0; column < columns; column += 1, at += 1)
      luma[at] = lumaAt(data, start + (offsets[column] as number));
  }
  return { luma, width: columns, height: rows };
};
