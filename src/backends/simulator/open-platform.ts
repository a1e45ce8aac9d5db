/** The official gateway, `/openapi/param2/...`: checks key, signature, token and rate, then lets the API answer. */
import type { Clock } from '../../domain/ports.ts';
import { isSigned } from './aop-signature.ts';
import { CROSSBORDER_APIS, CROSSBORDER_NAMESPACE, type CrossborderApi } from './crossborder/index.ts';
import { failure } from './crossborder/replies.ts';
import type { Fault } from './faults.ts';
import { type Answer, type Asked, jsonAnswer, type Protocol } from './protocol.ts';
import { createRateLimit } from './rate-limit.ts';

/** The access that the simulator grants. Not secret: it opens nothing but the demo catalogue. */
export const DEMO_ACCESS = {
  appKey: '1688001',
  appSecret: 'demo-catalogue-secret',
  accessToken: 'demo-catalogue-token',
} as const;

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

/** The gateway's own errors come with HTTP 400: the code, the sentence twice, and an id that the real one would make anew. */
const gatewayError = (code: string, message: string): Answer =>
  jsonAnswer(400, {
    error_code: code,
    error_message: message,
    exception: message,
    request_id: '0bb0000017000000000000001',
  });

const ERRORS = {
  appKeyMissing: gatewayError('gw.AppKeyMissing', 'App key is missing'),
  unsupported: gatewayError('gw.APIUnsupported', 'The API is unsupported'),
  signatureMissing: gatewayError('gw.SignatureMissing', 'Signature is missing'),
  signatureInvalid: gatewayError('gw.SignatureInvalid', 'Invalid signature'),
  unauthorised: gatewayError('401', 'Request need user authorized'),
  declined: gatewayError('gw.APIACLDecline', 'AppKey is not allowed to access the API'),
  tooOften: gatewayError('gw.QosAppFrequencyLimit', 'App frequency limit'),
  usedUp: gatewayError('NoUsageLeft', 'No usage left of the SLA bill'),
};

const paramMissing = (name: string): Answer =>
  gatewayError('gw.ParamMissing', `Required parameter is missing: ${name}`);

/** `20260102030405678+0800`: the date format of the gateway, in China Standard Time. */
const gatewayTime = (ms: number): string =>
  `${new Date(ms + 8 * 3_600_000).toISOString().replace(/\D/g, '')}+0800`;

const apiFor = ({ namespace, api, version }: Called): CrossborderApi | undefined =>
  namespace === CROSSBORDER_NAMESPACE && version === '1' ? CROSSBORDER_APIS.get(api) : undefined;

/** What is wrong with the key and signature of a request, or null. An unknown key cannot have a right signature. */
const accessProblem = ({ urlPath, appKey }: Called, { params }: Asked): Answer | null => {
  if (!params.has('_aop_signature')) return ERRORS.signatureMissing;
  const known = appKey === DEMO_ACCESS.appKey && isSigned(urlPath, params, DEMO_ACCESS.appSecret);
  return known ? null : ERRORS.signatureInvalid;
};

/** `system/currentTime` is open to all; a signature that is sent all the same has to be right. */
const currentTime = (called: Called, asked: Asked, nowMs: number): Answer => {
  const problem = asked.params.has('_aop_signature') ? accessProblem(called, asked) : null;
  return problem ?? jsonAnswer(200, gatewayTime(nowMs));
};

const FAULT_ANSWERS: Readonly<Partial<Record<Fault, Answer>>> = {
  qos: ERRORS.tooOften,
  acl: ERRORS.declined,
  auth: ERRORS.unauthorised,
  quota: ERRORS.usedUp,
  'success-false': failure('400', 'the business service refused the request'),
};

/** The gateway with its own count of calls. `qps` calls of each API are let through in any second. */
export const createOpenPlatformProtocol = ({ clock, qps }: { clock: Clock; qps: number }): Protocol => {
  const isFree = createRateLimit(qps, clock);
  return {
    apiOf: ({ path }) => (path.startsWith('/openapi/') ? (readPath(path)?.api ?? 'unknown') : null),
    answer: async (asked, marketplace) => {
      const called = readPath(asked.path);
      if (!called) return ERRORS.unsupported;
      if (called.appKey === '') return ERRORS.appKeyMissing;
      if (called.namespace === 'system' && called.api === 'currentTime')
        return currentTime(called, asked, clock.now());
      const api = apiFor(called);
      if (!api) return ERRORS.unsupported;
      const problem = accessProblem(called, asked);
      if (problem) return problem;
      if (asked.params.get('access_token') !== DEMO_ACCESS.accessToken) return ERRORS.unauthorised;
      if (!isFree(called.api)) return ERRORS.tooOften;
      const param = asked.params.get(api.param);
      return param ? api.answer(param, marketplace) : paramMissing(api.param);
    },
    fail: (fault, api) =>
      fault === 'image-refused'
        ? (CROSSBORDER_APIS.get(api)?.refused ?? null)
        : (FAULT_ANSWERS[fault] ?? null),
  };
};
