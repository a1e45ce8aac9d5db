/** The addresses of offers' pictures, in the manner of the marketplace's own picture host. */

/** Pictures that each offer shows. */
export const SHOTS = 3;

/** The path of a picture: `/img/ibank/O1CN01<shot><offer id>_!!0-0-cib.jpg`. */
export const pictureName = (offerId: string, shot: number): string =>
  `/img/ibank/O1CN01${shot}${offerId}_!!0-0-cib.jpg`;

const NAME = /^\/img\/ibank\/O1CN01(\d)(\d{6,24})_!!0-0-cib\.jpg$/;

/** The offer and the shot that a path names, or null when it names no picture. */
export const readPictureName = (path: string): { offerId: string; shot: number } | null => {
  const [, shot, offerId] = NAME.exec(path) ?? [];
  return offerId && Number(shot) < SHOTS ? { offerId, shot: Number(shot) } : null;
};
