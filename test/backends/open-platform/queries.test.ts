/** Every kind of query as the official calls get it, and the rows that come back. */
import { afterEach, describe, expect, it } from 'vitest';
import { createOpenPlatform } from '../../../src/backends/open-platform/index.ts';
import { cny } from '../../../src/domain/money.ts';
import type { Query } from '../../../src/domain/ports.ts';
import { NO_FILTERS, plainQuestion, type Question } from '../../../src/domain/query.ts';
import { fakeClock } from '../../support/fake-clock.ts';
import {
  type GatewayAnswer,
  type GatewayCall,
  type ScriptedGateway,
  scriptedGateway,
} from '../../support/scripted-gateway.ts';
import { silentLog } from '../../support/silent-log.ts';

const never = new AbortController().signal;
const PICTURE = 'https://cbu01.alicdn.com/img/ibank/a.jpg';
const FOREIGN = 'https://shop.example.com/a.jpg?size=big';

const open: ScriptedGateway[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((gateway) => gateway.close()));
});

const start = async (answer: (call: GatewayCall, index: number) => GatewayAnswer) => {
  const gateway = await scriptedGateway(answer);
  open.push(gateway);
  const backend = createOpenPlatform({
    name: 'open-platform',
    gatewayUrl: gateway.gatewayUrl,
    appKey: '1000000',
    appSecret: 'secret',
    accessToken: 'token',
    budget: { acquire: async () => () => {} },
    clock: fakeClock(),
    random: () => 0,
    log: silentLog,
    sampleData: false,
  });
  const search = (query: Query) => backend.search(query, never);
  const sent = (index: number, field: string) => JSON.parse(gateway.calls[index]?.form[field] ?? 'null');
  return { gateway, search, sent, apis: () => gateway.calls.map(({ api }) => api) };
};

const question = (change: Partial<Question> = {}): Question => ({ ...plainQuestion('en'), ...change });
const row = (index: number) => ({ offerId: 700000000000 + index, subject: `水壶${index}`, monthSold: index });
const rows = (count: number, from = 0) => Array.from({ length: count }, (_, at) => row(from + at));
const ok = (result: unknown): GatewayAnswer => ({ body: { result: { success: true, result } } });
const listed = (data: object[], totalRecords = data.length) => ok({ totalRecords, data });

/** Everything that a question can ask for. */
const demanding = question({
  sort: 'price-desc',
  keyword: 'red',
  minPrice: cny(100),
  maxPrice: cny(2050),
  page: 2,
  filters: {
    ...NO_FILTERS,
    categoryId: '1038378',
    moqAtMost: 5,
    freeShipping: true,
    strongSupplier: true,
    region: { left: 10.4, top: 30, right: 200, bottom: 301.7 },
  },
});
const listing = {
  beginPage: 2,
  pageSize: 6,
  country: 'en',
  sort: '{"price":"desc"}',
  keyword: 'red',
  priceStart: '1.00',
  priceEnd: '20.50',
  categoryId: 1038378,
  filter: 'certifiedFactory',
};

describe('a photo', () => {
  it('is searched with everything that was asked for, the region as x1,x2,y1,y2', async () => {
    const { search, sent } = await start(({ api }) => (api.endsWith('upload') ? ok('123') : listed([])));
    const photo = { sha256: 'f'.repeat(64), jpeg: Buffer.from('jpeg'), width: 800, height: 600 };
    await search({ kind: 'photo', photo, question: demanding });
    expect(sent(1, 'offerQueryParam')).toEqual({ imageId: '123', ...listing, region: '10,200,30,302' });
  });
});

describe('words', () => {
  it('are searched with everything that was asked for, narrower words joined to them', async () => {
    const { search, sent, apis } = await start(() => listed(rows(2), 2000));
    const page = await search({ kind: 'keyword', keyword: 'tea pot', question: demanding });
    expect(apis()).toEqual(['product.search.keywordQuery']);
    expect(sent(0, 'offerQueryParam')).toEqual({ ...listing, keyword: 'tea pot red' });
    expect(page).toMatchObject({ backend: 'open-platform', total: 2000, dropped: 0 });
    expect(page.offers.map(({ sold }) => sold)).toEqual([
      { count: 0, period: 'month' },
      { count: 1, period: 'month' },
    ]);
  });

  it.each([
    ['en', 'en'],
    ['zh', 'en'],
    ['ru', 'ru'],
    ['es', 'es'],
    ['vi', 'vi'],
  ] as const)('asked in %s get titles translated to %s', async (language, country) => {
    const { search, sent } = await start(() => listed([]));
    await search({ kind: 'keyword', keyword: '壶', question: question({ language }) });
    expect(sent(0, 'offerQueryParam')).toMatchObject({ country });
  });

  it('find suppliers that are inspected, since only those were asked for', async () => {
    const { search } = await start(() => listed([{ ...row(1), sellerIdentities: ['tp_member'] }]));
    const { offers } = await search({ kind: 'keyword', keyword: '壶', question: demanding });
    expect(offers[0]?.supplier.badges).toEqual(['verified-member', 'inspected-factory']);
  });
});

describe('a supplier', () => {
  it('is asked by the opaque id, which every row then has', async () => {
    const { search, sent, apis } = await start(() => listed(rows(1)));
    const { offers } = await search({ kind: 'supplier', supplierId: 'BBBx', question: question() });
    expect(apis()).toEqual(['product.search.querySellerOfferList']);
    expect(sent(0, 'offerQueryParam')).toEqual({
      beginPage: 1,
      pageSize: 6,
      country: 'en',
      sellerOpenId: 'BBBx',
    });
    expect(offers[0]?.supplier.id).toBe('BBBx');
  });
});

