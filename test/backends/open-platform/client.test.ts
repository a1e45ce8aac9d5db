/** Which calls carry the access token, what becomes of refused ones, and how parameters travel. */
import { afterEach, describe, expect, it } from 'vitest';
import { type Api, IMAGE_QUERY, PRODUCT_GET } from '../../../src/backends/open-platform/apis.ts';
import { createClient, type Params } from '../../../src/backends/open-platform/client.ts';
import { aopSignature } from '../../../src/backends/open-platform/signature.ts';
import { fixedToken, type Tokens } from '../../../src/backends/open-platform/token.ts';
import { fakeClock } from '../../support/fake-clock.ts';
import {
  type GatewayAnswer,
  type GatewayCall,
  type ScriptedGateway,
  scriptedGateway,
} from '../../support/scripted-gateway.ts';
import { silentLog } from '../../support/silent-log.ts';

const never = new AbortController().signal;
const fine: GatewayAnswer = { body: { result: { success: true, result: 'fine' } } };
const product: GatewayAnswer = { body: { productInfo: { productID: 700000000001 } } };
const refusal = (error_code: string): GatewayAnswer => ({ status: 400, body: { error_code } });
const unauthorised = refusal('401');

const open: ScriptedGateway[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((gateway) => gateway.close()));
});

const start = async (
  answer: (call: GatewayCall, index: number) => GatewayAnswer,
  tokens = fixedToken('token'),
) => {
  const gateway = await scriptedGateway(answer);
  open.push(gateway);
  const call = createClient({
    gatewayUrl: gateway.gatewayUrl,
    appKey: '1000000',
    appSecret: 'secret',
    tokens,
    budget: { acquire: async () => () => {} },
    clock: fakeClock(),
    random: () => 0,
    log: silentLog,
  });
  const sent = () => gateway.calls.map(({ form }) => form.access_token ?? null);
  return { gateway, sent, ask: (api: Api, params: Params = { page: 1 }) => call(api, params, never) };
};

/** Tokens that are renewed from `old` to `new` once, and count how often they were asked to be. */
const renewable = (): Tokens & { asked: number } => {
  const tokens = {
    asked: 0,
    current: async () => 'old',
    renewed: async () => {
      tokens.asked += 1;
      return 'new';
    },
  };
  return tokens;
};

describe('the token', () => {
  it('stays away from an API that takes none, in the form and in the signature', async () => {
    const { gateway, ask } = await start(() => fine);
    expect(await ask({ ...IMAGE_QUERY, token: 'never' })).toEqual({ ok: true, payload: 'fine' });
    const sent = gateway.calls[0];
    const urlPath = sent?.path.slice('/openapi/'.length) ?? '';
    expect(sent?.form).toEqual({
      offerQueryParam: '{"page":1}',
      _aop_signature: aopSignature(urlPath, { offerQueryParam: '{"page":1}' }, 'secret'),
    });
  });

  it('is renewed when it is refused, and the call made once more', async () => {
    const tokens = renewable();
    const { sent, ask } = await start((_, index) => (index === 0 ? unauthorised : fine), tokens);
    expect(await ask(IMAGE_QUERY)).toMatchObject({ ok: true });
    expect(sent()).toEqual(['old', 'new']);
  });

  it('is not renewed a second time when the new one is refused too', async () => {
    const tokens = renewable();
    const { sent, ask } = await start(() => unauthorised, tokens);
    await expect(ask(IMAGE_QUERY)).rejects.toMatchObject({ code: 'backend-auth' });
    expect(sent()).toEqual(['old', 'new']);
    expect(tokens.asked).toBe(1);
  });

  it('that is fixed is refused as it is', async () => {
    const { sent, ask } = await start(() => unauthorised);
    await expect(ask(IMAGE_QUERY)).rejects.toMatchObject({ code: 'backend-auth' });
    expect(sent()).toEqual(['token']);
  });

  it('is left out where it spoils the signature of an API that may not want it, from then on', async () => {
    const { sent, ask } = await start(({ form }) =>
      form.access_token ? refusal('gw.SignatureInvalid') : product,
    );
    expect(await ask(PRODUCT_GET)).toMatchObject({ ok: true });
    expect(await ask(PRODUCT_GET)).toMatchObject({ ok: true });
    expect(sent()).toEqual(['token', null, null]);
  });

  it('is tried again next time where the signature is wrong all the same', async () => {
    const { sent, ask } = await start(() => refusal('gw.SignatureInvalid'));
    await expect(ask(PRODUCT_GET)).rejects.toMatchObject({ code: 'backend-config' });
    await expect(ask(PRODUCT_GET)).rejects.toMatchObject({ code: 'backend-config' });
    expect(sent()).toEqual(['token', null, 'token', null]);
  });
});

describe('parameters', () => {
  it('of an API without a field of its own travel one by one, lists as JSON', async () => {
    const { gateway, ask } = await start(() => product);
    await ask(PRODUCT_GET, { productIds: [1, 2], webSite: '1688', page: 3 });
    const { _aop_signature, ...fields } = gateway.calls[0]?.form ?? {};
    expect(fields).toEqual({ productIds: '[1,2]', webSite: '1688', page: '3', access_token: 'token' });
    const urlPath = 'param2/1/com.alibaba.product/alibaba.product.get/1000000';
    expect(_aop_signature).toBe(aopSignature(urlPath, fields, 'secret'));
  });
});

describe('a bare reply', () => {
  it.each([
    [{ errMsg: 'product does not exist' }, 'product does not exist'],
    [{ errorCode: 'X1', errorMessage: 'not yours' }, 'not yours'],
    [{ errorCode: 'X1', errorMessage: { a: 1 }, subErrorMessage: 'one' }, 'one'],
  ])('%j is a refusal', async (body, message) => {
    const { ask } = await start(() => ({ body }));
    expect(await ask(PRODUCT_GET)).toMatchObject({ ok: false, message });
  });
});
