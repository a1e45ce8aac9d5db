/** The plain question, and the language that somebody is answered in. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CARDS_PER_PAGE,
  LANGUAGES,
  languageAmong,
  languageOf,
  NO_FILTERS,
  plainQuestion,
} from '../../src/domain/query.ts';

test.each([
  ['zh', 'zh'],
  ['zh-hans', 'zh'],
  ['zh-Hant-TW', 'zh'],
  ['zh_CN.UTF-8', 'zh'],
  ['ZH', 'zh'],
  ['en-US', 'en'],
  ['en', 'en'],
  ['ru', 'ru'],
  ['ru_RU.UTF-8', 'ru'],
  ['es-419', 'es'],
  ['vi-VN', 'vi'],
  ['de', 'en'],
  ['zhx', 'en'],
  ['', 'en'],
  [null, 'en'],
  [undefined, 'en'],
])('the tag %j means %s', (tag, language) => {
  expect(languageOf(tag)).toBe(language);
});

test.each([
  ['fr, zh-CN;q=0.8, en;q=0.5', 'zh'],
  ['es-MX', 'es'],
  ['fr', 'en'],
  ['*', 'en'],
  ['', 'en'],
])('of Accept-Language %j we speak %s', (header, language) => {
  expect(languageAmong(header)).toBe(language);
});

test('any tag means a language that we speak', () => {
  fc.assert(fc.property(fc.string(), (tag) => LANGUAGES.includes(languageOf(tag))));
});

test('somebody who only sent a photo asks for the same product, best match first, on the first page', () => {
  expect(plainQuestion('zh')).toEqual({
    mode: 'same',
    sort: 'relevance',
    keyword: null,
    minPrice: null,
    maxPrice: null,
    filters: NO_FILTERS,
    page: 1,
    pageSize: CARDS_PER_PAGE,
    language: 'zh',
  });
});
