/** Wraps raw pixels as a TIFF without compression, so that a picture decoded elsewhere is opened like any other, its colour profile with it. */

/** RGB pixels, three bytes each, top row first. `profile` is an ICC profile, or null for sRGB. */
export type RawPicture = {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  readonly profile: Uint8Array | null;
};

/** Type codes of TIFF fields (TIFF 6.0, section 2). */
const [SHORT, LONG, UNDEFINED] = [3, 4, 7];

/** Header, one directory of at most eleven fields, the next directory's offset, and three sample depths. */
const PIXELS_AT = 8 + 2 + 11 * 12 + 4 + 6;
const DEPTHS_AT = PIXELS_AT - 6;

/** One field of a directory: tag, type, count, and the value or where it lies. Tags have to ascend. */
type Field = readonly [tag: number, type: number, count: number, value: number];

const fieldsOf = ({ width, height, pixels, profile }: RawPicture): Field[] => [
  [256, LONG, 1, width],
  [257, LONG, 1, height],
  [258, SHORT, 3, DEPTHS_AT],
  [259, SHORT, 1, 1], // no compression
  [262, SHORT, 1, 2], // RGB
  [273, LONG, 1, PIXELS_AT],
  [277, SHORT, 1, 3],
  [278, LONG, 1, height],
  [279, LONG, 1, pixels.length],
  [284, SHORT, 1, 1], // the three samples of a pixel side by side
  ...(profile ? [[34675, UNDEFINED, profile.length, PIXELS_AT + pixels.length] as const] : []),
];

/** The picture as TIFF bytes in a buffer of their own. */
export const plainTiff = (picture: RawPicture): Uint8Array<ArrayBuffer> => {
  const { pixels, profile } = picture;
  const bytes = new Uint8Array(PIXELS_AT + pixels.length + (profile?.length ?? 0));
  const view = new DataView(bytes.buffer);
  const fields = fieldsOf(picture);
  view.setUint32(0, 0x49492a00); // "II", 42 in little endian
  view.setUint32(4, 8, true);
  view.setUint16(8, fields.length, true);
  for (const [index, [tag, type, count, value]] of fields.entries()) {
    const at = 10 + index * 12;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, count, true);
    view.setUint32(at + 8, value, true);
  }
  for (const sample of [0, 1, 2]) view.setUint16(DEPTHS_AT + sample * 2, 8, true);
  bytes.set(pixels, PIXELS_AT);
  if (profile) bytes.set(profile, PIXELS_AT + pixels.length);
  return bytes;
};
