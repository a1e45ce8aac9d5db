/** The OneBound backend against a gateway on loopback: the whole flow, and every way in which it fails. */
import { afterEach, describe, expect, it } from 'vitest';
import { createOnebound, type OneboundOptions } from '../../../src/backends/onebound/index.ts';
import type { ErrorCode } from '../../../src/domain/errors.ts';
import { cny } from '../../../src/domain/money.ts';
import type { Clock, PreparedPhoto, Query } from '../../../src/domain/ports.ts';
import { NO_FILTERS, plainQuestion, type Question } from '../../../src/domain/query.ts';
import { fakeClock } from '../../support/fake-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import {
  type GatewayAnswer,
  type GatewayCall,
  type ScriptedGateway,
  scriptedGateway,
} from '../../support/scripted-gateway.ts';

const KEY = 'onebound-key-77ab';
const SECRET = 'onebound-secret-31f0';
const IMGID = 'https://img.alicdn.com/imgextra/demo.jpg';
const never = new AbortController().signal;

const photo = (content = 'jpeg bytes'): PreparedPhoto => ({
  sha256: 'f'.repeat(64),
  jpeg: Buffer.from(content),
  width: 800,
  height: 600,
});

const question = (change: Partial<Question> = {}): Question => ({ ...plainQuestion('en'), ...change });
const byPhoto = (change: Partial<Question> = {}, content?: string): Query => ({
  kind: 'photo',
  photo: photo(content),
  question: question(change),
});

const body = (value: object): GatewayAnswer => ({ body: { error: '', error_code: '0000', ...value } });
const uploaded = body({ items: { item: { name: IMGID, status: 1 } } });
const found = body({ items: { item: [{ num_iid: 700000000001, title: '水壶' }], total_results: '1' } });
const flow = ({ api }: GatewayCall): GatewayAnswer => (api === 'upload_img' ? uploaded : found);

/** Pauses between attempts pass at once; time limits never run out. */
const hurriedClock = (): Clock => ({
  now: () => 0,
  sleep: (ms, signal) =>
    ms < 8000
      ? Promise.resolve()
      : new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
});

const open: ScriptedGateway[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((gateway) => gateway.close()));
});

const start = async (
  answer: (call: GatewayCall, index: number) => GatewayAnswer,
  change: Partial<OneboundOptions> = {},
) => {
  const gateway = await scriptedGateway(answer);
  open.push(gateway);
  const log = recordedLog();
  const backend = createOnebound({
    name: 'onebound',
    baseUrl: gateway.gatewayUrl,
    key: KEY,
    secret: SECRET,
    namespace: '1688global',
    budget: { acquire: async () => () => {} },
    clock: hurriedClock(),
    random: () => 1,
    log,
    sampleData: false,
    ...change,
  });
  return { backend, log, calls: gateway.calls };
};

const addressOf = (call: GatewayCall | undefined): URL => new URL(call?.path ?? '/', 'http://gateway');
const sentTo = (call: GatewayCall | undefined): Record<string, string> =>
  Object.fromEntries(addressOf(call).searchParams);
const apisOf = (calls: readonly GatewayCall[]): string[] => calls.map(({ api }) => api);

const failureOf = async (work: Promise<unknown>) =>
  work.then(
    () => {
      throw new Error('it did not fail');
    },
    (error) => error,
  );

