/** Text as outlines, from fonts that ship with the product: the same picture on every machine, with or without fonts. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import opentype, { type Font, type Glyph, type Path } from 'opentype.js';

/** A line of text as SVG paths, without a colour of their own. It starts at x = 0 and stands on y = 0. */
export type Lettering = { readonly paths: string; readonly width: number };

/** How heavy the letters are. */
export type Weight = 'medium' | 'bold';

/** The Chinese characters of our own labels, in one weight, see assets/lettering/README.md. */
const HAN = new URL('../../assets/lettering/han-500.otf', import.meta.url).href;

/** Inter (SIL Open Font License) by its parts, the Latin one first: most letters are found there, and the others then need not be read. */
const FILES: Readonly<Record<Weight, readonly string[]>> = {
  medium: [
    import.meta.resolve('@fontsource/inter/files/inter-latin-500-normal.woff'),
    import.meta.resolve('@fontsource/inter/files/inter-latin-ext-500-normal.woff'),
    import.meta.resolve('@fontsource/inter/files/inter-cyrillic-500-normal.woff'),
    import.meta.resolve('@fontsource/inter/files/inter-vietnamese-500-normal.woff'),
    HAN,
  ],
  bold: [
    import.meta.resolve('@fontsource/inter/files/inter-latin-700-normal.woff'),
    import.meta.resolve('@fontsource/inter/files/inter-latin-ext-700-normal.woff'),
    import.meta.resolve('@fontsource/inter/files/inter-cyrillic-700-normal.woff'),
    import.meta.resolve('@fontsource/inter/files/inter-vietnamese-700-normal.woff'),
    HAN,
  ],
};

const fonts = new Map<string, Font>();

const fontIn = (file: string): Font => {
  const known = fonts.get(file);
  if (known) return known;
  const font = opentype.parse(new Uint8Array(readFileSync(fileURLToPath(file))).buffer);
  fonts.set(file, font);
  return font;
};

type Shape = { readonly char: string; readonly file: string; readonly font: Font };

/** Prices are made of a dozen signs in two sizes, and writing down a sign's curves takes longer than all the rest. */
const outlines = new Map<string, string>();
const MOST_OUTLINES = 1_000;

/** With one decimal, and a space before each number: opentype.js 2.0 writes -0 as a bare 0 behind the number before it (toPathData). */
const number = (value: number | undefined): string => ` ${Math.round((value ?? 0) * 10) / 10 || 0}`;

const COORDINATES = {
  M: ['x', 'y'],
  L: ['x', 'y'],
  Q: ['x1', 'y1', 'x', 'y'],
  C: ['x1', 'y1', 'x2', 'y2', 'x', 'y'],
  Z: [],
} as const;

const curves = ({ commands }: Path): string =>
  commands
    .map((command) => {
      const numbers: Partial<Record<string, number>> = { ...command, type: undefined };
      return command.type + COORDINATES[command.type].map((name) => number(numbers[name])).join('');
    })
    .join('');

/** The curves of a character that stands at x = 0. */
const outlineOf = ({ char, file, font }: Shape, size: number): string => {
  const key = `${file} ${size} ${char}`;
  const outline = outlines.get(key) ?? curves(font.charToGlyph(char).getPath(0, 0, size));
  if (outlines.size < MOST_OUTLINES) outlines.set(key, outline);
  return outline;
};

const shapeOf = (char: string, files: readonly string[]): Shape | null => {
  for (const file of files) {
    const font = fontIn(file);
    if (font.hasChar(char)) return { char, file, font };
  }
  return null;
};

/** Where the characters of a line stand, from x = 0 on, and how wide the line is. */
const lineOf = (text: string, size: number, files: readonly string[]) => {
  // Glyph by glyph: the library's own layout does not know all of Inter's substitutions, and labels need none.
  const shapes = [...text].map((char) => shapeOf(char, files)).filter((shape) => shape !== null);
  const placed: { readonly shape: Shape; readonly x: number }[] = [];
  let x = 0;
  let [glyphBefore, fontBefore]: [Glyph | null, Font | null] = [null, null];
  for (const shape of shapes) {
    const { char, font } = shape;
    const scale = size / font.unitsPerEm;
    const glyph = font.charToGlyph(char);
    if (glyphBefore && fontBefore === font) x += font.getKerningValue(glyphBefore, glyph) * scale;
    placed.push({ shape, x });
    x += (glyph.advanceWidth ?? 0) * scale;
    [glyphBefore, fontBefore] = [glyph, font];
  }
  return { placed, width: x };
};

const draw = (text: string, size: number, files: readonly string[]): Lettering => {
  const { placed, width } = lineOf(text, size, files);
  const paths = placed.map(
    ({ shape, x }) => `<path transform="translate(${x.toFixed(1)})" d="${outlineOf(shape, size)}"/>`,
  );
  return { paths: paths.join(''), width };
};

/** Draws one line of numbers and signs at a size in pixels. Characters that the font's Latin part lacks are left out. */
export const lettering = (text: string, size: number, weight: Weight): Lettering =>
  draw(text, size, FILES[weight].slice(0, 1));

/** Where each character of such a line stands. */
export const letterPlaces = (
  text: string,
  size: number,
  weight: Weight,
): readonly { readonly char: string; readonly x: number }[] =>
  lineOf(text, size, FILES[weight].slice(0, 1)).placed.map(({ shape, x }) => ({ char: shape.char, x }));

/** White space of any kind as a plain space, which all fonts have; composed letters, as fonts have them. */
const plain = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ');

/** Draws one line of a label in any of our languages. Characters that no font has are left out, see `canLetter`. */
export const labelLettering = (text: string, size: number, weight: Weight): Lettering =>
  draw(plain(text), size, FILES[weight]);

/** Whether a label can be drawn whole. */
export const canLetter = (text: string, weight: Weight): boolean =>
  [...plain(text)].every((char) => shapeOf(char, FILES[weight]) !== null);
