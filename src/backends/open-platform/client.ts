/** Calls to 1688's official gateway: paced, signed, sent as a form, tried again where that can help, and read. */
import type { Clock, Log } from '../../domain/ports.ts';
import type { Budget } from '../budget.ts';
import { postForm } from '../http.ts';
import { INTERACTIVE, withRetry } from '../retry.ts';
import type { Api } from './apis.ts';
import { type Reply, readReply } from './reply.ts';
import { aopSignature } from './signature.ts';

/** The app's access, and what calls are made with. `accessToken` is null for apps of a single user, which send none. */
export type ClientOptions = {
  /** Without `/openapi` and without a slash at the end. */
  readonly gatewayUrl: string;
  readonly appKey: string;
  readonly appSecret: string;
  readonly accessToken: string | null;
  readonly budget: Budget;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
};

/** What a call sends: the members of its one JSON parameter. */
export type Params = Readonly<Record<string, string | number>>;

/**
 * Makes a call. Resolves with the payload or a refusal; throws the `backend-*` errors of `readReply` and `postForm`, or the signal's
 * reason when aborted. Every attempt takes one call from the budget.
 */
export type Call = (api: Api, params: Params, signal: AbortSignal) => Promise<Reply>;

/** Longest piece of the gateway's own words that is kept for the operator. */
const SAID_MAX_LENGTH = 200;

/** Makes the function that calls the gateway. */
export const createClient = (options: ClientOptions): Call => {
  const { budget, clock, random, log } = options;

  return async (api, params, signal) => {
    const request = signedForm(api, params, options);
    const clean = cleaner([options.appSecret, options.accessToken, ...Object.values(params)]);

    const send = async (onSent: () => void): Promise<Reply> => {
      const startedMs = clock.now();
      const reply = await postForm({ ...request, timeoutMs: api.timeoutMs, clock, onSent }, signal);
      log.debug({ api: api.name, status: reply.status, tookMs: clock.now() - startedMs }, 'gateway answered');
      return readReply(reply, { api: api.name, clean });
    };
    // The wait for the first turn is our own, and takes nothing from the time that the request has.
    const firstSlot = await budget.acquire(signal);
    const attempt = async (count: number): Promise<Reply> => {
      const startSlot = count === 1 ? firstSlot : await budget.acquire(signal);
      return send(startSlot).finally(startSlot);
    };
    const onRetry = ({ code, message }: { code: string; message: string }, delayMs: number): void =>
      log.warn({ api: api.name, code, cause: message, delayMs }, 'gateway call is tried again');

    return withRetry(attempt, { policy: INTERACTIVE, clock, random, signal, onRetry });
  };
};

/** The form is made once: what is signed is exactly what is sent, and nothing is left to do when the call's turn comes. */
const signedForm = (
  api: Api,
  params: Params,
  { gatewayUrl, appKey, appSecret, accessToken }: ClientOptions,
): { url: string; form: string } => {
  const urlPath = `param2/1/${api.namespace}/${api.name}/${appKey}`;
  const fields = {
    [api.field]: JSON.stringify(params),
    ...(api.takesToken && accessToken !== null ? { access_token: accessToken } : {}),
  };
  const form = new URLSearchParams({ ...fields, _aop_signature: aopSignature(urlPath, fields, appSecret) });
  return { url: `${gatewayUrl}/openapi/${urlPath}`, form: form.toString() };
};

/**
 * Takes secrets and what people asked out of the gateway's words, which may quote a whole request, and keeps them short.
 * Two plain letters (a language) are no secret, and would be found inside other words.
 */
const cleaner = (privates: readonly (string | number | null)[]): ((text: string) => string) => {
  const hidden = privates.filter((value) => typeof value === 'string' && !/^\w{0,2}$/.test(value));
  return (text) =>
    hidden
      .reduce<string>((shown, value) => shown.replaceAll(String(value), '…'), text)
      .replace(/[\w+/=-]{40,}/g, '…')
      .replace(/[\p{C}\s]+/gu, ' ')
      .slice(0, SAID_MAX_LENGTH);
};
