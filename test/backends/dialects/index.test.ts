/** What the dialects send, what they make of replies, and which of our errors a refusal is. */
import { afterEach, describe, expect, it } from 'vitest';
import {
  createDialect,
  type DialectName,
  type DialectOptions,
} from '../../../src/backends/dialects/index.ts';
import { fixedToken } from '../../../src/backends/open-platform/token.ts';
import { createSimulator } from '../../../src/backends/simulator/index.ts';
import { samplePhoto } from '../../../src/backends/simulator/samples.ts';
import { asTusouError } from '../../../src/domain/errors.ts';
import { cny } from '../../../src/domain/money.ts';
import type { Backend, PreparedPhoto, Query } from '../../../src/domain/ports.ts';
import { NO_FILTERS, plainQuestion, type Question } from '../../../src/domain/query.ts';
import { preparePhoto } from '../../../src/images/photo.ts';
import { systemClock } from '../../../src/ops/clock.ts';
import { ownBudget } from '../../support/own-budget.ts';
import { type LogLine, recordedLog } from '../../support/recorded-log.ts';
import { type GatewayAnswer, type GatewayCall, scriptedGateway } from '../../support/scripted-gateway.ts';

const never = new AbortController().signal;
const ACCESS = { appKey: '4711', appSecret: 'the-app-secret', token: 'the-access-token' } as const;
const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);
const PHOTO: PreparedPhoto = { sha256: 'f'.repeat(64), jpeg: JPEG, width: 800, height: 600 };

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const clientOf = (dialect: DialectName, gatewayUrl: string, change: Partial<DialectOptions> = {}): Backend =>
  createDialect({
    dialect,
    name: `open-platform-${dialect}`,
    gatewayUrl,
    appKey: ACCESS.appKey,
    appSecret: ACCESS.appSecret,
    tokens: fixedToken(ACCESS.token),
    budget: ownBudget(1_000, systemClock),
    // Retries are hurried, time limits are not.
    clock: { ...systemClock, sleep: (ms, signal) => systemClock.sleep(ms >= 10_000 ? ms : ms / 100, signal) },
    random: () => 0,
    log: recordedLog(),
    sampleData: false,
    ...change,
  });

type Script = (call: GatewayCall, index: number) => GatewayAnswer;

const scripted = async (dialect: DialectName, answer: Script, change: Partial<DialectOptions> = {}) => {
  const gateway = await scriptedGateway(answer);
  closers.push(gateway.close);
  return { backend: clientOf(dialect, gateway.gatewayUrl, change), calls: gateway.calls };
};

const question = (change: Partial<Question> = {}): Question => ({ ...plainQuestion('en'), ...change });
const photoQuery = (change: Partial<Question> = {}): Query => ({
  kind: 'photo',
  photo: PHOTO,
  question: question(change),
});

const EMPTY = {
  md5: { items: [], total: 0 },
  'hmac-base64': { alibaba_product_image_search_response: { result: { total: 0, itemList: [] } } },
  bearer: { products: [], total: 0 },
} as const;

const queryOf = ({ path }: GatewayCall): Record<string, string> =>
  Object.fromEntries(new URL(path, 'http://gateway').searchParams);

/** The error of a search that is answered like this. */
const failureOf = async (dialect: DialectName, answer: GatewayAnswer) => {
  const { backend, calls } = await scripted(dialect, () => answer);
  const error = await backend.search(photoQuery(), never).catch(asTusouError);
  if (!('code' in error)) throw new Error('the search did not fail');
  return { code: error.code, detail: error.detail, calls: calls.length };
};