describe('a search by photo', () => {
  it('uploads the photo with its data prefix and asks for offers by the name that comes back', async () => {
    const { backend, calls } = await start(flow);
    const page = await backend.search(byPhoto({ page: 2, pageSize: 12 }), never);
    expect(page).toMatchObject({ backend: 'onebound', total: 1, offers: [{ id: '700000000001' }] });
    expect(calls.map((call) => addressOf(call).pathname)).toEqual([
      '/1688global/upload_img/',
      '/1688global/item_search_img/',
    ]);
    expect(sentTo(calls[0])).toEqual({ key: KEY, secret: SECRET, result_type: 'json' });
    const base64 = Buffer.from('jpeg bytes').toString('base64');
    expect(calls[0]?.form).toEqual({ imgcode: `data:image/jpeg;base64,${base64}` });
    expect(sentTo(calls[1])).toEqual({
      key: KEY,
      secret: SECRET,
      result_type: 'json',
      imgid: IMGID,
      page: '2',
      page_size: '12',
      lang: 'en',
    });
  });

  it.each([
    ['relevance', undefined],
    ['price', 'bid'],
    ['price-desc', '_bid'],
    ['sales', '_sale'],
  ] as const)('sorts by %s as %s', async (sort, value) => {
    const { backend, calls } = await start(flow);
    await backend.search(byPhoto({ sort }), never);
    expect(sentTo(calls[1]).sort).toBe(value);
  });

  it.each([
    ['en', 'en'],
    ['zh', 'cn'],
    ['ru', 'ru'],
    ['es', 'en'],
    ['vi', 'en'],
  ] as const)('asks in %s for titles in %s', async (language, lang) => {
    const { backend, calls } = await start(flow);
    await backend.search(byPhoto({ language }), never);
    expect(sentTo(calls[1]).lang).toBe(lang);
  });

  it('keeps to a category, to the language, and to the longest page that is known to work', async () => {
    const { backend, calls } = await start(flow, { namespace: '1688' });
    const filters = { ...NO_FILTERS, categoryId: '1038301' };
    await backend.search(byPhoto({ filters, language: 'zh', pageSize: 60 }), never);
    expect(sentTo(calls[1])).toMatchObject({ cat: '1038301', lang: 'cn', page_size: '20' });
    expect(addressOf(calls[1]).pathname).toBe('/1688/item_search_img/');
  });

  it('remembers the name of a photo for a while', async () => {
    const clock = fakeClock();
    const { backend, calls } = await start(flow, { clock });
    await backend.search(byPhoto(), never);
    await backend.search(byPhoto({ page: 2 }), never);
    await backend.search(byPhoto({}, 'another photo'), never);
    await clock.advance(16 * 60_000);
    await backend.search(byPhoto(), never);
    const [upload, search] = ['upload_img', 'item_search_img'];
    expect(apisOf(calls)).toEqual([upload, search, search, upload, search, upload, search]);
  });

  it('uploads once more when a remembered name finds nothing', async () => {
    const nothing = body({ items: { item: '' }, error_code: '2000' });
    const { backend, calls } = await start((call, index) => (index === 2 ? nothing : flow(call)));
    await backend.search(byPhoto(), never);
    expect((await backend.search(byPhoto(), never)).offers).toHaveLength(1);
    expect(apisOf(calls).slice(2)).toEqual(['item_search_img', 'upload_img', 'item_search_img']);
  });

  it.each([
    ['a null name', body({ items: { item: { name: null, status: 1 } } })],
    ['an empty name', body({ items: { item: { name: ' ' } } })],
    ['no item', body({ items: '' })],
    ['nothing found', body({ error_code: '2000' })],
    ['a plain "data error"', { body: 'data error' }],
  ] as const)('says that the picture was refused after %s', async (_, answer) => {
    const { backend, calls } = await start(() => answer);
    const error = await failureOf(backend.search(byPhoto(), never));
    expect(error).toMatchObject({ code: 'backend-image-refused', blame: 'asker' });
    expect(calls).toHaveLength(1);
  });
});

describe('a search by address', () => {
  const byUrl = (url: string): Query => ({ kind: 'picture-url', url, question: question() });

  it.each(['https://cbu01.alicdn.com/img/ibank/a.jpg', 'http://img.alicdn.com/a.jpg'])(
    'needs no upload for %s',
    async (url) => {
      const { backend, calls } = await start(flow);
      await backend.search(byUrl(url), never);
      expect(apisOf(calls)).toEqual(['item_search_img']);
      expect(sentTo(calls[0]).imgid).toBe(url);
    },
  );

  it.each(['https://example.com/a.jpg', 'https://alicdn.com.example.com/a.jpg'])(
    'has %s uploaded by its address, once',
    async (url) => {
      const { backend, calls } = await start(flow);
      await backend.search(byUrl(url), never);
      await backend.search(byUrl(url), never);
      expect(apisOf(calls)).toEqual(['upload_img', 'item_search_img', 'item_search_img']);
      expect(sentTo(calls[0]).imgcode).toBe(url);
    },
  );
});

