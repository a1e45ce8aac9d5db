/** The simulator's supplier's shop, freight and recommendations, with what their pages say and leave out. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aopSignature } from '../../../src/backends/open-platform/signature.ts';
import { loadCatalogue } from '../../../src/backends/simulator/catalogue.ts';
import { type Caller, type Raw, startCaller } from '../../support/simulator-caller.ts';

let caller: Caller;
beforeAll(async () => {
  caller = await startCaller();
});
afterAll(() => caller.simulator.close());

const { offers } = loadCatalogue();
const [first] = offers;

const call = async (api: string, field: string, param: unknown): Promise<Raw> => {
  const { appKey, appSecret, accessToken, gatewayUrl } = caller.simulator;
  const urlPath = `param2/1/com.alibaba.fenxiao.crossborder/${api}/${appKey}`;
  const params = { [field]: JSON.stringify(param), access_token: accessToken };
  const body = new URLSearchParams({ ...params, _aop_signature: aopSignature(urlPath, params, appSecret) });
  const response = await fetch(`${gatewayUrl}/openapi/${urlPath}`, { method: 'POST', body });
  return ((await response.json()) as { result: Raw }).result;
};
const detail = async (id: string | undefined) =>
  (await caller.result('product.search.queryProductDetail', { offerId: Number(id), country: 'en' })) as Raw;

describe("a supplier's shop", () => {
  const shop = (change: Raw = {}) =>
    call('product.search.querySellerOfferList', 'offerQueryParam', {
      beginPage: 1,
      pageSize: 50,
      country: 'en',
      ...change,
    });

  it('has all offers of that supplier and no others, without a word about whose they are', async () => {
    const { sellerOpenId } = await detail(first?.id);
    const reply = await shop({ sellerOpenId });
    const { data, totalRecords } = reply.result as { data: Raw[]; totalRecords: number };
    const own = offers.filter(({ supplier }) => supplier === first?.supplier);
    expect(reply.success).toBe(true);
    expect(totalRecords).toBe(own.length);
    expect(data.map(({ offerId }) => String(offerId)).toSorted()).toEqual(own.map(({ id }) => id).toSorted());
    for (const row of data) expect(Object.keys(row)).not.toContain('companyName');
  });

  it('needs an id, and is empty for an unknown one', async () => {
    expect(await shop()).toMatchObject({
      success: 'false',
      message: expect.stringContaining('sellerOpenId'),
    });
    expect(await shop({ sellerOpenId: 'BBBnobody' })).toMatchObject({
      result: { totalRecords: 0, data: [] },
    });
  });
});

describe('freight', () => {
  const address = { toProvinceCode: '330000', toCityCode: '330100', toCountryCode: '330108', totalNum: 1 };
  const estimate = (param: Raw) =>
    call('product.freight.estimate', 'productFreightQueryParamsNew', { ...address, ...param });
  const skus = async (id: string | undefined) => (await detail(id)).productSkuInfos as { skuId: number }[];

  it('is a text in yuan, or nothing where the seller pays', async () => {
    const answers = await Promise.all(
      offers.slice(0, 20).map(async ({ id }) => {
        const [sku] = await skus(id);
        const models = sku ? [{ skuId: String(sku.skuId), number: 1 }] : [];
        return (await estimate({ offerId: Number(id), logisticsSkuNumModels: models })).result as Raw;
      }),
    );
    for (const { freight, freePostage } of answers) {
      expect(freight).toMatch(/^\d+\.\d$/);
      expect(Number(freight) === 0).toBe(freePostage);
    }
    expect(new Set(answers.map(({ freePostage }) => freePostage))).toEqual(new Set([true, false]));
  });

  it('wants to hear which variants, and only known ones', async () => {
    const offer = offers.find(({ quoteType }) => quoteType === 1);
    const offerId = Number(offer?.id);
    expect(await estimate({ offerId })).toMatchObject({
      success: 'false',
      message: expect.stringContaining('logisticsSkuNumModels'),
    });
    const logisticsSkuNumModels = [{ skuId: '123456789', number: 1 }];
    expect(await estimate({ offerId, logisticsSkuNumModels })).toMatchObject({
      message: 'skuId does not exist',
    });
  });

  it.each([{ toProvinceCode: 'Zhejiang' }, { totalNum: 0 }, { toCountryCode: undefined }])(
    'refuses %j',
    async (change) => {
      expect(await estimate({ offerId: Number(first?.id), ...change })).toMatchObject({
        success: 'false',
        code: '400',
      });
    },
  );
});

it('recommendations say little, and count sales over 90 days', async () => {
  const param = { offerId: Number(first?.id), pageNo: 1, pageSize: 1, language: 'en' };
  const [row] = (await caller.result('product.related.recommend', param)) as Raw[];
  expect(Object.keys(row ?? {}).toSorted()).toEqual([
    'imageUrl',
    'monthSold',
    'offerId',
    'offerIdentities',
    'priceInfo',
    'secondCategoryId',
    'sellerIdentities',
    'subject',
    'subjectTrans',
    'thirdCategoryId',
    'topCategoryId',
  ]);
  const record = offers.find(({ id }) => id === String(row?.offerId));
  expect(row?.monthSold).toBe((record?.monthSold ?? 0) * 3);
});
