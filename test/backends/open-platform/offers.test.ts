/** Details with their stand-in, freight, and listing one's own products anew. */
import { afterEach, describe, expect, it } from 'vitest';
import { createOpenPlatform } from '../../../src/backends/open-platform/index.ts';
import { cny } from '../../../src/domain/money.ts';
import { fakeClock } from '../../support/fake-clock.ts';
import {
  type GatewayAnswer,
  type GatewayCall,
  type ScriptedGateway,
  scriptedGateway,
} from '../../support/scripted-gateway.ts';
import { silentLog } from '../../support/silent-log.ts';

const never = new AbortController().signal;
const ID = '700000000001';
const DETAIL = 'product.search.queryProductDetail';
const PRODUCT = 'alibaba.product.get';
const FREIGHT = 'product.freight.estimate';

const open: ScriptedGateway[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((gateway) => gateway.close()));
});

type Answers = Readonly<Record<string, GatewayAnswer | ((call: GatewayCall) => GatewayAnswer)>>;

const start = async (answers: Answers) => {
  const gateway = await scriptedGateway((call) => {
    const answer = answers[call.api];
    if (!answer) return { status: 400, body: { error_code: 'gw.APIUnsupported' } };
    return typeof answer === 'function' ? answer(call) : answer;
  });
  open.push(gateway);
  const clock = fakeClock();
  const backend = createOpenPlatform({
    name: 'open-platform',
    gatewayUrl: gateway.gatewayUrl,
    appKey: '1000000',
    appSecret: 'secret',
    accessToken: null,
    budget: { acquire: async () => () => {} },
    clock,
    random: () => 0,
    log: silentLog,
    sampleData: false,
  });
  const offer = () => backend.offer(ID, 'en', never);
  return { backend, gateway, clock, offer, apis: () => gateway.calls.map(({ api }) => api) };
};

const ok = (result: unknown): GatewayAnswer => ({ body: { result: { success: true, result } } });
const refusal = (error_code: string, error_message = 'words'): GatewayAnswer => ({
  status: 400,
  body: { error_code, error_message, exception: error_message },
});
const denied = refusal('gw.APIACLDecline');
const detail = ok({
  offerId: 700000000001,
  subject: '水壶',
  productSkuInfos: [{ skuId: 5, cargoNumber: 'A' }],
});

const product: GatewayAnswer = {
  body: {
    productInfo: {
      productID: 700000000001,
      categoryID: 1038378,
      subject: '水壶',
      status: 'published',
      description: '<p>好</p>',
      attributes: [{ attributeID: 1, attributeName: '材质', value: '钢' }, { attributeName: '空' }],
      image: { images: ['img/ibank/a.jpg', 'https://cbu01.alicdn.com/b.jpg'] },
      skuInfos: [
        {
          skuId: 5,
          price: 13,
          amountOnSale: 7,
          attributes: [{ attributeValue: '红', skuImageUrl: 'img/ibank/red.jpg' }],
        },
        { skuId: 6, price: 12.5, attributes: [], cargoNumber: 'B' },
        { price: 1 },
      ],
      saleInfo: {
        priceRanges: [
          { startQuantity: 100, price: 11.8 },
          { startQuantity: 2, price: 12.5 },
        ],
        amountOnSale: 5000,
        unit: '个',
        minOrderQuantity: 2,
        batchNumber: 6,
        quoteType: 2,
        mixWholeSale: true,
      },
      shippingInfo: { unitWeight: 0.35, freightTemplateID: 1, sendGoodsAddressText: '浙江义乌' },
      supplierLoginId: 'demo_login',
      bookedCount: '1999',
    },
    errMsg: null,
  },
};

describe('where details are denied', () => {
  it("the product call stands in, with everything in the seller's form", async () => {
    const { offer, gateway } = await start({ [DETAIL]: denied, [PRODUCT]: product });
    const root = `${gateway.gatewayUrl}/`;
    expect(await offer()).toMatchObject({
      id: ID,
      title: '水壶',
      titleTranslated: null,
      price: cny(1250),
      tiers: [
        { minQuantity: 2, price: cny(1250) },
        { minQuantity: 100, price: cny(1180) },
      ],
      skuPrices: null,
      moq: 2,
      unit: '个',
      sold: { count: 1999, period: 'total' },
      supplier: { name: 'demo_login' },
      images: [`${root}img/ibank/a.jpg`, 'https://cbu01.alicdn.com/b.jpg'],
      stock: 5000,
      attributes: [{ name: '材质', value: '钢' }],
      skus: [
        { id: '5', name: '红', price: cny(1300), stock: 7, imageUrl: `${root}img/ibank/red.jpg` },
        { id: '6', name: 'B', price: cny(1250), stock: null, imageUrl: null },
      ],
      batch: 6,
      shipping: { from: '浙江义乌', weightGrams: 350, withinHours: null, free: true },
      categoryId: '1038378',
      description: '好',
      mixedLot: { amount: null, pieces: null },
    });
    expect(gateway.calls[1]?.form).toMatchObject({ productID: ID, webSite: '1688' });
  });

  it('the detail call is left alone for ten minutes', async () => {
    const { offer, apis, clock } = await start({ [DETAIL]: denied, [PRODUCT]: product });
    await offer();
    await offer();
    expect(apis()).toEqual([DETAIL, PRODUCT, PRODUCT]);
    await clock.advance(10 * 60_000);
    await offer();
    expect(apis().slice(3)).toEqual([DETAIL, PRODUCT]);
  });

  it.each([
    ['denied too', denied],
    ["for one's own products only", refusal('401', 'Request need user authorized')],
    ['without that product', refusal('400', 'product does not exist')],
    ['refusing in its own words', { body: { errMsg: 'no permission' } }],
  ])('and the product call is %s, the denial is what is told', async (_, answer) => {
    const { offer } = await start({ [DETAIL]: denied, [PRODUCT]: answer });
    await expect(offer()).rejects.toMatchObject({
      code: 'backend-denied',
      message: expect.stringContaining(DETAIL),
    });
    await expect(offer()).rejects.toMatchObject({ code: 'backend-denied' });
  });
});

