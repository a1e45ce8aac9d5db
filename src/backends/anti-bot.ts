/** How 1688's defence against programs gives itself away. Whoever sees a sign stops: it is neither gone around nor tried again. */
import type { HttpReply } from './http.ts';
import { at, readList, readText } from './values.ts';

const CHECK_PAGE = /_____tmd_____|punish\?x5secdata|bixi\.alicdn\.com\/punish/;
const LOGIN_PAGE = /\/\/login\.(?:1688|taobao)\.com/;
const REFUSALS = /RGV587_ERROR|FAIL_SYS_USER_VALIDATE/;
const SCRIPTS = /rgv587_flag|x5referer|baxia|AWSC/;
const WORDS = /滑块|验证码|访问受限|被挤爆/;

/** The sign on a page that is not the one that was asked for, or null. Pages of the marketplace itself may load the same scripts. */
export const antiBotPageSign = (page: string): string | null => {
  if (CHECK_PAGE.test(page) || REFUSALS.test(page)) return 'the address of a check page on the page';
  if (LOGIN_PAGE.test(page)) return 'the address of a login on the page';
  const found = SCRIPTS.exec(page) ?? WORDS.exec(page);
  return found ? `${found[0]} on the page` : null;
};

const signInWhere = (location: string): string | null => {
  if (CHECK_PAGE.test(location)) return 'a redirect to a check page';
  return LOGIN_PAGE.test(location) ? 'a redirect to a login' : null;
};

/** Only where the marketplace puts its marks: a seller's text may hold any word. */
const signInJson = (body: object): string | null => {
  if (at(body, 'rgv587_flag') !== undefined) return 'rgv587_flag in the reply';
  const said = readList(at(body, 'ret')).map(readText).join(' ');
  const refusal = REFUSALS.exec(said);
  if (refusal) return refusal[0];
  const urls = [at(body, 'url'), at(body, 'data', 'url')].map(readText).join(' ');
  if (CHECK_PAGE.test(urls)) return 'the address of a check page in the reply';
  return LOGIN_PAGE.test(urls) ? 'the address of a login in the reply' : null;
};

/**
 * The sign in a reply that should be JSON, in words for the operator, or null. `body` is what the text was parsed to, undefined
 * when it is no JSON. (Signs: the reference clients of the PC pages agree on all of them.)
 */
export const antiBotSign = (
  reply: Pick<HttpReply, 'location' | 'cookies' | 'text'>,
  body: unknown,
): string | null => {
  const where = signInWhere(reply.location ?? '');
  if (where) return where;
  if (reply.cookies.some((line) => /^\s*x5sec(?:data)?=/i.test(line))) return 'the cookie x5sec';
  return typeof body === 'object' && body !== null ? signInJson(body) : antiBotPageSign(reply.text);
};
