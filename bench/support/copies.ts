/** Copies of a picture as they come back to a chat: sent through messengers, turned, edited, or in another colour. `at` numbers the picture. */
import sharp, { type Sharp } from 'sharp';

/** Makes one copy of a picture. The same `at` gives the same copy. */
export type Copy = (picture: Uint8Array, at: number) => Promise<Buffer>;

/** What the eye sees in the picture: upright, transparent parts white. */
const open = (picture: Uint8Array): Sharp =>
  sharp(picture, { autoOrient: true }).flatten({ background: '#fff' });

const within = (picture: Uint8Array, side: number): Sharp =>
  open(picture).resize(side, side, { fit: 'inside', withoutEnlargement: true });

const jpeg =
  (quality: number): Copy =>
  (picture) =>
    open(picture).jpeg({ quality }).toBuffer();

const sized =
  (side: number, quality = 90): Copy =>
  (picture) =>
    within(picture, side).jpeg({ quality }).toBuffer();

const webp =
  (quality: number, side = 4_000): Copy =>
  (picture) =>
    within(picture, side).webp({ quality }).toBuffer();

const chain =
  (...steps: readonly Copy[]): Copy =>
  async (picture, at) => {
    let copy: Buffer = Buffer.from(picture);
    for (const step of steps) copy = await step(copy, at);
    return copy;
  };

/** As a phone stores it: the pixels turned, and a mark that says how to turn them back. */
const turned =
  (angle: 90 | 180 | 270, orientation: number): Copy =>
  async (picture) => {
    const pixels = await open(picture).png({ compressionLevel: 1 }).toBuffer();
    return sharp(pixels).rotate(angle).withMetadata({ orientation }).jpeg({ quality: 88 }).toBuffer();
  };

/** Copies that show the same picture: each must be known again. */
export const SAME_COPIES: Readonly<Record<string, Copy>> = {
  'JPEG 85': jpeg(85),
  'JPEG 70': jpeg(70),
  'JPEG 60': jpeg(60),
  'JPEG 50': jpeg(50),
  'JPEG 40': jpeg(40),
  'JPEG 30': jpeg(30),
  'JPEG 80, 4:4:4': (picture) => open(picture).jpeg({ quality: 80, chromaSubsampling: '4:4:4' }).toBuffer(),
  'mozjpeg 75': (picture) => open(picture).jpeg({ quality: 75, mozjpeg: true }).toBuffer(),
  '1280 px': sized(1280),
  '1000 px': sized(1000),
  '800 px': sized(800),
  '640 px': sized(640),
  '400 px': sized(400),
  '320 px': sized(320),
  'WebP 80': webp(80),
  'WebP 60': webp(60),
  'AVIF 50': (picture) => open(picture).avif({ quality: 50, effort: 1 }).toBuffer(),
  PNG: (picture) => open(picture).png({ compressionLevel: 1 }).toBuffer(),
  'like Telegram (1280 px, JPEG 82)': sized(1280, 82),
  'like Slack (720 px, JPEG 80)': sized(720, 80),
  'like Slack (1024 px, PNG)': (picture) => within(picture, 1024).png({ compressionLevel: 1 }).toBuffer(),
  'turned by 90, with EXIF': turned(90, 8),
  'turned by 180, with EXIF': turned(180, 3),
  'turned by 270, with EXIF': turned(270, 6),
};

/** Three hands, one after the other. */
export const CHAINS: Readonly<Record<string, Copy>> = {
  'Telegram, 720 px, WebP': chain(sized(1280, 82), sized(720, 75), webp(75)),
  '1600 px 70, 1280 px 82, JPEG 85': chain(sized(1600, 70), sized(1280, 82), jpeg(85)),
  'JPEG 60, 640 px 75, JPEG 50': chain(jpeg(60), sized(640, 75), jpeg(50)),
  'WebP 70, turned, 800 px 80': chain(webp(70), turned(90, 8), sized(800, 80)),
};

const brightness =
  (factor: number): Copy =>
  (picture) =>
    open(picture).linear(factor, 0).jpeg({ quality: 85 }).toBuffer();

const sizeOf = async (picture: Uint8Array): Promise<{ width: number; height: number }> => {
  const { autoOrient } = await sharp(picture).metadata();
  return autoOrient;
};

const MARKS = ['WWW.EXAMPLE-SHOP.COM', '@bestdeals', 'sample 2024', 'Factory Direct'];

