/** The official payloads as our offers, with the forms that section by section differ from each other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseImageId, parseOfferPage } from '../../../src/backends/open-platform/parse.ts';
import { parseOfferDetail } from '../../../src/backends/open-platform/parse-detail.ts';
import { cny } from '../../../src/domain/money.ts';
import { plainQuestion } from '../../../src/domain/query.ts';

const english = plainQuestion('en');

const row = {
  offerId: 700000000001,
  subject: '<font color=red>不锈钢</font>水壶',
  subjectTrans: 'Stainless bottle',
  imageUrl: '//cbu01.alicdn.com/img/ibank/demo-0-cib.jpg',
  priceInfo: { price: '12.50', consignPrice: '13.00', promotionPrice: null },
  minOrderQuantity: 2,
  monthSold: 340,
  repurchaseRate: '13%',
  tradeScore: '5.0',
  sellerIdentities: ['tp_member', 'super_factory', 'something_new'],
  offerIdentities: ['yx'],
  isOnePsale: 'true',
  companyName: '义乌示例厂',
  companyAddress: '浙江义乌',
  sellerDataInfo: { compositeServiceScore: '4.5', tpYear: '6', repeatPurchasePercent: '0.4666' },
  productSimpleShippingInfo: { shippingTimeGuarantee: 'shipIn48Hours' },
  promotionURL: 'https://dj.1688.com/ci_bb?a=1',
  aFieldOfTomorrow: { deep: [1, 2, 3] },
};

const detail = {
  offerId: 700000000001,
  subject: '不锈钢水壶',
  subjectTrans: 'Stainless bottle',
  status: 'published',
  productImage: { images: ['//cbu01.alicdn.com/a.jpg_.webp', 'https://cbu01.alicdn.com/b.jpg'] },
  productAttribute: [
    {
      attributeId: '1',
      attributeName: '材质',
      value: '304不锈钢',
      attributeNameTrans: 'Material',
      valueTrans: '304 steel',
    },
    { attributeId: '2', attributeName: '品牌', value: '' },
  ],
  productSaleInfo: {
    quoteType: 2,
    amountOnSale: 5000,
    unitInfo: { unit: '个', transUnit: 'piece' },
    priceRangeList: [
      { startQuantity: 100, price: '11.80' },
      { startQuantity: 2, price: '12.50' },
      { startQuantity: 2, price: '12.50' },
    ],
  },
  minOrderQuantity: 2,
  productSkuInfos: [
    { skuId: 1, price: null },
    { skuId: 2, price: null },
  ],
  productShippingInfo: { sendGoodsAddressText: '浙江义乌', shippingTimeGuarantee: 'shipIn24Hours' },
  sellerDataInfo: { repeatPurchasePercent: '0.4666', tpYear: 6 },
  soldOut: '1.2万',
  tagInfoList: [
    { key: 'isOnePsale', value: true },
    { key: 'isSelect', value: false },
  ],
};

const page = (...data: unknown[]) => parseOfferPage({ totalRecords: 2000, data }, english);

describe('a search row', () => {
  it('becomes an offer, field by field', () => {
    expect(page(row)).toEqual({
      total: 2000,
      dropped: 0,
      offers: [
        {
          id: '700000000001',
          title: '不锈钢水壶',
          titleTranslated: 'Stainless bottle',
          url: 'https://detail.1688.com/offer/700000000001.html',
          imageUrl: 'https://cbu01.alicdn.com/img/ibank/demo-0-cib.jpg',
          price: cny(1250),
          tiers: [],
          skuPrices: null,
          moq: 2,
          unit: null,
          sold: { count: 340, period: 'month' },
          repurchaseRate: 0.13,
          supplier: {
            id: null,
            name: '义乌示例厂',
            badges: ['verified-member', 'super-factory', 'selected', 'one-piece-dropship', 'ships-in-48h'],
            years: 6,
            location: '浙江义乌',
            score: 4.5,
          },
          match: null,
        },
      ],
    });
  });

  it('may hold nothing but an id and a title', () => {
    const { offers } = page({ offerId: '700000000002', subject: '杯子' });
    expect(offers[0]).toMatchObject({
      id: '700000000002',
      titleTranslated: null,
      imageUrl: null,
      price: null,
      moq: null,
      sold: null,
      repurchaseRate: null,
      supplier: { id: null, name: null, badges: [], years: null, location: null, score: null },
    });
  });

  it('is dropped and counted without an id or a title', () => {
    const found = page(
      row,
      { ...row, offerId: null },
      { ...row, subject: ' ', subjectTrans: '' },
      null,
      'row',
    );
    expect(found.offers).toHaveLength(1);
    expect(found.dropped).toBe(4);
  });

  it('has no translation for a Chinese reader', () => {
    expect(parseOfferPage({ data: [row] }, plainQuestion('zh')).offers[0]?.titleTranslated).toBeNull();
  });

  it('never breaks the page, whatever is in it', () => {
    const keys = fc.constantFrom(...Object.keys(row));
    fc.assert(
      fc.property(fc.dictionary(keys, fc.anything()), (change) => {
        const { offers, dropped } = page({ ...row, ...change }, row);
        expect(offers.length + dropped).toBe(2);
        expect(offers.at(-1)?.id).toBe('700000000001');
      }),
    );
  });

  it('is absent from an empty page', () => {
    for (const payload of [null, {}, { data: null }, { data: '' }])
      expect(parseOfferPage(payload, english)).toEqual({ offers: [], total: null, dropped: 0 });
    expect(parseOfferPage({ totalRecords: '0', data: [] }, english).total).toBe(0);
  });
});

describe('an offer in detail', () => {
  const read = (change: object) => parseOfferDetail({ ...detail, ...change }, 'en');

  it('holds tiers in order, each quantity once', () => {
    expect(read({})).toMatchObject({
      tiers: [
        { minQuantity: 2, price: cny(1250) },
        { minQuantity: 100, price: cny(1180) },
      ],
      price: cny(1250),
      skuPrices: null,
      moq: 2,
      unit: 'piece',
      stock: 5000,
      sold: { count: 12_000, period: 'total' },
      repurchaseRate: 0.4666,
      imageUrl: 'https://cbu01.alicdn.com/a.jpg',
      images: ['https://cbu01.alicdn.com/a.jpg', 'https://cbu01.alicdn.com/b.jpg'],
      attributes: [{ name: 'Material', value: '304 steel' }],
      supplier: { badges: ['one-piece-dropship', 'ships-in-24h'], location: '浙江义乌', years: 6 },
    });
  });

  it('is in Chinese for a Chinese reader', () => {
    expect(parseOfferDetail(detail, 'zh')).toMatchObject({
      title: '不锈钢水壶',
      titleTranslated: null,
      unit: '个',
      attributes: [{ name: '材质', value: '304不锈钢' }],
    });
  });

  it('shows the range over its variants and no tiers where it is priced by variant', () => {
    const byVariant = {
      productSaleInfo: { ...detail.productSaleInfo, quoteType: '1' },
      productSkuInfos: [
        { price: '15.00' },
        { price: '9.90' },
        { price: null, fenxiaoPriceInfo: { offerPrice: '11' } },
      ],
    };
    expect(read(byVariant)).toMatchObject({
      tiers: [],
      skuPrices: { lowest: cny(990), highest: cny(1500) },
      price: cny(990),
    });
  });

  it('takes the smallest step for the minimum order where none is told', () => {
    expect(read({ minOrderQuantity: null })?.moq).toBe(2);
  });

  it('is gone when its state says so or nothing came', () => {
    for (const status of ['deleted', 'member deleted', 'auto expired', 'member expired', 'TBD'])
      expect(read({ status })).toBeNull();
    for (const payload of [null, undefined, {}, '']) expect(parseOfferDetail(payload, 'en')).toBeNull();
    expect(read({ status: 'modified' })).not.toBeNull();
  });

  it('never breaks, whatever is in it', () => {
    const keys = fc.constantFrom(...Object.keys(detail));
    fc.assert(fc.property(fc.dictionary(keys, fc.anything()), (change) => void read(change)));
  });
});

describe('parseImageId', () => {
  it('keeps all 19 digits and takes "0", nothing and blanks for a refusal', () => {
    expect(parseImageId('1234567890123456789')).toBe('1234567890123456789');
    for (const payload of ['0', 0, '', ' ', null, undefined, {}]) expect(parseImageId(payload)).toBeNull();
  });
});

describe('the things that 1688 sees in a photo', () => {
  const subjects = (picRegionInfo: unknown) =>
    parseOfferPage({ data: [], totalRecords: 0, picRegionInfo }, plainQuestion('en')).subjects;

  it('are boxes written as x1,x2,y1,y2', () => {
    expect(
      subjects({ currentRegion: '10,300,12,280', yoloCropRegion: '10,300,12,280;310,600,20,300' }),
    ).toEqual([
      { left: 10, right: 300, top: 12, bottom: 280 },
      { left: 310, right: 600, top: 20, bottom: 300 },
    ]);
  });

  it('are the part that was searched by where no others are named', () => {
    expect(subjects({ currentRegion: '10,300,12,280' })).toEqual([
      { left: 10, right: 300, top: 12, bottom: 280 },
    ]);
  });

  it('are none where nothing is told, and boxes that are none are passed over', () => {
    for (const info of [
      null,
      undefined,
      {},
      { yoloCropRegion: '' },
      { yoloCropRegion: '5,1,0,9;a,b,c,d;1,2,3' },
    ])
      expect(subjects(info)).toBeUndefined();
  });

  it('never break the page', () => {
    fc.assert(fc.property(fc.anything(), (info) => void subjects(info)));
    fc.assert(fc.property(fc.string(), (boxes) => void subjects({ yoloCropRegion: boxes })));
  });
});