describe('related offers', () => {
  const query = (change: Partial<Question>): Query => ({
    kind: 'related',
    offerId: '700000000001',
    question: question(change),
  });

  it('come as a bare list, whose sales count 90 days', async () => {
    const { search, sent } = await start(() => ok(rows(3)));
    const page = await search(query({ pageSize: 6, page: 2 }));
    const params = { offerId: 700000000001, pageNo: 2, pageSize: 6, language: 'en' };
    expect(sent(0, 'relatedQueryParams')).toEqual(params);
    expect(page.total).toBeNull();
    expect(page.offers[2]?.sold).toEqual({ count: 2, period: 'quarter' });
  });

  const shelf = (size: number) => (call: GatewayCall) => {
    const { pageNo, pageSize } = JSON.parse(call.form.relatedQueryParams ?? '{}');
    expect(pageSize).toBeLessThanOrEqual(10);
    return ok(rows(size).slice((pageNo - 1) * pageSize, pageNo * pageSize));
  };

  it.each([
    [1, 24, 35, [0, 24], 3],
    [2, 24, 35, [24, 35], 2],
    [2, 15, 100, [15, 30], 2],
    [3, 24, 35, [0, 0], 1],
    [1, 24, 20, [0, 20], 3],
  ])(
    'make a page %i of %i rows out of pages of ten',
    async (page, pageSize, size, [from = 0, to = 0], calls) => {
      const { search, gateway } = await start(shelf(size));
      const { offers } = await search(query({ page, pageSize }));
      expect(offers.map(({ id }) => id)).toEqual(rows(to - from, from).map(({ offerId }) => String(offerId)));
      expect(gateway.calls).toHaveLength(calls);
    },
  );
});

describe('a picture address', () => {
  it('of 1688 itself is searched as it is', async () => {
    const { search, sent, apis } = await start(() => listed(rows(1)));
    await search({ kind: 'picture-url', url: PICTURE, question: question() });
    expect(apis()).toEqual(['product.search.imageQuery']);
    expect(sent(0, 'offerQueryParam')).toEqual({
      imageAddress: PICTURE,
      beginPage: 1,
      pageSize: 6,
      country: 'en',
    });
  });

  const similar = {
    offerId: 700000000001,
    subject: '<font>水壶</font>',
    imageUrl: '//cbu01.alicdn.com/a.jpg',
    detailUrl: 'https://dj.1688.com/ci_bb?a=1',
    quantityBegin: 2,
    unit: '件',
    oldPrice: 1250,
    price: '9.99',
    shili: 'true',
    saleAmount: 340,
    province: '浙江',
    city: '义乌',
  };

  it('of elsewhere is left to 1688 to fetch, its prices read as fen', async () => {
    const result = { total: 40, page: 1, pageSize: 20, result: [similar, { offerId: 1 }] };
    const { search, gateway } = await start(() => ({ body: { success: 'true', result } }));
    const page = await search({ kind: 'picture-url', url: FOREIGN, question: demanding });
    const { _aop_signature, access_token, ...sent } = gateway.calls[0]?.form ?? {};
    expect(gateway.calls[0]?.path).toContain('/com.alibaba.linkplus/alibaba.cross.similar.offer.search/');
    expect(sent).toEqual({
      picUrl: FOREIGN,
      page: '2',
      pageSize: '6',
      sortFields: 'price:desc',
      priceMin: '1.00',
      priceMax: '20.50',
      categoryID: '1038378',
    });
    expect(page).toEqual({
      backend: 'open-platform',
      total: 40,
      dropped: 1,
      offers: [
        {
          id: '700000000001',
          title: '水壶',
          titleTranslated: null,
          url: 'https://detail.1688.com/offer/700000000001.html',
          imageUrl: 'https://cbu01.alicdn.com/a.jpg',
          price: cny(1250),
          tiers: [],
          skuPrices: null,
          moq: 2,
          unit: '件',
          sold: { count: 340, period: 'total' },
          repurchaseRate: null,
          supplier: {
            id: null,
            name: null,
            badges: ['power-merchant'],
            years: null,
            location: '浙江 义乌',
            score: null,
          },
          match: null,
        },
      ],
    });
  });

  it('that 1688 cannot fetch is a refused picture, asked for once and never told', async () => {
    const message = `handle image error with url ${FOREIGN}`;
    const { search, gateway } = await start(() => ({
      body: { success: false, code: 'SYSTEM_ERROR', message },
    }));
    const error = await search({ kind: 'picture-url', url: FOREIGN, question: question() }).catch(
      (thrown) => thrown,
    );
    expect(error).toMatchObject({ code: 'backend-image-refused', blame: 'asker' });
    expect(`${error} ${error.cause}`).not.toContain('shop.example.com');
    expect(gateway.calls).toHaveLength(1);
  });

  it.each([
    'https://api.telegram.org/file/bot42:AAE-secret/photos/1.jpg',
    'http://10.0.0.1:8081/file/bot42:AAE-secret/photos/1.jpg',
    'https://files.slack.com/files-pri/T1-F1/a.jpg',
    'https://user:password@shop.example.com/a.jpg',
    'file:///etc/passwd',
    'not an address',
  ])('%s is handed to nobody', async (url) => {
    const { search, gateway } = await start(() => listed([]));
    const error = await search({ kind: 'picture-url', url, question: question() }).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'backend-unsupported' });
    expect(String(error)).not.toMatch(/secret|password/);
    expect(gateway.calls).toHaveLength(0);
  });
});
