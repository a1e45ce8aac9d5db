/** The official backend against a gateway on loopback: the whole flow, and every way in which it fails. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Budget } from '../../../src/backends/budget.ts';
import { createOpenPlatform, type OpenPlatformOptions } from '../../../src/backends/open-platform/index.ts';
import { aopSignature } from '../../../src/backends/open-platform/signature.ts';
import type { ErrorCode } from '../../../src/domain/errors.ts';
import { cny } from '../../../src/domain/money.ts';
import type { Clock, PreparedPhoto } from '../../../src/domain/ports.ts';
import { plainQuestion, type Question } from '../../../src/domain/query.ts';
import { fakeClock } from '../../support/fake-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import {
  type GatewayAnswer,
  type GatewayCall,
  type ScriptedGateway,
  scriptedGateway,
} from '../../support/scripted-gateway.ts';

const APP_SECRET = 'app-secret-9f3a';
const ACCESS_TOKEN = 'access-token-71c2';
const IMAGE_ID = '1234567890123456789';
const never = new AbortController().signal;

const photo = (content: string): PreparedPhoto => ({
  sha256: 'f'.repeat(64),
  jpeg: Buffer.from(content),
  width: 800,
  height: 600,
});

const query = (change: Partial<Question> = {}, content = 'jpeg bytes') => ({
  kind: 'photo' as const,
  photo: photo(content),
  question: { ...plainQuestion('en'), ...change },
});

const ok = (result: unknown): GatewayAnswer => ({
  body: { result: { success: 'true', code: '200', result } },
});
const uploaded = ok(IMAGE_ID);
const found = ok({ totalRecords: 1, data: [{ offerId: 700000000001, subject: '水壶' }] });
const flow = ({ api }: GatewayCall): GatewayAnswer => (api === 'product.image.upload' ? uploaded : found);

/** Pauses between attempts pass at once and are noted; time limits never run out. */
const hurriedClock = (): Clock & { readonly pauses: readonly number[] } => {
  const pauses: number[] = [];
  const sleep = (ms: number, signal?: AbortSignal): Promise<void> => {
    if (ms < 8000) pauses.push(ms);
    if (ms < 8000) return Promise.resolve();
    return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
  };
  return { now: () => 0, sleep, pauses };
};

const freeBudget = (): Budget & { taken: number } => {
  const budget = {
    taken: 0,
    acquire: async () => {
      budget.taken += 1;
      return () => {};
    },
  };
  return budget;
};

const open: ScriptedGateway[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((gateway) => gateway.close()));
});

const start = async (
  answer: (call: GatewayCall, index: number) => GatewayAnswer,
  change: Partial<OpenPlatformOptions> = {},
) => {
  const gateway = await scriptedGateway(answer);
  open.push(gateway);
  const [log, clock, budget] = [recordedLog(), hurriedClock(), freeBudget()];
  const backend = createOpenPlatform({
    name: 'open-platform',
    gatewayUrl: gateway.gatewayUrl,
    appKey: '1000000',
    appSecret: APP_SECRET,
    accessToken: ACCESS_TOKEN,
    budget,
    clock,
    random: () => 1,
    log,
    sampleData: false,
    ...change,
  });
  return { backend, gateway, log, clock, budget, calls: gateway.calls };
};

const sentTo = (call: GatewayCall | undefined, field: string): Record<string, unknown> =>
  JSON.parse(call?.form[field] ?? 'null');

const apisOf = (calls: readonly GatewayCall[]): string[] =>
  calls.map(({ api }) => api.split('.').at(-1) ?? '');

