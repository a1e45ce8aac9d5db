/** Requests to the PC pages: paced, tried again where that can help, and stopped at the first sign of the anti-bot defence. */
import { TusouError } from '../../domain/errors.ts';
import type { Clock, Log } from '../../domain/ports.ts';
import type { CallMeter } from '../../ops/meter.ts';
import { antiBotSign } from '../anti-bot.ts';
import type { Budget } from '../budget.ts';
import type { HttpAsk, HttpReply } from '../http.ts';
import { parseJson } from '../json.ts';
import { pacedCall } from '../paced.ts';

/** What requests are made with. */
export type WireOptions = {
  readonly budget: Budget;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly callMeter?: CallMeter;
};

/** The part of every request that the wire brings along. */
export type Sending = Pick<HttpAsk, 'clock' | 'onSent'>;

/** A request by name. `send` is called for each attempt; `read` makes an answer of the reply or throws a `TusouError`. */
export type Outgoing<T> = {
  readonly name: string;
  send(sending: Sending, signal: AbortSignal): Promise<HttpReply>;
  read(reply: HttpReply): T;
};

/** Sends a request. Every attempt takes one call from the budget. Throws what `read` throws, `backend-down`, or the signal's reason. */
export type Wire = <T>(outgoing: Outgoing<T>, signal: AbortSignal) => Promise<T>;

/** Makes the function that sends. Addresses, cookies and bodies stay out of the log. */
export const createWire =
  (options: WireOptions): Wire =>
  async (outgoing, signal) => {
    const { clock, log } = options;
    const { name } = outgoing;
    const send = async (onSent: () => void) => {
      const startedMs = clock.now();
      const reply = await outgoing.send({ clock, onSent }, signal);
      const tookMs = clock.now() - startedMs;
      log.debug({ api: name, status: reply.status, tookMs }, 'page service answered');
      return outgoing.read(reply);
    };
    const again = 'page service is asked again';
    return pacedCall(send, { ...options, signal, api: name, again });
  };

/** `backend-blocked` for a request by name. */
export const blocked = (name: string, sign: string): TusouError =>
  new TusouError('backend-blocked', { detail: `${name}: ${sign}` });

/** What a status says about a reply whose body says nothing, or null. */
export const statusError = (name: string, { status, retryAfterMs }: HttpReply): TusouError | null => {
  const detail = `${name}: HTTP ${status}`;
  const facts = retryAfterMs === null ? { detail } : { detail, retryAfterMs };
  if (status === 413)
    return new TusouError('backend-image-refused', { detail: `${detail}, picture too large` });
  if (status === 429) return new TusouError('backend-rate', facts);
  if (status >= 500) return new TusouError('backend-down', facts);
  if (status === 404)
    return new TusouError('backend-config', { detail: `${detail}, no such service; check PC_WEB_URL` });
  return status >= 300 ? blocked(name, `HTTP ${status}`) : null;
};

/**
 * The JSON object in a reply. Throws `backend-blocked` for every sign of the anti-bot defence and for a body that is no JSON where
 * JSON is due, else what the status says. `text` is the body where it needed decoding first.
 */
export const readObject = (name: string, reply: HttpReply, text = reply.text): object => {
  const body = parseJson(text);
  // A check page need not be written as the service's own replies are.
  const sign = antiBotSign({ ...reply, text: `${reply.text}\n${text}` }, body);
  if (sign) throw blocked(name, sign);
  const problem = statusError(name, reply);
  if (problem) throw problem;
  if (typeof body === 'object' && body !== null) return body;
  throw blocked(name, text.trim() === '' ? 'nothing where JSON is due' : 'no JSON where JSON is due');
};
