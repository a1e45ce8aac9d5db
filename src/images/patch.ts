/** A part of a picture brought to another size, and turned a little where that is asked for. */
import type { Raster } from './product-box.ts';

/** Red, green and blue from 0 to 255 for each pixel; `inside` is 0 where the part reaches beyond the picture. */
export type Patch = {
  readonly colours: Float32Array;
  readonly inside: Uint8Array;
  readonly width: number;
  readonly height: number;
};

/** Which part: its middle in pixels of the raster, how many of those make one pixel of the patch, and the turn in degrees. */
export type Framing = {
  readonly x: number;
  readonly y: number;
  readonly step: number;
  readonly turn: number;
  readonly width: number;
  readonly height: number;
};

/** Bytes at which samples of the patch's columns or rows fall on the picture: those of column `at` are the ones from `starts[at]` to `starts[at + 1]`. */
type Places = { readonly bytes: Int32Array; readonly starts: Int32Array };

/** The places of so many columns or rows, in steps of `size` bytes, without those that lie beyond the picture. */
const placesOf = (
  { middle, length, size }: { middle: number; length: number; size: number },
  count: number,
  { step, samples }: { step: number; samples: number },
): Places => {
  const bytes = new Int32Array(count * samples);
  const starts = new Int32Array(count + 1);
  let found = 0;
  for (let line = 0; line < count; line += 1) {
    for (let sample = 0; sample < samples; sample += 1) {
      const at = Math.floor(middle + step * (line + (sample + 0.5) / samples - count / 2));
      if (at < 0 || at >= length) continue;
      bytes[found] = at * size;
      found += 1;
    }
    starts[line + 1] = found;
  }
  return { bytes, starts };
};

/** Writes down a pixel that so many samples fell upon, whose reds, greens and blues are sums. */
const write = ({ colours, inside }: Patch, at: number, sums: Uint32Array, count: number): void => {
  for (let channel = 0; channel < 3; channel += 1)
    colours[at * 3 + channel] = (sums[channel] as number) / count;
  inside[at] = 1;
};

/** Of a part that is not turned all rows have the same columns. Most parts are such ones. */
const readUpright = (raster: Raster, { x, y, step }: Framing, samples: number, patch: Patch): void => {
  const { pixels } = raster;
  const columns = placesOf({ middle: x, length: raster.width, size: 3 }, patch.width, { step, samples });
  const rows = placesOf({ middle: y, length: raster.height, size: raster.width * 3 }, patch.height, {
    step,
    samples,
  });
  const { bytes: across, starts: lefts } = columns;
  const { bytes: down, starts: tops } = rows;
  const { colours, inside, width } = patch;
  for (let at = 0; at < inside.length; at += 1) {
    const column = at % width;
    const row = (at / width) | 0;
    const [left, right] = [lefts[column] as number, lefts[column + 1] as number];
    const [top, bottom] = [tops[row] as number, tops[row + 1] as number];
    const count = (right - left) * (bottom - top);
    if (count === 0) continue;
    let r = 0;
    let g = 0;
    let b = 0;
    for (let y = top; y < bottom; y += 1) {
      const start = down[y] as number;
      for (let x = left; x < right; x += 1) {
        const offset = start + (across[x] as number);
        r = (r + (pixels[offset] as number)) | 0;
        g = (g + (pixels[offset + 1] as number)) | 0;
        b = (b + (pixels[offset + 2] as number)) | 0;
      }
    }
    colours[at * 3] = r / count;
    colours[at * 3 + 1] = g / count;
    colours[at * 3 + 2] = b / count;
    inside[at] = 1;
  }
};

const readTurned = (raster: Raster, { x, y, step, turn }: Framing, samples: number, patch: Patch): void => {
  const cos = Math.cos((turn * Math.PI) / 180) * step;
  const sin = Math.sin((turn * Math.PI) / 180) * step;
  const { pixels } = raster;
  const { width, height } = patch;
  const sums = new Uint32Array(3);
  for (let at = 0; at < patch.inside.length; at += 1) {
    let [r, g, b, count] = [0, 0, 0, 0];
    for (let sample = 0; sample < samples * samples; sample += 1) {
      const right = (at % width) + ((sample % samples) + 0.5) / samples - width / 2;
      const down = Math.floor(at / width) + (Math.floor(sample / samples) + 0.5) / samples - height / 2;
      const column = Math.floor(x + cos * right - sin * down);
      const row = Math.floor(y + sin * right + cos * down);
      if (column < 0 || row < 0 || column >= raster.width || row >= raster.height) continue;
      const offset = (row * raster.width + column) * 3;
      r += pixels[offset] as number;
      g += pixels[offset + 1] as number;
      b += pixels[offset + 2] as number;
      count += 1;
    }
    if (count === 0) continue;
    sums[0] = r;
    sums[1] = g;
    sums[2] = b;
    write(patch, at, sums, count);
  }
};

/** Reads the patch by averaging as many samples a pixel as there are pixels under it. */
export const patchOf = (raster: Raster, framing: Framing): Patch => {
  const { step, turn, width, height } = framing;
  const samples = Math.max(1, Math.round(step));
  const colours = new Float32Array(width * height * 3);
  const patch = { colours, inside: new Uint8Array(width * height), width, height };
  (turn === 0 ? readUpright : readTurned)(raster, framing, samples, patch);
  return patch;
};