describe('a stand-in', () => {
  const saleInfo = (change: object): GatewayAnswer => ({
    body: {
      productInfo: {
        productId: ID,
        subject: '水壶',
        skuInfos: [{ skuId: 5, price: 3, cargoNumber: 'A' }],
        saleInfo: change,
      },
    },
  });
  const ranges = [{ startQuantity: 1, price: 4 }];

  it.each([
    [
      'by variant',
      { quoteType: 1, priceRanges: ranges },
      { tiers: [], skuPrices: { lowest: cny(300), highest: cny(300) }, price: cny(300) },
    ],
    [
      'hidden',
      { priceAuth: true, priceRanges: ranges, consignPrice: 5 },
      { tiers: [], skuPrices: null, price: null },
    ],
    ['for dropshipping only', { priceRanges: [], consignPrice: 5, quoteType: 1 }, { price: cny(300) }],
  ])('with prices %s', async (_, change, expected) => {
    const { offer } = await start({ [DETAIL]: denied, [PRODUCT]: saleInfo(change) });
    expect(await offer()).toMatchObject(expected);
  });

  it('that is gone is a denial, not another offer', async () => {
    const gone = { body: { productInfo: { productID: ID, subject: '水壶', status: 'member deleted' } } };
    const { offer } = await start({ [DETAIL]: denied, [PRODUCT]: gone });
    await expect(offer()).rejects.toMatchObject({ code: 'backend-denied' });
  });
});

describe('freight', () => {
  const address = {
    offerId: ID,
    provinceCode: '330000',
    cityCode: '330100',
    districtCode: '330108',
    quantity: 3,
  };

  it('is reckoned for the first variant, the district in the field for the country', async () => {
    const { backend, gateway } = await start({
      [DETAIL]: detail,
      [FREIGHT]: ok({ freight: '12.3', freePostage: false }),
    });
    expect(await backend.freight(address, never)).toEqual(cny(1230));
    expect(JSON.parse(gateway.calls[1]?.form.productFreightQueryParamsNew ?? '')).toEqual({
      offerId: 700000000001,
      toProvinceCode: '330000',
      toCityCode: '330100',
      toCountryCode: '330108',
      totalNum: 3,
      logisticsSkuNumModels: [{ skuId: '5', number: 3 }],
    });
  });

  it.each([
    [{ freePostage: 'true', freight: null }, 0],
    [{ freePostage: false, freight: '0' }, 0],
    [{ freight: '7' }, 700],
  ])('%j is %i fen', async (answer, fen) => {
    const { backend } = await start({ [DETAIL]: detail, [FREIGHT]: ok(answer) });
    expect(await backend.freight(address, never)).toEqual(cny(fen));
  });

  it('is asked for without a variant where details are denied', async () => {
    const { backend, gateway } = await start({ [DETAIL]: denied, [FREIGHT]: ok({ freight: '7' }) });
    expect(await backend.freight(address, never)).toEqual(cny(700));
    expect(gateway.calls.at(-1)?.form.productFreightQueryParamsNew).toContain('"logisticsSkuNumModels":[]');
  });

  it.each<[string, GatewayAnswer, string]>([
    [
      'an offer that is gone',
      { body: { result: { success: 'false', message: '商品不存在' } } },
      'offer-not-found',
    ],
    [
      'an address that is wrong',
      { body: { result: { success: 'false', message: 'bad city' } } },
      'backend-config',
    ],
    ['a reply without freight', ok({}), 'backend-down'],
    ['a denied call', denied, 'backend-denied'],
  ])('for %s fails', async (_, answer, code) => {
    const { backend } = await start({ [DETAIL]: detail, [FREIGHT]: answer });
    await expect(backend.freight(address, never)).rejects.toMatchObject({ code });
  });
});

describe('listing anew', () => {
  const REPOST = 'alibaba.product.repost';

  it('tells what became of each product, in the order asked', async () => {
    const result = [
      { productId: 591411425151, result: 'false', code: 'X', desc: 'not yours' },
      { productId: 590339403940, result: true, code: null, desc: null },
    ];
    const { backend, gateway } = await start({ [REPOST]: { body: { result } } });
    expect(await backend.repost(['590339403940', '591411425151', '591411425152'], never)).toEqual([
      { id: '590339403940', done: true, reason: null },
      { id: '591411425151', done: false, reason: 'not yours' },
      { id: '591411425152', done: false, reason: null },
    ]);
    expect(gateway.calls[0]?.form).toMatchObject({
      productIds: '[590339403940,591411425151,591411425152]',
      webSite: '1688',
    });
  });

  it('that is refused as a whole fails', async () => {
    const { backend } = await start({ [REPOST]: { body: { errorCode: 'X', errorMessage: 'no' } } });
    await expect(backend.repost(['590339403940'], never)).rejects.toMatchObject({ code: 'backend-config' });
  });
});
