/** The token calls over real HTTP: against the simulator, which keeps the rules, and against a gateway that breaks them. */
import { afterEach, describe, expect, it } from 'vitest';
import { createTokens } from '../../../src/backends/open-platform/access.ts';
import { KEYWORD_QUERY } from '../../../src/backends/open-platform/apis.ts';
import { createClient } from '../../../src/backends/open-platform/client.ts';
import { authorisePage, createOAuth } from '../../../src/backends/open-platform/oauth.ts';
import { tokenKey } from '../../../src/backends/open-platform/token.ts';
import { fakeClock } from '../../support/fake-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { type GatewayAnswer, type GatewayCall, scriptedGateway } from '../../support/scripted-gateway.ts';
import { memoryStore, tokenPair } from '../../support/scripted-oauth.ts';
import { startCaller } from '../../support/simulator-caller.ts';

const never = new AbortController().signal;
const HOUR_MS = 3_600_000;
const REDIRECT_URI = 'https://example.com/callback?from=1688';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const parts = (clock = fakeClock()) => ({
  budget: { acquire: async () => () => {} },
  clock,
  random: () => 0.5,
  log: recordedLog(),
});

const startSimulator = async () => {
  const { simulator, clock } = await startCaller();
  open.push(simulator);
  const options = { ...simulator, ...parts(clock) };
  const code = async (): Promise<string> => {
    const page = authorisePage({
      ...options,
      authUrl: simulator.url,
      redirectUri: REDIRECT_URI,
      state: 's 1',
    });
    const { headers } = await fetch(page, { redirect: 'manual' });
    const location = new URL(headers.get('location') ?? '');
    expect([location.origin, location.searchParams.get('from')]).toEqual(['https://example.com', '1688']);
    expect(location.searchParams.get('state')).toBe('s 1');
    return location.searchParams.get('code') ?? '';
  };
  const made = () => simulator.requests().map(({ api }) => api);
  return { simulator, clock, options, oauth: createOAuth(options), code, made };
};

const search = { keyword: 'mug', beginPage: 1, pageSize: 1, country: 'en' };

describe('a login', () => {
  it('gives tokens that work, with their ends', async () => {
    const { oauth, code, clock, options } = await startSimulator();
    const pair = await oauth.exchange(await code(), REDIRECT_URI, never);
    expect(pair).toMatchObject({
      accessUntilMs: clock.now() + 10 * HOUR_MS,
      refreshUntilMs: clock.now() + 182 * 24 * HOUR_MS,
      owner: 'demo_login',
    });
    const tokens = createTokens({ ...options, accessToken: pair.accessToken });
    expect(await createClient({ ...options, tokens })(KEYWORD_QUERY, search, never)).toMatchObject({
      ok: true,
    });
  });

  it('with a used, late or foreign code is refused', async () => {
    const { oauth, code, clock } = await startSimulator();
    const used = await code();
    await oauth.exchange(used, REDIRECT_URI, never);
    const late = await code();
    await clock.advance(120_000);
    const foreign = await code();
    for (const [text, uri] of [
      [used, REDIRECT_URI],
      [late, REDIRECT_URI],
      [foreign, 'https://example.com/'],
    ] as const) {
      const error = await oauth.exchange(text, uri, never).catch((thrown) => thrown);
      expect(error).toMatchObject({ code: 'backend-auth' });
      expect(String(error)).not.toContain(text);
    }
  });
});

describe('the calls of an app that was logged in', () => {
  const startLoggedIn = async () => {
    const { options, oauth, code, ...rest } = await startSimulator();
    const store = memoryStore();
    const pair = await oauth.exchange(await code(), REDIRECT_URI, never);
    const keep = (change = {}) => store.entries.set(tokenKey(options.appKey), { ...pair, ...change });
    keep();
    const access = { ...options, accessToken: null, store };
    const call = createClient({ ...options, tokens: createTokens(access) });
    return { ...rest, options, call, store, keep, pair };
  };

  it('twenty at once with a token that has run out renew it once, and all succeed', async () => {
    const { call, clock, keep, made } = await startLoggedIn();
    // As if nobody had said how long the token lives: the gateway's refusals tell.
    keep({ accessUntilMs: null });
    await clock.advance(10 * HOUR_MS);
    const replies = await Promise.all(Array.from({ length: 20 }, () => call(KEYWORD_QUERY, search, never)));
    expect(replies.every(({ ok }) => ok)).toBe(true);
    expect(made().filter((api) => api === 'getToken')).toHaveLength(2);
    expect(made().filter((api) => api === KEYWORD_QUERY.name)).toHaveLength(40);
  });

  it('go on for a year without another login, as long as they are made', async () => {
    const { call, clock, made, store } = await startLoggedIn();
    for (let day = 0; day < 365; day += 5) {
      expect(await call(KEYWORD_QUERY, search, never)).toMatchObject({ ok: true });
      await clock.advance(5 * 24 * HOUR_MS);
    }
    expect(made().filter((api) => api === 'postponeToken')).toHaveLength(2);
    expect(store.entries.size).toBe(1);
  });

  it('ask for a login once the authorisation has run out', async () => {
    const { call, clock } = await startLoggedIn();
    await clock.advance(183 * 24 * HOUR_MS);
    await expect(call(KEYWORD_QUERY, search, never)).rejects.toMatchObject({
      code: 'backend-auth',
      message: expect.stringContaining('npm run login'),
    });
  });

  it('never tell a token', async () => {
    const { call, clock, options, store, pair } = await startLoggedIn();
    await clock.advance(11 * HOUR_MS);
    await call(KEYWORD_QUERY, search, never);
    const after = store.entries.get(tokenKey(options.appKey)) as typeof pair;
    const log = JSON.stringify(options.log.lines);
    expect(log).toContain('access token of 1688 renewed');
    for (const secret of [pair.accessToken, pair.refreshToken, after.accessToken, options.appSecret])
      expect(log).not.toContain(secret);
  });
});

