/** Brings a picture, or a part of it, onto a square by exact area average: fingerprints and outlines are made of such squares. */
import type { Box, Raster } from './product-box.ts';

/** What each cell covers of a row or column: whole pixels `from` to `to`, and shares of the pixels before and after them. */
type Spans = {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly before: Float64Array;
  readonly after: Float64Array;
};

const spansOf = (first: number, length: number, side: number): Spans => {
  const spans: Spans = {
    from: new Int32Array(side),
    to: new Int32Array(side),
    before: new Float64Array(side),
    after: new Float64Array(side),
  };
  for (let cell = 0; cell < side; cell += 1) {
    const [start, end] = [first + (cell * length) / side, first + ((cell + 1) * length) / side];
    const [from, to] = [Math.ceil(start), Math.floor(end)];
    // A part narrower than the square: the whole cell lies inside one pixel.
    const isInside = from > to;
    spans.from[cell] = isInside ? to : from;
    spans.to[cell] = to;
    spans.before[cell] = isInside ? 0 : from - start;
    spans.after[cell] = isInside ? end - start : end - to;
  }
  return spans;
};

type Target = { readonly columns: Spans; readonly sums: Float64Array };

/** Adds the row that begins at this offset to `sums`, so many times `weight`. Runs for every row of every photo, hence the plain loops. */
const addRow = (pixels: Uint8Array, row: number, weight: number, { columns, sums }: Target): void => {
  const { from, to, before, after } = columns;
  for (let cell = 0, at = 0; cell < from.length; cell += 1, at += 3) {
    let offset = row + (from[cell] as number) * 3;
    const end = row + (to[cell] as number) * 3;
    const head = before[cell] as number;
    const tail = after[cell] as number;
    const start = offset;
    // Kept whole numbers, which are added faster; the parts of pixels come after them.
    let reds = 0;
    let greens = 0;
    let blues = 0;
    for (; offset < end; offset += 3) {
      reds = (reds + (pixels[offset] as number)) | 0;
      greens = (greens + (pixels[offset + 1] as number)) | 0;
      blues = (blues + (pixels[offset + 2] as number)) | 0;
    }
    let red = reds;
    let green = greens;
    let blue = blues;
    if (head > 0) {
      red += head * (pixels[start - 3] as number);
      green += head * (pixels[start - 2] as number);
      blue += head * (pixels[start - 1] as number);
    }
    if (tail > 0 && end + 2 < pixels.length) {
      red += tail * (pixels[end] as number);
      green += tail * (pixels[end + 1] as number);
      blue += tail * (pixels[end + 2] as number);
    }
    sums[at] = (sums[at] as number) + weight * red;
    sums[at + 1] = (sums[at + 1] as number) + weight * green;
    sums[at + 2] = (sums[at + 2] as number) + weight * blue;
  }
};

/** Adds a row of totals. A function of its own: one that takes bytes and totals alike is many times slower for both. */
const addTotals = (totals: Int32Array, { columns, sums }: Target): void => {
  const { from, to, before, after } = columns;
  for (let cell = 0; cell < from.length; cell += 1)
    for (let channel = 0; channel < 3; channel += 1) {
      const start = (from[cell] as number) * 3 + channel;
      const end = (to[cell] as number) * 3 + channel;
      const head = before[cell] as number;
      const tail = after[cell] as number;
      let sum = 0;
      for (let at = start; at < end; at += 3) sum += totals[at] as number;
      if (head > 0) sum += head * (totals[start - 3] as number);
      if (tail > 0 && end < totals.length) sum += tail * (totals[end] as number);
      sums[cell * 3 + channel] = (sums[cell * 3 + channel] as number) + sum;
    }
};

/** The sums of whole rows, byte by byte. Two bytes of a word are added at once, each in its own half; 257 of them fit there. */
type Totals = { readonly even: Int32Array; readonly odd: Int32Array; readonly bytes: Int32Array };

const MOST_ROWS = 256;
const PAIR = 0x00ff00ff;

