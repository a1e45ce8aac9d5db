/** Product pictures of the simulator's suppliers, made from a render (with alpha) or a photo: each supplier has its own look. */
import sharp, { type OverlayOptions, type Sharp } from 'sharp';

/** What to show: the bytes of a picture, whether it is a cut-out with alpha or a photo, and how to recolour it. */
export type ShotSource = {
  readonly bytes: Uint8Array;
  readonly kind: 'render' | 'photo';
  readonly tint: Tint | null;
};

/** A colour variant: `hue` turns all colours by so many degrees, the others are factors. */
export type Tint = { readonly hue: number; readonly saturation: number; readonly brightness: number };

/** How a supplier photographs. All lengths are shares of the picture's side. */
export type ShotLook = {
  /** Share of the frame that a render fills; of a photo, the share that is kept. */
  readonly zoom: number;
  /** Where the product (or the kept part) sits, each from -1 (left, top) to 1 (right, bottom). */
  readonly shiftX: number;
  readonly shiftY: number;
  readonly mirror: boolean;
  /** Degrees clockwise; renders only. */
  readonly turn: number;
  readonly background: string;
  /** Colour of a corner sticker, or null for none. */
  readonly sticker: string | null;
  readonly brightness: number;
};

/** Side of a supplier's picture in pixels. */
const SHOT_SIDE = 480;

const tinted = (picture: Sharp, tint: Tint | null): Sharp =>
  tint
    ? picture.modulate({ hue: tint.hue, saturation: tint.saturation, brightness: tint.brightness })
    : picture;

const svg = (side: number, body: string): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}">${body}</svg>`);

/** A mark in a corner: suppliers put their marks there. Shapes only, since fonts differ between machines. */
const sticker = (side: number, colour: string): OverlayOptions => {
  const unit = side / 100;
  const mark = `<circle cx="${11 * unit}" cy="${11 * unit}" r="${6 * unit}" fill="${colour}"/>
    <path d="M${8 * unit} ${11 * unit} l${2 * unit} ${2.4 * unit} l${4.2 * unit} ${-4.6 * unit}"
      fill="none" stroke="#fff" stroke-width="${1.4 * unit}" stroke-linecap="round"/>`;
  return { input: svg(side, mark), left: 0, top: 0 };
};

/** The soft shadow that a thing throws on the ground under it. */
const shadow = (
  side: number,
  box: { left: number; top: number; width: number; height: number },
): OverlayOptions => {
  const [x, y] = [box.left + box.width / 2, box.top + box.height * 0.97];
  const body = `<defs><radialGradient id="s"><stop offset="0" stop-color="#000" stop-opacity=".16"/>
    <stop offset="1" stop-color="#000" stop-opacity="0"/></radialGradient></defs>
    <ellipse cx="${x}" cy="${y}" rx="${box.width * 0.42}" ry="${side * 0.025}" fill="url(#s)"/>`;
  return { input: svg(side, body), left: 0, top: 0 };
};

type Cutout = { readonly picture: Sharp; readonly width: number; readonly height: number };

const rawOf = async (picture: Sharp): Promise<Cutout> => {
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return { picture: sharp(data, { raw: { width, height, channels } }), width, height };
};

/** The product without its surroundings, as large as the look asks for. */
const cutout = async ({ bytes, tint }: ShotSource, look: ShotLook, side: number): Promise<Cutout> => {
  const inner = Math.round(side * look.zoom);
  const trimmed = await rawOf(tinted(sharp(bytes).ensureAlpha(), tint).trim({ threshold: 0 }));
  const turned =
    look.turn === 0
      ? trimmed
      : await rawOf(trimmed.picture.rotate(look.turn, { background: { r: 0, g: 0, b: 0, alpha: 0 } }));
  return rawOf(turned.picture.flop(look.mirror).resize(inner, inner, { fit: 'inside' }));
};

/** Where a cut-out of this size stands in the frame. */
const standing = ({ width, height }: Pick<Cutout, 'width' | 'height'>, look: ShotLook, side: number) => ({
  left: Math.round(((side - width) / 2) * (1 + look.shiftX)),
  top: Math.round(((side - height) / 2) * (1 + look.shiftY)),
  width,
  height,
});

/** Stands a cut-out on a ground (a picture `side` pixels square), with its shadow. */
export const standOn = async (
  ground: Sharp,
  side: number,
  [source, look]: readonly [ShotSource, ShotLook],
): Promise<Sharp> => {
  const cut = await cutout(source, look, side);
  const place = standing(cut, look, side);
  const input = await cut.picture.png({ compressionLevel: 1 }).toBuffer();
  const layers = [shadow(side, place), { input, left: place.left, top: place.top }];
  return ground.composite(look.sticker ? [...layers, sticker(side, look.sticker)] : layers);
};

/** A part of a photo, as the look asks for. */
export const partOf = async ({ bytes, tint }: ShotSource, look: ShotLook): Promise<Sharp> => {
  const upright = sharp(bytes).autoOrient();
  const { width = 1, height = 1 } = await upright.metadata();
  const [cropWidth, cropHeight] = [Math.round(width * look.zoom), Math.round(height * look.zoom)];
  const cropped = await tinted(upright, tint)
    .extract({
      left: Math.round(((width - cropWidth) / 2) * (1 + look.shiftX)),
      top: Math.round(((height - cropHeight) / 2) * (1 + look.shiftY)),
      width: cropWidth,
      height: cropHeight,
    })
    .flop(look.mirror)
    .toBuffer();
  return sharp(cropped).modulate({ brightness: look.brightness });
};

const plainGround = (background: string): Sharp =>
  sharp({ create: { width: SHOT_SIDE, height: SHOT_SIDE, channels: 3, background } });

const JPEG = { quality: 86 };

/** A supplier's picture of a product: JPEG, `SHOT_SIDE` square for renders, the photo's own shape otherwise. */
export const productShot = async (source: ShotSource, look: ShotLook): Promise<Uint8Array> => {
  const shot =
    source.kind === 'photo'
      ? await partOf(source, look)
      : await standOn(plainGround(look.background), SHOT_SIDE, [source, look]);
  return shot.jpeg(JPEG).toBuffer();
};

/** A supplier's picture in at most `side` pixels a side. */
export const smallerShot = (shot: Uint8Array, side: number): Promise<Uint8Array> =>
  sharp(shot).resize(side, side, { fit: 'inside', withoutEnlargement: true }).jpeg(JPEG).toBuffer();
