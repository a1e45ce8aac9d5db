/** Fingerprints of photos that were never taken. */
import { createHash } from 'node:crypto';
import { CHROMA_SIDE, type Fingerprint, HASH_BYTES, LUMA_SIDE } from '../../src/images/fingerprint.ts';

/** So many bytes that look like chance, the same for the same name. */
const bytesFor = (name: string, count: number): Uint8Array => {
  const blocks = Array.from({ length: Math.ceil(count / 32) }, (_, at) =>
    createHash('sha256').update(`${name}#${at}`).digest(),
  );
  return new Uint8Array(Buffer.concat(blocks).subarray(0, count));
};

/** The fingerprint of the photo with this name: nothing like that of any other name. */
export const madeUpPrint = (name: string): Fingerprint => ({
  hash: bytesFor(`${name} hash`, HASH_BYTES),
  luma: bytesFor(`${name} luma`, LUMA_SIDE ** 2),
  cb: bytesFor(`${name} cb`, CHROMA_SIDE ** 2),
  cr: bytesFor(`${name} cr`, CHROMA_SIDE ** 2),
});

/** A copy whose hash differs in the bits with these numbers. */
export const withFlipped = (print: Fingerprint, bits: readonly number[]): Fingerprint => {
  const hash = new Uint8Array(print.hash);
  for (const bit of bits) hash[bit >> 3] = (hash[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return { ...print, hash };
};
