/** Figures, days and names in each language, and a font that has the letters of all texts of ours. */
import { expect, test } from 'vitest';
import { fontFiles } from '../../adapters/playground/fonts.ts';
import { LANGUAGES } from '../../src/domain/query.ts';
import { countText, languageName, languageTag, scoreText, weekdayText } from '../../src/i18n/languages.ts';
import { readSource } from '../support/source.ts';

const TUESDAY = new Date(2026, 10, 24, 12);

test.each([
  ['en', '123,456', '4.6', 'Tuesday'],
  ['zh', '123,456', '4.6', '星期二'],
  ['ru', '123\u00a0456', '4,6', 'вторник'],
  ['es', '123,456', '4.6', 'martes'],
  ['vi', '123.456', '4,6', 'Thứ Ba'],
] as const)('%s writes counts, scores and days as its readers do', (language, count, score, day) => {
  expect(countText(123_456, language)).toBe(count);
  expect(scoreText(4.6, language)).toBe(score);
  expect(scoreText(4, language)).toHaveLength(3);
  expect(weekdayText(TUESDAY, language)).toBe(day);
});

test('every language has a name and a tag of its own', () => {
  for (const text of [languageName, languageTag])
    expect(new Set(LANGUAGES.map(text)).size).toBe(LANGUAGES.length);
});

test('the page brings a font with every letter of every language but Chinese', () => {
  const style = fontFiles().find(([name]) => name === 'fonts.css')?.[1].bytes ?? '';
  const ranges = [...String(style).matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g)].map(
    ([, from = '', to = from]) => [Number.parseInt(from, 16), Number.parseInt(to, 16)],
  );
  const letters = LANGUAGES.filter((language) => language !== 'zh')
    .map((language) => languageName(language) + readSource(`src/i18n/locales/${language}.ftl`))
    .join('');
  const has = (letter: string) => {
    const point = letter.codePointAt(0) ?? 0;
    return ranges.some(([from = 0, to = 0]) => from <= point && point <= to);
  };
  expect(ranges.length).toBeGreaterThan(0);
  expect([...new Set(letters)].filter((letter) => !has(letter))).toEqual([]);
});
