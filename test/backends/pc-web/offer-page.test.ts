/** The model inside of an offer's page: found in the script without running it, and read field by field. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../src/backends/json.ts';
import { parseOfferPage } from '../../../src/backends/pc-web/offer-page-model.ts';
import { pageModel } from '../../../src/backends/pc-web/page-model.ts';
import { cny } from '../../../src/domain/money.ts';

const pageWith = (literal: string): string =>
  `<html><script>window.contextPath = "/default";
window.context=(function(b,d){var c=d.module||{};for(var a in c){c[a]=1}return d})(window.contextPath,${literal});</script><script>var x={"a":1}</script></html>`;

describe('the model', () => {
  it.each([
    ['{"result":{"a":[1,2,{"b":null}]}}', { result: { a: [1, 2, { b: null }] } }],
    ['{5846845077736:0.1030, x_y :1,"k":{98:"v"}}', { '5846845077736': 0.103, x_y: 1, k: { '98': 'v' } }],
    ['{"t":"a \\"}{][ quote, b:1","u":"\\u4EF6"}', { t: 'a "}{][ quote, b:1', u: '件' }],
    ['{"skuId":12345678901234567890}', { skuId: '12345678901234567890' }],
    ['{ }', {}],
  ])('%s is read', (literal, model) => {
    expect(pageModel(pageWith(literal))).toEqual(model);
  });

  it.each(['{"a":', '{"a":"b', '{"a":undefined}', '', '[]'])('%j is none', (literal) => {
    expect(pageModel(pageWith(literal))).toBeUndefined();
  });

  it('is whatever JSON it holds', () => {
    const models = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue());
    fc.assert(
      fc.property(models, (model) => {
        const literal = JSON.stringify(model);
        expect(pageModel(pageWith(literal))).toEqual(parseJson(literal));
      }),
    );
  });

  it('is not to be had from a long broken page, and that soon', () => {
    expect(pageModel(pageWith(`{"a":"${'x{y:\\\\'.repeat(200_000)}`))).toBeUndefined();
    expect(pageModel('(window.contextPath, {'.repeat(100_000))).toBeUndefined();
  });
});

const context = (model: object, data: object = {}) => ({
  result: { data, global: { globalData: { model } } },
});

const trade = (change: object = {}) => ({
  offerId: 700000000001,
  beginAmount: 2,
  canBookedAmount: 500,
  saleCount: 392,
  unit: '件',
  offerPriceModel: {
    currentPrices: [
      { beginAmount: 100, price: '11.80' },
      { beginAmount: 2, price: '12.50' },
    ],
    priceDisplayType: 'rangePrice',
  },
  skuMap: [
    { skuId: 1, specAttrs: '黄色&gt;XL', price: '12.50', canBookCount: 4 },
    { skuId: 2, specAttrs: '黑色&gt;XL', discountPrice: '13.50', price: '14', canBookCount: 6 },
  ],
  ...change,
});

const model = (change: object = {}) => ({
  offerDetail: {
    subject: '雨衣',
    status: 'PUBLISHED',
    imageList: [{ fullPathImageURI: '//cbu01.alicdn.com/img/ibank/a.jpg' }],
    featureAttributes: [{ name: '材质', value: '涤纶' }, { name: '' }],
    skuProps: [{ prop: '颜色', value: [{ name: '黄色', imageUrl: 'https://cbu01.alicdn.com/y.jpg' }] }],
  },
  sellerModel: { companyName: '示例公司', memberId: 'b2b-1' },
  detailDescription: { freightInfo: { location: '浙江省金华市', unitWeight: 0.35 } },
  mixModel: { mixAmount: '100', mixNum: 10 },
  tradeModel: trade(),
  ...change,
});

describe('an offer’s page', () => {
  it('is an offer in full', () => {
    const data = {
      shipping: { fields: { deliveryLimitText: '承诺48小时发货' } },
      description: { fields: { leafCategoryId: 1038378 } },
    };
    expect(parseOfferPage(context(model(), data))).toEqual({
      id: '700000000001',
      title: '雨衣',
      titleTranslated: null,
      url: 'https://detail.1688.com/offer/700000000001.html',
      imageUrl: 'https://cbu01.alicdn.com/img/ibank/a.jpg',
      price: cny(1250),
      tiers: [
        { minQuantity: 2, price: cny(1250) },
        { minQuantity: 100, price: cny(1180) },
      ],
      skuPrices: null,
      moq: 2,
      unit: '件',
      sold: { count: 392, period: 'total' },
      repurchaseRate: null,
      supplier: { id: 'b2b-1', name: '示例公司', badges: [], years: null, location: null, score: null },
      match: null,
      images: ['https://cbu01.alicdn.com/img/ibank/a.jpg'],
      stock: 500,
      attributes: [{ name: '材质', value: '涤纶' }],
      skus: [
        { id: '1', name: '黄色 / XL', price: null, stock: 4, imageUrl: 'https://cbu01.alicdn.com/y.jpg' },
        { id: '2', name: '黑色 / XL', price: null, stock: 6, imageUrl: null },
      ],
      batch: null,
      shipping: { from: '浙江省金华市', weightGrams: 350, withinHours: 48, free: null },
      supplierScores: {},
      reviews: [],
      categoryId: '1038378',
      description: null,
      promotionPrice: null,
      mixedLot: { amount: cny(10_000), pieces: 10 },
    });
  });

  it('has a range where variants have prices of their own', () => {
    const offerPriceModel = {
      currentPrices: [
        { beginAmount: 1, price: '20.50' },
        { beginAmount: 1, price: '41.50' },
      ],
      priceDisplayType: 'skuPrice',
    };
    expect(parseOfferPage(context(model({ tradeModel: trade({ offerPriceModel }) })))).toMatchObject({
      tiers: [],
      skuPrices: { lowest: cny(1250), highest: cny(4150) },
      price: cny(1250),
      skus: [{ price: cny(1250) }, { price: cny(1350) }],
    });
  });

  it('is read in its older form as well', () => {
    const dataJson = {
      tempModel: { offerId: 700000000001, offerTitle: '雨衣', offerUnit: '件', companyName: '示例公司' },
      orderParamModel: {
        orderParam: {
          beginNum: 3,
          canBookedAmount: 9,
          saledCount: 5,
          skuParam: { skuRangePrices: [{ beginAmount: '3', price: '5.50' }] },
          mixParam: { mixNum: 0 },
        },
      },
      skuModel: { skuInfoMap: { 红: { skuId: 7, specAttrs: '红', canBookCount: 1 } } },
      images: [{ fullPathImageURI: 'https://cbu01.alicdn.com/i.jpg' }],
      offerBaseInfo: { catId: 12, sellerMemberId: 'b2b-2' },
    };
    expect(parseOfferPage({ result: { data: { Root: { fields: { dataJson } } } } })).toMatchObject({
      id: '700000000001',
      title: '雨衣',
      tiers: [{ minQuantity: 3, price: cny(550) }],
      moq: 3,
      unit: '件',
      stock: 9,
      sold: { count: 5, period: 'total' },
      supplier: { id: 'b2b-2', name: '示例公司' },
      images: ['https://cbu01.alicdn.com/i.jpg'],
      skus: [{ id: '7', name: '红' }],
      categoryId: '12',
      mixedLot: null,
    });
  });

  it('is nothing when the offer is gone, or when it is about none', () => {
    const gone = model({ offerDetail: { subject: '雨衣', status: 'MEMBER_DELETED' } });
    for (const page of [context(gone), context({}), {}, null, 'text'])
      expect(parseOfferPage(page)).toBeNull();
  });

  it('never breaks the parser', () => {
    const wild = fc.object({ withNullPrototype: true, maxDepth: 4 });
    fc.assert(fc.property(wild, wild, (a, b) => void parseOfferPage(context(model(a), b))));
    fc.assert(fc.property(wild, (a) => void parseOfferPage(context(model({ tradeModel: trade(a) })))));
  });
});
