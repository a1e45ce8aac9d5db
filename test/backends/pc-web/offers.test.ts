/** Rows of both kinds of pages, with every odd form that is known of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offerListIn, parsePageOffer } from '../../../src/backends/pc-web/page-offers.ts';
import { isPlainOffer, parseRecommendOffer } from '../../../src/backends/pc-web/recommend-offers.ts';
import { cny } from '../../../src/domain/money.ts';

const wild = fc.object({ withNullPrototype: true, withBigInt: true, maxDepth: 4 });

describe('a row of the search service', () => {
  const row = {
    id: 700000000001,
    information: {
      subject: '<font color=red>示例</font>水壶',
      rePurchaseRate: '45.45%',
    },
    image: { imgUrl: '//cbu01.alicdn.com/img/ibank/demo-0-cib.jpg' },
    company: {
      name: '义乌示例厂',
      memberId: 'b2b-2200000000001',
      province: '浙江',
      city: '义乌',
      isSuperFactory: 'Y',
    },
    tradePrice: {
      offerPrice: {
        priceInfo: { price: '12.50' },
        quantityPrices: [
          { quantity: '≥100', valueString: '11.80' },
          { quantity: '2~99', value: { integer: 12, decimals: 50 } },
        ],
      },
    },
    tradeQuantity: { quantityBegin: 2, unit: '个', saleQuantity: 340 },
    tradeService: { tpMember: true, tpYear: 6, compositeNewScore: '4.5', factoryInspection: 'true' },
    offerSource: { fromShili: true },
    brand: { industrialGoods: true },
    marketOfferTag: { memberTagIds: [], tagIds: [286466, '286402'] },
  };

  it('is an offer', () => {
    expect(parsePageOffer(row)).toEqual({
      id: '700000000001',
      title: '示例水壶',
      titleTranslated: null,
      url: 'https://detail.1688.com/offer/700000000001.html',
      imageUrl: 'https://cbu01.alicdn.com/img/ibank/demo-0-cib.jpg',
      price: cny(1250),
      tiers: [
        { minQuantity: 2, price: cny(1250) },
        { minQuantity: 100, price: cny(1180) },
      ],
      skuPrices: null,
      moq: 2,
      unit: '个',
      sold: { count: 340, period: 'total' },
      repurchaseRate: 0.4545,
      supplier: {
        id: 'b2b-2200000000001',
        name: '义乌示例厂',
        badges: [
          'verified-member',
          'power-merchant',
          'super-factory',
          'inspected-factory',
          'industrial-brand',
          'ships-in-24h',
          'ships-in-48h',
        ],
        years: 6,
        location: '浙江 义乌',
        score: 4.5,
      },
      match: null,
    });
  });

  const priced = (offerPrice: object) => parsePageOffer({ ...row, tradePrice: { offerPrice } })?.price;
  it.each([
    [{ valueString: '12.05' }, cny(1205)],
    [{ originalValue: { integer: 12, decimals: 50 } }, cny(1250)],
    [{ originalValue: { integer: 12, decimals: 5 } }, null],
    [{ priceInfo: { price: '' }, quantityPrices: [{ quantity: '1', valueString: '9' }] }, cny(900)],
    [{}, null],
  ])('with the prices %j costs %j', (offerPrice, price) => {
    expect(priced(offerPrice)).toEqual(price);
  });

  it('counts a month where it does', () => {
    const tradeQuantity = { quantitySumMonth: '12', saleQuantity: 340 };
    expect(parsePageOffer({ ...row, tradeQuantity })?.sold).toEqual({ count: 12, period: 'month' });
  });

  it('has the smallest step as minimum order when it names none', () => {
    expect(parsePageOffer({ ...row, tradeQuantity: {} })).toMatchObject({ moq: 2, unit: null, sold: null });
  });

  it('tells nothing that it does not say, and is nothing without id or title', () => {
    const information = { simpleSubject: '水壶', rePurchaseRate: '' };
    expect(parsePageOffer({ id: '700000000001', information })).toMatchObject({
      title: '水壶',
      imageUrl: null,
      price: null,
      tiers: [],
      moq: null,
      supplier: { id: null, name: null, badges: [], years: null, location: null, score: null },
    });
    expect(parsePageOffer({ ...row, id: 'abc' })).toBeNull();
    expect(parsePageOffer({ ...row, information: {} })).toBeNull();
  });

  it('stands in a list, one level deep or two', () => {
    expect(offerListIn({ data: { offerList: [1] } })).toEqual([1]);
    expect(offerListIn({ data: { data: { offerList: [2] } } })).toEqual([2]);
    for (const body of [{}, { data: null }, { data: { offerList: 'none' } }])
      expect(offerListIn(body)).toBeNull();
  });

  it('never breaks the parser', () => {
    fc.assert(fc.property(wild, (value) => void parsePageOffer({ ...row, ...value })));
  });
});

describe('an item of today’s pages', () => {
  const data = {
    offerId: '700000000001',
    title: '<font color=red>水壶</font> 304',
    priceInfo: { price: '12.50' },
    offerPicUrl: 'https://cbu01.alicdn.com/a.jpg,https://cbu01.alicdn.com/b.jpg',
    linkUrl: 'https://dj.1688.com/ci_bb?a=1',
    loginId: 'demo_login',
    memberId: 'b2b-2200000000001',
    province: '浙江',
    city: '义乌',
    bookedCount: '1.2万',
    offerRepurchaseRate: '45%',
    shop: { text: '义乌示例厂', tpYear: '6', iconType: 'slsj' },
    shopAddition: {
      tradeService: { compositeNewScore: '-1' },
      quantityPrices: [{ quantity: '≥2', value: '12.50' }],
    },
    superFactory: 'false',
    factoryInspection: 'true',
    isP4P: 'false',
    tags: [{ text: '48小时发货' }],
    offerTags: { serviceTags: ['一件代发'] },
  };
  const item = (change: object = {}) => ({ cellType: 'offer', data: { ...data, ...change } });

  it('is an offer', () => {
    expect(parseRecommendOffer(item())).toEqual({
      id: '700000000001',
      title: '水壶 304',
      titleTranslated: null,
      url: 'https://detail.1688.com/offer/700000000001.html',
      imageUrl: 'https://cbu01.alicdn.com/a.jpg',
      price: cny(1250),
      tiers: [{ minQuantity: 2, price: cny(1250) }],
      skuPrices: null,
      moq: 2,
      unit: null,
      sold: { count: 12_000, period: 'month' },
      repurchaseRate: 0.45,
      supplier: {
        id: 'b2b-2200000000001',
        name: '义乌示例厂',
        badges: [
          'verified-member',
          'power-merchant',
          'inspected-factory',
          'one-piece-dropship',
          'ships-in-48h',
        ],
        years: 6,
        location: '浙江 义乌',
        score: null,
      },
      match: null,
    });
  });

  it.each([
    [
      { bookedCount: '0', afterPrice: { text: '已售1.2万+件' } },
      { count: 12_000, period: 'total' },
    ],
    [
      { bookedCount: '', afterPrice: { text: '全网1万+件' }, saleQuantity: '34' },
      { count: 34, period: 'total' },
    ],
    [{ bookedCount: '0', afterPrice: { text: '全网1万+件' } }, null],
    [{ bookedCount: '100+' }, { count: 100, period: 'month' }],
  ])('that says %j sold %j', (change, sold) => {
    expect(parseRecommendOffer(item(change))?.sold).toEqual(sold);
  });

  it('shows its main picture first', () => {
    const odPicUrl = 'https://cbu01.alicdn.com/main.jpg';
    expect(parseRecommendOffer(item({ odPicUrl }))?.imageUrl).toBe(odPicUrl);
  });

  it('is passed over when somebody paid for it or when it is none', () => {
    expect(isPlainOffer(item())).toBe(true);
    for (const change of [{ isP4P: 'true' }, { isAd: true }, { offerId: '' }])
      expect(isPlainOffer(item(change))).toBe(false);
    expect(isPlainOffer({ cellType: 'p4p_offer', data })).toBe(false);
    expect(isPlainOffer({ cellType: 'banner' })).toBe(false);
    expect(isPlainOffer(null)).toBe(false);
  });

  it('never breaks the parser', () => {
    fc.assert(fc.property(wild, (value) => void parseRecommendOffer(item(value))));
  });
});
