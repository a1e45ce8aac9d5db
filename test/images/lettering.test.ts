/** Letters of labels: every label of a comparison can be drawn in every language, and what is drawn is well-formed. */
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/domain/query.ts';
import { textKeys, translator } from '../../src/i18n/translate.ts';
import { canLetter, labelLettering, lettering } from '../../src/images/lettering.ts';

/** Labels and words of cells; sentences stand under the picture. */
const NOT_DRAWN = ['compare-heading', 'compare-alt', 'compare-too-few', 'compare-hint', 'compare-same'];
const DRAWN = textKeys('en').filter(
  (key) => /^(compare-|badge-|points-|offer-ladder-from)/.test(key) && !NOT_DRAWN.includes(key),
);

const FILLED = {
  points: '8.5',
  most: '20',
  part: '1',
  parts: '1',
  count: '1,234',
  hours: '24',
  moq: '2',
  batch: '12',
};

describe('labels', () => {
  it.each(LANGUAGES)('can all be drawn whole in %s', (language) => {
    const t = translator(language);
    const lacking = DRAWN.map((key) => t(key, { ...FILLED, quantity: '2' })).filter(
      (label) => !canLetter(label, 'medium') || !canLetter(label, 'bold'),
    );
    expect(DRAWN.length).toBeGreaterThan(30);
    expect(lacking).toEqual([]);
  });

  it('are as wide as their letters, whatever writing these belong to', () => {
    const parts = ['Price', 'Цена', 'Đặt tối thiểu', '起批量'].map(
      (label) => labelLettering(label, 30, 'bold').width,
    );
    for (const width of parts) expect(width).toBeGreaterThan(40);
    expect(canLetter('起批量 ☃', 'bold')).toBe(false);
    expect(labelLettering('起批量', 30, 'bold').width).toBeCloseTo(90, 0);
  });
});

describe('curves', () => {
  it('have a sign or a space before every number', () => {
    const all = [...'0123456789¥.,abcdefghijklmnopqrstuvwxyzЖщ起量'].map(
      (char) => labelLettering(char, 26, 'medium').paths,
    );
    for (const paths of all)
      for (const [, d = ''] of paths.matchAll(/ d="([^"]*)"/g))
        expect(d).toMatch(/^(?:[MLQCZ](?: -?\d+(?:\.\d)?)*)+$/);
  });

  it('draw an a that is whole', async () => {
    const { paths, width } = lettering('a', 26, 'medium');
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(width)}" height="30"><g transform="translate(0 22)">${paths}</g></svg>`;
    const { data, info } = await sharp(Buffer.from(svg))
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    let inked = 0;
    for (let at = 3; at < data.length; at += 4) inked += (data[at] ?? 0) > 127 ? 1 : 0;
    expect(inked / (info.width * info.height)).toBeGreaterThan(0.2);
  });
});
