/** What is drawn on the tiles of a contact sheet: frames, numbers, prices. Shapes only, no text that needs a font. */
import type { Drawing } from './layer.ts';
import { type Lettering, lettering, letterPlaces, type Weight } from './lettering.ts';
import type { Cell } from './sheet-grid.ts';

/** What a tile says. `price` is drawn as it is (`"¥12.50"`), `moq` as "≥ 2"; null draws nothing. */
export type Marks = { readonly number: number; readonly price: string | null; readonly moq: number | null };

/** A tile's measures, wherever it stands. */
export type TileSize = Pick<Cell, 'side' | 'height' | 'scale'>;

/** The colour around and between the tiles, as red, green and blue (`COLOURS.ground`). */
export const GROUND: readonly number[] = [0xe9, 0xec, 0xf0];

/** The sheet brings its own light ground, so it reads the same in light and dark chats. */
const COLOURS = {
  ground: '#e9ecf0',
  edge: '#d5dae1',
  empty: '#f3f5f7',
  emptyMark: '#c2c9d2',
  badge: '#111827',
  price: '#111827',
  moq: '#4b5563',
} as const;

const roundedBox = (x: number, y: number, { side, height, scale }: TileSize): string => {
  const r = Math.round(22 * scale);
  const arc = (dx: number, dy: number) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  const [across, down] = [side - 2 * r, height - 2 * r];
  return `M${x + r} ${y}h${across}${arc(r, r)}v${down}${arc(-r, r)}h${-across}${arc(-r, -r)}v${-down}${arc(r, -r)}z`;
};

const at = (x: number, y: number, body: string, scale = 1): string =>
  `<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale.toFixed(3)})">${body}</g>`;

const drawn = ({ paths }: Lettering, colour: string): string => `<g fill="${colour}">${paths}</g>`;

/** How far the edge's line reaches over the tile. */
export const EDGE = 2;

/** What makes a tile of a square picture with a strip below: round corners and an edge. It reaches over the tile by `EDGE` on all sides. */
export const frame = (size: TileSize): Drawing => {
  const [width, height] = [size.side + 2 * EDGE, size.height + 2 * EDGE];
  const box = roundedBox(EDGE, EDGE, size);
  const body = `<path fill="${COLOURS.ground}" fill-rule="evenodd" d="M0 0H${width}V${height}H0z${box}"/>
    <path fill="none" stroke="${COLOURS.edge}" stroke-width="2" d="${box}"/>`;
  return { body, width, height };
};

/** The number of a tile, drawn from the tile's left upper corner on. */
export const badge = (number: number, { scale }: TileSize): Drawing => {
  const [size, baseline] = number > 99 ? [22, 8] : number > 9 ? [28, 10.2] : [33, 12];
  const digits = lettering(String(number), size, 'bold');
  const numeral = at(-digits.width / 2, baseline, drawn(digits, '#ffffff'));
  const disc = `<circle r="28" fill="${COLOURS.badge}" stroke="#ffffff" stroke-width="4"/>`;
  const side = Math.ceil(74 * scale);
  return { body: at(42 * scale, 42 * scale, disc + numeral, scale), width: side, height: side };
};

type Words = { readonly body: string; readonly width: number };

/** The font's Latin part lacks it. */
const AT_LEAST: Words = {
  body: `<path fill="none" stroke="${COLOURS.moq}" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"
    d="M1.5 -20.5 L16 -14 L1.5 -7.5 M1.5 -1.5 H16"/>`,
  width: 25,
};

type Style = { readonly size: number; readonly weight: Weight; readonly colour: string };

const PRICE: Style = { size: 40, weight: 'bold', colour: COLOURS.price };
const MOQ: Style = { size: 30, weight: 'medium', colour: COLOURS.moq };

const wordsIn = (text: string, { size, weight, colour }: Style): Words => {
  const letters = lettering(text, size, weight);
  return { body: drawn(letters, colour), width: letters.width };
};

/** "≥ 2". */
const atLeast = (moq: number): Words => {
  const digits = wordsIn(String(moq), MOQ);
  return { body: AT_LEAST.body + at(AT_LEAST.width, 0, digits.body), width: AT_LEAST.width + digits.width };
};

/** Side by side they may shrink to this share of their size; below it nobody reads them on a phone. */
const LEAST_SHRUNK = 0.8;
/** Their size where they stand one above the other: two lines fill the strip. */
const STACKED = 0.88;

