/** OAuth with 1688: the page where an account allows the app, and the calls that give, renew and prolong its tokens. */
import { TusouError } from '../../domain/errors.ts';
import type { Clock, Log } from '../../domain/ports.ts';
import type { CallMeter } from '../../ops/meter.ts';
import type { Budget } from '../budget.ts';
import { postForm } from '../http.ts';
import { singleCall } from '../paced.ts';
import { INTERACTIVE, withRetry } from '../retry.ts';
import { at, readCount, readMoment, readText } from '../values.ts';
import { cleaner } from './cleaner.ts';
import { readReply } from './reply.ts';

/** An account's access for the app. Ends are milliseconds since the epoch, null where 1688 did not say. */
export type TokenPair = {
  readonly accessToken: string;
  readonly accessUntilMs: number | null;
  /** Null when the account allowed no renewal. */
  readonly refreshToken: string | null;
  readonly refreshUntilMs: number | null;
  /** The login name of the account. */
  readonly owner: string | null;
};

/** The app, and what calls are made with. */
export type OAuthOptions = {
  readonly gatewayUrl: string;
  readonly appKey: string;
  readonly appSecret: string;
  readonly budget: Budget;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly callMeter?: CallMeter;
};

/**
 * The token calls. They throw `backend-auth` when 1688 refuses, otherwise as every call to the gateway does. Codes and tokens reach
 * neither the log nor an error.
 */
export type OAuth = {
  /** A code is good for one use within about two minutes; `redirectUri` must be the one of the page that gave it. */
  exchange(code: string, redirectUri: string, signal: AbortSignal): Promise<TokenPair>;
  /** A new access token; the refresh token stays. */
  refresh(pair: TokenPair, signal: AbortSignal): Promise<TokenPair>;
  /** A new refresh token, in the last 30 days of the old one, which then is void. */
  postpone(pair: TokenPair, signal: AbortSignal): Promise<TokenPair>;
};

/** The page on which an account allows the app; afterwards the browser is sent to `redirectUri` with `code` and `state`. */
export const authorisePage = (link: {
  readonly authUrl: string;
  readonly appKey: string;
  readonly redirectUri: string;
  readonly state: string;
}): string => {
  const { authUrl, appKey, redirectUri, state } = link;
  const query = new URLSearchParams({ client_id: appKey, site: '1688', redirect_uri: redirectUri, state });
  return `${authUrl}/oauth/authorize?${query}`;
};

/** Where the token calls are. They are not signed: the secret itself is sent. */
const PATHS = {
  getToken: 'http/1/system.oauth2/getToken',
  postponeToken: 'param2/1/system.oauth2/postponeToken',
} as const;

const TIMEOUT_MS = 10_000;

type Fields = Readonly<Record<string, string>>;

/** What a token reply says; what it leaves out stays as it was. `expires_in` is in seconds, as a number or a text. */
const readPair = (payload: unknown, before: TokenPair | null, nowMs: number): TokenPair => {
  const accessToken = readText(at(payload, 'access_token'));
  if (accessToken === null) throw new TusouError('backend-down', { detail: 'a token reply without a token' });
  const seconds = readCount(at(payload, 'expires_in'));
  const refreshToken = readText(at(payload, 'refresh_token'));
  const refreshUntilMs = readMoment(at(payload, 'refresh_token_timeout'));
  return {
    accessToken,
    accessUntilMs: seconds === null ? null : nowMs + seconds * 1000,
    refreshToken: refreshToken ?? before?.refreshToken ?? null,
    refreshUntilMs: refreshUntilMs ?? (refreshToken === null ? (before?.refreshUntilMs ?? null) : null),
    owner: readText(at(payload, 'resource_owner')) ?? before?.owner ?? null,
  };
};

/** Makes the token calls. */
export const createOAuth = (options: OAuthOptions): OAuth => {
  const { gatewayUrl, appKey, appSecret, clock, random, log } = options;

  const post = async (name: keyof typeof PATHS, fields: Fields, signal: AbortSignal): Promise<unknown> => {
    const form = new URLSearchParams({ client_id: appKey, client_secret: appSecret, ...fields }).toString();
    const url = `${gatewayUrl}/openapi/${PATHS[name]}/${appKey}`;
    const clean = cleaner([appSecret, ...Object.values(fields)]);
    const send = async (onSent: () => void): Promise<unknown> => {
      const sent = await postForm({ url, form, timeoutMs: TIMEOUT_MS, clock, onSent }, signal);
      const reply = readReply(sent, { name, envelope: 'bare' }, clean);
      if (!reply.ok) throw new TusouError('backend-auth', { detail: reply.detail });
      return reply.payload;
    };
    return singleCall(send, { ...options, signal, api: name });
  };

  const exchange: OAuth['exchange'] = async (code, redirectUri, signal) => {
    const fields = { grant_type: 'authorization_code', need_refresh_token: 'true' };
    const payload = await post('getToken', { ...fields, redirect_uri: redirectUri, code }, signal);
    return readPair(payload, null, clock.now());
  };

  const refresh: OAuth['refresh'] = async (pair, signal) => {
    const fields = { grant_type: 'refresh_token', refresh_token: pair.refreshToken ?? '' };
    const onRetry = ({ code }: TusouError): void => log.warn({ code }, 'token renewal is tried again');
    const context = { policy: INTERACTIVE, clock, random, signal, onRetry };
    const payload = await withRetry(() => post('getToken', fields, signal), context);
    return readPair(payload, pair, clock.now());
  };

  const postpone: OAuth['postpone'] = async (pair, signal) => {
    const fields = { refresh_token: pair.refreshToken ?? '', access_token: pair.accessToken };
    return readPair(await post('postponeToken', fields, signal), pair, clock.now());
  };

  return { exchange, refresh, postpone };
};
