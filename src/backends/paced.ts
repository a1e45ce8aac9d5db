/** One call to a marketplace, as every backend makes it: in its turn, and again where that can help. */
import type { Clock, Log } from '../domain/ports.ts';
import type { Budget } from './budget.ts';
import { INTERACTIVE, withRetry } from './retry.ts';

/** What a call is made with. `api` names it in the log; `again` is the log's event for a further attempt. */
export type PacedContext = {
  readonly budget: Budget;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly api: string;
  readonly again: string;
};

/**
 * Makes the call, each attempt with one turn of the budget; `send` is handed what it calls once the request is on the wire.
 * Throws the last attempt's error, or the signal's reason when aborted.
 */
export const pacedCall = async <T>(
  send: (onSent: () => void) => Promise<T>,
  { budget, log, signal, api, again, ...timing }: PacedContext,
): Promise<T> => {
  // The wait for the first turn is our own, and takes nothing from the time that the request has.
  const firstSlot = await budget.acquire(signal);
  const attempt = async (count: number): Promise<T> => {
    const startSlot = count === 1 ? firstSlot : await budget.acquire(signal);
    try {
      return await send(startSlot);
    } finally {
      startSlot();
    }
  };
  return withRetry(attempt, {
    ...timing,
    policy: INTERACTIVE,
    signal,
    onRetry: ({ code, message }, delayMs) => log.warn({ api, code, cause: message, delayMs }, again),
  });
};
