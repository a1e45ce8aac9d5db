/** What a reply of the gateway means: the business answer, or which of our errors it is. */
import { type ErrorCode, TusouError } from '../../domain/errors.ts';
import { antiBotSign } from '../anti-bot.ts';
import type { HttpReply } from '../http.ts';
import { parseJson } from '../json.ts';
import { at, readFlag, readText } from '../values.ts';
import type { Api } from './apis.ts';

/**
 * A business answer: the payload, or a refusal of this very question, which the caller of the API has to make sense of.
 * `detail` is for the operator.
 */
export type Reply = { readonly ok: true; readonly payload: unknown } | Refusal;

/** A refusal. `message` is in the marketplace's own words. */
export type Refusal = { readonly ok: false; readonly message: string; readonly detail: string };

/** What the gateway said, as the cause of our own error. `code` is its `error_code` or the business code, and may be empty. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly code: string;

  constructor(code: string, said: string) {
    super(said);
    this.code = code;
  }
}

/** Codes of the gateway and of the services behind it, with what they mean for us. First match wins. */
const CODES: readonly (readonly [RegExp, ErrorCode])[] = [
  [/^gw\.Qos/, 'backend-rate'],
  [/^gw\.APIACLDecline$/, 'backend-denied'],
  [/NoUsageLeft/, 'backend-quota'],
  [/^401$/, 'backend-auth'],
  [/^5\d\d(?:_\d+)?$|SYSTEM_ERROR/i, 'backend-down'],
  [/^gw\./, 'backend-config'],
];

/** Causes that some replies tell in words only. */
const WORDS: readonly (readonly [RegExp, ErrorCode])[] = [
  [/need user authori[sz]ed/i, 'backend-auth'],
  [/handle image error/i, 'backend-image-refused'],
  [/NoUsageLeft/, 'backend-quota'],
];

const SOLUTIONS = 'cross-border ERP 1697015308755, sourcing 1703167397970';

/** What the operator should look at: by the gateway's code where it says more, else by the kind of failure. */
const ADVICE: ReadonlyMap<string, string> = new Map([
  ['gw.SignatureInvalid', 'check ALI1688_APP_SECRET, and that ALI1688_APP_KEY is of the same app'],
  ['gw.APIUnsupported', 'the gateway does not know this API; check ALI1688_GATEWAY_URL'],
  ['gw.ParamMissing', 'the gateway expects a parameter that we do not send'],
  ['backend-config', 'check ALI1688_APP_KEY, ALI1688_APP_SECRET and ALI1688_GATEWAY_URL'],
  [
    'backend-auth',
    'check ALI1688_ACCESS_TOKEN, which is missing, expired or of another app, or get a token with npm run login',
  ],
  [
    'backend-denied',
    `the app of ALI1688_APP_KEY is not granted this API; order a solution that includes it at open.1688.com (${SOLUTIONS})`,
  ],
  ['backend-quota', 'the paid quota is used up; renew it at open.1688.com'],
]);

/**
 * Reads a reply, whatever its status: `error_code` or `exception` first, then `success`, compared as text because it comes as a
 * boolean and as a string. Throws `backend-config`, `-auth`, `-denied`, `-quota`, `-rate`, `-down`, `-blocked` or `-image-refused`;
 * `clean` takes what is private out of the other side's words.
 */