describe('md5 sends', () => {
  it('the photo as base64, with category, order and page', async () => {
    const { backend, calls } = await scripted('md5', () => ({ body: EMPTY.md5 }));
    const filters = { ...NO_FILTERS, categoryId: '1038302' };
    await backend.search(photoQuery({ sort: 'price-desc', filters, page: 2, pageSize: 90 }), never);
    expect(calls[0]?.path).toBe('/openapi/router/rest');
    expect(calls[0]?.form).toEqual({
      method: '1688.items.search.img',
      v: '2.0',
      format: 'json',
      app_key: '4711',
      timestamp: expect.stringMatching(/^\d{13}$/),
      image: '/9j/4A==',
      cat: '1038302',
      sort: '_bid',
      page: '2',
      page_size: '50',
      sign: expect.stringMatching(/^[0-9A-F]{32}$/),
    });
  });

  it("Alibaba's own pictures as imgid and others as links", async () => {
    const { backend, calls } = await scripted('md5', () => ({ body: EMPTY.md5 }));
    const own = 'https://cbu01.alicdn.com/img/ibank/a.jpg';
    const other = 'https://example.com/alicdn.com/a.jpg';
    for (const url of [own, other])
      await backend.search({ kind: 'picture-url', url, question: question() }, never);
    expect(calls.map(({ form }) => [form.imgid, form.imageUrl])).toEqual([
      [own, undefined],
      [undefined, other],
    ]);
  });
});

describe('hmac-base64 sends', () => {
  it('the photo as base64 with the type of search', async () => {
    const { backend, calls } = await scripted('hmac-base64', () => ({ body: EMPTY['hmac-base64'] }));
    await backend.search(photoQuery({ mode: 'similar' }), never);
    expect(calls[0]?.path).toBe('/openapi/param2/1/com.alibaba.product/alibaba.product.image.search/');
    expect(calls[0]?.form).toEqual({
      app_key: '4711',
      timestamp: expect.stringMatching(/^\d{13}$/),
      imgBase64: '/9j/4A==',
      searchType: '2',
      page: '1',
      pageSize: '6',
      sign: expect.stringMatching(/^[\w+/]{27}=$/),
    });
  });

  it('a link as it is, and a new timestamp and signature with every attempt', async () => {
    const { backend, calls } = await scripted('hmac-base64', (_, index) =>
      index < 2 ? { status: 503, body: 'busy' } : { body: EMPTY['hmac-base64'] },
    );
    const url = 'https://example.com/a b.jpg?x=1&y=2';
    await backend.search({ kind: 'picture-url', url, question: question() }, never);
    expect(calls.map(({ form }) => form.imgUrl)).toEqual([url, url, url]);
    expect(new Set(calls.map(({ form }) => `${form.timestamp} ${form.sign}`)).size).toBe(3);
  });
});

describe('bearer sends', () => {
  it('words with every filter in the query, and the token in the header alone', async () => {
    const { backend, calls } = await scripted('bearer', () => ({ body: EMPTY.bearer }));
    const filters = {
      ...NO_FILTERS,
      categoryId: '1',
      moqAtMost: 5,
      freeShipping: true,
      strongSupplier: true,
    };
    const asked = question({
      filters,
      minPrice: cny(1000),
      maxPrice: cny(2050),
      sort: 'sales',
      keyword: '红',
    });
    await backend.search({ kind: 'keyword', keyword: '包 袋', question: asked }, never);
    const [call] = calls;
    expect(call?.path).toMatch(/^\/openapi\/param2\/1\/com\.alibaba\.product\/alibaba\.product\.search\?/);
    expect(call?.path).not.toContain(ACCESS.token);
    expect(call && queryOf(call)).toEqual({
      keywords: '包 袋 红',
      categoryId: '1',
      priceStart: '10.00',
      priceEnd: '20.50',
      minQuantity: '5',
      isFreeShip: 'true',
      highQuality: 'true',
      sort: 'volume_desc',
      pageNo: '1',
      pageSize: '6',
    });
  });

  it('nothing at all without a token', async () => {
    const tokens = fixedToken(null);
    const { backend, calls } = await scripted('bearer', () => ({ body: EMPTY.bearer }), { tokens });
    await expect(backend.search(photoQuery(), never)).rejects.toMatchObject({
      code: 'backend-auth',
      detail: expect.stringContaining('ALI1688_ACCESS_TOKEN'),
    });
    expect(calls).toEqual([]);
  });

  it('a call once more with a renewed token, and no third time', async () => {
    const renewals: (string | null)[] = [];
    const tokens = {
      current: async () => 'old',
      renewed: async (refused: string | null) => {
        renewals.push(refused);
        return 'new';
      },
    };
    const body = { error_message: 'Invalid access token' };
    const answer: Script = (_, index) => (index === 0 ? { status: 401, body } : { body: EMPTY.bearer });
    const renewed = await scripted('bearer', answer, { tokens });
    expect((await renewed.backend.search(photoQuery(), never)).offers).toEqual([]);
    const refused = await scripted('bearer', () => ({ status: 401, body }), { tokens });
    await expect(refused.backend.search(photoQuery(), never)).rejects.toMatchObject({ code: 'backend-auth' });
    expect([renewed.calls.length, refused.calls.length, renewals]).toEqual([2, 2, ['old', 'old']]);
  });
});

