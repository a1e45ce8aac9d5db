/** The page's font in every alphabet that the page speaks: the files, and the style sheet that tells a browser which of them it needs. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Content } from './exchange.ts';

/** Weights of Inter that the style sheets use; npm `@fontsource/inter`, SIL Open Font License. */
const WEIGHTS = [400, 500, 600];

/**
 * The parts into which the font is cut, each with the characters in it (the `unicode-range` of the package's own style sheets). A browser
 * fetches only the parts whose characters are on the page. Chinese is in none of them: it comes from the reader's machine.
 */
const PARTS: Readonly<Record<string, string>> = {
  cyrillic: 'U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116',
  vietnamese:
    'U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB',
  'latin-ext':
    'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF',
  latin:
    'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
};

const FACES = Object.entries(PARTS).flatMap(([part, range]) =>
  WEIGHTS.map((weight) => ({ part, range, weight, name: `inter-${part}-${weight}.woff2` })),
);

const styleSheet = (): string =>
  FACES.map(
    ({ range, weight, name }) =>
      `@font-face{font-family:Inter;font-weight:${weight};font-display:swap;src:url("/playground/${name}") format("woff2");unicode-range:${range}}`,
  ).join('\n');

/** The font's files by their name, and `fonts.css`. */
export const fontFiles = (): readonly (readonly [name: string, content: Content])[] => {
  const { resolve } = createRequire(import.meta.url);
  const files = FACES.map(({ part, weight, name }) => {
    const bytes = readFileSync(resolve(`@fontsource/inter/files/inter-${part}-${weight}-normal.woff2`));
    return [name, { type: 'font/woff2', bytes, cache: 'public, max-age=604800' }] as const;
  });
  const style = { type: 'text/css; charset=utf-8', bytes: Buffer.from(styleSheet()), cache: 'no-cache' };
  return [...files, ['fonts.css', style]];
};