describe('token replies', () => {
  const startScripted = async (answer: (call: GatewayCall) => GatewayAnswer) => {
    const gateway = await scriptedGateway(answer);
    open.push(gateway);
    const clock = {
      ...fakeClock(),
      sleep: (ms: number, signal?: AbortSignal) =>
        ms < 8_000 ? Promise.resolve() : fakeClock().sleep(ms, signal),
    };
    const options = { ...gateway, ...parts(), clock, appKey: '1000000', appSecret: 'app-secret' };
    return { gateway, oauth: createOAuth(options), clock };
  };

  it('are asked for with a form at the documented places', async () => {
    const { gateway, oauth } = await startScripted(() => ({ body: { access_token: 'access-2' } }));
    await oauth.exchange('code-1', REDIRECT_URI, never);
    await oauth.refresh(tokenPair(), never);
    await oauth.postpone(tokenPair(), never);
    const app = { client_id: '1000000', client_secret: 'app-secret' };
    expect(gateway.calls.map(({ path, form }) => ({ path, form }))).toEqual([
      {
        path: '/openapi/http/1/system.oauth2/getToken/1000000',
        form: {
          ...app,
          grant_type: 'authorization_code',
          need_refresh_token: 'true',
          redirect_uri: REDIRECT_URI,
          code: 'code-1',
        },
      },
      {
        path: '/openapi/http/1/system.oauth2/getToken/1000000',
        form: { ...app, grant_type: 'refresh_token', refresh_token: 'refresh-1' },
      },
      {
        path: '/openapi/param2/1/system.oauth2/postponeToken/1000000',
        form: { ...app, refresh_token: 'refresh-1', access_token: 'access-1' },
      },
    ]);
  });

  it.each([
    [{ expires_in: 36_000 }, { accessUntilMs: fakeClock().now() + 36_000_000 }],
    [{ expires_in: '36000' }, { accessUntilMs: fakeClock().now() + 36_000_000 }],
    [{}, { accessUntilMs: null, refreshToken: 'refresh-1', refreshUntilMs: 5, owner: 'demo_login' }],
    [
      { refresh_token: 'refresh-2', refresh_token_timeout: '20260701000000000+0800' },
      { refreshToken: 'refresh-2', refreshUntilMs: Date.UTC(2026, 5, 30, 16) },
    ],
    [{ refresh_token: 'refresh-2', refresh_token_timeout: 'soon' }, { refreshUntilMs: null }],
    [{ resource_owner: 'other' }, { owner: 'other' }],
  ])('%j is read as %j', async (said, expected) => {
    const { oauth } = await startScripted(() => ({ body: { access_token: 'access-2', ...said } }));
    const pair = await oauth.refresh(tokenPair({ refreshUntilMs: 5 }), never);
    expect(pair).toMatchObject({ accessToken: 'access-2', ...expected });
  });

  it.each<[string, GatewayAnswer, string]>([
    [
      'of the gateway',
      { status: 400, body: { error_code: '400', error_message: 'bad refresh-1' } },
      'backend-auth',
    ],
    [
      'of OAuth',
      { status: 400, body: { error: 'invalid_grant', error_description: 'app-secret' } },
      'backend-auth',
    ],
    ['with nothing in it', { body: {} }, 'backend-down'],
    ['of a service that is down', { status: 503, body: 'no' }, 'backend-down'],
    [
      'of a denied call',
      { status: 400, body: { error_code: 'gw.APIACLDecline', error_message: 'no' } },
      'backend-denied',
    ],
  ])('%s that refuse are errors of the house without secrets', async (_, answer, code) => {
    const { oauth } = await startScripted(() => answer);
    const error = await oauth.refresh(tokenPair(), never).catch((thrown) => thrown);
    expect(error).toMatchObject({ name: 'TusouError', code });
    expect(`${error} ${JSON.stringify(error)} ${error.cause}`).not.toMatch(/refresh-1|app-secret/);
  });

  it('that fail for now are asked for again, but a code is used once only', async () => {
    const { gateway, oauth } = await startScripted(() => ({ status: 503, body: 'no' }));
    await oauth.refresh(tokenPair(), never).catch(() => {});
    expect(gateway.calls).toHaveLength(3);
    await oauth.exchange('code-1', REDIRECT_URI, never).catch(() => {});
    expect(gateway.calls).toHaveLength(4);
  });
});