describe('a search', () => {
  it('uploads the photo and asks for offers that look like it', async () => {
    const { backend, calls } = await start(flow);
    const page = await backend.search(query({ page: 2, pageSize: 48 }), never);
    expect(page).toMatchObject({ total: 1, dropped: 0, offers: [{ id: '700000000001', title: '水壶' }] });
    expect(calls.map(({ path }) => path)).toEqual([
      '/openapi/param2/1/com.alibaba.fenxiao.crossborder/product.image.upload/1000000',
      '/openapi/param2/1/com.alibaba.fenxiao.crossborder/product.search.imageQuery/1000000',
    ]);
    expect(sentTo(calls[0], 'uploadImageParam')).toEqual({
      imageBase64: Buffer.from('jpeg bytes').toString('base64'),
    });
    expect(sentTo(calls[1], 'offerQueryParam')).toEqual({
      imageId: IMAGE_ID,
      beginPage: 2,
      pageSize: 48,
      country: 'en',
    });
  });

  it('signs what it sends, and sends the token', async () => {
    const { backend, calls } = await start(flow);
    await backend.search(query(), never);
    for (const { path, form, contentType } of calls) {
      const { _aop_signature, ...signed } = form;
      expect(contentType).toBe('application/x-www-form-urlencoded');
      expect(signed.access_token).toBe(ACCESS_TOKEN);
      expect(_aop_signature).toBe(aopSignature(path.slice('/openapi/'.length), signed, APP_SECRET));
    }
  });

  it('sends no token for an app that has none', async () => {
    const { backend, calls } = await start(flow, { accessToken: null });
    await backend.search(query(), never);
    for (const { form } of calls) expect(Object.keys(form)).not.toContain('access_token');
  });

  it('passes order, price limits and keyword on, and never more rows than 1688 gives', async () => {
    const { backend, calls } = await start(flow);
    const narrow = {
      sort: 'price',
      minPrice: cny(100),
      maxPrice: cny(2050),
      keyword: '杯 子',
      pageSize: 60,
    } as const;
    await backend.search(query(narrow), never);
    expect(sentTo(calls[1], 'offerQueryParam')).toMatchObject({
      sort: '{"price":"asc"}',
      priceStart: '1.00',
      priceEnd: '20.50',
      keyword: '杯 子',
      pageSize: 50,
    });
    await backend.search(query({ sort: 'sales', language: 'zh' }), never);
    expect(sentTo(calls[2], 'offerQueryParam')).toMatchObject({
      sort: '{"monthSold":"desc"}',
      country: 'en',
    });
  });

  it('takes one call of the budget for each call that it makes', async () => {
    const { backend, budget } = await start(flow);
    await backend.search(query(), never);
    expect(budget.taken).toBe(2);
  });
});

describe('a picture id', () => {
  it('is used again for the next page and another order, not for another photo', async () => {
    const { backend, calls } = await start(flow);
    await backend.search(query(), never);
    await backend.search(query({ page: 2 }), never);
    await backend.search(query({ sort: 'price' }), never);
    expect(apisOf(calls)).toEqual(['upload', 'imageQuery', 'imageQuery', 'imageQuery']);
    await backend.search(query({}, 'another photo'), never);
    expect(apisOf(calls).slice(4)).toEqual(['upload', 'imageQuery']);
  });

  it('is not used again after a few minutes', async () => {
    const clock = fakeClock();
    const { backend, calls } = await start(flow, { clock });
    await backend.search(query(), never);
    await clock.advance(5 * 60_000);
    await backend.search(query({ page: 2 }), never);
    expect(apisOf(calls)).toEqual(['upload', 'imageQuery', 'upload', 'imageQuery']);
  });

  it.each<[string, GatewayAnswer]>([
    [
      'a business refusal',
      { body: { result: { success: 'false', code: '400', message: 'image not found' } } },
    ],
    ['a gateway error', { status: 400, body: { error_code: '400', error_message: 'imageId is invalid' } }],
  ])('that 1688 no longer knows (%s) is replaced by one new upload', async (_, refusal) => {
    const { backend, calls } = await start((call, index) => (index === 2 ? refusal : flow(call)));
    await backend.search(query(), never);
    const page = await backend.search(query({ page: 2 }), never);
    expect(page.offers).toHaveLength(1);
    expect(apisOf(calls)).toEqual(['upload', 'imageQuery', 'imageQuery', 'upload', 'imageQuery']);
  });

  it('that is refused though it is new is the end of it', async () => {
    const refusal = { body: { result: { success: false, code: '400', message: 'imageId is invalid' } } };
    const { backend, calls } = await start((call) => (call.api.endsWith('upload') ? uploaded : refusal));
    await expect(backend.search(query(), never)).rejects.toMatchObject({ code: 'backend-image-refused' });
    await expect(backend.search(query(), never)).rejects.toMatchObject({ code: 'backend-image-refused' });
    expect(apisOf(calls)).toEqual(['upload', 'imageQuery', 'upload', 'imageQuery']);
  });

  it('that comes as a number keeps its 19 digits', async () => {
    const { backend, calls } = await start((call) =>
      call.api.endsWith('upload') ? { body: `{"result":{"success":true,"result":${IMAGE_ID}}}` } : found,
    );
    await backend.search(query(), never);
    expect(sentTo(calls[1], 'offerQueryParam').imageId).toBe(IMAGE_ID);
  });

  it.each([
    ['"0"', '0'],
    ['nothing', ''],
    ['null', null],
  ])('of %s means that the picture was refused', async (_, id) => {
    const { backend, calls } = await start(() => ok(id));
    await expect(backend.search(query(), never)).rejects.toMatchObject({
      code: 'backend-image-refused',
      blame: 'asker',
    });
    expect(calls).toHaveLength(1);
  });
});

