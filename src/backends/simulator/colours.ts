/** The colours of the demo catalogue, and how a render is tinted to get them. */
import type { Tint } from '../../images/product-shot.ts';
import type { Word } from './categories.ts';

/** Each colour with its words and its hue angle in CIE LCh; colours without a hue are reached by taking colour away. */
export const COLOURS = {
  red: { word: ['红色', 'Red'], hue: 25 },
  orange: { word: ['橙色', 'Orange'], hue: 65 },
  yellow: { word: ['黄色', 'Yellow'], hue: 92 },
  green: { word: ['绿色', 'Green'], hue: 145 },
  blue: { word: ['蓝色', 'Blue'], hue: 265 },
  purple: { word: ['紫色', 'Purple'], hue: 310 },
  pink: { word: ['粉色', 'Pink'], hue: 355 },
  brown: { word: ['棕色', 'Brown'], hue: 50 },
  grey: { word: ['灰色', 'Grey'], hue: null },
  black: { word: ['黑色', 'Black'], hue: null },
} as const satisfies Record<string, { word: Word; hue: number | null }>;

/** The name of a colour in products.tsv. */
export type Colour = keyof typeof COLOURS;

/** Turns something whose main hue is `from` degrees into `colour`. */
export const tintTo = (colour: Colour, from: number): Tint => {
  const { hue } = COLOURS[colour];
  if (hue === null) return { hue: 0, saturation: 0.08, brightness: colour === 'black' ? 0.5 : 1 };
  return { hue: (Math.round(hue - from) + 360) % 360, saturation: 1, brightness: 1 };
};
