/** Visitors of the gateway: the pair of cookies that each is given, and whether a call's signature comes from such a visitor. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Asked } from '../protocol.ts';

/** The key that all 1688 pages have. */
export const APP_KEY = '12574478';

const TOKEN = '_m_h5_tk';
const COMPANION = '_m_h5_tk_enc';
/** Visitors stay less than an hour. */
const TOKEN_MS = 40 * 60_000;
/** How far a call's `t` may be from the server's time. */
const CLOCK_SKEW_MS = 10 * 60_000;

const SECRET = randomBytes(16);
const companionOf = (value: string): string => createHmac('md5', SECRET).update(value).digest('hex');

/** A new visitor: the `Set-Cookie` lines, and the same pair as it stands in the body (`c`). */
export const newVisitor = (nowMs: number): { readonly cookies: readonly string[]; readonly pair: string } => {
  const value = `${randomBytes(16).toString('hex')}_${nowMs + TOKEN_MS}`;
  const companion = companionOf(value);
  const rest = 'Path=/; Domain=1688.com; Max-Age=604800; Secure; SameSite=None';
  return {
    cookies: [`${TOKEN}=${value}; ${rest}`, `${COMPANION}=${companion}; ${rest}`],
    pair: `${value};${companion}`,
  };
};

const cookiesOf = ({ headers }: Asked): ReadonlyMap<string, string> =>
  new Map(
    (headers.cookie ?? '').split(';').flatMap((pair) => {
      const [, name, value] = /^\s*([^=]+)=(.*)$/.exec(pair) ?? [];
      return name && value !== undefined ? [[name, value.trim()] as const] : [];
    }),
  );

const equal = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** The signature that a call should have: MD5 over token, time, key and data, joined with ampersands, in small hex. */
export const expectedSign = (token: string, t: string, data: string): string =>
  createHash('md5').update([token, t, APP_KEY, data].join('&')).digest('hex');

const isFresh = (t: string, nowMs: number): boolean =>
  /^\d{13}$/.test(t) && Math.abs(Number(t) - nowMs) <= CLOCK_SKEW_MS;

/** What is wrong with a caller: no cookies, cookies that have run out, or cookies, time or signature that are not right. Null is fine. */
export const visitorProblem = (
  asked: Asked,
  nowMs: number,
): 'TOKEN_EMPTY' | 'TOKEN_EXOIRED' | 'ILLEGAL_ACCESS' | null => {
  const cookies = cookiesOf(asked);
  const [value, companion] = [cookies.get(TOKEN) ?? '', cookies.get(COMPANION) ?? ''];
  if (value === '' || companion === '') return 'TOKEN_EMPTY';
  const [token = '', expiry = ''] = value.split('_');
  if (!equal(companion, companionOf(value))) return 'ILLEGAL_ACCESS';
  if (Number(expiry) <= nowMs) return 'TOKEN_EXOIRED';
  const param = (name: string): string => asked.params.get(name) ?? '';
  const signed = equal(param('sign'), expectedSign(token, param('t'), param('data')));
  return signed && isFresh(param('t'), nowMs) ? null : 'ILLEGAL_ACCESS';
};