describe('an offer', () => {
  it('comes with its tiers', async () => {
    const { backend, calls } = await start(() =>
      ok({
        offerId: 700000000001,
        subject: '水壶',
        productSaleInfo: { quoteType: 0, priceRangeList: [{ startQuantity: 2, price: '12.50' }] },
      }),
    );
    const detail = await backend.offer('700000000001', 'en', never);
    expect(detail).toMatchObject({ id: '700000000001', tiers: [{ minQuantity: 2, price: cny(1250) }] });
    expect(calls[0]?.form.offerDetailParam).toBe('{"offerId":700000000001,"country":"en"}');
  });

  it('with an id that no number can hold is asked for without rounding', async () => {
    const { backend, calls } = await start(() => ok({ offerId: '12345678901234567890', subject: '水壶' }));
    await backend.offer('12345678901234567890', 'en', never);
    expect(calls[0]?.form.offerDetailParam).toContain('"12345678901234567890"');
  });

  it.each<[string, GatewayAnswer]>([
    ['an empty result', ok(null)],
    ['a deleted state', ok({ offerId: 700000000001, subject: '水壶', status: 'deleted' })],
    ['words', { body: { result: { success: 'false', code: '404', message: '商品不存在' } } }],
  ])('that is gone by %s is not found', async (_, answer) => {
    const { backend } = await start(() => answer);
    await expect(backend.offer('700000000001', 'en', never)).rejects.toMatchObject({
      code: 'offer-not-found',
    });
  });
});

const gateway = (error_code: string, error_message = 'words', status = 400): GatewayAnswer => ({
  status,
  body: { error_code, error_message, exception: error_message, request_id: '0bb' },
});
const business = (code: string, message: string, success: unknown = 'false'): GatewayAnswer => ({
  body: { result: { success, code, message } },
});
const page = (body: string, status = 200): GatewayAnswer => ({ status, body });

