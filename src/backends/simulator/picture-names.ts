/** The addresses of offers' pictures, in the manner of the marketplace's own picture host. */

/** Pictures that each offer shows. */
export const SHOTS = 3;

/** The path of a picture: `/img/ibank/O1CN01<shot><offer id>_!!0-0-cib.jpg`. */
export const pictureName = (offerId: string, shot: number): string =>
  `/img/ibank/O1CN01${shot}${offerId}_!!0-0-cib.jpg`;

const NAME = /^\/img\/ibank\/O1CN01(\d)(\d{6,24})_!!0-0-cib(?:\.(310x310|220x220|search|summ))?\.jpg$/;

/** The longest sides of the variants that the marketplace's host keeps of each picture (as public clients of 1688 ask for them). */
const SIDES: Readonly<Record<string, number>> = { '310x310': 310, '220x220': 220, search: 150, summ: 100 };

/** What a path names: an offer, one of its shots, and the longest side of the variant in pixels; null is the picture as it is. */
export type PictureName = { readonly offerId: string; readonly shot: number; readonly side: number | null };

/** What a path names, or null when it names no picture. */
export const readPictureName = (path: string): PictureName | null => {
  const [, shot, offerId, variant = ''] = NAME.exec(path) ?? [];
  if (!offerId || Number(shot) >= SHOTS) return null;
  return { offerId, shot: Number(shot), side: SIDES[variant] ?? null };
};
