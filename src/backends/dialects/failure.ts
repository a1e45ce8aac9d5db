/** What a reply to a dialect's call means: the JSON object in it, or which of our errors it is. */
import { type ErrorCode, TusouError } from '../../domain/errors.ts';
import { antiBotSign } from '../anti-bot.ts';
import type { HttpReply } from '../http.ts';
import { parseJson } from '../json.ts';
import { at, readText } from '../values.ts';
import type { Meanings } from './dialect.ts';

/** What a reply is read with. `clean` takes what is private out of the other side's words. */
export type ReadContext = {
  readonly api: string;
  readonly meanings: Meanings;
  readonly clean: (text: string) => string;
};

/** What the operator should look at. */
const ADVICE: Readonly<Partial<Record<ErrorCode, string>>> = {
  'backend-config':
    'check ALI1688_APP_KEY, ALI1688_APP_SECRET, ALI1688_DIALECT, and the clock of this machine',
  'backend-auth': 'check ALI1688_ACCESS_TOKEN: it is missing, expired or of another app',
  'backend-denied': 'the app of ALI1688_APP_KEY is not granted this API',
  'backend-quota': 'the quota is used up',
};

/** Both documents with `error_response` and the gateway's own two fields; an empty text when the reply is no error. */
const whatSaid = (body: object): string => {
  const inner = at(body, 'error_response');
  const words =
    inner === undefined
      ? [at(body, 'error_code'), at(body, 'error_message'), at(body, 'exception'), at(body, 'error')]
      : ['code', 'sub_code', 'msg', 'sub_msg'].map((key) => at(inner, key));
  const said = [...new Set(words.map(readText).filter((word) => word !== null))].join(' ');
  return inner !== undefined && said === '' ? 'an error without words' : said;
};

const meaningOfStatus = (status: number): ErrorCode => {
  if (status === 401) return 'backend-auth';
  if (status === 403) return 'backend-denied';
  if (status === 413) return 'backend-image-refused';
  if (status === 429) return 'backend-rate';
  if (status >= 500) return 'backend-down';
  return 'backend-config';
};

/** `This ban will last for 36000 more seconds`: how the envelope of documents 001 and 002 says when to come back. */
const banMs = (said: string): number | null => {
  const seconds = /ban will last for (\d{1,6}) more second/.exec(said)?.[1];
  return seconds ? Number(seconds) * 1000 : null;
};

const failure = (
  code: ErrorCode,
  said: string,
  { reply, context }: { reply: HttpReply; context: ReadContext },
): TusouError => {
  const advice = ADVICE[code];
  const detail = `${context.api}: ${context.clean(said)} (HTTP ${reply.status})${advice ? `; ${advice}` : ''}`;
  const retryAfterMs = reply.retryAfterMs ?? banMs(said);
  return new TusouError(code, retryAfterMs === null ? { detail } : { detail, retryAfterMs });
};

/**
 * Reads a reply, whatever its status. Throws `backend-blocked` for every sign of the anti-bot defence, else what the dialect's
 * `meanings` say about the words of the error, else what the status says; `backend-down` for what is no JSON object.
 */
export const readReply = (reply: HttpReply, context: ReadContext): object => {
  const body = parseJson(reply.text);
  const fail = (code: ErrorCode, said: string) => failure(code, said, { reply, context });
  const sign = antiBotSign(reply, body);
  if (sign) throw fail('backend-blocked', sign);
  const isObject = typeof body === 'object' && body !== null;
  const said = isObject ? whatSaid(body) : '';
  if (said !== '' || reply.status >= 300) {
    const words = `${said} HTTP ${reply.status}`.trim();
    const meaning = context.meanings.find(([pattern]) => pattern.test(words))?.[1];
    throw fail(meaning ?? meaningOfStatus(reply.status), said || 'no reason given');
  }
  if (!isObject) throw fail('backend-down', 'a reply that is no JSON');
  return body;
};
