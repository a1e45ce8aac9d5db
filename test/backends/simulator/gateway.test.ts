/** The simulator's gateway: it lets in what is signed and granted, and refuses the rest in the gateway's own words. */
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectedSignature, isSigned } from '../../../src/backends/simulator/aop-signature.ts';
import { createSimulator } from '../../../src/backends/simulator/index.ts';
import vectors from '../../fixtures/aop-signatures.json' with { type: 'json' };
import { fakeClock } from '../../support/fake-clock.ts';
import { type Caller, startCaller } from '../../support/simulator-caller.ts';

const SEARCH = 'product.search.keywordQuery';
const MUG = { keyword: 'mug', beginPage: 1, pageSize: 5, country: 'en' };

describe('the signature that the simulator expects', () => {
  it.each(vectors)('of $urlPath is that of the vector', ({ urlPath, params, secret, signature }) => {
    const sent = new Map(Object.entries(params as unknown as Record<string, string>));
    expect(expectedSignature(urlPath, sent, secret)).toBe(signature);
    expect(isSigned(urlPath, new Map([...sent, ['_aop_signature', signature]]), secret)).toBe(true);
    const lower = new Map([...sent, ['_aop_signature', signature.toLowerCase()]]);
    expect(isSigned(urlPath, lower, secret)).toBe(false);
    expect(isSigned(urlPath, sent, secret)).toBe(false);
  });
});

describe('the gateway', () => {
  let caller: Caller;
  beforeAll(async () => {
    caller = await startCaller();
  });
  afterAll(() => caller.simulator.close());

  it('answers a signed call, as a form and as a query', async () => {
    for (const method of ['POST', 'GET'] as const) {
      const { status, body } = await caller.call(SEARCH, MUG, { method });
      expect(status).toBe(200);
      expect(body).toMatchObject({ result: { success: 'true', code: '200' } });
    }
  });

  it.each([
    ['a wrong secret', { secret: 'wrong' }, 'gw.SignatureInvalid', 'Invalid signature'],
    ['an unknown key', { appKey: '999' }, 'gw.SignatureInvalid', 'Invalid signature'],
    ['no signature', { signature: null }, 'gw.SignatureMissing', 'Signature is missing'],
    ['no key', { appKey: '' }, 'gw.AppKeyMissing', 'App key is missing'],
    ['another namespace', { namespace: 'com.example' }, 'gw.APIUnsupported', 'The API is unsupported'],
    ['no token', { token: null }, '401', 'Request need user authorized'],
    ['an unknown token', { token: 'stale' }, '401', 'Request need user authorized'],
  ])('refuses %s', async (_, change, code, message) => {
    const { status, body } = await caller.call(SEARCH, MUG, change);
    expect(status).toBe(400);
    expect(body).toEqual({
      error_code: code,
      error_message: message,
      exception: message,
      request_id: expect.stringMatching(/^[0-9a-z]{20,}$/),
    });
  });

  it('knows no other APIs', async () => {
    for (const api of ['product.search.unknown', 'constructor', '__proto__']) {
      const { status, body } = await caller.call(api, {});
      expect([status, body.error_code]).toEqual([400, 'gw.APIUnsupported']);
    }
  });

  it('names the parameter that is missing', async () => {
    const { status, body } = await caller.call(SEARCH, null);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error_code: 'gw.ParamMissing',
      error_message: expect.stringContaining('offerQueryParam'),
    });
  });

  it('tells the time in its own format, signed or not', async () => {
    const probe = { namespace: 'system', token: null };
    for (const signature of [undefined, null]) {
      const change = signature === undefined ? probe : { ...probe, signature };
      const { status, body } = await caller.call('currentTime', null, change);
      expect([status, body]).toEqual([200, '20260101080000000+0800']);
    }
    const { body } = await caller.call('currentTime', null, { ...probe, secret: 'wrong' });
    expect(body.error_code).toBe('gw.SignatureInvalid');
  });

  it('has nothing elsewhere', async () => {
    for (const path of ['/', '/img/ibank/none-0-cib.jpg', '/img/ibank/O1CN019700100000000_!!0-0-cib.jpg'])
      expect((await fetch(caller.simulator.url + path)).status).toBe(404);
  });

  it("keeps each offer's pictures in the sizes that the marketplace's own host has", async () => {
    const { body } = await caller.call(SEARCH, MUG);
    const { result } = body as { result: { result: { data: { imageUrl: string }[] } } };
    const imageUrl = result.result.data[0]?.imageUrl ?? expect.fail();
    const sideOf = async (ending: string): Promise<number> => {
      const answer = await fetch(imageUrl.replace(/\.jpg$/, ending));
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
      const { width, height } = await sharp(await answer.bytes()).metadata();
      return Math.max(width, height);
    };
    const endings = ['.jpg', '.310x310.jpg', '.220x220.jpg', '.search.jpg', '.summ.jpg'];
    expect(await Promise.all(endings.map(sideOf))).toEqual([480, 310, 220, 150, 100]);
    expect((await fetch(imageUrl.replace(/\.jpg$/, '.311x311.jpg'))).status).toBe(404);
  });

  it('logs what arrives, in order', async () => {
    const before = caller.simulator.requests().length;
    await caller.call(SEARCH, MUG);
    await caller.call('product.search.queryProductDetail', { offerId: 1, country: 'en' });
    const arrived = caller.simulator.requests().slice(before);
    expect(arrived).toEqual([
      { ms: caller.clock.now(), api: SEARCH },
      { ms: caller.clock.now(), api: 'product.search.queryProductDetail' },
    ]);
  });

  it('says which port is taken', async () => {
    const port = Number(new URL(caller.simulator.url).port);
    const second = createSimulator({ port, clock: fakeClock() });
    await expect(second).rejects.toMatchObject({ code: 'config-invalid' });
  });
});

describe('the rate', () => {
  it('lets so many calls of an API through in any second, and counts APIs apart', async () => {
    const caller = await startCaller(3);
    const codes = async (api: string, param: unknown, calls: number): Promise<unknown[]> => {
      const replies = [];
      for (let at = 0; at < calls; at += 1) replies.push(await caller.call(api, param));
      return replies.map(({ body }) => body.error_code ?? 'ok');
    };
    const limited = 'gw.QosAppFrequencyLimit';
    expect(await codes(SEARCH, MUG, 2)).toEqual(['ok', 'ok']);
    await caller.clock.advance(600);
    expect(await codes(SEARCH, MUG, 2)).toEqual(['ok', limited]);
    expect(await codes('product.search.queryProductDetail', { offerId: 1, country: 'en' }, 1)).toEqual([
      'ok',
    ]);
    await caller.clock.advance(399);
    expect(await codes(SEARCH, MUG, 1)).toEqual([limited]);
    await caller.clock.advance(1);
    expect(await codes(SEARCH, MUG, 3)).toEqual(['ok', 'ok', limited]);
    await caller.simulator.close();
  });

  it('below one a second lets one through in so many seconds', async () => {
    const caller = await startCaller(0.5);
    const code = async () => (await caller.call(SEARCH, MUG)).body.error_code ?? 'ok';
    expect(await code()).toBe('ok');
    await caller.clock.advance(1_999);
    expect(await code()).toBe('gw.QosAppFrequencyLimit');
    await caller.clock.advance(1);
    expect(await code()).toBe('ok');
    await caller.simulator.close();
  });
});
