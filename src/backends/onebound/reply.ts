/** What a reply of OneBound means: something, nothing, or which of our errors it is. */
import { type ErrorCode, TusouError } from '../../domain/errors.ts';
import type { HttpReply } from '../http.ts';
import { parseJson } from '../json.ts';
import { at, readText } from '../values.ts';

/** The body of a successful call, or null where the call worked and found nothing. */
export type Reply = object | null;

/** Codes for success; some replies leave the code out. */
const OK: readonly string[] = ['', '0', '0000'];
/** The call worked and found nothing. It is billed like any other. */
const NOTHING_FOUND = '2000';

/**
 * Codes whose meaning is known: 4000 OneBound itself, 4001 the network and 4002 1688 failed (none of them billed), 4005 not
 * permitted, 4013 quota used up. Others exist (4003 and above, 5000) and are not documented.
 */
const CODES: Readonly<Record<string, ErrorCode>> = {
  '4000': 'backend-down',
  '4001': 'backend-down',
  '4002': 'backend-down',
  '4005': 'backend-denied',
  '4013': 'backend-quota',
};

/** What the words beside an undocumented code say. First match wins. */
const WORDS: readonly (readonly [RegExp, ErrorCode])[] = [
  [/item-not-found|商品.{0,6}(?:不存在|下架|删除)/i, 'offer-not-found'],
  [/停用|未开通|权限|接口.{0,4}(?:关闭|不存在)|disabled|no permission/i, 'backend-denied'],
  [/次数|额度|余额|欠费|quota|balance/i, 'backend-quota'],
  [/频繁|频率|并发|too (?:many|fast|often)|rate limit/i, 'backend-rate'],
  [/\bkey\b|secret|密钥|秘钥|账号|账户|过期|到期|expired/i, 'backend-auth'],
];

const ADVICE: Readonly<Partial<Record<ErrorCode, string>>> = {
  'backend-auth': 'check ONEBOUND_KEY and ONEBOUND_SECRET, and that the account is not expired',
  'backend-denied':
    'this key may not make this call; check ONEBOUND_NAMESPACE, or have the call enabled at open.onebound.cn',
  'backend-quota': 'the quota of ONEBOUND_KEY is used up; renew it at open.onebound.cn',
  'backend-config': 'check ONEBOUND_URL, ONEBOUND_NAMESPACE, ONEBOUND_KEY and ONEBOUND_SECRET',
};

const utf8 = new TextDecoder('utf-8', { fatal: true });
const gbk = new TextDecoder('gb18030');

/** The header always says UTF-8, but errors may come in GBK. Bytes that are no UTF-8 are taken for GBK. */
export const decodeReply = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes);
  } catch {
    return gbk.decode(bytes);
  }
};

/**
 * Reads a reply: by its code, else by its words, else by its HTTP status, which is 200 for most failures. What nobody has
 * documented is `backend-config` (the operator should look), or `backend-down` for codes from 5000 on.
 * `context.clean` takes what is private out of the other side's words.
 */
export const readReply = (
  { status, bytes, retryAfterMs }: HttpReply,
  context: { readonly api: string; readonly clean: (text: string) => string },
): Reply => {
  const text = decodeReply(bytes);
  const body = parseJson(text);
  const fail = (code: ErrorCode, said: string): TusouError => {
    const advice = ADVICE[code] ? `; ${ADVICE[code]}` : '';
    const detail = `${context.api}: ${context.clean(said).trim() || 'no reason given'} (HTTP ${status})${advice}`;
    return new TusouError(code, { detail, ...(retryAfterMs !== null && { retryAfterMs }) });
  };
  if (typeof body !== 'object' || body === null) throw fail(...whatText(status, text));

  const code = readText(at(body, 'error_code')) ?? '';
  if (code === NOTHING_FOUND) return null;
  if (OK.includes(code) && status < 400) return body;
  const said = [code, at(body, 'error'), at(body, 'reason')].map(readText).filter(Boolean).join(' ');
  throw fail(meaningOf(code, said, status), said);
};

const meaningOf = (code: string, said: string, status: number): ErrorCode =>
  CODES[code] ??
  WORDS.find(([words]) => words.test(said))?.[1] ??
  meaningOfStatus(status) ??
  (/^5\d{3}$/.test(code) ? 'backend-down' : 'backend-config');

const meaningOfStatus = (status: number): ErrorCode | undefined => {
  if (status === 401 || status === 403) return 'backend-auth';
  if (status === 429) return 'backend-rate';
  return status >= 500 ? 'backend-down' : undefined;
};

/** What a body that is no JSON object means. A picture of the wrong kind is answered with nothing but "data error". */
const whatText = (status: number, text: string): readonly [ErrorCode, string] => {
  if (/^\W*data error/i.test(text)) return ['backend-image-refused', 'data error'];
  const meaning = meaningOfStatus(status);
  if (meaning) return [meaning, 'a reply that is no JSON'];
  if (status >= 300) return ['backend-config', 'no OneBound answers there'];
  return ['backend-down', 'a reply that is no JSON'];
};
