/** The official gateway, `/openapi/param2/...`: checks key, signature, token and rate, then lets the API answer. */
import type { Clock } from '../../domain/ports.ts';
import { isSigned } from './aop-signature.ts';
import { CROSSBORDER_APIS, CROSSBORDER_NAMESPACE, type CrossborderApi } from './crossborder/index.ts';
import { failure } from './crossborder/replies.ts';
import { DEMO_ACCESS } from './demo-access.ts';
import type { Fault } from './faults.ts';
import type { GatewayApi } from './gateway-api.ts';
import { GATEWAY_ERRORS, gatewayTime, paramMissing } from './gateway-errors.ts';
import { LINKPLUS_APIS } from './linkplus.ts';
import type { Marketplace } from './marketplace.ts';
import { createOAuthDesk } from './oauth.ts';
import { PRODUCT_APIS } from './product-api.ts';
import { type Answer, type Asked, jsonAnswer, type Protocol } from './protocol.ts';
import { createRateLimit } from './rate-limit.ts';

const ROOT = /^\/openapi\/(param2\/(\d+)\/([^/]+)\/([^/]+)(?:\/([^/]*))?)\/?$/;

type Called = {
  readonly urlPath: string;
  readonly namespace: string;
  readonly api: string;
  readonly version: string;
  readonly appKey: string;
};

const readPath = (path: string): Called | null => {
  const [, urlPath, version, namespace, api, appKey] = ROOT.exec(path) ?? [];
  return urlPath && version && namespace && api
    ? { urlPath, version, namespace, api, appKey: appKey ?? '' }
    : null;
};

const crossborderApi = ({ param, answer, refused }: CrossborderApi): GatewayApi => ({
  token: 'required',
  required: [param],
  answer: (params, marketplace) => answer(params.get(param) ?? '', marketplace),
  ...(refused && { refused }),
});

/** Every API by its namespace and name. */
const APIS: ReadonlyMap<string, GatewayApi> = new Map([
  ...[...CROSSBORDER_APIS].map(
    ([name, api]) => [`${CROSSBORDER_NAMESPACE}/${name}`, crossborderApi(api)] as const,
  ),
  ...LINKPLUS_APIS,
  ...PRODUCT_APIS,
]);

const apiFor = ({ namespace, api, version }: Called): GatewayApi | undefined =>
  version === '1' ? APIS.get(`${namespace}/${api}`) : undefined;

/** What is wrong with the key and signature of a request, or null. An unknown key cannot have a right signature. */
const accessProblem = ({ urlPath, appKey }: Called, { params }: Asked): Answer | null => {
  if (!params.has('_aop_signature')) return GATEWAY_ERRORS.signatureMissing;
  const known = appKey === DEMO_ACCESS.appKey && isSigned(urlPath, params, DEMO_ACCESS.appSecret);
  return known ? null : GATEWAY_ERRORS.signatureInvalid;
};

/** `system/currentTime` is open to all; a signature that is sent all the same has to be right. */
const currentTime = (called: Called, asked: Asked, nowMs: number): Answer => {
  const problem = asked.params.has('_aop_signature') ? accessProblem(called, asked) : null;
  return problem ?? jsonAnswer(200, gatewayTime(nowMs));
};

const FAULT_ANSWERS: Readonly<Partial<Record<Fault, Answer>>> = {
  qos: GATEWAY_ERRORS.tooOften,
  acl: GATEWAY_ERRORS.declined,
  auth: GATEWAY_ERRORS.unauthorised,
  quota: GATEWAY_ERRORS.usedUp,
  'success-false': failure('400', 'the business service refused the request'),
};

/** What is wrong with the token of a request, or null. */
const tokenProblem = (
  { token }: GatewayApi,
  given: string | undefined,
  isLive: (token: string) => boolean,
): Answer | null => {
  if (given === undefined) return token === 'required' ? GATEWAY_ERRORS.unauthorised : null;
  if (token === 'refused') return GATEWAY_ERRORS.signatureInvalid;
  return isLive(given) ? null : GATEWAY_ERRORS.unauthorised;
};

/** The gateway with its own count of calls, and its OAuth. `qps` calls of each API are let through in any second. */
export const createOpenPlatformProtocol = ({ clock, qps }: { clock: Clock; qps: number }): Protocol => {
  const isFree = createRateLimit(qps, clock);
  const oauth = createOAuthDesk(DEMO_ACCESS);
  const isLive = (token: string): boolean =>
    token === DEMO_ACCESS.accessToken || oauth.isLive(token, clock.now());

  const answerCall = async (called: Called, asked: Asked, marketplace: Marketplace): Promise<Answer> => {
    const api = apiFor(called);
    if (!api) return GATEWAY_ERRORS.unsupported;
    const { params } = asked;
    const problem = accessProblem(called, asked) ?? tokenProblem(api, params.get('access_token'), isLive);
    if (problem) return problem;
    if (!isFree(called.api)) return GATEWAY_ERRORS.tooOften;
    const missing = api.required.find((name) => !params.get(name));
    return missing ? paramMissing(missing) : api.answer(params, marketplace);
  };

  return {
    apiOf: (asked) => {
      const token = oauth.apiOf(asked);
      if (token !== null) return token;
      return asked.path.startsWith('/openapi/') ? (readPath(asked.path)?.api ?? 'unknown') : null;
    },
    answer: async (asked, marketplace) => {
      if (oauth.apiOf(asked) !== null) return oauth.answer(asked, marketplace);
      const called = readPath(asked.path);
      if (!called) return GATEWAY_ERRORS.unsupported;
      if (called.appKey === '') return GATEWAY_ERRORS.appKeyMissing;
      if (called.namespace === 'system' && called.api === 'currentTime')
        return currentTime(called, asked, clock.now());
      return answerCall(called, asked, marketplace);
    },
    fail: (fault, name) => {
      if (fault !== 'image-refused') return FAULT_ANSWERS[fault] ?? null;
      return [...APIS].find(([id]) => id.endsWith(`/${name}`))?.[1].refused ?? null;
    },
  };
};
