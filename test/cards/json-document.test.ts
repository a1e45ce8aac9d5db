/** The documents: nothing is lost, money is never a float, and unknown is null. */
import { describe, expect, it } from 'vitest';
import { jsonComplete, jsonDetail, jsonDocument } from '../../src/cards/json-document.ts';
import { cny } from '../../src/domain/money.ts';
import { plainQuestion } from '../../src/domain/query.ts';
import { offer, offerDetail, searchResult } from '../support/made-up.ts';

const ID = '700000000001';

const rich = offerDetail(ID, {
  skuPrices: { lowest: cny(300), highest: cny(500) },
  skus: [{ id: '1', name: 'red', price: cny(305), stock: 3, imageUrl: null }],
  promotionPrice: cny(1100),
  mixedLot: { amount: cny(10_000), pieces: null },
  shipping: { from: '义乌', weightGrams: 350, withinHours: null, free: null },
  supplierScores: { goods: 4.5 },
  reviews: [{ text: 'good', score: 5, date: null }],
});

describe('the document of an offer', () => {
  it('has every member of the offer', () => {
    expect(Object.keys(jsonDetail(rich))).toEqual(expect.arrayContaining(Object.keys(rich)));
  });

  it('writes every amount as text with its currency', () => {
    const text = JSON.stringify(jsonDetail(rich));
    expect(text).not.toContain('fen');
    for (const amount of ['3.05', '3.00', '5.00', '11.00', '100.00', '12.50'])
      expect(text).toContain(`{"amount":"${amount}","currency":"CNY"}`);
  });
});

describe('the complete view', () => {
  const nothingMore = { supplierOffers: null, freight: null, failures: [] };

  it('has product, supplier, trade and reviews', () => {
    const view = jsonComplete({ detail: rich, supplierOffers: [offer(ID)], freight: cny(900), failures: [] });
    expect(view).toMatchObject({
      id: ID,
      product: { title: '不锈钢水壶', skus: [{ name: 'red' }] },
      supplier: { name: '义乌示例厂', scores: { goods: 4.5 }, offers: [{ id: ID }] },
      trade: { moq: 2, stock: 5000, shipping: { weightGrams: 350 }, freight: { amount: '9.00' } },
      reviews: [{ text: 'good' }],
      partFailures: [],
    });
  });

  it('loses nothing of the offer', () => {
    const { product, supplier, trade, ...rest } = jsonComplete({ detail: rich, ...nothingMore });
    const { scores: supplierScores, offers: _, ...who } = supplier ?? { scores: null, offers: null };
    const { match: __, ...detail } = jsonDetail(rich);
    expect({ ...product, ...trade, ...rest, supplier: who, supplierScores }).toMatchObject(detail);
  });

  it('has null for parts of which nothing is known', () => {
    const supplier = { id: null, name: null, badges: [], years: null, location: null, score: null };
    const bare = offerDetail(ID, {
      supplier,
      price: null,
      tiers: [],
      moq: null,
      unit: null,
      sold: null,
      repurchaseRate: null,
      stock: null,
    });
    const view = jsonComplete({ detail: bare, ...nothingMore });
    expect(view).toMatchObject({ supplier: null, trade: null, reviews: null, product: { id: ID } });
  });
});

describe('the document of a list', () => {
  const question = { ...plainQuestion('en'), page: 3 };
  const listing = { subject: { keyword: 'cup' }, question, filtersIgnored: [], failure: null };

  it('puts all pages into one', () => {
    const pages = [
      searchResult([offer(ID)], {
        question,
        notes: ['sample-data'],
        askedAtMs: 5000,
        link: 'https://s.1688.com/results',
        timings: { searchMs: 3 },
      }),
      searchResult([offer('700000000002')], {
        notes: ['sample-data', 'tiers-partial'],
        timings: { searchMs: 4 },
      }),
    ];
    expect(jsonDocument(pages, listing)).toMatchObject({
      query: { photo: null, keyword: 'cup', related: null, supplier: null },
      page: 3,
      pages: 2,
      link: 'https://s.1688.com/results',
      notes: ['sample-data', 'tiers-partial'],
      askedAt: '1970-01-01T00:00:00.000Z',
      offers: [{ id: ID }, { id: '700000000002' }],
      timings: { searchMs: 7 },
      failure: null,
    });
  });

  it('is a document without any page too', () => {
    expect(jsonDocument([], listing)).toMatchObject({
      backend: null,
      total: null,
      link: null,
      pages: 0,
      offers: [],
    });
  });
});
