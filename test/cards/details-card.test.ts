/** One offer in full, as people read it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { albumOf, detailsCard } from '../../src/cards/details-card.ts';
import { dossierSections } from '../../src/cards/dossier-sections.ts';
import { cny } from '../../src/domain/money.ts';
import type { OfferDetail } from '../../src/domain/offer.ts';
import type { Language } from '../../src/domain/query.ts';
import { offer, offerDetail } from '../support/made-up.ts';

const ID = '700000000001';

const sectionsOf = (change: Partial<OfferDetail>, language: Language = 'en') => {
  const card = detailsCard(offerDetail(ID, change), { view: 'view-0001', language, back: null });
  return Object.fromEntries(card.sections.map(({ title, lines }) => [title, lines]));
};

const full: Partial<OfferDetail> = {
  batch: 12,
  promotionPrice: cny(1100),
  mixedLot: { amount: cny(10_000), pieces: 10 },
  shipping: { from: '浙江义乌', weightGrams: 350, withinHours: 48, free: true },
  supplierScores: { goods: 4.5, logistics: 4, repurchaseRatio: 0.4666 },
  skus: ['red', 'blue', 'green', 'black', 'white', 'pink', 'grey'].map((name, index) => ({
    id: String(index),
    name,
    price: cny(300 + index * 50),
    stock: index === 0 ? null : 1200,
    imageUrl: null,
  })),
  description: 'A bottle of steel.\nKeeps tea warm.',
};

describe('the details of an offer', () => {
  it('tell everything that is known', () => {
    expect(sectionsOf(full)).toEqual({
      Prices: [
        '2+: ¥12.50',
        '100+: ¥11.80',
        "¥11.00 in 1688's promotion",
        'MOQ 2 pieces',
        'sold in multiples of 12',
        'mixed orders from ¥100.00 / 10 pieces',
        '1,340 sold a month',
        '13 % buy again',
        '5,000 in stock',
      ],
      Supplier: [
        '义乌示例厂',
        '浙江义乌 · 6 years on 1688 · score 4.5',
        'goods 4.5 · delivery 4.0 · 47 % of buyers come back',
        'Verified member',
        'Badges are what 1688 says about the supplier.',
      ],
      Shipping: ['from 浙江义乌', 'within 48 hours', '350 g a piece', 'free of freight'],
      Variants: [
        '7 variants: ¥3.00–¥6.00',
        'red: ¥3.00',
        'blue: ¥3.50 · 1,200 in stock',
        'green: ¥4.00 · 1,200 in stock',
        'black: ¥4.50 · 1,200 in stock',
        'white: ¥5.00 · 1,200 in stock',
        'and 2 more',
      ],
      Product: ['材质: 304'],
      Description: ['A bottle of steel. Keeps tea warm.'],
    });
  });

  it('tell them to Chinese readers too', () => {
    const sections = sectionsOf(full, 'zh');
    expect(Object.keys(sections)).toEqual(['价格', '供应商', '发货', '规格', '商品', '描述']);
    expect(sections.发货).toEqual(['发货地 浙江义乌', '48 小时内发货', '单件 350 克', '包邮']);
  });

  it('leave out what nobody told', () => {
    expect(Object.keys(sectionsOf({}))).toEqual(['Prices', 'Supplier', 'Product']);
    expect(sectionsOf({ batch: 1 }).Prices).not.toContain('sold in multiples of 1');
    expect(sectionsOf({ mixedLot: { amount: null, pieces: null } }).Prices?.join()).not.toContain('mixed');
  });

  it('weigh in kilograms from one kilogram on', () => {
    const weigh = (weightGrams: number) =>
      sectionsOf({ shipping: { from: null, weightGrams, withinHours: null, free: null } }).Shipping;
    expect([999, 1000, 1250, 12_500].map(weigh)).toEqual([
      ['999 g a piece'],
      ['1 kg a piece'],
      ['1.25 kg a piece'],
      ['12.5 kg a piece'],
    ]);
  });

  it('count variants without prices', () => {
    const skus = [{ id: '1', name: 'red', price: null, stock: null, imageUrl: null }];
    expect(sectionsOf({ skus }).Variants).toEqual(['One variant', 'red']);
  });

  it('fit on a phone, however much the seller wrote', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 2000 });
    fc.assert(
      fc.property(words, (description) => {
        const [excerpt = ''] = sectionsOf({ description }).Description ?? [];
        expect(excerpt.length).toBeLessThanOrEqual(241);
        expect(excerpt.isWellFormed()).toBe(true);
      }),
    );
    const long = sectionsOf({ description: 'word '.repeat(200) }).Description;
    expect(long?.[0]).toMatch(/word…$/);
  });
});

describe('the pictures of an offer', () => {
  const three = ['https://a.example/1.jpg', 'https://a.example/2.jpg', 'https://a.example/3.jpg'];
  const labelsOf = (images: readonly string[], context: Partial<Parameters<typeof detailsCard>[1]>) =>
    detailsCard(offerDetail(ID, { images }), { view: 'view1', language: 'en', back: null, ...context })
      .actions.flat()
      .map(({ label }) => label);

  const QUANTITIES = ['× 100', '× 300', '× 1000'];

  it('have a button where the chat can show an album and there is more than one', () => {
    expect(labelsOf(three, { hasAlbum: true })).toEqual([
      'Open on 1688',
      'Mobile page',
      'All pictures',
      'More like this',
      ...QUANTITIES,
    ]);
    const plain = ['Open on 1688', 'Mobile page', 'More like this', ...QUANTITIES];
    expect(labelsOf(three, {})).toEqual(plain);
    expect(labelsOf(three.slice(0, 1), { hasAlbum: true })).toEqual(plain);
  });

  it('are each in the album once; that of lists stands in where there is no other', () => {
    const imageUrl = 'https://a.example/0.jpg';
    expect(albumOf(offerDetail(ID, { imageUrl, images: [...three, ...three] }))).toEqual(three);
    expect(albumOf(offerDetail(ID, { imageUrl, images: [] }))).toEqual([imageUrl]);
    expect(albumOf(offerDetail(ID, { imageUrl: null, images: [] }))).toEqual([]);
  });
});

describe('what is known around an offer', () => {
  const detail = offerDetail(ID, { reviews: [{ text: 'good', score: 5, date: '2026-01-02' }] });

  it('is shown as sections', () => {
    const sections = dossierSections(
      { detail, supplierOffers: [offer('700000000002')], freight: cny(900) },
      'en',
    );
    expect(sections).toEqual([
      { title: 'Freight', lines: ['¥9.00'] },
      {
        title: 'More from this supplier',
        lines: ['Stainless steel bottle · 2+ ¥12.50 · https://detail.1688.com/offer/700000000002.html'],
      },
      { title: 'Reviews', lines: ['5/5 · good · 2026-01-02'] },
    ]);
  });

  it('is not spoken of where there is none', () => {
    const none = { detail: offerDetail(ID), supplierOffers: null, freight: null };
    expect(dossierSections(none, 'en')).toEqual([]);
    expect(dossierSections({ ...none, freight: cny(0) }, 'zh')).toEqual([{ title: '运费', lines: ['包邮'] }]);
  });
});