/** A line of half transparent words across the lower part, or in a corner. */
const watermark: Copy = async (picture, at) => {
  const { width, height } = await sizeOf(picture);
  const size = Math.max(10, Math.round(Math.min(width, height) * (at % 2 ? 0.05 : 0.08)));
  const [x, y] = [
    [width * 0.05, height * 0.95],
    [width * 0.5, height * 0.55],
    [width * 0.3, height * 0.1],
  ][at % 3] ?? [0, size];
  const middle = at % 3 === 1 ? ' text-anchor="middle"' : '';
  const words = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><text x="${x}" y="${y}"${middle}
    font-family="sans-serif" font-size="${size}" fill="#fff" fill-opacity="0.6" stroke="#000" stroke-opacity="0.4"
    stroke-width="1">${MARKS[at % MARKS.length]}</text></svg>`;
  return open(picture)
    .composite([{ input: Buffer.from(words) }])
    .jpeg({ quality: 85 })
    .toBuffer();
};

/** Five per cent of each side length off, at one of the corners by turns or all around. */
const crop =
  (share: number): Copy =>
  async (picture, at) => {
    const { width, height } = await sizeOf(picture);
    const kept = { width: Math.round(width * (1 - share)), height: Math.round(height * (1 - share)) };
    const [toRight, toBottom] = [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
      [0.5, 0.5],
    ][at % 5] as [number, number];
    const left = Math.floor(toRight * (width - kept.width));
    const top = Math.floor(toBottom * (height - kept.height));
    return open(picture)
      .extract({ left, top, ...kept })
      .jpeg({ quality: 85 })
      .toBuffer();
  };

const border =
  (colour: string): Copy =>
  async (picture) => {
    const { width, height } = await sizeOf(picture);
    const [x, y] = [Math.round(width * 0.05), Math.round(height * 0.05)];
    return open(picture)
      .extend({ left: x, right: x, top: y, bottom: y, background: colour })
      .jpeg({ quality: 85 })
      .toBuffer();
  };

/** What a phone shows around a picture: a clock, signs, round buttons, the line to swipe. */
const phoneMarks = (light: string, dim: string): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="2160">
    <text x="60" y="72" font-family="sans-serif" font-size="38" fill="${light}">12:48</text>
    <rect x="930" y="42" width="90" height="30" rx="8" fill="${light}"/><circle cx="110" cy="160" r="34" fill="${dim}"/>
    <text x="190" y="175" font-family="sans-serif" font-size="42" fill="${light}">Photo</text>
    <circle cx="300" cy="2040" r="44" fill="${dim}"/><circle cx="540" cy="2040" r="44" fill="${dim}"/>
    <circle cx="780" cy="2040" r="44" fill="${dim}"/><rect x="360" y="2130" width="360" height="10" rx="5" fill="${light}"/></svg>`);

/** The picture as wide as a phone's screen of 1080 x 2160 pixels, on its ground. */
const screenshot =
  (ground: string, marks: Buffer | null): Copy =>
  async (picture) => {
    const shown = await open(picture)
      .resize(1080, 1560, { fit: 'inside' })
      .png({ compressionLevel: 1 })
      .toBuffer();
    const screen = { width: 1080, height: 2160, channels: 3, background: ground } as const;
    return sharp({ create: screen })
      .composite([{ input: shown, gravity: 'centre' }, ...(marks ? [{ input: marks }] : [])])
      .jpeg({ quality: 85 })
      .toBuffer();
  };

/** Copies that somebody edited: not the same picture any more, but worth a hint. */
export const EDITED_COPIES: Readonly<Record<string, Copy>> = {
  'brighter by 10 %': brightness(1.1),
  'darker by 10 %': brightness(0.9),
  watermark,
  'cut by 5 %': crop(0.05),
  'white border of 5 %': border('#fff'),
  'black border of 5 %': border('#000'),
  'on a dark phone screen': screenshot('#0b0b0d', null),
  'on a dark phone screen with controls': screenshot('#0b0b0d', phoneMarks('#e8e8ea', '#3c3c40')),
  'on a light phone screen with controls': screenshot('#ffffff', phoneMarks('#1b1b1f', '#d0d0d4')),
};

/** The picture with all its colours turned by so many degrees: another product. */
export const hueTurned =
  (degrees: number): Copy =>
  (picture) =>
    open(picture).modulate({ hue: degrees }).jpeg({ quality: 88 }).toBuffer();
