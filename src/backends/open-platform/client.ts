/** Calls to 1688's official gateway: paced, signed, sent as a form, tried again where that can help, and read. */
import { TusouError } from '../../domain/errors.ts';
import type { Clock, Log } from '../../domain/ports.ts';
import type { CallMeter } from '../../ops/meter.ts';
import type { Budget } from '../budget.ts';
import { postForm } from '../http.ts';
import { pacedCall } from '../paced.ts';
import type { Api } from './apis.ts';
import { cleaner } from './cleaner.ts';
import { GatewayError, type Reply, readReply } from './reply.ts';
import { aopSignature } from './signature.ts';
import type { Tokens } from './token.ts';

/** The app's access, and what calls are made with. */
export type ClientOptions = {
  /** Without `/openapi` and without a slash at the end. */
  readonly gatewayUrl: string;
  readonly appKey: string;
  readonly appSecret: string;
  readonly tokens: Tokens;
  readonly budget: Budget;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly callMeter?: CallMeter;
};

/** What a call sends: the members of its one JSON parameter, or its form fields. Lists go as JSON text. */
export type Params = Readonly<Record<string, string | number | readonly unknown[]>>;

/**
 * Makes a call. Resolves with the payload or a refusal; throws the `backend-*` errors of `readReply`, `postForm` and `Tokens`, or the
 * signal's reason when aborted. Every attempt takes one call from the budget. A refused token is renewed once, and the call made again.
 */
export type Call = (api: Api, params: Params, signal: AbortSignal) => Promise<Reply>;

/** Makes the function that calls the gateway. */
export const createClient = (options: ClientOptions): Call => {
  const { tokens } = options;
  const tokenless = new Set<Api>();

  return async (api, params, signal) => {
    const send = (token: string | null): Promise<Reply> => call({ api, params, token }, options, signal);
    const bare = api.token === 'never' || tokenless.has(api);
    const token = bare ? null : await tokens.current(signal);
    try {
      return await send(token);
    } catch (error) {
      if (token !== null && api.token === 'unsure' && isSignatureRefused(error)) {
        const reply = await send(null);
        tokenless.add(api);
        return reply;
      }
      const newer = !bare && isTokenRefused(error) ? await tokens.renewed(token, signal) : null;
      if (newer === null) throw error;
      return send(newer);
    }
  };
};

const isTokenRefused = (error: unknown): boolean =>
  error instanceof TusouError && error.code === 'backend-auth';

const isSignatureRefused = (error: unknown): boolean =>
  error instanceof TusouError &&
  error.cause instanceof GatewayError &&
  error.cause.code === 'gw.SignatureInvalid';

type Sent = { readonly api: Api; readonly params: Params; readonly token: string | null };

const call = async (sent: Sent, options: ClientOptions, signal: AbortSignal): Promise<Reply> => {
  const { clock, log } = options;
  const { api, params, token } = sent;
  signal.throwIfAborted();
  const request = signedForm(sent, options);
  const clean = cleaner([options.appSecret, token, ...Object.values(params)]);

  const send = async (onSent: () => void): Promise<Reply> => {
    const startedMs = clock.now();
    const reply = await postForm({ ...request, timeoutMs: api.timeoutMs, clock, onSent }, signal);
    log.debug({ api: api.name, status: reply.status, tookMs: clock.now() - startedMs }, 'gateway answered');
    return readReply(reply, api, clean);
  };
  const again = 'gateway call is tried again';
  return pacedCall(send, { ...options, signal, api: api.name, again });
};

const fieldsOf = (api: Api, params: Params): Readonly<Record<string, string>> => {
  if (api.field !== null) return { [api.field]: JSON.stringify(params) };
  const texts = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  ]);
  return Object.fromEntries(texts);
};

/** The form is made once: what is signed is exactly what is sent, and nothing is left to do when the call's turn comes. */
const signedForm = (
  { api, params, token }: Sent,
  { gatewayUrl, appKey, appSecret }: ClientOptions,
): { url: string; form: string } => {
  const urlPath = `param2/1/${api.namespace}/${api.name}/${appKey}`;
  const fields = { ...fieldsOf(api, params), ...(token !== null && { access_token: token }) };
  const form = new URLSearchParams({ ...fields, _aop_signature: aopSignature(urlPath, fields, appSecret) });
  return { url: `${gatewayUrl}/openapi/${urlPath}`, form: form.toString() };
};