describe('a search by words', () => {
  it('asks with the words and the price limits', async () => {
    const { backend, calls } = await start(flow);
    const limits = { minPrice: cny(250), maxPrice: cny(2000), keyword: '不锈钢' };
    await backend.search({ kind: 'keyword', keyword: '水杯', question: question(limits) }, never);
    expect(apisOf(calls)).toEqual(['item_search']);
    expect(sentTo(calls[0])).toMatchObject({ q: '水杯 不锈钢', start_price: '2.50', end_price: '20.00' });
  });
});

describe('an answer without offers', () => {
  it.each([
    ['code 2000', { error_code: '2000', items: { item: '' } }],
    ['code 2000 alone', { error_code: 2000 }],
    ['an empty text', { items: { item: '' } }],
    ['an absent list', { items: { page: '1' } }],
    ['absent items', { items: '' }],
  ])('is an empty page: %s', async (_, value) => {
    const { backend } = await start((call) => (call.api === 'upload_img' ? uploaded : body(value)));
    const page = await backend.search(byPhoto(), never);
    expect(page).toMatchObject({ offers: [], total: 0, dropped: 0 });
  });
});

describe('an offer', () => {
  it('is asked for by its id', async () => {
    const item = { num_iid: '700000000001', title: 'Bottle', priceRange: [[2, '12.50']] };
    const { backend, calls } = await start(() => body({ item }));
    expect(await backend.offer('700000000001', 'en', never)).toMatchObject({ id: '700000000001' });
    expect(sentTo(calls[0])).toMatchObject({ num_iid: '700000000001', lang: 'en' });
  });

  it.each([
    ['a stub beside an error', { item: { num_iid: '700000000001', title: '' }, error: 'item-not-found' }],
    ['a titled stub', { item: { num_iid: '700000000001', title: 'x' }, error: 'item-not-found' }],
    ['an error within', { item: { num_iid: '700000000001', title: 'x', error: 'item-not-found' } }],
    ['an error with a code', { error: 'item-not-found', error_code: '5000' }],
    ['code 2000', { error_code: '2000' }],
    ['nothing', {}],
  ])('that does not exist is told by %s', async (_, value) => {
    const { backend } = await start(() => body(value));
    const error = await failureOf(backend.offer('700000000001', 'en', never));
    expect(error).toMatchObject({ code: 'offer-not-found', blame: 'asker' });
  });
});

