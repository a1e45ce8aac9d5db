/** Whether a picture is laid out like a page of pictures: a screenshot of a shop, a collage. Found by cutting along plain gutters. */
import type { Samples } from './sampled.ts';

/** A rectangle of samples; `right` and `bottom` lie outside. */
type Part = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

/** Brightnesses along a gutter differ by no more than this; JPEG leaves some. */
const PLAIN = 10;
/** A gutter's least breadth in samples. */
const GUTTER = 2;
/** Cuts inside of cuts: rows, the columns in them, captions under pictures, and once more. */
const MAX_DEPTH = 5;
/** A picture on a page takes at least this share of it, */
const LEAST_AREA = 0.025;
/** is no longer strip than this, */
const MAX_ASPECT = 2.5;
/** and so many of them make a page. */
const LEAST_PICTURES = 4;

/** Whether each line across a part (a row of it, or a column) is plain. */
const plainLines = ({ luma, width }: Samples, part: Part, axis: 'row' | 'column'): boolean[] => {
  const { left, top, right, bottom } = part;
  const [lines, length] = axis === 'row' ? [bottom - top, right - left] : [right - left, bottom - top];
  const [lineStep, step] = axis === 'row' ? [width, 1] : [1, width];
  return Array.from({ length: lines }, (_, line) => {
    const start = top * width + left + line * lineStep;
    let [least, most] = [255, 0];
    for (let at = start; at < start + length * step && most - least <= PLAIN; at += step) {
      const here = luma[at] as number;
      if (here < least) least = here;
      if (here > most) most = here;
    }
    return most - least <= PLAIN;
  });
};

/** The stretches between gutters, as first and last-plus-one line. */
const stretches = (plain: readonly boolean[]): (readonly [number, number])[] => {
  const found: (readonly [number, number])[] = [];
  let start = -1;
  let gutter = GUTTER;
  for (const [line, isPlain] of [...plain, ...Array<boolean>(GUTTER).fill(true)].entries()) {
    gutter = isPlain ? gutter + 1 : 0;
    if (!isPlain && start < 0) start = line;
    if (start >= 0 && gutter === GUTTER) {
      found.push([start, line + 1 - GUTTER]);
      start = -1;
    }
  }
  return found;
};

/** The parts of a part that cannot be cut any further. */
const pieces = (samples: Samples, part: Part, axis: 'row' | 'column', depth: number): Part[] => {
  const cuts = stretches(plainLines(samples, part, axis));
  const parts = cuts.map(
    ([from, to]): Part =>
      axis === 'row'
        ? { ...part, top: part.top + from, bottom: part.top + to }
        : { ...part, left: part.left + from, right: part.left + to },
  );
  const [only] = parts;
  const isWhole = parts.length === 1 && only && areaOf(only) === areaOf(part);
  if (depth === 0 || (isWhole && depth < MAX_DEPTH)) return parts;
  return parts.flatMap((inner) => pieces(samples, inner, axis === 'row' ? 'column' : 'row', depth - 1));
};

const areaOf = ({ left, top, right, bottom }: Part): number => (right - left) * (bottom - top);

const looksLikePicture = (part: Part, page: number): boolean => {
  const [width, height] = [part.right - part.left, part.bottom - part.top];
  return areaOf(part) >= LEAST_AREA * page && Math.max(width / height, height / width) <= MAX_ASPECT;
};

/** Whether at least four pictures stand apart from each other. */
export const showsSeveral = (samples: Samples): boolean => {
  const { width, height } = samples;
  const whole: Part = { left: 0, top: 0, right: width, bottom: height };
  const found = pieces(samples, whole, 'row', MAX_DEPTH);
  return found.filter((part) => looksLikePicture(part, width * height)).length >= LEAST_PICTURES;
};
