/** One call to a marketplace, as every backend makes it: in its turn, counted, and again where that can help. */
import { asTusouError } from '../domain/errors.ts';
import type { Clock, Log } from '../domain/ports.ts';
import { type CallMeter, type CallOutcome, NO_CALLS } from '../ops/meter.ts';
import type { Budget } from './budget.ts';
import { INTERACTIVE, withRetry } from './retry.ts';

/** What one attempt is made with. `api` names the call in the log and in what is counted. */
export type CallContext = {
  readonly budget: Budget;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly api: string;
  readonly callMeter?: CallMeter;
};

/** What a call is made with. `again` is the log's event for a further attempt. */
export type PacedContext = CallContext & {
  readonly random: () => number;
  readonly log: Log;
  readonly again: string;
};

type OnSent = Awaited<ReturnType<Budget['acquire']>>;
type Send<T> = (onSent: OnSent) => Promise<T>;

const waitForTurn = async ({ budget, clock, signal, callMeter = NO_CALLS }: CallContext): Promise<OnSent> => {
  const askedMs = clock.now();
  const onSent = await budget.acquire(signal);
  callMeter.waited(clock.now() - askedMs);
  return onSent;
};

const sendInTurn = async <T>(onSent: OnSent, send: Send<T>, context: CallContext): Promise<T> => {
  const { clock, signal, api, callMeter = NO_CALLS } = context;
  const startedMs = clock.now();
  const count = (outcome: CallOutcome): void => callMeter.called(api, outcome, clock.now() - startedMs);
  try {
    const result = await send(onSent);
    count('ok');
    return result;
  } catch (error) {
    count(signal.aborted ? 'aborted' : asTusouError(error).code);
    throw error;
  } finally {
    onSent();
  }
};

/**
 * Makes the call once, in its turn. `send` is handed what it calls once the request is on the wire. Throws what `send` throws, or the
 * signal's reason when aborted while waiting.
 */
export const singleCall = async <T>(send: Send<T>, context: CallContext): Promise<T> =>
  sendInTurn(await waitForTurn(context), send, context);

/**
 * Makes the call, each attempt with one turn of the budget; `send` is handed what it calls once the request is on the wire.
 * Throws the last attempt's error, or the signal's reason when aborted.
 */
export const pacedCall = async <T>(send: Send<T>, context: PacedContext): Promise<T> => {
  const { clock, random, log, signal, api, again } = context;
  // The wait for the first turn is our own, and takes nothing from the time that the request has.
  const firstTurn = await waitForTurn(context);
  const attempt = async (count: number): Promise<T> =>
    sendInTurn(count === 1 ? firstTurn : await waitForTurn(context), send, context);
  return withRetry(attempt, {
    policy: INTERACTIVE,
    clock,
    random,
    signal,
    onRetry: ({ code, message }, delayMs) => log.warn({ api, code, cause: message, delayMs }, again),
  });
};