describe('rows', () => {
  it('of md5 are read from either level, and odd ones are counted', async () => {
    const items = [
      {
        num_iid: '700000000001',
        title: '<em>红</em>包 &amp; 袋',
        price: '12.5',
        pic_url: '//cbu01.alicdn.com/a.jpg',
        sales: '1.2万',
      },
      { num_iid: 700000000002, title: '包' },
      { title: 'without an id' },
    ];
    for (const body of [{ items, total: 9 }, { items: { item: items, total_results: '9' } }]) {
      const { backend } = await scripted('md5', () => ({ body }));
      const { offers, total, dropped } = await backend.search(photoQuery(), never);
      expect([total, dropped]).toEqual([9, 1]);
      expect(offers).toMatchObject([
        {
          id: '700000000001',
          title: '红包 & 袋',
          url: 'https://detail.1688.com/offer/700000000001.html',
          price: cny(1250),
          imageUrl: 'https://cbu01.alicdn.com/a.jpg',
          sold: { count: 12_000, period: 'total' },
        },
        { id: '700000000002', price: null, imageUrl: null, sold: null, moq: null },
      ]);
    }
  });

  it('of hmac-base64 have the minimum order, the seller and the mark of a strong one', async () => {
    const row = { offerId: 700000000001, subject: '包', price: 12.5, minOrder: '3', sellerNick: '某厂' };
    const itemList = [
      { ...row, isGoldSupplier: 'true' },
      { ...row, isGoldSupplier: false, minOrder: 0 },
    ];
    const body = { alibaba_product_image_search_response: { result: { total: '2', itemList } } };
    const { backend } = await scripted('hmac-base64', () => ({ body }));
    const { offers } = await backend.search(photoQuery(), never);
    expect(offers).toMatchObject([
      { price: cny(1250), moq: 3, supplier: { name: '某厂', badges: ['power-merchant'] } },
      { price: cny(1250), moq: null, supplier: { name: '某厂', badges: [] } },
    ]);
  });

  it('that are not there at all are a failure, not an empty page', async () => {
    for (const dialect of ['md5', 'hmac-base64', 'bearer'] as const)
      expect((await failureOf(dialect, { body: { ok: true } })).code).toBe('backend-down');
  });
});

const topError = (code: number, more: object = {}) => ({
  body: { error_response: { code, msg: 'no', ...more } },
});
const bearerError = (status: number, message: string) => ({ status, body: { error_message: message } });

