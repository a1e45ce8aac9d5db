/** The id inside the links that people paste. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { offerIdFromLink, offerUrl } from '../../src/domain/offer.ts';

const ID = '610947572360';

describe('the offer id in a link', () => {
  test.each([
    `https://detail.1688.com/offer/${ID}.html`,
    `http://detail.1688.com/offer/${ID}.html`,
    `https://detail.1688.com/offer/${ID}.html?spm=a26352.13672862.offerlist.1&cosite=-#desc`,
    `https://m.1688.com/offer/${ID}.html`,
    `https://detail.1688.com/offer/${ID}`,
    `https://detail.1688.com/offer/${ID}/`,
    `https://detail.m.1688.com/page/index.html?offerId=${ID}`,
    `https://detail.m.1688.com/page/index.html?sortType=&offerId=${ID}&x=1`,
    `https://detailp4p.1688.com/buyer/offerdetail/${ID}.html`,
    `https://m.1688.com/page/offer.html?id=${ID}`,
    `https://dj.1688.com/ci_bb?a=1&offerId=${ID}&e=x`,
    `https://dj.1688.com/ci_bb?a=1&url=${encodeURIComponent(`https://detail.1688.com/offer/${ID}.html?spm=1`)}`,
  ])('%s', (link) => {
    expect(offerIdFromLink(link)).toBe(ID);
  });

  test.each([
    '',
    ID,
    'detail.1688.com/offer/610947572360.html',
    `https://example.com/offer/${ID}.html`,
    `https://detail.1688.com.example.com/offer/${ID}.html`,
    `https://example.com/?u=https://detail.1688.com/offer/${ID}.html`,
    `https://not1688.com/offer/${ID}.html`,
    `ftp://detail.1688.com/offer/${ID}.html`,
    `javascript:alert('https://detail.1688.com/offer/${ID}.html')`,
    'https://detail.1688.com/offer/12345.html',
    `https://detail.1688.com/offer/${'1'.repeat(31)}.html`,
    `https://detail.1688.com/offer/${ID}x.html`,
    'https://detail.m.1688.com/page/index.html?offerId=abc',
    'https://dj.1688.com/ci_bb?a=1',
    `https://dj.1688.com/ci_bb?url=${encodeURIComponent(`https://example.com/offer/${ID}.html`)}`,
    'https://www.1688.com/',
  ])('%s holds none', (text) => {
    expect(offerIdFromLink(text)).toBeNull();
  });

  test('is found again in the links that we make', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{6,30}$/), (id) => {
        expect(offerIdFromLink(offerUrl(id))).toBe(id);
      }),
    );
  });

  test('any text gives digits or nothing, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true })), (text) => {
        expect(offerIdFromLink(text) ?? '000000').toMatch(/^\d{6,30}$/);
      }),
    );
  });
});
