/** Looks as bytes, as they are stored: a number from 0 to 1 is one byte. Loops, since `from` with a function takes ten times as long. */

/** Numbers from 0 to 1 as bytes. */
export const toBytes = (numbers: Float32Array): Uint8Array => {
  const bytes = new Uint8Array(numbers.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Math.round((numbers[at] as number) * 255);
  return bytes;
};

/** Bytes as numbers from 0 to 1. */
export const fromBytes = (bytes: Uint8Array): Float32Array => {
  const numbers = new Float32Array(bytes.length);
  for (let at = 0; at < numbers.length; at += 1) numbers[at] = (bytes[at] as number) / 255;
  return numbers;
};