describe('refusals', () => {
  it.each([
    ['md5', topError(7), 'backend-rate', 3],
    ['md5', topError(7, { sub_code: 'accesscontrol.limited-by-app-access-count' }), 'backend-quota', 1],
    ['md5', topError(11), 'backend-denied', 1],
    ['md5', topError(22, { sub_msg: '1688.items.search.img' }), 'backend-config', 1],
    ['md5', topError(25), 'backend-config', 1],
    ['md5', topError(27), 'backend-auth', 1],
    ['md5', topError(15, { sub_code: 'isp.remote-service-error' }), 'backend-down', 3],
    ['md5', topError(3), 'backend-image-refused', 1],
    ['md5', topError(41, { sub_code: 'isv.invalid-parameter:image' }), 'backend-image-refused', 1],
    ['md5', topError(41, { sub_code: 'isv.invalid-parameter:sort' }), 'backend-config', 1],
    ['md5', { body: { error_response: {} } }, 'backend-config', 1],
    ['hmac-base64', { status: 413, body: '<html>413</html>' }, 'backend-image-refused', 1],
    ['hmac-base64', { status: 403, body: {} }, 'backend-rate', 3],
    ['hmac-base64', { ...topError(11), status: 403 }, 'backend-denied', 1],
    ['hmac-base64', { status: 404, body: 'no' }, 'backend-config', 1],
    ['bearer', bearerError(401, 'Invalid access token'), 'backend-auth', 1],
    ['bearer', bearerError(200, 'Invalid access token'), 'backend-auth', 1],
    ['bearer', bearerError(429, 'API call limit reached'), 'backend-rate', 3],
    ['bearer', bearerError(200, 'API call limit reached'), 'backend-rate', 3],
    ['bearer', bearerError(403, 'no permission'), 'backend-denied', 1],
    ['bearer', bearerError(400, 'Invalid image'), 'backend-image-refused', 1],
    ['bearer', bearerError(400, 'Invalid parameter sort'), 'backend-config', 1],
    ['bearer', { status: 502, body: 'bad gateway' }, 'backend-down', 3],
    ['bearer', { body: '{"products":[' }, 'backend-down', 3],
    ['bearer', { body: '<html>滑块</html>' }, 'backend-blocked', 1],
    ['md5', { body: { rgv587_flag: 'sm' } }, 'backend-blocked', 1],
    [
      'md5',
      { status: 302, body: '', headers: { location: 'https://login.1688.com/' } },
      'backend-blocked',
      1,
    ],
  ] as const)('%s: %j is %s, after %d calls', async (dialect, answer, code, calls) => {
    expect(await failureOf(dialect, answer)).toMatchObject({ code, calls });
  });

  it('that say for how long are not tried again before', async () => {
    const { code, calls } = await failureOf(
      'md5',
      topError(7, { sub_msg: 'This ban will last for 36000 more seconds' }),
    );
    expect([code, calls]).toEqual(['backend-rate', 1]);
  });

  it('tell the operator what to look at, and never a secret or what was asked', async () => {
    const lines: LogLine[] = [];
    const echo: Script = (call) => ({
      status: 500,
      body: {
        error_message: `SYSTEM_ERROR ${ACCESS.appSecret} ${ACCESS.token} ${call.path} ${decodeURI(call.path)}`,
      },
    });
    const { backend } = await scripted('bearer', echo, { log: recordedLog(lines) });
    const asked: Query = { kind: 'keyword', keyword: 'private words', question: question() };
    const error = asTusouError(await backend.search(asked, never).catch((thrown) => thrown));
    const told = JSON.stringify([error.message, lines]);
    expect(lines.length).toBeGreaterThan(0);
    for (const secret of [ACCESS.appSecret, ACCESS.token, 'private words'])
      expect(told).not.toContain(secret);
    expect((await failureOf('md5', topError(25))).detail).toContain('ALI1688_APP_SECRET');
  });
});

describe('the check', () => {
  const GRANTED = ['search by photo', 'search by words', 'details of an offer'];

  it.each([
    ['md5', GRANTED.slice(0, 1)],
    ['hmac-base64', GRANTED.slice(0, 1)],
    ['bearer', GRANTED],
  ] as const)('of %s finds what is granted, and what is wrong', async (dialect, granted) => {
    const simulator = await createSimulator({ port: 0, clock: systemClock, qps: 1_000 });
    closers.push(simulator.close);
    const { appKey, appSecret, accessToken, gatewayUrl } = simulator;
    const access = { appKey, appSecret, tokens: fixedToken(accessToken) };
    const findings = await clientOf(dialect, gatewayUrl, access).check?.(never);
    expect(findings?.filter(({ ok }) => ok).map(({ what }) => what)).toEqual(granted);
    const wrong = await clientOf(dialect, gatewayUrl, { appKey }).check?.(never);
    expect(wrong).toEqual([
      {
        what: 'search by photo',
        ok: false,
        says: expect.any(String),
        cure: expect.stringContaining('ALI1688_'),
      },
    ]);
  });

  it('goes on after a call that is not granted', async () => {
    const answer: Script = ({ path }) =>
      path.includes('imageSearch') ? { ...bearerError(403, 'no permission') } : { body: EMPTY.bearer };
    const { backend } = await scripted('bearer', answer);
    const findings = await backend.check?.(never);
    expect(findings?.map(({ ok }) => ok)).toEqual([false, true, true]);
  });
});

