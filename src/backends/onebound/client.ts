/** Calls to OneBound: paced, sent with key and secret in the address, tried again where that can help, and read. */
import type { Clock, Log } from '../../domain/ports.ts';
import type { CallMeter } from '../../ops/meter.ts';
import type { Budget } from '../budget.ts';
import { get, type HttpReply, postForm } from '../http.ts';
import { cleaner } from '../open-platform/cleaner.ts';
import { pacedCall } from '../paced.ts';
import { at, readText } from '../values.ts';
import type { Api } from './apis.ts';
import { createQuotaWatch } from './quota.ts';
import { type Reply, readReply } from './reply.ts';

/** The access, and what calls are made with. */
export type ClientOptions = {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly key: string;
  readonly secret: string;
  /** The first part of every path: `1688global`; `1688` in older articles. */
  readonly namespace: string;
  readonly budget: Budget;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly callMeter?: CallMeter;
};

/** The parameters of a call, beside those that every call has. */
export type Params = Readonly<Record<string, string>>;

/**
 * Makes a call. Throws the `backend-*` errors of `readReply` and of the exchange, or the signal's reason when aborted. Addresses
 * hold the secret, so they are neither logged nor part of an error. Every attempt takes one call from the budget.
 */
export type Call = (api: Api, params: Params, signal: AbortSignal) => Promise<Reply>;

/** Makes the function that calls OneBound. */
export const createClient = (options: ClientOptions): Call => {
  const { clock, log } = options;
  const watchQuota = createQuotaWatch(log);

  return async (api, params, signal) => {
    const request = requestOf(api, params, options);
    const privates = [options.key, options.secret, ...Object.values(params)];
    const clean = cleaner([...privates, ...privates.map(encodeURIComponent)]);

    const exchange = (onSent: () => void): Promise<HttpReply> => {
      const { url, form } = request;
      const ask = { url, timeoutMs: api.timeoutMs, clock, onSent };
      return form === null ? get(ask, signal) : postForm({ ...ask, form }, signal);
    };
    const send = async (onSent: () => void): Promise<Reply> => {
      const startedMs = clock.now();
      const reply = await exchange(onSent);
      log.debug(
        { api: api.name, status: reply.status, tookMs: clock.now() - startedMs },
        'OneBound answered',
      );
      const body = readReply(reply, { api: api.name, clean });
      watchQuota(readText(at(body, 'api_info')) ?? '');
      return body;
    };
    const again = 'OneBound call is tried again';
    return pacedCall(send, { ...options, signal, api: api.name, again });
  };
};

const requestOf = (
  api: Api,
  params: Params,
  { baseUrl, namespace, key, secret }: ClientOptions,
): { url: string; form: string | null } => {
  const inAddress = { key, secret, result_type: 'json', ...(api.method === 'GET' ? params : {}) };
  return {
    url: `${baseUrl}/${namespace}/${api.name}/?${new URLSearchParams(inAddress)}`,
    form: api.method === 'GET' ? null : new URLSearchParams(params).toString(),
  };
};