/** The words in their place; `x` and `baseline` are in pixels of a usual tile. */
const placed = ({ body }: Words, spot: { x: number; baseline: number; fit: number; scale: number }): string =>
  at(spot.x * spot.scale, spot.baseline * spot.scale, body, spot.scale * spot.fit);

/** Price and smallest order, the room for them, and the share of their size to which they have to shrink to stand side by side. */
const measured = (
  { price, moq }: Pick<Marks, 'price' | 'moq'>,
  { side, scale }: Pick<TileSize, 'side' | 'scale'>,
) => {
  const amount = wordsIn(price ?? '', PRICE);
  const order: Words = moq === null ? { body: '', width: 0 } : atLeast(moq);
  const room = side / scale - 2 * 18;
  return { amount, order, room, fit: Math.min(1, room / (amount.width + order.width + 16)) };
};

/** Where words stand that need not shrink. */
const BASELINE = 56;
/** Curves reach a little over the room that a letter takes. */
const OVERHANG = 4;

/** A sign of a caption, which comes again and again: its name, how it is drawn, and how many pixels from the tile's left side it stands. */
export type Sign = { readonly name: string; readonly draw: () => Drawing; readonly x: number };

const signOf = (name: string, words: () => Words, { side, height, scale }: TileSize) => ({
  name,
  draw: (): Drawing => {
    const { body, width } = words();
    return {
      body: at(OVERHANG * scale, BASELINE * scale, body, scale),
      width: Math.ceil((width + 2 * OVERHANG) * scale),
      height: height - side,
    };
  },
});

/**
 * The caption sign by sign, each on a whole pixel; null where it has to shrink, since then every caption has signs of its own. Drawing a
 * caption as a whole takes fifty times as long as laying signs that are drawn already.
 */
export const captionSigns = ({ price, moq }: Marks, size: TileSize): readonly Sign[] | null => {
  const { order, fit } = measured({ price, moq }, size);
  if (fit < 1) return null;
  const placed = (x: number, name: string, words: () => Words): Sign => ({
    ...signOf(name, words, size),
    x: Math.round((x - OVERHANG) * size.scale),
  });
  const letters = (text: string, style: Style, from: number): Sign[] =>
    letterPlaces(text, style.size, style.weight)
      .filter(({ char }) => char.trim() !== '')
      .map(({ char, x }) => placed(from + x, `${style.weight} ${char}`, () => wordsIn(char, style)));
  const amount = letters(price ?? '', PRICE, 18);
  if (moq === null) return amount;
  const orderX = size.side / size.scale - 18 - order.width;
  return [
    ...amount,
    placed(orderX, 'at least', () => AT_LEAST),
    ...letters(String(moq), MOQ, orderX + AT_LEAST.width),
  ];
};

/**
 * Price and smallest order in the strip under the picture: on its left and right, a little smaller when they would not fit, and one
 * above the other when that would be too small to read.
 */
export const caption = ({ price, moq }: Marks, { side, height, scale }: TileSize): Drawing => {
  const { amount, order, room, fit } = measured({ price, moq }, { side, scale });
  const stacked = ({ width }: Words): number => Math.min(STACKED, room / width);
  const isStacked = fit < LEAST_SHRUNK && amount.width > 0 && order.width > 0;
  const [upper, lower] = isStacked ? [38, 72] : [42 + 14 * fit, 42 + 14 * fit];
  const [first, second] = isStacked ? [stacked(amount), stacked(order)] : [fit, fit];
  const orderX = isStacked ? 18 : side / scale - 18 - order.width * fit;
  const body =
    placed(amount, { x: 18, baseline: upper, fit: first, scale }) +
    placed(order, { x: orderX, baseline: lower, fit: second, scale });
  return { body, width: side, height: height - side };
};

/** A quiet "no picture" sign: a frame with a hill and a sun. */
export const placeholder = ({ side, scale }: TileSize): Drawing => {
  const sign = `<g fill="none" stroke="${COLOURS.emptyMark}" stroke-width="6" stroke-linejoin="round">
    <rect x="-48" y="-38" width="96" height="76" rx="10"/><path d="M-44 28 L-12 -6 L10 16 L24 4 L44 24" stroke-linecap="round"/></g>
    <circle cx="22" cy="-14" r="8" fill="${COLOURS.emptyMark}"/>`;
  const ground = `<rect width="${side}" height="${side}" fill="${COLOURS.empty}"/>`;
  return { body: ground + at(side / 2, side / 2, sign, scale), width: side, height: side };
};
