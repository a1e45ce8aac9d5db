/** 1688's PC pages and the services behind them, all hosts on one: the three ways of searching by picture that need no key. */
import type { Clock } from '../../../domain/ports.ts';
import type { Fault } from '../faults.ts';
import { type Answer, type Asked, jsonAnswer, type Protocol } from '../protocol.ts';
import { createRateLimit } from '../rate-limit.ts';
import { ANTI_BOT, checkData, page } from './answers.ts';
import { createBucket } from './bucket.ts';
import { answerMtop, envelope, LARGEST_BODY_BYTES, mtopCall, withVisitor } from './mtop.ts';
import { offerOf, offerPage } from './offer-page.ts';
import { currentTime, permit, TIME } from './open-service.ts';
import { PUT_REFUSED } from './put-image.ts';
import { innerFailure, NOT_STORED, RECOMMENDED } from './recommend.ts';
import { openResults, RESULTS, resultsPage, searchResults } from './result-view.ts';

const PATHS: ReadonlyMap<string, string> = new Map([
  ['/openservice/.htm', TIME],
  ['/openservice/ossDataService', 'ossDataService'],
  [`/openservice/${RESULTS}`, RESULTS],
  [`/service/${RESULTS}`, RESULTS],
  ['/youyuan/index.htm', 'results page'],
]);

const isUpload = ({ method, headers }: Asked): boolean =>
  method === 'POST' && /^multipart\/form-data/i.test(headers['content-type'] ?? '');

const callOf = (asked: Asked): string | null => {
  if (asked.path === '/' && isUpload(asked)) return 'bucket';
  return PATHS.get(asked.path) ?? (offerOf(asked.path) ? 'offer page' : mtopCall(asked));
};

const TOO_LARGE = page(413, '<h1>413 Request Entity Too Large</h1>');
const EMPTY = { success: 'true', code: '200', errorMessage: '', data: { OFFER: { items: [], found: 0 } } };

/** Calls of the gateway, beside those that the application of recommendations has. */
const isMtop = (api: string): boolean => api === 'session' || api === 'putImage' || RECOMMENDED.has(api);
const UPLOADS = ['putImage', 'uploadBase64WithRequest', 'imageBase64ToImageId'];

const success = (api: string, data: object): Answer => envelope(api, 'SUCCESS', data);

/** Faults of the gateway's calls. */
const mtopFault = (fault: Fault, api: string, nowMs: number): Answer | null => {
  if (fault === 'token-empty') return withVisitor(api, 'FAIL_SYS_TOKEN_EMPTY', nowMs);
  if (fault === 'token-expired') return withVisitor(api, 'FAIL_SYS_TOKEN_EXOIRED', nowMs);
  if (fault === 'qos') return envelope(api, 'FAIL_SYS_TRAFFIC_LIMIT');
  if (fault === 'captcha') return envelope(api, 'FAIL_SYS_USER_VALIDATE', checkData());
  if (fault === 'rgv587') return envelope(api, 'RGV587_ERROR', checkData());
  if (fault === 'image-refused' && UPLOADS.includes(api))
    return success(api, api === 'putImage' ? PUT_REFUSED : NOT_STORED);
  if (!RECOMMENDED.has(api)) return null;
  if (fault === 'success-false') return success(api, innerFailure('system busy'));
  return fault === 'empty' && !UPLOADS.includes(api) ? success(api, EMPTY) : null;
};

/** The pages' side of the marketplace. `qps` calls of each of the gateway's APIs are let through in any second. */
export const createPcWebProtocol = ({ clock, qps }: { clock: Clock; qps: number }): Protocol => {
  const isFree = createRateLimit(qps, clock);
  const bucket = createBucket();
  return {
    apiOf: callOf,
    answer: async (asked, marketplace) => {
      const { path, body } = asked;
      const now = clock.now();
      const api = callOf(asked) ?? '';
      if (path.startsWith('/h5/')) {
        if (body.length > LARGEST_BODY_BYTES) return TOO_LARGE;
        return answerMtop(asked, marketplace, () => isFree(api));
      }
      if (api === 'bucket') return bucket.put(asked, marketplace);
      if (api === TIME) return currentTime(asked, now);
      if (api === 'ossDataService') return permit(asked, now);
      if (api === 'results page') return resultsPage(asked, marketplace, bucket);
      if (api === 'offer page') return offerPage(offerOf(path) ?? '', marketplace);
      return path.startsWith('/openservice/')
        ? openResults(asked, marketplace, bucket)
        : searchResults(asked, marketplace);
    },
    fail: (fault, api) => {
      if (fault === 'too-large') return api === 'bucket' || UPLOADS.includes(api) ? TOO_LARGE : null;
      if (fault === 'empty' && api === RESULTS)
        return jsonAnswer(200, { code: 200, data: { code: 200, data: { offerList: [], pageCount: 0 } } });
      return (isMtop(api) ? mtopFault(fault, api, clock.now()) : null) ?? ANTI_BOT.get(fault)?.() ?? null;
    },
  };
};
