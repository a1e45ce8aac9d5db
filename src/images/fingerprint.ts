/** Fingerprints: a photo as some numbers that hardly change when it is compressed or resized. See docs/decisions/0011-fingerprint.md. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Raster } from './product-box.ts';
import { squareAverage } from './square-average.ts';

const HASH_BITS = 256;
/** Bytes of a hash. */
export const HASH_BYTES = HASH_BITS / 8;
/** The cosine transform's frequencies in each direction that the hash is made of. */
const HASH_SIDE = 16;
/** Cells on a side of the brightness. */
export const LUMA_SIDE = 64;
/** Cells on a side of the colour planes. */
export const CHROMA_SIDE = LUMA_SIDE / 2;

/**
 * `hash`: the signs of 256 cosine coefficients, 32 bytes. `luma`: brightness on 64 x 64. `cb` and `cr`: colour on 32 x 32,
 * 128 is none. Everything in 0 to 255, row by row.
 */
export type Fingerprint = {
  readonly hash: Uint8Array;
  readonly luma: Uint8Array;
  readonly cb: Uint8Array;
  readonly cr: Uint8Array;
};

const COSINES = Float64Array.from({ length: HASH_SIDE * LUMA_SIDE }, (_, at) => {
  const [frequency, place] = [Math.floor(at / LUMA_SIDE) + 1, at % LUMA_SIDE];
  return Math.cos((Math.PI * frequency * (2 * place + 1)) / (2 * LUMA_SIDE));
});

/** Coefficients 1 to 16 of the two-dimensional cosine transform in both directions. The mean brightness is none of them. */
const coefficientsOf = (luma: Float32Array): Float32Array => {
  const rows = new Float64Array(LUMA_SIDE * HASH_SIDE);
  for (let y = 0; y < LUMA_SIDE; y += 1)
    for (let u = 0; u < HASH_SIDE; u += 1) {
      let sum = 0;
      for (let x = 0; x < LUMA_SIDE; x += 1)
        sum += (luma[y * LUMA_SIDE + x] as number) * (COSINES[u * LUMA_SIDE + x] as number);
      rows[y * HASH_SIDE + u] = sum;
    }
  const found = new Float32Array(HASH_BITS);
  for (let v = 0; v < HASH_SIDE; v += 1)
    for (let y = 0; y < LUMA_SIDE; y += 1) {
      const cosine = COSINES[v * LUMA_SIDE + y] as number;
      for (let u = 0; u < HASH_SIDE; u += 1)
        found[v * HASH_SIDE + u] =
          (found[v * HASH_SIDE + u] as number) + cosine * (rows[y * HASH_SIDE + u] as number);
    }
  return found;
};

const medianOf = (values: Float32Array): number => {
  const sorted = values.toSorted();
  return ((sorted[sorted.length / 2 - 1] as number) + (sorted[sorted.length / 2] as number)) / 2;
};

type Planes = { readonly luma: Float32Array; readonly cb: Float32Array; readonly cr: Float32Array };

/** Brightness and colour by ITU-R BT.601, as JPEG has them. */
const planesOf = (square: Float32Array): Planes => {
  const cells = LUMA_SIDE * LUMA_SIDE;
  const luma = new Float32Array(cells);
  const cb = new Float32Array(CHROMA_SIDE * CHROMA_SIDE);
  const cr = new Float32Array(CHROMA_SIDE * CHROMA_SIDE);
  for (let cell = 0; cell < cells; cell += 1) {
    const red = square[cell * 3] as number;
    const blue = square[cell * 3 + 2] as number;
    const bright = 0.299 * red + 0.587 * (square[cell * 3 + 1] as number) + 0.114 * blue;
    luma[cell] = bright;
    const block = (cell >> 7) * CHROMA_SIDE + ((cell & (LUMA_SIDE - 1)) >> 1);
    cb[block] = (cb[block] as number) + 0.25 * 0.564 * (blue - bright);
    cr[block] = (cr[block] as number) + 0.25 * 0.713 * (red - bright);
  }
  return { luma, cb, cr };
};

const hashOf = (coefficients: Float32Array): Uint8Array => {
  const median = medianOf(coefficients);
  const hash = new Uint8Array(HASH_BYTES);
  for (let bit = 0; bit < HASH_BITS; bit += 1)
    if ((coefficients[bit] as number) > median)
      hash[bit >> 3] = (hash[bit >> 3] as number) | (1 << (bit & 7));
  return hash;
};

const bytesOf = (plane: Float32Array, zero: number): Uint8Array => {
  const bytes = new Uint8ClampedArray(plane.length);
  for (let at = 0; at < plane.length; at += 1) bytes[at] = (plane[at] as number) + zero;
  return new Uint8Array(bytes.buffer);
};

/** The fingerprint of a picture; copies agree best when it is taken from the 800 px raster that the upload is made of. */
export const fingerprintOf = (raster: Raster): Fingerprint => {
  const { luma, cb, cr } = planesOf(squareAverage(raster, LUMA_SIDE));
  return {
    hash: hashOf(coefficientsOf(luma)),
    luma: bytesOf(luma, 0),
    cb: bytesOf(cb, 128),
    cr: bytesOf(cr, 128),
  };
};

const ONES = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);

/** How many bits of `a` differ from those of `b` that begin at its byte `from`. */
export const hammingDistance = (a: Uint8Array, b: Uint8Array, from = 0): number => {
  let count = 0;
  for (let at = 0; at < a.length; at += 1)
    count += ONES[(a[at] as number) ^ (b[from + at] as number)] as number;
  return count;
};

const LUMA_BYTES = LUMA_SIDE ** 2;
const CHROMA_BYTES = CHROMA_SIDE ** 2;
const PACKED_BYTES = HASH_BYTES + LUMA_BYTES + 2 * CHROMA_BYTES;

/** A fingerprint as bytes for a store, about 3 kB. */
export const packFingerprint = ({ hash, luma, cb, cr }: Fingerprint): Buffer =>
  deflateRawSync(Buffer.concat([hash, luma, cb, cr]), { level: 1 });

/** What `packFingerprint` made; null for any other bytes. */
export const unpackFingerprint = (packed: Uint8Array): Fingerprint | null => {
  try {
    const bytes = new Uint8Array(inflateRawSync(packed, { maxOutputLength: PACKED_BYTES }));
    if (bytes.length !== PACKED_BYTES) return null;
    const chroma = HASH_BYTES + LUMA_BYTES;
    return {
      hash: bytes.subarray(0, HASH_BYTES),
      luma: bytes.subarray(HASH_BYTES, chroma),
      cb: bytes.subarray(chroma, chroma + CHROMA_BYTES),
      cr: bytes.subarray(chroma + CHROMA_BYTES),
    };
  } catch {
    return null;
  }
};
