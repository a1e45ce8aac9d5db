/** OAuth as the open platform has it: a page that sends the browser back with a code, and calls that give and renew tokens. */
import { GATEWAY_ERRORS, gatewayError, gatewayTime } from './gateway-errors.ts';
import type { Marketplace } from './marketplace.ts';
import { type Answer, type Asked, jsonAnswer } from './protocol.ts';

/** A code is good for one use within two minutes. */
const CODE_LIVES_MS = 2 * 60_000;
const ACCESS_LIVES_MS = 10 * 3_600_000;
const REFRESH_LIVES_MS = 182 * 86_400_000;
/** A refresh token is renewed in its last 30 days, not before. */
const POSTPONED_WITHIN_MS = 30 * 86_400_000;

const AUTHORISE_PATH = '/oauth/authorize';
const TOKEN_PATH = /^\/openapi\/(?:http|param2)\/1\/system\.oauth2\/(getToken|postponeToken)\/([^/]+)\/?$/;

/** The app whose tokens these are. */
export type OAuthApp = { readonly appKey: string; readonly appSecret: string };

/** Gives out tokens and knows them again. */
export type OAuthDesk = {
  /** Whether this is an access token that has not run out. */
  isLive(accessToken: string, nowMs: number): boolean;
  /** The call that a request makes, or null when it is none of these. */
  apiOf(asked: Asked): string | null;
  answer(asked: Asked, marketplace: Marketplace): Answer;
};

const OWNER = {
  aliId: '2200000000001',
  memberId: 'b2b-2200000000001abcde',
  resource_owner: 'demo_login',
  uid: '2200000000001',
} as const;

const refuse = (why: string): Answer => gatewayError('400', why);

/** 32 hexadecimal digits in groups, as the real tokens are. */
const newToken = (random: () => number): string => {
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

type Code = { readonly redirectUri: string; readonly untilMs: number };

/** The codes and tokens that were given out, with the moments when they end. Nothing is forgotten before its time. */
const createBook = () => {
  const codes = new Map<string, Code>();
  const access = new Map<string, number>();
  const refresh = new Map<string, number>();
  return {
    addCode: ({ random, clock }: Marketplace, redirectUri: string): string => {
      const code = newToken(random);
      codes.set(code, { redirectUri, untilMs: clock.now() + CODE_LIVES_MS });
      return code;
    },
    takeCode: (code: string): Code | undefined => {
      const given = codes.get(code);
      codes.delete(code);
      return given;
    },
    addAccess: ({ random, clock }: Marketplace): string => {
      const token = newToken(random);
      access.set(token, clock.now() + ACCESS_LIVES_MS);
      return token;
    },
    addRefresh: ({ random, clock }: Marketplace) => {
      const token = newToken(random);
      const untilMs = clock.now() + REFRESH_LIVES_MS;
      refresh.set(token, untilMs);
      return { refresh_token: token, refresh_token_timeout: gatewayTime(untilMs) };
    },
    dropRefresh: (token: string) => void refresh.delete(token),
    accessLeftMs: (token: string, nowMs: number): number => (access.get(token) ?? 0) - nowMs,
    refreshLeftMs: (token: string, nowMs: number): number => (refresh.get(token) ?? 0) - nowMs,
  };
};

type Book = ReturnType<typeof createBook>;
type Call = (params: Asked['params'], marketplace: Marketplace) => Answer;

const authorise =
  (book: Book, appKey: string): Call =>
  (params, marketplace) => {
    const redirectUri = params.get('redirect_uri') ?? '';
    if (params.get('client_id') !== appKey) return refuse('client_id is unknown');
    if (params.get('site') !== '1688') return refuse('site is not 1688');
    if (!URL.canParse(redirectUri)) return refuse('redirect_uri is not an address');
    const location = new URL(redirectUri);
    location.searchParams.set('code', book.addCode(marketplace, redirectUri));
    const state = params.get('state');
    if (state !== undefined) location.searchParams.set('state', state);
    return { status: 302, type: 'text/html', body: '', headers: { location: location.href } };
  };

/** The lifetime is a text here and a number in `refresh`: the real replies have both. */
const exchange =
  (book: Book): Call =>
  (params, marketplace) => {
    const given = book.takeCode(params.get('code') ?? '');
    if (!given || given.untilMs <= marketplace.clock.now()) return refuse('code is invalid or expired');
    if (given.redirectUri !== params.get('redirect_uri')) return refuse('redirect_uri does not match');
    return jsonAnswer(200, {
      access_token: book.addAccess(marketplace),
      expires_in: String(ACCESS_LIVES_MS / 1000),
      ...(params.get('need_refresh_token') === 'true' && book.addRefresh(marketplace)),
      ...OWNER,
    });
  };

const refresh =
  (book: Book): Call =>
  (params, marketplace) => {
    const leftMs = book.refreshLeftMs(params.get('refresh_token') ?? '', marketplace.clock.now());
    if (leftMs <= 0) return refuse('refresh_token is invalid or expired');
    const access_token = book.addAccess(marketplace);
    return jsonAnswer(200, { access_token, expires_in: ACCESS_LIVES_MS / 1000, ...OWNER });
  };

const postpone =
  (book: Book): Call =>
  (params, marketplace) => {
    const old = params.get('refresh_token') ?? '';
    const nowMs = marketplace.clock.now();
    const leftMs = book.refreshLeftMs(old, nowMs);
    if (leftMs <= 0) return refuse('refresh_token is invalid or expired');
    if (book.accessLeftMs(params.get('access_token') ?? '', nowMs) <= 0) return GATEWAY_ERRORS.unauthorised;
    if (leftMs > POSTPONED_WITHIN_MS) return refuse('refresh_token is not in its last 30 days');
    book.dropRefresh(old);
    const access_token = book.addAccess(marketplace);
    const expires_in = String(ACCESS_LIVES_MS / 1000);
    return jsonAnswer(200, { access_token, expires_in, ...book.addRefresh(marketplace), ...OWNER });
  };

/** An empty desk. */
export const createOAuthDesk = ({ appKey, appSecret }: OAuthApp): OAuthDesk => {
  const book = createBook();
  const grants: ReadonlyMap<string, Call> = new Map([
    ['authorization_code', exchange(book)],
    ['refresh_token', refresh(book)],
  ]);
  const openPage = authorise(book, appKey);
  const prolong = postpone(book);

  const answer = ({ path, params }: Asked, marketplace: Marketplace): Answer => {
    if (path === AUTHORISE_PATH) return openPage(params, marketplace);
    const [, name, key] = TOKEN_PATH.exec(path) ?? [];
    const knowsApp = [key, params.get('client_id')].every((one) => one === appKey);
    if (!knowsApp || params.get('client_secret') !== appSecret)
      return refuse('client_id or client_secret is wrong');
    if (name === 'postponeToken') return prolong(params, marketplace);
    const grant = grants.get(params.get('grant_type') ?? '');
    return grant ? grant(params, marketplace) : refuse('grant_type is not supported');
  };

  return {
    isLive: (token, nowMs) => book.accessLeftMs(token, nowMs) > 0,
    apiOf: ({ path }) => (path === AUTHORISE_PATH ? 'authorize' : (TOKEN_PATH.exec(path)?.[1] ?? null)),
    answer,
  };
};