describe('what goes wrong', () => {
  const failed = (error_code: string, error = '', status = 200): GatewayAnswer => ({
    status,
    body: { error, error_code },
  });

  const cases: readonly (readonly [string, GatewayAnswer, ErrorCode, number])[] = [
    ['4000', failed('4000', 'internal error'), 'backend-down', 3],
    ['4001', failed('4001'), 'backend-down', 3],
    ['4002', failed('4002'), 'backend-down', 3],
    ['4005', failed('4005', 'no permission'), 'backend-denied', 1],
    ['4013', failed('4013', '次数已用完'), 'backend-quota', 1],
    ['an unknown code about the key', failed('4003', 'key或secret错误'), 'backend-auth', 1],
    ['an unknown code about a switched-off call', failed('4444', '接口已停用'), 'backend-denied', 1],
    ['an unknown code about the pace', failed('4444', '请求过于频繁'), 'backend-rate', 3],
    ['an unknown code about the balance', failed('4444', '余额不足'), 'backend-quota', 1],
    ['an unknown code', failed('4003', 'unknown'), 'backend-config', 1],
    ['5000', failed('5000'), 'backend-down', 3],
    ['HTTP 403', { status: 403, body: {} }, 'backend-auth', 1],
    ['HTTP 404', { status: 404, body: 'Not Found' }, 'backend-config', 1],
    ['HTTP 429', { status: 429, body: 'slow down' }, 'backend-rate', 3],
    ['HTTP 503', { status: 503, body: '<html>' }, 'backend-down', 3],
    ['a reply that is no JSON', { body: '<html>' }, 'backend-down', 3],
    ['an empty reply', { body: '' }, 'backend-down', 3],
    ['a broken connection', 'cut', 'backend-down', 3],
  ];

  it.each(cases)('%s', async (_, answer, code, attempts) => {
    const { backend, calls } = await start(() => answer);
    expect(await failureOf(backend.search(byPhoto(), never))).toMatchObject({ code });
    expect(calls).toHaveLength(attempts);
  });

  it('reads words in GBK under a header that says UTF-8', async () => {
    // 接口已停用 ("the call is switched off") in GBK.
    const words = Buffer.from('bdd3bfdad2d1cda3d3c3', 'hex');
    const reply = Buffer.concat([Buffer.from('{"error":"'), words, Buffer.from('","error_code":"4003"}')]);
    const { backend } = await start(() => ({ body: reply }));
    const error = await failureOf(backend.search(byPhoto(), never));
    expect(error.code).toBe('backend-denied');
    expect(error.detail).toContain('接口已停用');
    expect(error.detail).toContain('ONEBOUND_NAMESPACE');
  });

  it('tells the operator what to look at', async () => {
    const { backend } = await start(() => failed('4013', '今日调用次数已用完'));
    const error = await failureOf(backend.search(byPhoto(), never));
    expect(error).toMatchObject({ blame: 'operator' });
    expect(error.detail).toContain(
      'upload_img: 4013 今日调用次数已用完 (HTTP 200); the quota of ONEBOUND_KEY',
    );
  });

  it('keeps key, secret, picture and words out of errors and of the log, whatever comes back', async () => {
    const { backend, log } = await start(({ path, form }) => ({
      body: {
        error: `bad call ${path} ${decodeURIComponent(path)} ${form.imgcode ?? ''}`,
        error_code: '4002',
        api_info: 'today:1 max:10',
      },
    }));
    const secret = '新款水杯 2026';
    const errors = [
      await failureOf(backend.search(byPhoto(), never)),
      await failureOf(backend.search({ kind: 'keyword', keyword: secret, question: question() }, never)),
    ];
    const told = JSON.stringify([errors.map((error) => [error.message, error.detail]), log.lines]);
    for (const hidden of [KEY, SECRET, secret, encodeURIComponent(secret), 'base64', 'anBlZyBieXRlcw'])
      expect(told).not.toContain(hidden);
    expect(log.lines.some(({ event }) => event === 'OneBound call is tried again')).toBe(true);
  });

  it('keeps the address out of the error of a broken connection too', async () => {
    const { backend, log } = await start(flow, { baseUrl: 'http://127.0.0.1:9' });
    const error = await failureOf(backend.search(byPhoto(), never));
    expect(error.code).toBe('backend-down');
    expect(JSON.stringify([error.message, error.detail, String(error.cause), log.lines])).not.toMatch(
      new RegExp(`${KEY}|${SECRET}`),
    );
  });
});

describe('the quota', () => {
  it('is told to the operator at first and at each further tenth, as a warning near the end', async () => {
    const used = [7, 900, 1_000, 1_999, 9_100, 9_200];
    const { backend, log } = await start((_, index) =>
      body({ items: { item: '' }, api_info: `today:${used[index]} max:10000 all[7=7+0+0]` }),
    );
    for (const _ of used)
      await backend.search({ kind: 'keyword', keyword: 'mug', question: question() }, never);
    const told = log.lines.filter(({ event }) => event.includes('quota'));
    expect(told.map(({ level, fields }) => [level, fields])).toEqual([
      ['info', { used: 7, limit: 10_000 }],
      ['info', { used: 1_000, limit: 10_000 }],
      ['warn', { used: 9_100, limit: 10_000 }],
    ]);
  });
});
