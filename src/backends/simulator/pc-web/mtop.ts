/** `h5api.m.1688.com`: the gateway in front of the PC pages' services. Lets visitors in who sign, and wraps what the services say. */
import type { Marketplace } from '../marketplace.ts';
import { type Answer, type Asked, jsonAnswer } from '../protocol.ts';
import { PUT_IMAGE, putImage } from './put-image.ts';
import { RECOMMEND, RECOMMENDED, recommend } from './recommend.ts';
import { APP_KEY, newVisitor, visitorProblem } from './visitors.ts';

/** An API: its name in full, its version, and what it makes of `data`. */
export type MtopService = {
  readonly name: string;
  readonly version: string;
  answer(data: unknown, marketplace: Marketplace): Promise<object>;
};

const SERVICES: readonly MtopService[] = [
  { name: PUT_IMAGE, version: '1.0', answer: putImage },
  { name: RECOMMEND, version: '2.0', answer: recommend },
];

const PATH = /^\/h5\/([\w.]+)\/(\d+\.\d+)\/?$/;
const REFERER = /^https:\/\/(?:[\w-]+\.)*1688\.com\//;

/** Larger bodies are turned away with HTTP 413. */
export const LARGEST_BODY_BYTES = 4 * 1024 * 1024;

const WORDS: Readonly<Record<string, string>> = {
  SUCCESS: '调用成功',
  FAIL_SYS_TOKEN_EMPTY: '令牌为空',
  FAIL_SYS_TOKEN_EXOIRED: '令牌过期',
  FAIL_SYS_ILLEGAL_ACCESS: '非法请求',
  FAIL_SYS_USER_VALIDATE: '哎哟喂,被挤爆啦,请稍后重试',
  RGV587_ERROR: 'SM::哎哟喂,被挤爆啦,请稍后重试!',
  FAIL_SYS_TRAFFIC_LIMIT: '哎哟喂,被挤爆啦,请稍后重试!',
  FAIL_SYS_API_NOT_FOUNDED: '请求API不存在',
  FAIL_BIZ_PARAM_INVALID: '参数错误',
};

/** The envelope. `name` is the API as the caller wrote it. */
export const envelope = (name: string, code: string, data: object = {}): Answer =>
  jsonAnswer(200, { api: name, v: '1.0', ret: [`${code}::${WORDS[code] ?? code}`], data, traceId: '0bb0' });

/** A refusal that comes with the cookies of a new visitor. */
export const withVisitor = (name: string, code: string, nowMs: number): Answer => {
  const { cookies, pair } = newVisitor(nowMs);
  const body = { api: name, v: '1.0', ret: [`${code}::${WORDS[code]}`], data: {}, c: pair };
  return { ...jsonAnswer(200, body), headers: { 'set-cookie': cookies } };
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The JSON inside of the JSON of a call, if it has any. */
export const innerParams = (data: unknown): Readonly<Record<string, unknown>> => {
  const params = typeof data === 'object' && data !== null && 'params' in data ? data.params : undefined;
  const inner = typeof params === 'string' ? parse(params) : undefined;
  return typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {};
};

/** What a call is named in the log of arrivals and in faults: the method inside of it, `session` for a call that asks for nothing. */
export const mtopCall = ({ path, params }: Asked): string | null => {
  const name = PATH.exec(path)?.[1];
  if (!name) return null;
  const data = params.get('data') ?? '';
  if (data === '' || data === '{}') return 'session';
  if (name === PUT_IMAGE.toLowerCase()) return 'putImage';
  const inner = innerParams(parse(data));
  const method = String(inner.method ?? inner.interfaceName ?? '');
  return RECOMMENDED.has(method) ? method : name;
};

/** A JSONP call is answered as one. */
const wrapped = (answer: Answer, { params }: Asked): Answer => {
  const callback = params.get('callback') ?? '';
  if (!/^[\w$.]{1,128}$/.test(callback) || !/^jsonp?$/.test(params.get('type') ?? '')) return answer;
  return {
    ...answer,
    type: 'application/javascript;charset=UTF-8',
    body: ` ${callback}(${Buffer.from(answer.body)})`,
  };
};

const serviceFor = ({ path, params }: Asked): MtopService | undefined => {
  const [, name, version] = PATH.exec(path) ?? [];
  const isCalled = params.get('api')?.toLowerCase() === name && params.get('v') === version;
  return SERVICES.find((one) => isCalled && one.name.toLowerCase() === name && one.version === version);
};

const decide = async (asked: Asked, marketplace: Marketplace, isFree: () => boolean): Promise<Answer> => {
  const name = asked.params.get('api') ?? '';
  const now = marketplace.clock.now();
  const service = serviceFor(asked);
  if (!service) return envelope(name, 'FAIL_SYS_API_NOT_FOUNDED');
  if (asked.params.get('appKey') !== APP_KEY || !REFERER.test(asked.headers.referer ?? ''))
    return envelope(name, 'FAIL_SYS_ILLEGAL_ACCESS');
  const problem = visitorProblem(asked, now);
  if (problem === 'ILLEGAL_ACCESS') return envelope(name, 'FAIL_SYS_ILLEGAL_ACCESS');
  if (problem) return withVisitor(name, `FAIL_SYS_${problem}`, now);
  if (!isFree()) return envelope(name, 'FAIL_SYS_TRAFFIC_LIMIT');
  const data = parse(asked.params.get('data') ?? '');
  if (data === undefined) return envelope(name, 'FAIL_BIZ_PARAM_INVALID');
  return envelope(name, 'SUCCESS', await service.answer(data, marketplace));
};

/** Answers a call. `isFree` says whether the rate lets one more through. */
export const answerMtop = async (
  asked: Asked,
  marketplace: Marketplace,
  isFree: () => boolean,
): Promise<Answer> => wrapped(await decide(asked, marketplace, isFree), asked);
