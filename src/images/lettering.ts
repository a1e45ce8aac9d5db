/** Text as outlines, from a font that ships with the product: the same picture on every machine, with or without fonts. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import opentype, { type Font } from 'opentype.js';

/** A line of text as an SVG path. It starts at x = 0 and stands on y = 0. */
export type Lettering = { readonly path: string; readonly width: number };

/** Inter (SIL Open Font License), its Latin part: no Chinese, so only numbers and signs are drawn with it. */
const FILES = {
  medium: import.meta.resolve('@fontsource/inter/files/inter-latin-500-normal.woff'),
  bold: import.meta.resolve('@fontsource/inter/files/inter-latin-700-normal.woff'),
} as const;

/** How heavy the letters are. */
export type Weight = keyof typeof FILES;

const fonts = new Map<Weight, Font>();

const load = (weight: Weight): Font => {
  const bytes = readFileSync(fileURLToPath(FILES[weight]));
  const font = opentype.parse(new Uint8Array(bytes).buffer);
  fonts.set(weight, font);
  return font;
};

/** Draws one line of text at a size in pixels. Characters that the font lacks are left out. */
export const lettering = (text: string, size: number, weight: Weight): Lettering => {
  const font = fonts.get(weight) ?? load(weight);
  const scale = size / font.unitsPerEm;
  // Glyph by glyph: the library's own layout does not know all of Inter's substitutions, and numbers need none.
  const glyphs = [...text].filter((char) => font.hasChar(char)).map((char) => font.charToGlyph(char));
  const outlines: string[] = [];
  let x = 0;
  for (const [index, glyph] of glyphs.entries()) {
    const before = glyphs[index - 1];
    if (before) x += font.getKerningValue(before, glyph) * scale;
    outlines.push(glyph.getPath(x, 0, size).toPathData(1));
    x += (glyph.advanceWidth ?? 0) * scale;
  }
  return { path: outlines.join(''), width: x };
};
