/** Everything that the official detail call tells, and what it leaves open. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseOfferDetail } from '../../../src/backends/open-platform/parse-detail.ts';
import { parseShipping, parseSupplierScores } from '../../../src/backends/open-platform/parse-service.ts';
import { cny } from '../../../src/domain/money.ts';

const whole = {
  offerId: 700000000001,
  categoryId: 1038378,
  subject: '不锈钢水壶',
  subjectTrans: 'Stainless bottle',
  description: '<style>p{}</style><div><p>好<b>水壶</b></p><p>&nbsp;</p>第二行<br/>第三行</div>',
  descriptionTrans: '<p>A good bottle</p><p><img src="https://x"></p><p>Second line</p>',
  status: 'published',
  minOrderQuantity: 2,
  batchNumber: 12,
  soldOut: '1200',
  sellerOpenId: 'BBBexample',
  companyName: '义乌示例厂',
  offerIdentities: ['超级工厂', '诚信通'],
  tagInfoList: [{ key: 'select', value: true }],
  productImage: { images: ['https://cbu01.alicdn.com/a.jpg'] },
  productSaleInfo: {
    amountOnSale: 5000,
    quoteType: 2,
    unitInfo: { unit: '个', transUnit: 'piece' },
    priceRangeList: [
      { startQuantity: 100, price: '11.80', promotionPrice: '10.90' },
      { startQuantity: 2, price: '12.50', promotionPrice: '11.90' },
    ],
  },
  productSkuInfos: [
    {
      skuId: 500000000001,
      price: null,
      amountOnSale: 300,
      fenxiaoPriceInfo: { offerPrice: '13.00' },
      skuAttributes: [
        {
          attributeName: '颜色',
          value: '红色',
          valueTrans: 'Red',
          skuImageUrl: '//cbu01.alicdn.com/red.jpg',
        },
        { attributeName: '尺码', value: '大', valueTrans: 'Large' },
      ],
    },
    { skuId: 500000000002, price: '14.00', amountOnSale: 0, cargoNumber: 'A-2', skuAttributes: [] },
    { price: '1.00', skuAttributes: [] },
  ],
  productShippingInfo: {
    sendGoodsAddressText: '浙江义乌',
    weight: 0.35,
    shippingTimeGuarantee: 'shipIn48Hours',
  },
  sellerMixSetting: { generalHunpi: true, mixAmount: 100, mixNumber: 10 },
  sellerDataInfo: {
    compositeServiceScore: '4.5',
    logisticsExperienceScore: '4.0',
    disputeComplaintScore: '5',
    offerExperienceScore: '3.5',
    afterSalesExperienceScore: '4.2',
    consultingExperienceScore: 'n/a',
    repeatPurchasePercent: '0.4666',
  },
};

const read = (change: object = {}, language: 'en' | 'zh' = 'en') =>
  parseOfferDetail({ ...whole, ...change }, language);

describe('a detail', () => {
  it('keeps everything', () => {
    expect(read()).toEqual({
      id: '700000000001',
      title: '不锈钢水壶',
      titleTranslated: 'Stainless bottle',
      url: 'https://detail.1688.com/offer/700000000001.html',
      imageUrl: 'https://cbu01.alicdn.com/a.jpg',
      price: cny(1250),
      tiers: [
        { minQuantity: 2, price: cny(1250) },
        { minQuantity: 100, price: cny(1180) },
      ],
      skuPrices: null,
      moq: 2,
      unit: 'piece',
      sold: { count: 1200, period: 'total' },
      repurchaseRate: 0.4666,
      supplier: {
        id: 'BBBexample',
        name: '义乌示例厂',
        badges: ['verified-member', 'super-factory', 'selected', 'ships-in-48h'],
        years: null,
        location: '浙江义乌',
        score: 4.5,
      },
      match: null,
      images: ['https://cbu01.alicdn.com/a.jpg'],
      stock: 5000,
      attributes: [],
      skus: [
        {
          id: '500000000001',
          name: 'Red / Large',
          price: null,
          stock: 300,
          imageUrl: 'https://cbu01.alicdn.com/red.jpg',
        },
        { id: '500000000002', name: 'A-2', price: cny(1400), stock: 0, imageUrl: null },
      ],
      batch: 12,
      shipping: { from: '浙江义乌', weightGrams: 350, volumeCm3: null, withinHours: 48, free: null },
      supplierScores: {
        service: 4.5,
        logistics: 4,
        disputes: 5,
        goods: 3.5,
        afterSales: 4.2,
        repurchaseRatio: 0.4666,
      },
      reviews: [],
      categoryId: '1038378',
      description: 'A good bottle\nSecond line',
      promotionPrice: cny(1090),
      mixedLot: { amount: cny(10_000), pieces: 10 },
    });
  });

  it('is in Chinese for a Chinese reader', () => {
    expect(read({}, 'zh')).toMatchObject({
      titleTranslated: null,
      unit: '个',
      description: '好水壶\n第二行\n第三行',
      skus: [{ name: '红色 / 大' }, { name: 'A-2' }],
    });
  });

  it('priced by variant shows their range, and the dropship price where a variant says nothing else', () => {
    const detail = read({ productSaleInfo: { ...whole.productSaleInfo, quoteType: '1' } });
    expect(detail).toMatchObject({
      tiers: [],
      skuPrices: { lowest: cny(100), highest: cny(1400) },
      price: cny(100),
      skus: [{ price: cny(1300) }, { price: cny(1400) }],
    });
  });

  it.each([
    [
      'an address in place of words',
      { descriptionTrans: 'https://example.com/page' },
      '好水壶\n第二行\n第三行',
    ],
    ['pictures alone', { descriptionTrans: '<img src=x>', description: '<p><img></p>' }, null],
    ['nothing', { descriptionTrans: null, description: undefined }, null],
  ])('with %s for a description', (_, change, description) => {
    expect(read(change)?.description).toBe(description);
  });

  it.each([
    [{ generalHunpi: false, mixAmount: 100, mixNumber: 10 }, null],
    [
      { generalHunpi: 'true', mixAmount: 0, mixNumber: null },
      { amount: null, pieces: null },
    ],
    [null, null],
  ])('with mixed lots %j', (sellerMixSetting, mixedLot) => {
    expect(read({ sellerMixSetting })?.mixedLot).toEqual(mixedLot);
  });

  it('without a batch is sold in any number', () => {
    for (const batchNumber of [null, 0, undefined]) expect(read({ batchNumber })?.batch).toBeNull();
  });

  it('never breaks, whatever is in it', () => {
    const member = fc.constantFrom(...Object.keys(whole));
    fc.assert(
      fc.property(member, fc.anything(), (name, value) => {
        const detail = read({ [name]: value });
        if (detail) expect(detail.id).toMatch(/^\d+$/);
      }),
    );
  });
});

describe('the weight', () => {
  it.each([
    ['kilograms', { weight: 0.35 }, 350],
    ['kilograms as text', { weight: '0.35' }, 350],
    ['what was measured before what was written', { weight: 9, officialWeight: 0.4 }, 400],
    ['grams by variant, the heaviest', { skuShippingInfoList: [{ weight: 120 }, { weight: 350 }] }, 350],
    [
      'kilograms by variant before grams',
      { skuShippingDetails: [{ weight: 0.2 }], skuShippingInfoList: [{ weight: 9 }] },
      200,
    ],
    ['an estimate last', { weight: 0, skuShippingDetails: [{ aiWeight: 0.1 }] }, 100],
    ['zero, which is nothing', { weight: 0 }, null],
    ['words', { weight: 'heavy' }, null],
    ['nothing', null, null],
  ])('is read from %s', (_, info, grams) => {
    expect(parseShipping(info).weightGrams).toBe(grams);
  });
});

describe('the volume', () => {
  it.each([
    ['centimetres', { width: 10, length: 20, height: 7 }, 1400],
    ['centimetres as text', { width: '10.5', length: '2', height: '2' }, 42],
    ['a side that is missing', { width: 10, length: 20 }, null],
    ['zero, which is nothing', { width: 10, length: 20, height: 0 }, null],
    ['words', { width: 'wide', length: 20, height: 7 }, null],
    ['nothing', null, null],
  ])('is read from %s', (_, info, volume) => {
    expect(parseShipping(info).volumeCm3).toBe(volume);
  });
});

it('the promise to ship is read in hours', () => {
  const hours = (shippingTimeGuarantee: unknown) => parseShipping({ shippingTimeGuarantee }).withinHours;
  expect(['shipIn24Hours', 'shipIn48Hours', '', 'shipSoon', null].map(hours)).toEqual([
    24,
    48,
    null,
    null,
    null,
  ]);
});

it('scores that are not told are left out', () => {
  expect(parseSupplierScores({ compositeServiceScore: '-1', logisticsExperienceScore: 5 })).toEqual({
    logistics: 5,
  });
  expect(parseSupplierScores(undefined)).toEqual({});
});
