/** Pictures made for tests: a product-like scene with detail, in any size, and the formats it can take. */
import sharp, { type Sharp } from 'sharp';

/** A scene whose four corners differ, so that turning and mirroring show: red, green, blue, yellow from the top left clockwise. */
export const scene = (width: number, height: number): Sharp => {
  const [w, h] = [width / 2, height / 2];
  const quarters = `<rect width="${w}" height="${h}" fill="#d22"/><rect x="${w}" width="${w}" height="${h}" fill="#2a2"/>
    <rect x="${w}" y="${h}" width="${w}" height="${h}" fill="#22d"/><rect y="${h}" width="${w}" height="${h}" fill="#dd2"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${quarters}
    <circle cx="${w}" cy="${h}" r="${Math.min(w, h) * 0.6}" fill="#f0f0f0"/></svg>`;
  return sharp(Buffer.from(svg)).flatten();
};

/** Pixels of pure noise: nothing compresses worse. The same every time. */
export const noise = (width: number, height: number): Sharp => {
  let state = 42;
  const data = Buffer.alloc(width * height * 3).map(() => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
  return sharp(data, { raw: { width, height, channels: 3 } });
};

/** The names of a picture's four corner colours from the top left clockwise, as `scene` paints them. */
export const corners = async (picture: Uint8Array): Promise<string[]> => {
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number): string => {
    const start = (y * info.width + x) * info.channels;
    const [red = 0, green = 0, blue = 0] = data.subarray(start, start + 3);
    if (red > 150 && green > 150) return blue > 150 ? 'white' : 'yellow';
    if (red > 150) return 'red';
    return green > blue ? 'green' : 'blue';
  };
  const [right, bottom] = [info.width - 5, info.height - 5];
  return [at(4, 4), at(right, 4), at(right, bottom), at(4, bottom)];
};

/** An animation of so many frames, all but the first of them black. */
export const frames = async (count: number): Promise<Sharp> => {
  const pages = Array.from({ length: count }, (_, index) =>
    index === 0
      ? scene(400, 320).png().toBuffer()
      : sharp({ create: { width: 400, height: 320, channels: 3, background: '#000' } })
          .png()
          .toBuffer(),
  );
  return sharp(await Promise.all(pages), { join: { animated: true } });
};

/** The formats that photos come in, by name. */
export const formats: Readonly<Record<string, (picture: Sharp) => Promise<Buffer>>> = {
  jpeg: (picture) => picture.jpeg().toBuffer(),
  'progressive jpeg': (picture) => picture.jpeg({ progressive: true }).toBuffer(),
  png: (picture) => picture.png().toBuffer(),
  'interlaced png': (picture) => picture.png({ progressive: true }).toBuffer(),
  webp: (picture) => picture.webp().toBuffer(),
  'lossless webp': (picture) => picture.webp({ lossless: true }).toBuffer(),
  avif: (picture) => picture.avif({ effort: 0 }).toBuffer(),
  tiff: (picture) => picture.tiff({ compression: 'lzw' }).toBuffer(),
  gif: (picture) => picture.gif().toBuffer(),
};