describe('a failure', () => {
  const failures: readonly [string, GatewayAnswer, ErrorCode][] = [
    ['a wrong signature', gateway('gw.SignatureInvalid'), 'backend-config'],
    ['a missing signature', gateway('gw.SignatureMissing'), 'backend-config'],
    ['a missing app key', gateway('gw.AppKeyMissing'), 'backend-config'],
    ['a missing parameter', gateway('gw.ParamMissing'), 'backend-config'],
    ['an unknown API', gateway('gw.APIUnsupported'), 'backend-config'],
    ['an unknown gateway code', gateway('gw.SomethingNew'), 'backend-config'],
    ['an error under HTTP 200', gateway('gw.SignatureInvalid', 'words', 200), 'backend-config'],
    ['an API that is not granted', gateway('gw.APIACLDecline'), 'backend-denied'],
    ['a missing token', gateway('401', 'Request need user authorized'), 'backend-auth'],
    [
      'a missing token in words only',
      { status: 400, body: { exception: 'Request need user authorized' } },
      'backend-auth',
    ],
    ['a used-up quota', gateway('NoUsageLeft', 'SLA bill'), 'backend-quota'],
    ['a used-up quota as a business code', business('NoUsageLeft', 'SLA bill'), 'backend-quota'],
    [
      'a login redirect',
      { status: 302, body: '', headers: { location: 'https://login.1688.com/x' } },
      'backend-blocked',
    ],
    [
      'an anti-bot redirect',
      { status: 302, body: '', headers: { location: '/_____tmd_____/punish?x5secdata=1' } },
      'backend-blocked',
    ],
    ['an anti-bot flag', { body: { rgv587_flag: 'sm', url: 'https://x' } }, 'backend-blocked'],
    [
      'an anti-bot reason',
      { body: { ret: ['FAIL_SYS_USER_VALIDATE', 'RGV587_ERROR::SM'] } },
      'backend-blocked',
    ],
    ['an anti-bot page', page('<html>滑块</html>', 403), 'backend-blocked'],
    ['any page in place of JSON', page('<html>welcome</html>'), 'backend-blocked'],
    ['a page that does not exist', page('<html>404</html>', 404), 'backend-config'],
    ['some other server', page('{"detail":"Not Found"}', 404), 'backend-config'],
    [
      'a redirect to elsewhere',
      { status: 301, body: '', headers: { location: 'https://example.com/' } },
      'backend-config',
    ],
    ['a body that is too large', page('', 413), 'backend-image-refused'],
    ['an upload that is refused', business('400', 'bad picture', false), 'backend-image-refused'],
  ];

  it.each(failures)('by %s is not tried again', async (_, answer, code) => {
    const { backend, calls } = await start(() => answer);
    await expect(backend.search(query(), never)).rejects.toMatchObject({ name: 'TusouError', code });
    expect(calls).toHaveLength(1);
  });

  const passing: readonly [string, GatewayAnswer, ErrorCode][] = [
    ['too high a frequency', gateway('gw.QosAppFrequencyLimit'), 'backend-rate'],
    ['too many requests', gateway('gw.QosRequestLimit', 'words', 200), 'backend-rate'],
    ['HTTP 429', page('slow down', 429), 'backend-rate'],
    ['a system error', business('SYSTEM_ERROR', 'oops'), 'backend-down'],
    ['a system error beside the result', { body: { success: false, code: 'SYSTEM_ERROR' } }, 'backend-down'],
    ['a service error', gateway('500_001'), 'backend-down'],
    ['HTTP 502 with a page', page('<html>bad gateway</html>', 502), 'backend-down'],
    ['HTTP 503 with JSON', { status: 503, body: {} }, 'backend-down'],
    ['JSON that breaks off', page('{"result":{"succ'), 'backend-down'],
    ['an empty body', page(''), 'backend-down'],
    ['a reply without success', { body: { result: {} } }, 'backend-down'],
    ['a dropped connection', 'cut', 'backend-down'],
    ['an endless reply', page('x'.repeat(9 * 1024 * 1024)), 'backend-down'],
  ];

  it.each(passing)('by %s is tried three times in all', async (_, answer, code) => {
    const { backend, calls, clock, budget } = await start(() => answer);
    await expect(backend.search(query(), never)).rejects.toMatchObject({ code, retryable: true });
    expect(calls).toHaveLength(3);
    expect(budget.taken).toBe(3);
    expect(clock.pauses).toEqual([600, 1200]);
  });

  it('that passes is not noticed', async () => {
    const { backend, log } = await start((call, index) =>
      index === 0 ? gateway('gw.QosAppFrequencyLimit') : flow(call),
    );
    expect((await backend.search(query(), never)).offers).toHaveLength(1);
    expect(log.lines.filter(({ level }) => level === 'warn')).toMatchObject([
      { event: 'gateway call is tried again', fields: { code: 'backend-rate', delayMs: 600 } },
    ]);
  });

  it('with a time to wait is waited for', async () => {
    const busy: GatewayAnswer = { status: 503, body: 'busy', headers: { 'retry-after': '4' } };
    const { backend, clock } = await start((call, index) => (index === 0 ? busy : flow(call)));
    await backend.search(query(), never);
    expect(clock.pauses).toEqual([4000]);
  });

  it('of the network is a backend that is down', async () => {
    const { backend } = await start(flow, { gatewayUrl: 'http://127.0.0.1:1' });
    await expect(backend.search(query(), never)).rejects.toMatchObject({
      code: 'backend-down',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('names the API and what the operator should look at', async () => {
    const denied = await start(() => gateway('gw.APIACLDecline', 'App is not granted'));
    await expect(denied.backend.offer('700000000001', 'en', never)).rejects.toThrow(
      /queryProductDetail: gw\.APIACLDecline App is not granted \(HTTP 400\); the app of ALI1688_APP_KEY .* 1697015308755/,
    );
    const wrong = await start(() => gateway('gw.SignatureInvalid'));
    await expect(wrong.backend.search(query(), never)).rejects.toThrow(/image\.upload.*ALI1688_APP_SECRET/);
    const expired = await start(() => gateway('401'));
    await expect(expired.backend.search(query(), never)).rejects.toThrow(/ALI1688_ACCESS_TOKEN/);
  });
});

describe('time and patience', () => {
  it('end a call that gets no answer, and the pause before it is tried again', async () => {
    const clock = fakeClock();
    let arrived = (): void => {};
    const arrival = () =>
      new Promise<void>((resolve) => {
        arrived = resolve;
      });
    const first = arrival();
    const { backend } = await start(
      () => {
        arrived();
        return 'silence';
      },
      { clock },
    );
    const result = backend.offer('700000000001', 'en', never);
    result.catch(() => {});
    await first;
    for (const pauseMs of [600, 1200]) {
      const next = arrival();
      await clock.advance(8000);
      await clock.advance(pauseMs);
      await next;
    }
    await clock.advance(8000);
    await expect(result).rejects.toMatchObject({
      code: 'backend-down',
      message: expect.stringContaining('no answer within 8000 ms'),
    });
    expect(clock.sleeping).toBe(0);
  });

  it.each(['product.image.upload', 'product.search.imageQuery'])('end when %s is aborted', async (stage) => {
    const abort = new AbortController();
    const { backend, calls } = await start((call) => {
      if (call.api !== stage) return flow(call);
      abort.abort(new Error('never mind'));
      return 'silence';
    });
    await expect(backend.search(query(), abort.signal)).rejects.toThrow('never mind');
    expect(calls.at(-1)?.api).toBe(stage);
  });

  it('end while waiting for the budget', async () => {
    const abort = new AbortController();
    const acquire = (signal: AbortSignal): Promise<never> =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const { backend, calls } = await start(flow, { budget: { acquire } });
    const result = backend.search(query(), abort.signal);
    abort.abort(new Error('never mind'));
    await expect(result).rejects.toThrow('never mind');
    expect(calls).toHaveLength(0);
  });
});

describe('secrets', () => {
  it('reach neither errors nor the log, even when the gateway repeats the whole request', async () => {
    const echo = (call: GatewayCall): GatewayAnswer =>
      call.api.endsWith('upload')
        ? uploaded
        : gateway(
            'gw.QosAppFrequencyLimit',
            `${APP_SECRET} ${JSON.stringify(call.form)} ${'QUJD'.repeat(30)}`,
          );
    const { backend, log } = await start(echo);
    const error = await backend
      .search(query({ keyword: '婚礼 secret plan' }), never)
      .catch((thrown) => thrown);
    const told = JSON.stringify(log.lines) + String(error) + JSON.stringify(error) + error.stack;
    for (const hidden of [APP_SECRET, ACCESS_TOKEN, IMAGE_ID, '婚礼', 'secret plan', 'QUJDQUJD'])
      expect(told).not.toContain(hidden);
    expect(told).toContain('gw.QosAppFrequencyLimit');
  });
});
