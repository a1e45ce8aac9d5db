/** Document 004: `alibaba.product.*` without a key in the path, proven by a Bearer token that `auth/requestToken` hands out. */

import { DEMO_ACCESS } from '../demo-access.ts';
import type { Fault } from '../faults.ts';
import type { Marketplace } from '../marketplace.ts';
import { type Answer, type Asked, jsonAnswer, type Protocol } from '../protocol.ts';
import { createRateLimit } from '../rate-limit.ts';
import { bearerError, ERRORS } from './bearer-errors.ts';
import { batchGet, get, imageSearch, keywordSearch } from './bearer-products.ts';
import { BadPicture } from './pictures.ts';
import { type DialectRequest, readRequest } from './request.ts';

const TOKEN_PATH = '/auth/requestToken';
const API_PATH = /^\/openapi\/param2\/1\/com\.alibaba\.product\/(alibaba\.product\.\w+)\/?$/;

type Api = {
  readonly methods: readonly string[];
  readonly answer: (request: DialectRequest, marketplace: Marketplace) => Answer | Promise<Answer>;
};

const APIS: ReadonlyMap<string, Api> = new Map([
  ['alibaba.product.search', { methods: ['GET'], answer: keywordSearch }],
  ['alibaba.product.get', { methods: ['GET'], answer: get }],
  ['alibaba.product.batchGet', { methods: ['GET'], answer: batchGet }],
  ['alibaba.product.imageSearch', { methods: ['GET', 'POST'], answer: imageSearch }],
]);

/** A code that the authorisation page would have handed out. It buys the demo token as often as one likes. */
const DEMO_CODE = 'demo-catalogue-code';

const requestToken = ({ params }: Asked): Answer => {
  if (params.get('grant_type') !== 'authorization_code')
    return bearerError(400, 'unsupported_grant_type', 'Unsupported grant type');
  const isApp =
    params.get('client_id') === DEMO_ACCESS.appKey && params.get('client_secret') === DEMO_ACCESS.appSecret;
  if (!isApp) return bearerError(401, 'invalid_client', 'Invalid client');
  if (params.get('code') !== DEMO_CODE) return bearerError(400, 'invalid_grant', 'Invalid code');
  if (!params.get('redirect_uri')) return bearerError(400, 'invalid_request', 'redirect_uri is required');
  return jsonAnswer(200, { access_token: DEMO_ACCESS.accessToken, expires_in: 36_000 });
};

/** A signed request is the official gateway's, whatever its path lacks. */
const apiOf = ({ path, params }: Asked): string | null => {
  if (path === TOKEN_PATH) return TOKEN_PATH;
  const api = API_PATH.exec(path)?.[1] ?? '';
  return APIS.has(api) && !params.has('_aop_signature') ? api : null;
};

/** The protocol of document 004. `qps` calls of each API are let through in any second. */
export const createBearerProtocol = ({
  clock,
  qps,
}: Pick<Marketplace, 'clock'> & { qps: number }): Protocol => {
  const isFree = createRateLimit(qps, clock);
  const answerApi = async (name: string, asked: Asked, marketplace: Marketplace): Promise<Answer> => {
    const api = APIS.get(name);
    if (!api?.methods.includes(asked.method)) return ERRORS.method;
    if (asked.headers.authorization !== `Bearer ${DEMO_ACCESS.accessToken}`) return ERRORS.token;
    if (!isFree(name)) return ERRORS.tooOften;
    try {
      return await api.answer(await readRequest(asked), marketplace);
    } catch (error) {
      if (error instanceof BadPicture)
        return bearerError(400, 'InvalidImage', `Invalid image: it ${error.message}`);
      throw error;
    }
  };
  return {
    apiOf,
    answer: async (asked, marketplace) => {
      const api = apiOf(asked) ?? '';
      return api === TOKEN_PATH ? requestToken(asked) : answerApi(api, asked, marketplace);
    },
    fail: (fault, api) =>
      fault === 'image-refused' && api !== 'alibaba.product.imageSearch'
        ? null
        : (FAULT_ANSWERS[fault] ?? null),
  };
};

const FAULT_ANSWERS: Readonly<Partial<Record<Fault, Answer>>> = {
  qos: ERRORS.tooOften,
  auth: ERRORS.token,
  acl: bearerError(403, 'Forbidden', 'The app has no permission for this API'),
  'image-refused': bearerError(400, 'InvalidImage', 'Invalid image'),
  'success-false': bearerError(500, 'SYSTEM_ERROR', 'The service failed'),
};
