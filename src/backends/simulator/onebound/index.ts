/** OneBound's gateway, `/{namespace}/{call}/`: checks the key, counts the day's calls, and lets the call answer. */
import { DEMO_ONEBOUND } from '../demo-access.ts';
import type { Fault } from '../faults.ts';
import type { Marketplace } from '../marketplace.ts';
import type { Answer, Asked, Protocol } from '../protocol.ts';
import { type CallFacts, failure, gbkFailure, noSuchItem, nothing, success } from './envelope.ts';
import { itemOf } from './rows.ts';
import { searchByImage, searchByWords } from './search.ts';
import { refused, upload } from './upload.ts';

/** Uploads also answer under `taobao`, and everything but details under the old name `1688`. */
const PATH = /^\/(1688global|1688|taobao)\/(upload_img|item_search_img|item_search|item_get)\/?$/;

/** Calls of one day (in China) before the quota is used up. */
const CALLS_A_DAY = 10_000;
const DAY_MS = 86_400_000;
const CHINA_MS = 8 * 3_600_000;

/** Of these codes only 4013 and 4000 to 4002 are documented; the others stand for the undocumented ones, and words tell what is meant. */
const wrongKey = (): Answer => gbkFailure('4003', 'key或secret错误', '请检查key和secret');
const disabled = (): Answer => gbkFailure('4005', '接口已停用');
const usedUp = (): Answer => gbkFailure('4013', '今日调用次数已用完');
const tooOften = (): Answer => gbkFailure('4016', '请求过于频繁');
const internal = (): Answer => failure('4000', 'internal error');

const FAULT_ANSWERS: Readonly<Partial<Record<Fault, () => Answer>>> = {
  qos: tooOften,
  acl: disabled,
  auth: wrongKey,
  quota: usedUp,
  'success-false': internal,
};

const isServed = (namespace: string, api: string): boolean =>
  namespace === '1688' ? api !== 'item_get' : namespace === '1688global' || api === 'upload_img';

const LANGUAGES: readonly string[] = ['cn', 'en', 'ru'];

/** Counts the calls of the day, and knows which ones were made before: the same call is answered from a cache unless told not to. */
const createLedger = () => {
  let day = -1;
  let count = 0;
  const seen = new Set<string>();
  return (asked: Asked, now: number): { count: number; repeated: boolean } => {
    const today = Math.floor((now + CHINA_MS) / DAY_MS);
    if (today !== day) {
      day = today;
      count = 0;
      seen.clear();
    }
    count += 1;
    const call = JSON.stringify([asked.path, [...asked.params].filter(([name]) => name !== 'imgcode')]);
    const repeated = seen.has(call);
    seen.add(call);
    return { count, repeated };
  };
};

const answerCall = async (
  api: string,
  asked: Asked,
  { marketplace, facts }: { marketplace: Marketplace; facts: CallFacts },
): Promise<Answer> => {
  const { params, host } = asked;
  if (api === 'upload_img') return upload(params.get('imgcode'), { marketplace, host, facts });
  if (api === 'item_search_img') return searchByImage({ params, marketplace, facts });
  if (api === 'item_search') return searchByWords({ params, marketplace, facts });
  const id = params.get('num_iid') ?? '';
  const offer = marketplace.catalogue.byId.get(id);
  return offer
    ? success({ item: itemOf(marketplace, offer, facts.language) }, '0', facts)
    : noSuchItem(id, facts);
};

/** OneBound with its own count of calls. */
export const createOneboundProtocol = ({ clock }: Pick<Marketplace, 'clock'>): Protocol => {
  const enter = createLedger();

  const factsOf = (asked: Asked, { count, repeated }: ReturnType<typeof enter>): CallFacts => {
    const language = asked.params.get('lang') ?? '';
    return {
      apiInfo: `today:${count} max:${CALLS_A_DAY} all[${count}=${count}+0+0];expires:2099-12-31`,
      fromCache: repeated && asked.params.get('cache') !== 'no',
      language: LANGUAGES.includes(language) ? language : 'cn',
      at: clock.now(),
    };
  };

  return {
    apiOf: ({ path }) => PATH.exec(path)?.[2] ?? null,
    answer: async (asked, marketplace) => {
      const [, namespace = '', api = ''] = PATH.exec(asked.path) ?? [];
      const { key, secret } = DEMO_ONEBOUND;
      if (asked.params.get('key') !== key || asked.params.get('secret') !== secret) return wrongKey();
      if (!isServed(namespace, api)) return disabled();
      const entry = enter(asked, clock.now());
      if (entry.count > CALLS_A_DAY) return usedUp();
      return answerCall(api, asked, { marketplace, facts: factsOf(asked, entry) });
    },
    fail: (fault, api) => {
      const facts = { apiInfo: '', fromCache: false, language: 'cn', at: clock.now() };
      if (fault === 'image-refused') return api === 'upload_img' ? refused(facts) : null;
      if (fault === 'empty') return api.startsWith('item_search') ? nothing({ item: '' }, facts) : null;
      return FAULT_ANSWERS[fault]?.() ?? null;
    },
  };
};
