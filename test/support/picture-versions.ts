/** The versions in which a picture comes back: sent through messengers, cut, or as a screenshot. */
import sharp from 'sharp';

type Version = (picture: Uint8Array, at: number) => Promise<Buffer>;

const within =
  (side: number): Version =>
  (picture) =>
    sharp(picture).resize(side, side, { fit: 'inside' }).jpeg({ quality: 85 }).toBuffer();

const jpeg =
  (quality: number): Version =>
  (picture) =>
    sharp(picture).jpeg({ quality }).toBuffer();

/** Five per cent of each side length off, at one of the four corners by turns. */
const cut: Version = async (picture, at) => {
  const { width, height } = await sharp(picture).metadata();
  const kept = { width: Math.round(width * 0.95), height: Math.round(height * 0.95) };
  const corner = { left: at & 1 ? width - kept.width : 0, top: at & 2 ? height - kept.height : 0 };
  return sharp(picture)
    .extract({ ...corner, ...kept })
    .jpeg({ quality: 85 })
    .toBuffer();
};

/** What a phone shows around a picture: a clock, signal bars, round buttons, the line to swipe. */
const PHONE_MARKS = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="2160">
  <rect x="48" y="34" width="110" height="30" rx="6" fill="#e4e4e4"/>
  <rect x="900" y="36" width="132" height="26" rx="6" fill="#e4e4e4"/>
  <circle cx="110" cy="150" r="34" fill="#3a3a3c"/>
  <rect x="200" y="130" width="300" height="36" rx="8" fill="#c8c8ca"/>
  <circle cx="300" cy="2040" r="44" fill="#e4e4e4"/>
  <circle cx="540" cy="2040" r="44" fill="#e4e4e4"/>
  <circle cx="780" cy="2040" r="44" fill="#e4e4e4"/>
  <rect x="360" y="2132" width="360" height="10" rx="5" fill="#fff"/></svg>`);

/** The picture on a dark phone screen of 1080 x 2160 pixels, with margins. */
const screenshot =
  (marks: readonly { input: Buffer }[]): Version =>
  async (picture) => {
    const shown = sharp(picture).resize(1000, 1500, { fit: 'inside' });
    const input = await shown.png({ compressionLevel: 1 }).toBuffer();
    const screen = { width: 1080, height: 2160, channels: 3, background: '#111114' } as const;
    return sharp({ create: screen })
      .composite([{ input, gravity: 'centre' }, ...marks])
      .jpeg({ quality: 85 })
      .toBuffer();
  };

/** Every version by its name. `at` numbers the picture, for versions that are made in turns. */
export const VERSIONS: Readonly<Record<string, Version>> = {
  'JPEG 85': jpeg(85),
  'JPEG 60': jpeg(60),
  'JPEG 40': jpeg(40),
  WebP: (picture) => sharp(picture).webp({ quality: 80 }).toBuffer(),
  '800 px': within(800),
  '400 px': within(400),
  'cut by 5 %': cut,
  screenshot: screenshot([]),
  'screenshot with controls': screenshot([{ input: PHONE_MARKS }]),
};
