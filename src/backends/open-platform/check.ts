/** What the app may do: key and signature by the gateway's clock, then each call once with an empty question. */
import { asTusouError, type ErrorCode, TusouError } from '../../domain/errors.ts';
import type { Clock, Finding } from '../../domain/ports.ts';
import { troubleOf } from '../check.ts';
import { postForm } from '../http.ts';
import { parseJson } from '../json.ts';
import {
  type Api,
  FREIGHT,
  IMAGE_QUERY,
  IMAGE_UPLOAD,
  KEYWORD_QUERY,
  OFFER_DETAIL,
  RELATED,
  SELLER_OFFERS,
} from './apis.ts';
import { cleaner } from './cleaner.ts';
import type { Call, Params } from './client.ts';
import { GatewayError, readReply } from './reply.ts';
import { aopSignature } from './signature.ts';

/** The app to be checked, and the function that makes its calls. */
export type CheckOptions = {
  readonly gatewayUrl: string;
  readonly appKey: string;
  readonly appSecret: string;
  readonly clock: Clock;
  readonly call: Call;
};

/** Free of charge and open to every app: it answers with the gateway's time, once key and signature are right. */
const CURRENT_TIME = { name: 'currentTime', envelope: 'bare' } as const;
const CLOCK_TIMEOUT_MS = 8_000;

/** Throws as every call does. Answers with the gateway's time as it writes it: `20260102030405678+0800`. */
const currentTime = async (
  { gatewayUrl, appKey, appSecret, clock }: CheckOptions,
  signal: AbortSignal,
): Promise<string> => {
  const urlPath = `param2/1/system/currentTime/${appKey}`;
  const form = new URLSearchParams({ _aop_signature: aopSignature(urlPath, {}, appSecret) }).toString();
  const url = `${gatewayUrl}/openapi/${urlPath}`;
  const post = { url, form, timeoutMs: CLOCK_TIMEOUT_MS, clock, onSent: () => {} };
  const reply = await postForm(post, signal);
  const time = parseJson(reply.text);
  if (reply.status === 200 && typeof time === 'string') return time;
  readReply(reply, CURRENT_TIME, cleaner([appSecret]));
  throw new TusouError('backend-config', {
    detail: 'currentTime: no time in the reply; check ALI1688_GATEWAY_URL',
  });
};

/**
 * The calls that Tusou makes, each with a question that nobody is charged for an answer to. The gateway looks at the
 * grant before it looks at the question, so a refusal of the question says that the call is granted.
 */
const PROBES: readonly (readonly [what: string, api: Api, params: Params])[] = [
  ['upload of photos', IMAGE_UPLOAD, { imageBase64: '' }],
  ['search by photo', IMAGE_QUERY, { imageId: '0', beginPage: 1, pageSize: 1, country: 'en' }],
  ['details of an offer', OFFER_DETAIL, { offerId: 0, country: 'en' }],
  ['search by words', KEYWORD_QUERY, { keyword: '', beginPage: 1, pageSize: 1, country: 'en' }],
  ['related offers', RELATED, { offerId: 0, pageNo: 1, pageSize: 1, language: 'en' }],
  ['offers of a supplier', SELLER_OFFERS, { sellerOpenId: '', beginPage: 1, pageSize: 1, country: 'en' }],
  ['freight', FREIGHT, { offerId: 0, toProvinceCode: '0', toCityCode: '0', toCountryCode: '0', totalNum: 1 }],
];

/** Troubles of the whole access: every further call would meet them again. */
const SHARED: ReadonlySet<ErrorCode> = new Set([
  'backend-auth',
  'backend-quota',
  'backend-blocked',
  'backend-rate',
]);

/** Whether a failure came from the service behind the gateway, which let the call through. */
const isFromBehind = (error: unknown): boolean =>
  error instanceof TusouError &&
  error.cause instanceof GatewayError &&
  (error.code === 'backend-image-refused' ||
    error.code === 'backend-down' ||
    error.cause.code === 'gw.ParamMissing');

/** Checks the app. Never throws but for the signal's reason. Makes up to eight calls, which the budget paces. */
export const createCheck =
  (options: CheckOptions) =>
  async (signal: AbortSignal): Promise<readonly Finding[]> => {
    const access = 'address, key and signature';
    try {
      await currentTime(options, signal);
    } catch (error) {
      signal.throwIfAborted();
      return [troubleOf(access, error)];
    }
    const findings: Finding[] = [{ what: access, ok: true, says: 'accepted', cure: null }];
    for (const [what, api, params] of PROBES) {
      try {
        await options.call(api, params, signal);
        findings.push({ what, ok: true, says: 'granted', cure: null });
      } catch (error) {
        signal.throwIfAborted();
        const granted = isFromBehind(error);
        findings.push(granted ? { what, ok: true, says: 'granted', cure: null } : troubleOf(what, error));
        if (SHARED.has(asTusouError(error).code)) break;
      }
    }
    return findings;
  };