/** Sums up `count` rows of words (at most `MOST_ROWS`) from this offset on. Four rows at a time, so that a sum is read and written a fourth as often. */
const totalRows = (words: Int32Array, first: number, count: number, { even, odd, bytes }: Totals): void => {
  const { length } = even;
  const end = first + count * length;
  even.fill(0);
  odd.fill(0);
  let row = first;
  for (; row + 4 * length <= end; row += 4 * length)
    for (let at = 0, one = row; at < length; at += 1, one += 1) {
      const a = words[one] as number;
      const b = words[one + length] as number;
      const c = words[one + 2 * length] as number;
      const d = words[one + 3 * length] as number;
      even[at] = ((even[at] as number) + (a & PAIR) + (b & PAIR) + (c & PAIR) + (d & PAIR)) | 0;
      odd[at] =
        ((odd[at] as number) +
          ((a >>> 8) & PAIR) +
          ((b >>> 8) & PAIR) +
          ((c >>> 8) & PAIR) +
          ((d >>> 8) & PAIR)) |
        0;
    }
  for (; row < end; row += length)
    for (let at = 0; at < length; at += 1) {
      const word = words[row + at] as number;
      even[at] = ((even[at] as number) + (word & PAIR)) | 0;
      odd[at] = ((odd[at] as number) + ((word >>> 8) & PAIR)) | 0;
    }
  for (let at = 0; at < length; at += 1) {
    const evens = even[at] as number;
    const odds = odd[at] as number;
    bytes[4 * at] = evens & 0xffff;
    bytes[4 * at + 1] = odds & 0xffff;
    bytes[4 * at + 2] = evens >>> 16;
    bytes[4 * at + 3] = odds >>> 16;
  }
};

/** Adds whole rows `from` to `to` (outside). */
type AddRows = (from: number, to: number, target: Target) => void;

const oneByOne =
  ({ pixels, width }: Raster): AddRows =>
  (from, to, target) => {
    for (let y = from; y < to; y += 1) addRow(pixels, y * width * 3, 1, target);
  };

/** The same in a third of the time, for rasters whose rows are whole words.  */
const byWords = ({ pixels, width, height }: Raster): AddRows => {
  const length = (width * 3) / 4;
  const words = new Int32Array(pixels.buffer, pixels.byteOffset, length * height);
  const totals: Totals = {
    even: new Int32Array(length),
    odd: new Int32Array(length),
    bytes: new Int32Array(width * 3),
  };
  return (from, to, target) => {
    for (let y = from; y < to; y += MOST_ROWS) {
      totalRows(words, y * length, Math.min(MOST_ROWS, to - y), totals);
      addTotals(totals.bytes, target);
    }
  };
};

const IS_LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** Words pay where the part is as broad as the picture and a cell has some rows. */
const rowsOf = (raster: Raster, side: number, box: Box): AddRows => {
  const { pixels, width } = raster;
  const isWhole = box.right - box.left === width && box.bottom - box.top >= 4 * side;
  const hasWords = (width * 3) % 4 === 0 && pixels.byteOffset % 4 === 0;
  return IS_LITTLE_ENDIAN && isWhole && hasWords ? byWords(raster) : oneByOne(raster);
};

/** The part stretched onto `side` x `side`, as red, green, blue from 0 to 255, row by row. `box` is the whole picture by default. */
export const squareAverage = (
  raster: Raster,
  side: number,
  box: Box = { left: 0, top: 0, right: raster.width, bottom: raster.height },
): Float32Array => {
  const { pixels, width, height } = raster;
  const [across, down] = [box.right - box.left, box.bottom - box.top];
  const sums = new Float64Array(side * 3);
  const target = { columns: spansOf(box.left, across, side), sums };
  const rows = spansOf(box.top, down, side);
  const addRows = rowsOf(raster, side, box);
  const square = new Float32Array(side * side * 3);
  const scale = side ** 2 / (across * down);
  const stride = width * 3;
  for (let cell = 0; cell < side; cell += 1) {
    sums.fill(0);
    const [from, to] = [rows.from[cell] as number, rows.to[cell] as number];
    const [before, after] = [rows.before[cell] as number, rows.after[cell] as number];
    if (before > 0) addRow(pixels, (from - 1) * stride, before, target);
    addRows(from, to, target);
    if (after > 0 && to < height) addRow(pixels, to * stride, after, target);
    for (let at = 0; at < sums.length; at += 1)
      square[cell * sums.length + at] = (sums[at] as number) * scale;
  }
  return square;
};
