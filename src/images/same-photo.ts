/**
 * Whether two fingerprints are of one photo, however it was compressed and resized, and never of two colours of one shape.
 * Every limit lies between what messengers did to 213 pictures and what tells real colour variants apart: docs/decisions/0011-fingerprint.md.
 */
import { CHROMA_SIDE, type Fingerprint, hammingDistance, LUMA_SIDE } from './fingerprint.ts';

/** Bits of the hash: messengers change up to 12, distinct pictures differ in 26 and more (5 million pairs). */
const MOST_BITS = 24;
/** Mean of the 4 largest colour differences on 8 x 8, once the fading of all colours together is taken out: copies reach 3.4. */
const MOST_CHROMA = 4.6;
/** Mean of the 8 largest on 32 x 32: copies reach 17, two trousers with coloured seams differ by 19. */
const MOST_FINE_CHROMA = 18;
/** Mean of the 8 largest differences of brightness and colour on 16 x 16: copies reach 10. */
const MOST_TILE = 12.5;
/** Mean of the 16 largest differences of brightness on 64 x 64: copies reach 15. */
const MOST_LUMA = 26;
/** Mean of the 4 largest turns of colour on 8 x 8, in units of colour: copies reach 2. */
const MOST_TURN = 2.5;
/** Turn of all colours together, in radians: copies turn them by 5.2 degrees at most, a hue that is turned by 20 by 9 and more. */
const MOST_COMMON_TURN = (7 * Math.PI) / 180;
/** Colours weaker than this have no direction, and fewer cells than that say nothing. */
const WEAKEST_COLOUR = 8;
const FEWEST_COLOURED = 4;
/** Compression fades colours together by this much at most. */
const MOST_FADING = 0.85;

/** Mean of the largest values. */
const meanOfLargest = (values: Float32Array, count: number): number => {
  // The largest so far, in falling order: nearly every value is below all of them.
  const largest = new Float32Array(count);
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] as number;
    let place = count;
    for (; place > 0 && value > (largest[place - 1] as number); place -= 1);
    if (place === count) continue;
    largest.copyWithin(place + 1, place, count - 1);
    largest[place] = value;
  }
  return largest.reduce((sum, value) => sum + value, 0) / count;
};

/** A plane on fewer cells, by averages. */
const onSide = (plane: ArrayLike<number>, from: number, to: number): Float32Array => {
  const step = from / to;
  const small = new Float32Array(to * to);
  for (let row = 0, cell = 0; row < to; row += 1)
    for (let column = 0; column < to; column += 1, cell += 1) {
      let sum = 0;
      const start = row * step * from + column * step;
      for (let line = start; line < start + step * from; line += from)
        for (let at = line; at < line + step; at += 1) sum += plane[at] as number;
      small[cell] = sum / step ** 2;
    }
  return small;
};

type Chroma = { readonly cb: Float32Array; readonly cr: Float32Array };

const chromaOn = ({ cb, cr }: Fingerprint, side: number): Chroma => ({
  cb: onSide(cb, CHROMA_SIDE, side).map((value) => value - 128),
  cr: onSide(cr, CHROMA_SIDE, side).map((value) => value - 128),
});

/** Both sums of products of two colours: how far they point the same way, and how far the second is turned from the first. */
const along = (a: Chroma, b: Chroma, at: number): number =>
  (a.cb[at] as number) * (b.cb[at] as number) + (a.cr[at] as number) * (b.cr[at] as number);
const across = (a: Chroma, b: Chroma, at: number): number =>
  (a.cb[at] as number) * (b.cr[at] as number) - (a.cr[at] as number) * (b.cb[at] as number);

/** By how much all colours faded together from `a` to `b`. */
const fadingOf = (a: Chroma, b: Chroma): number => {
  let [both, own] = [0, 0];
  for (let at = 0; at < a.cb.length; at += 1) {
    both += along(a, b, at);
    own += along(a, a, at);
  }
  return own > 0 ? Math.max(MOST_FADING, Math.min(1 / MOST_FADING, both / own)) : 1;
};

const chromaDistances = (a: Chroma, b: Chroma, fading: number): Float32Array =>
  a.cb.map((value, at) =>
    Math.hypot((b.cb[at] as number) - fading * value, (b.cr[at] as number) - fading * (a.cr[at] as number)),
  );

/** How far each colour is turned, in units of colour; weak colours count as weak. */
const turnsOf = (a: Chroma, b: Chroma): Float32Array =>
  a.cb.map((_, at) => {
    const strength = (Math.sqrt(along(a, a, at)) + Math.sqrt(along(b, b, at))) / 2;
    return Math.abs(across(a, b, at)) / Math.max(WEAKEST_COLOUR, strength);
  });

/** How far all colours are turned together, in radians. */
const commonTurn = (a: Chroma, b: Chroma): number => {
  let [same, turned, coloured] = [0, 0, 0];
  for (let at = 0; at < a.cb.length; at += 1) {
    if (Math.max(along(a, a, at), along(b, b, at)) < WEAKEST_COLOUR ** 2) continue;
    coloured += 1;
    same += along(a, b, at);
    turned += across(a, b, at);
  }
  return coloured < FEWEST_COLOURED ? 0 : Math.abs(Math.atan2(turned, same));
};

const hasSameLight = (a: Fingerprint, b: Fingerprint): boolean =>
  meanOfLargest(
    new Float32Array(a.luma).map((value, at) => Math.abs(value - (b.luma[at] as number))),
    16,
  ) <= MOST_LUMA;

const hasSameColours = (a: Fingerprint, b: Fingerprint): boolean => {
  const fine = [chromaOn(a, CHROMA_SIDE), chromaOn(b, CHROMA_SIDE)] as const;
  if (commonTurn(...fine) > MOST_COMMON_TURN) return false;
  const fading = fadingOf(...fine);
  if (meanOfLargest(chromaDistances(...fine, fading), 8) > MOST_FINE_CHROMA) return false;
  const coarse = [chromaOn(a, 8), chromaOn(b, 8)] as const;
  return (
    meanOfLargest(chromaDistances(...coarse, fading), 4) <= MOST_CHROMA &&
    meanOfLargest(turnsOf(...coarse), 4) <= MOST_TURN
  );
};

const hasSameTiles = (a: Fingerprint, b: Fingerprint): boolean => {
  const [mine, its] = [chromaOn(a, 16), chromaOn(b, 16)];
  const [bright, other] = [onSide(a.luma, LUMA_SIDE, 16), onSide(b.luma, LUMA_SIDE, 16)];
  const distances = chromaDistances(mine, its, 1).map((distance, at) =>
    Math.hypot(distance, (bright[at] as number) - (other[at] as number)),
  );
  return meanOfLargest(distances, 8) <= MOST_TILE;
};

/** Whether both are of one photo. The order does not matter, up to rounding. */
export const isSamePhoto = (a: Fingerprint, b: Fingerprint): boolean =>
  hammingDistance(a.hash, b.hash) <= MOST_BITS &&
  hasSameLight(a, b) &&
  hasSameColours(a, b) &&
  hasSameTiles(a, b);