export const readReply = (
  reply: HttpReply,
  api: Pick<Api, 'name' | 'envelope'>,
  clean: (text: string) => string,
): Reply => {
  const body = parseJson(reply.text);
  const told = (said: string): string => `${api.name}: ${said} (HTTP ${reply.status})`;
  const sign = antiBotSign(reply, body);
  if (sign) throw failure('backend-blocked', told(sign), reply);
  if (typeof body !== 'object' || body === null) {
    const [code, said] = whatPage(reply);
    throw failure(code, told(said), reply);
  }

  const { code, message, failed } = whatSaid(body, api.envelope);
  if (failed || reply.status >= 400) {
    const said = clean([code, message].filter(Boolean).join(' ')) || 'no reason given';
    const meaning = meaningOf(code, message) ?? meaningOfStatus(reply.status);
    if (!meaning) return { ok: false, message: clean(message), detail: told(said) };
    const advice = ADVICE.get(code) ?? ADVICE.get(meaning);
    const cause = new GatewayError(code, said);
    throw failure(meaning, advice ? `${told(said)}; ${advice}` : told(said), reply, cause);
  }
  const payload = payloadOf(body, api.envelope);
  if (payload.found) return { ok: true, payload: payload.value };
  throw failure('backend-down', told('a reply without success'), reply);
};

const failure = (code: ErrorCode, detail: string, reply: HttpReply, cause?: GatewayError): TusouError => {
  const { retryAfterMs } = reply;
  return new TusouError(code, { detail, cause, ...(retryAfterMs !== null && { retryAfterMs }) });
};

const payloadOf = (body: object, envelope: Api['envelope']): { found: boolean; value: unknown } => {
  if (envelope === 'bare') return { found: true, value: body };
  const [flag, value] =
    envelope === 'double'
      ? [at(body, 'result', 'success'), at(body, 'result', 'result')]
      : [at(body, 'success'), at(body, 'result')];
  return { found: readFlag(flag) === true, value };
};

const text = (value: unknown): string => readText(value) ?? '';

type Said = { readonly code: string; readonly message: string; readonly failed: boolean };

/** The words of a reply: the gateway's own error, else the business one, which some services put beside `result`. */
const whatSaid = (body: object, envelope: Api['envelope']): Said => {
  const exception = text(at(body, 'exception'));
  const errorCode = text(at(body, 'error_code'));
  if (errorCode || exception) {
    const message = [...new Set([text(at(body, 'error_message')), exception])].filter(Boolean).join(', ');
    return { code: errorCode, message, failed: true };
  }
  if (envelope === 'bare') return whatBareSaid(body);
  const business = readFlag(at(body, 'success')) === false ? body : at(body, 'result');
  const failed = readFlag(at(business, 'success')) === false;
  return { code: text(at(business, 'code')), message: text(at(business, 'message')), failed };
};

/** Bodies without an envelope name their trouble themselves: product calls in these members, OAuth in `error`. */
const whatBareSaid = (body: object): Said => {
  const code = text(at(body, 'errorCode')) || text(at(body, 'error'));
  const words = ['errMsg', 'subErrorMessage', 'errorMessage', 'error_description'];
  const message = words.map((member) => text(at(body, member))).find(Boolean) ?? '';
  return { code, message, failed: code !== '' || message !== '' };
};

const meaningOf = (code: string, message: string): ErrorCode | undefined =>
  (WORDS.find(([words]) => words.test(message)) ?? CODES.find(([pattern]) => pattern.test(code)))?.[1];

const meaningOfStatus = (status: number): ErrorCode | undefined => {
  if (status === 401) return 'backend-auth';
  if (status === 404) return 'backend-config';
  if (status === 429) return 'backend-rate';
  return status >= 500 ? 'backend-down' : undefined;
};

/** What a body that is no JSON object means. */
const whatPage = ({ status, text: page }: HttpReply): readonly [ErrorCode, string] => {
  if (status === 429) return ['backend-rate', 'too many requests'];
  if (status >= 500) return ['backend-down', 'a server error without JSON'];
  if (status === 413) return ['backend-image-refused', 'the picture is too large'];
  if (status === 403) return ['backend-blocked', 'a refusal without JSON'];
  if (status >= 300) return ['backend-config', 'no gateway answers there'];
  // A whole page where JSON is due is how a block looks; a broken or empty text is a broken connection.
  return /^\s*</.test(page)
    ? ['backend-blocked', 'a page where JSON is due']
    : ['backend-down', 'a reply that is no JSON'];
};
