/** What stands around OneBound's answers. Failures come with HTTP 200 too. */
import { encodeGbk } from '../pc-web/gbk.ts';
import { type Answer, jsonAnswer } from '../protocol.ts';

/** What every answer tells about the call itself. */
export type CallFacts = {
  readonly apiInfo: string;
  readonly fromCache: boolean;
  readonly language: string;
  readonly at: number;
};

const around = ({ apiInfo, fromCache, language, at }: CallFacts) => ({
  secache: '0',
  translate_status: language === 'cn' ? '' : 'ok',
  language: { default_lang: 'cn', current_lang: language },
  reason: '',
  cache: fromCache ? 1 : 0,
  api_info: apiInfo,
  execution_time: '0.381',
  server_time: new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' '),
  client_ip: '127.0.0.1',
  request_id: 'demo.0000000001',
});

/** A success. How it is written differs from call to call: `0000`, `0`, or not at all. */
export const success = (payload: object, code: '0000' | '0' | '', facts: CallFacts): Answer =>
  jsonAnswer(200, { ...payload, error: '', error_code: code, ...around(facts) });

/** The call worked and found nothing. `items` is what stands where the rows would be. */
export const nothing = (items: object, facts: CallFacts): Answer =>
  jsonAnswer(200, { items, error: '', error_code: '2000', ...around(facts) });

/** A detail call for an offer that does not exist: an error beside the stub of an item, and the code still says ok. */
export const noSuchItem = (id: string, facts: CallFacts): Answer =>
  jsonAnswer(200, {
    item: { num_iid: id, title: '', price: '', item_imgs: [], props: [] },
    error: 'item-not-found',
    error_code: '0000',
    ...around(facts),
  });

/** A failure in UTF-8. */
export const failure = (code: string, error: string, reason = ''): Answer =>
  jsonAnswer(200, { error, reason, error_code: code, request_id: 'demo.0000000002' });

/** A failure whose text is in GBK, although the header says UTF-8. */
export const gbkFailure = (code: string, error: string, reason = ''): Answer => {
  const answer = failure(code, error, reason);
  return { ...answer, body: encodeGbk(String(answer.body)) };
};
