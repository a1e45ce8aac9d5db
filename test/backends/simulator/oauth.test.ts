/** OAuth in the simulator: codes once and for two minutes, tokens for ten hours, and a renewal in the last 30 days only. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Caller, type Raw, startCaller } from '../../support/simulator-caller.ts';

const REDIRECT_URI = 'https://example.com/callback';
const DAY_MS = 86_400_000;
const SEARCH = 'product.search.keywordQuery';
const MUG = { keyword: 'mug', beginPage: 1, pageSize: 5, country: 'en' };

let caller: Caller;
beforeEach(async () => {
  caller = await startCaller();
});
afterEach(() => caller.simulator.close());

type Fields = Readonly<Record<string, string>>;

const authorise = (change: Fields = {}): Promise<Response> => {
  const fields = { client_id: caller.simulator.appKey, site: '1688', redirect_uri: REDIRECT_URI, ...change };
  return fetch(`${caller.simulator.url}/oauth/authorize?${new URLSearchParams(fields)}`, {
    redirect: 'manual',
  });
};

const code = async (): Promise<string> =>
  new URL((await authorise()).headers.get('location') ?? '').searchParams.get('code') ?? '';

const post = async (path: string, fields: Fields): Promise<{ status: number; body: Raw }> => {
  const { appKey, appSecret, url } = caller.simulator;
  const body = new URLSearchParams({ client_id: appKey, client_secret: appSecret, ...fields });
  const response = await fetch(`${url}/openapi/${path}/${appKey}`, { method: 'POST', body });
  return { status: response.status, body: (await response.json()) as Raw };
};

const GET_TOKEN = 'http/1/system.oauth2/getToken';
const POSTPONE = 'param2/1/system.oauth2/postponeToken';
const login = async (path = GET_TOKEN) =>
  post(path, {
    grant_type: 'authorization_code',
    need_refresh_token: 'true',
    redirect_uri: REDIRECT_URI,
    code: await code(),
  });
const refresh = (refresh_token: unknown, path = GET_TOKEN) =>
  post(path, { grant_type: 'refresh_token', refresh_token: String(refresh_token) });
const works = async (token: unknown): Promise<unknown> =>
  (await caller.call(SEARCH, MUG, { token: String(token) })).body.error_code ?? 'ok';

describe('the page', () => {
  it('sends the browser back with a code and what it was given', async () => {
    const response = await authorise({ state: 's', redirect_uri: `${REDIRECT_URI}?a=1` });
    const location = new URL(response.headers.get('location') ?? '');
    expect(response.status).toBe(302);
    expect(Object.fromEntries(location.searchParams)).toEqual({
      a: '1',
      code: expect.any(String),
      state: 's',
    });
  });

  it.each([{ client_id: '1' }, { site: 'taobao' }, { redirect_uri: 'nowhere' }])(
    'refuses %j',
    async (change) => {
      expect((await authorise(change as Fields)).status).toBe(400);
    },
  );
});

describe('a token', () => {
  it.each([GET_TOKEN, 'param2/1/system.oauth2/getToken'])(
    'is given at %s, and opens the gateway',
    async (path) => {
      const { status, body } = await login(path);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        expires_in: '36000',
        refresh_token_timeout: '20260702080000000+0800',
        resource_owner: 'demo_login',
      });
      expect(await works(body.access_token)).toBe('ok');
    },
  );

  it('is given without a renewal where none was asked for', async () => {
    const { body } = await post(GET_TOKEN, {
      grant_type: 'authorization_code',
      redirect_uri: REDIRECT_URI,
      code: await code(),
    });
    expect(body).not.toHaveProperty('refresh_token');
  });

  it('ends after ten hours, and is renewed with a number for its lifetime', async () => {
    const { body } = await login();
    await caller.clock.advance(10 * 3_600_000);
    expect(await works(body.access_token)).toBe('401');
    const renewed = (await refresh(body.refresh_token)).body;
    expect(renewed.expires_in).toBe(36_000);
    expect(await works(renewed.access_token)).toBe('ok');
  });

  it.each<[string, Fields]>([
    ['an unknown code', { grant_type: 'authorization_code', code: 'x', redirect_uri: REDIRECT_URI }],
    ['an unknown refresh token', { grant_type: 'refresh_token', refresh_token: 'x' }],
    ['another grant', { grant_type: 'client_credentials' }],
    ['a wrong secret', { client_secret: 'x', grant_type: 'refresh_token' }],
    ['another app', { client_id: '1', grant_type: 'refresh_token' }],
  ])('is refused for %s', async (_, fields) => {
    expect(await post(GET_TOKEN, fields)).toMatchObject({ status: 400, body: { error_code: '400' } });
  });
});

describe('postponeToken', () => {
  const postpone = (refresh_token: unknown, access_token: unknown) =>
    post(POSTPONE, { refresh_token: String(refresh_token), access_token: String(access_token) });

  it('is for the last 30 days, and voids the old refresh token', async () => {
    const { refresh_token, access_token } = (await login()).body;
    expect((await postpone(refresh_token, access_token)).status).toBe(400);
    await caller.clock.advance(152 * DAY_MS);
    const access = (await refresh(refresh_token)).body.access_token;
    const { status, body } = await postpone(refresh_token, access);
    expect(status).toBe(200);
    expect(body.refresh_token_timeout).toBe('20261201080000000+0800');
    expect((await refresh(refresh_token)).status).toBe(400);
    expect((await refresh(body.refresh_token)).status).toBe(200);
  });

  it('needs a live access token, and a refresh token that has not run out', async () => {
    const { refresh_token, access_token } = (await login()).body;
    await caller.clock.advance(160 * DAY_MS);
    expect((await postpone(refresh_token, access_token)).body.error_code).toBe('401');
    await caller.clock.advance(22 * DAY_MS);
    expect((await postpone(refresh_token, access_token)).body.error_code).toBe('400');
  });
});
