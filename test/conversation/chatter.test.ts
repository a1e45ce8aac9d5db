/** What people say under photos that they show each other, and what names a product. */
import { expect, it } from 'vitest';
import { looksLikeKeyword } from '../../src/conversation/chatter.ts';

it.each([
  'red silicone cup',
  'teapot',
  'LED lamp 12V',
  '新款水杯',
  '帐篷',
  '不锈钢保温杯 500ml',
  'складная кружка',
  'botella de acero',
  'bình giữ nhiệt',
])('%s names a product', (caption) => {
  expect(looksLikeKeyword(caption)).toBe(true);
});

it.each([
  '',
  'who has this?',
  'look at this one',
  'lol',
  'Nice!',
  'do we need it',
  'our new office 😍',
  'see https://example.com',
  '@li what about these',
  '#sale',
  '/weather',
  '12345',
  'the photos from the fair in Guangzhou last week',
  '这个怎么样',
  '好看吗',
  '帮忙看一下',
  '今天到货',
  '一二三四五六七八九十一二三四五',
  'кто знает где купить',
  'mira esto',
  'cái này là gì',
  'line one\nline two',
])('%j is talk', (caption) => {
  expect(looksLikeKeyword(caption)).toBe(false);
});
