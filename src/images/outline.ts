/**
 * Outlines: whether one photo is an edited copy of another: brighter, marked, cut, framed, or shown on a phone's screen. Two outlines
 * are laid over each other as well as it goes and then compared. Good for a hint, never for an answer: see docs/decisions/0011-fingerprint.md.
 */
import { align, between, eachPlaced, type Placement, type Plane, UNMOVED } from './align.ts';
import { asBroken, decoding, openPicture } from './decode.ts';
import { picturesInside, type Raster } from './product-box.ts';
import { squareAverage } from './square-average.ts';

/** Long side of the raster that is looked at. */
const RASTER_SIDE = 320;
/** Cells on a side of one view. */
const VIEW_SIDE = 32;
const CELLS = VIEW_SIDE ** 2;
/** Bytes of one view: brightness, then the two colour planes. */
const VIEW_BYTES = CELLS * 3;
/** The whole, the picture in a frame, the product in the picture, and two more. */
const MOST_VIEWS = 5;

/** Views of the whole picture and of what is inside its frames, one after the other. Up to 15 kB. */
export type Outline = Uint8Array;

const viewOf = (square: Float32Array): Uint8Array => {
  const view = new Uint8ClampedArray(VIEW_BYTES);
  for (let cell = 0; cell < CELLS; cell += 1) {
    const red = square[cell * 3] as number;
    const blue = square[cell * 3 + 2] as number;
    const bright = 0.299 * red + 0.587 * (square[cell * 3 + 1] as number) + 0.114 * blue;
    view[cell] = bright;
    view[CELLS + cell] = 128 + 0.564 * (blue - bright);
    view[2 * CELLS + cell] = 128 + 0.713 * (red - bright);
  }
  return new Uint8Array(view.buffer);
};

/** The outline of a decoded picture. */
export const outlineOf = (raster: Raster): Outline => {
  const boxes = picturesInside(raster).slice(0, MOST_VIEWS);
  const outline = new Uint8Array(boxes.length * VIEW_BYTES);
  for (const [at, box] of boxes.entries())
    outline.set(viewOf(squareAverage(raster, VIEW_SIDE, box)), at * VIEW_BYTES);
  return outline;
};

/** The outline of an upload, or of any picture that `openPicture` reads. Rejects with `photo-broken`. */
export const readOutline = async (picture: Uint8Array): Promise<Outline> => {
  try {
    const small = openPicture(picture).resize(RASTER_SIDE, RASTER_SIDE, { fit: 'inside' });
    const { data, info } = await decoding(() => small.raw().toBuffer({ resolveWithObject: true }));
    return outlineOf({ pixels: data, width: info.width, height: info.height });
  } catch (error) {
    throw asBroken(error);
  }
};

type View = { readonly bytes: Uint8Array; readonly luma: Plane; readonly coarse: Plane };

const coarseOf = (luma: Uint8Array): Plane => {
  const side = VIEW_SIDE / 2;
  const values = new Float32Array(side * side);
  for (let cell = 0; cell < CELLS; cell += 1) {
    const at = (cell >> 6) * side + ((cell & (VIEW_SIDE - 1)) >> 1);
    values[at] = (values[at] as number) + (luma[cell] as number) / 4;
  }
  return { values, side };
};

const viewsOf = (outline: Outline): View[] =>
  Array.from({ length: Math.floor(outline.length / VIEW_BYTES) }, (_, at) => {
    const bytes = outline.subarray(at * VIEW_BYTES, (at + 1) * VIEW_BYTES);
    const values = bytes.subarray(0, CELLS);
    return { bytes, luma: { values, side: VIEW_SIDE }, coarse: coarseOf(values) };
  });

/** Pearson's correlation of pairs. */
const correlationOf = (here: ArrayLike<number>, there: ArrayLike<number>): number => {
  const count = here.length;
  let [sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0];
  for (let at = 0; at < count; at += 1) {
    const [a, b] = [here[at] as number, there[at] as number];
    sumA += a;
    sumB += b;
    sumAA += a * a;
    sumBB += b * b;
    sumAB += a * b;
  }
  const spread = (sumAA - sumA ** 2 / count) * (sumBB - sumB ** 2 / count);
  return spread > 0 ? (sumAB - (sumA * sumB) / count) / Math.sqrt(spread) : 0;
};

/** How far two views agree where they lie over each other. Differences are of 0 to 255. */
type Agreement = {
  /** Of brightness, from -1 to 1. */
  readonly correlation: number;
  /** The share of the view that lies inside the other one. */
  readonly overlap: number;
  /** By how much the light was changed. */
  readonly gain: number;
  /** Differences of brightness and of colour that 90 % of the cells stay below. */
  readonly luma: number;
  readonly chroma: number;
  /** The same for 97 % of the cells: a part in another colour is small. */
  readonly oddChroma: number;
};