describe('bearer on the simulator', () => {
  const start = async () => {
    const simulator = await createSimulator({ port: 0, clock: systemClock, qps: 1_000 });
    closers.push(simulator.close);
    const { appKey, appSecret, accessToken, gatewayUrl } = simulator;
    const tokens = fixedToken(accessToken);
    return { simulator, backend: clientOf('bearer', gatewayUrl, { appKey, appSecret, tokens }) };
  };

  it('asks for the details of a page at once, and knows which offer is missing', async () => {
    const { simulator, backend } = await start();
    const photo = await preparePhoto(await samplePhoto('high-heels'));
    const { offers } = await backend.search({ kind: 'photo', photo, question: question() }, never);
    const ids = [...offers.map(({ id }) => id), '99999999999999'];
    const details = await Promise.allSettled(ids.map((id) => backend.offer(id, 'en', never)));
    expect(simulator.requests().map(({ api }) => api)).toEqual([
      'alibaba.product.imageSearch',
      'alibaba.product.batchGet',
    ]);
    const found = details.filter((detail) => detail.status === 'fulfilled').map(({ value }) => value);
    expect(found.map(({ id }) => id)).toEqual(ids.slice(0, -1));
    expect(details.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'offer-not-found' } });
  });

  it('tells all that the document names', async () => {
    const { simulator, backend } = await start();
    const asked: Query = { kind: 'keyword', keyword: '高跟鞋', question: question({ pageSize: 20 }) };
    const { offers } = await backend.search(asked, never);
    const details = await Promise.all(offers.map(({ id }) => backend.offer(id, 'zh', never)));
    expect(simulator.requests()).toHaveLength(2);
    for (const detail of details) {
      const row = offers.find(({ id }) => id === detail.id);
      expect(detail).toMatchObject({
        title: row?.title,
        moq: row?.moq,
        sold: row?.sold,
        unit: '双',
        categoryId: '1038301',
        stock: expect.any(Number),
        description: expect.stringContaining('高跟鞋'),
        shipping: { from: expect.stringMatching(/\p{Script=Han}/u), free: expect.any(Boolean) },
      });
      expect(detail.supplier).toMatchObject({
        id: row?.supplier.id,
        name: row?.supplier.name,
        badges: row?.supplier.badges,
        years: expect.any(Number),
        score: expect.any(Number),
      });
      expect(detail.attributes).toContainEqual({ name: '产地', value: '中国' });
      expect(detail.tiers.length > 0).toBe(detail.skuPrices === null);
      for (const sku of detail.skus) expect(sku.name).not.toBe('');
    }
  });

  it.each([
    ['qos', 'backend-rate'],
    ['auth', 'backend-auth'],
    ['acl', 'backend-denied'],
    ['image-refused', 'backend-image-refused'],
    ['success-false', 'backend-down'],
    ['garbage', 'backend-down'],
    ['down', 'backend-down'],
  ])('suffers %s as %s', async (fault, code) => {
    const { simulator, backend } = await start();
    const order = JSON.stringify({ api: 'alibaba.product.imageSearch', fault });
    await fetch(`${simulator.url}/_faults`, { method: 'POST', body: order });
    await expect(backend.search(photoQuery(), never)).rejects.toMatchObject({ code });
  });
});
