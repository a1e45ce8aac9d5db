/** The page's two cookies: who is talking (nobody else can read it), and in which language. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { LANGUAGES, type Language } from '#service';
import { cookieOf, headerOf, requestLanguage } from './exchange.ts';
import { KEPT_MS } from './turns.ts';

const SESSION = 'tusou-session';
const LANGUAGE = 'tusou-language';
const YEAR_S = 365 * 24 * 60 * 60;

/** The session of a request, or null when it has none yet. */
export const sessionOf = (request: IncomingMessage): string | null => {
  const session = cookieOf(request, SESSION);
  return session && /^[\w-]{24}$/.test(session) ? session : null;
};

/** A session that nobody can guess: 144 random bits. */
export const newSession = (): string => randomBytes(18).toString('base64url');

const cookie = (request: IncomingMessage, pair: string, maxAgeS: number): string => {
  const secure = headerOf(request, 'x-forwarded-proto') === 'https' ? '; Secure' : '';
  return `${pair}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeS}${secure}`;
};

/** The cookie that keeps a session, as long as its conversation is kept. */
export const sessionCookie = (request: IncomingMessage, session: string): string =>
  cookie(request, `${SESSION}=${session}`, KEPT_MS / 1000);

/** The cookie that keeps the chosen language. */
export const languageCookie = (request: IncomingMessage, language: Language): string =>
  cookie(request, `${LANGUAGE}=${language}`, YEAR_S);

/** The language that was chosen with the address (`chosen`), else the one chosen earlier, else the browser's. */
export const pageLanguage = (request: IncomingMessage, url: URL) => {
  const known = (tag: string | null) => LANGUAGES.find((language) => language === tag) ?? null;
  const chosen = known(url.searchParams.get('language'));
  return { chosen, language: chosen ?? known(cookieOf(request, LANGUAGE)) ?? requestLanguage(request) };
};