type Pairs = {
  readonly here: number[];
  readonly there: number[];
  readonly chroma: number[];
};

const pairsOf = (here: View, there: View, placement: Placement): Pairs => {
  const pairs: Pairs = { here: [], there: [], chroma: [] };
  const plane = (at: number): Plane => ({ values: there.bytes.subarray(at * CELLS), side: VIEW_SIDE });
  const [blue, red] = [plane(1), plane(2)];
  eachPlaced(placement, { side: VIEW_SIDE, rim: 0 }, (cell, column, row) => {
    pairs.here.push(here.bytes[cell] as number);
    pairs.there.push(between(there.luma, column, row));
    const cb = (here.bytes[CELLS + cell] as number) - between(blue, column, row);
    const cr = (here.bytes[2 * CELLS + cell] as number) - between(red, column, row);
    pairs.chroma.push(Math.hypot(cb, cr));
  });
  return pairs;
};

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

/** Cells darker or lighter than this say nothing about a change of light: black stays black, and white is cut off. */
const DARKEST = 16;
const LIGHTEST = 250;

/** By how much every cell became lighter. A mere change of contrast, as between a black and a grey shirt, has none that fits. */
const gainOf = ({ here, there }: Pairs): number => {
  const ratios = here.flatMap((value, at) => {
    const other = there[at] as number;
    return other > DARKEST && other < LIGHTEST && value > DARKEST && value < LIGHTEST ? [value / other] : [];
  });
  return ratios.length < here.length * 0.05 ? 1 : quantile(ratios, 0.5);
};

const agreementOf = (here: View, there: View, placement: Placement): Agreement => {
  const pairs = pairsOf(here, there, placement);
  const gain = gainOf(pairs);
  const differences = (scale: number, shift: number): number[] =>
    pairs.here.map((value, at) =>
      Math.abs(value - Math.max(0, Math.min(255, scale * (pairs.there[at] as number) + shift))),
    );
  const shift = quantile(
    pairs.here.map((value, at) => value - (pairs.there[at] as number)),
    0.5,
  );
  return {
    correlation: correlationOf(pairs.here, pairs.there),
    overlap: pairs.here.length / CELLS,
    gain,
    // Some programs make a picture lighter by a factor, some by a step.
    luma: Math.min(quantile(differences(gain, 0), 0.9), quantile(differences(1, shift), 0.9)),
    chroma: quantile(pairs.chroma, 0.9),
    oddChroma: quantile(pairs.chroma, 0.97),
  };
};

/** Views that agree less than this as they are, or than that after the first placement, are not worth placing well. */
const PROMISING = 0.45;
const WELL_PLACED = 0.8;

const place = (here: View, there: View): Placement | null => {
  if (correlationOf(here.coarse.values, there.coarse.values) < PROMISING) return null;
  const placement = align(here.coarse, there.coarse, UNMOVED, 8);
  if (!placement) return null;
  const [mine, its] = [[] as number[], [] as number[]];
  eachPlaced(placement, { side: here.coarse.side, rim: 0 }, (cell, column, row) => {
    mine.push(here.coarse.values[cell] as number);
    its.push(between(there.coarse, column, row));
  });
  return correlationOf(mine, its) < WELL_PLACED ? null : align(here.luma, there.luma, placement, 10);
};

/** How far the views of two outlines agree that agree best; null when none comes near. */
export const agreementBetween = (a: Outline, b: Outline): Agreement | null => {
  let best: Agreement | null = null;
  const others = viewsOf(b);
  for (const here of viewsOf(a))
    for (const there of others) {
      const placement = place(here, there);
      const agreement = placement && agreementOf(here, there, placement);
      if (agreement && (!best || badnessOf(agreement) < badnessOf(best))) best = agreement;
    }
  return best;
};

/** Whether one of the two is an edited copy of the other, or just the same. Bytes that are no outline are a copy of nothing. */
export const isEditedCopy = (a: Outline, b: Outline): boolean => {
  const agreement = agreementBetween(a, b);
  return agreement !== null && badnessOf(agreement) <= 1;
};

/** How far an agreement lies from what copies have: 1 and less is a copy. */
const badnessOf = ({ correlation, overlap, gain, luma, chroma, oddChroma }: Agreement): number =>
  Math.max(
    (1 - correlation) / 0.05,
    0.6 / overlap,
    Math.abs(Math.log(gain)) / Math.log(1.25),
    luma / 24,
    chroma / 13,
    oddChroma / 21,
  );
