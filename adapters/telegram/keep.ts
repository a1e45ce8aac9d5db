/** Hands an event on until it is stored, and does not let one that cannot be stored get lost in silence. */
import { asTusouError, type Clock, type Inbound, type Log } from '#service';

/** Stores an event; resolves when it is safe. */
export type Receive = (inbound: Inbound) => Promise<void>;

/** Tells the asker of an event that it was lost. Never rejects. */
export type Apologize = (inbound: Inbound, error: unknown) => Promise<void>;

/** Pauses before an event that could not be stored is tried again. After the last one it is given up. */
const PAUSES_MS = [500, 2000];

type KeepParts = {
  readonly log: Log;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly apologize: Apologize;
};

/**
 * Makes the function that stores an event. It answers false when stopping came between, so that the event stays at Telegram;
 * after the last attempt it logs the loss, tells the asker and answers true.
 */
export const createKeep = ({ log, clock, signal, apologize }: KeepParts) => {
  return async (inbound: Inbound, receive: Receive): Promise<boolean> => {
    for (const pauseMs of [...PAUSES_MS, null]) {
      try {
        await receive(inbound);
        return true;
      } catch (error) {
        if (signal.aborted) return false;
        const { code, message } = asTusouError(error);
        const fields = { key: inbound.key, code, reason: message };
        if (pauseMs === null) {
          log.error(fields, 'telegram event lost');
          await apologize(inbound, error);
        } else {
          log.warn(fields, 'telegram event not stored, trying again');
          await clock.sleep(pauseMs, signal).catch(() => undefined);
          if (signal.aborted) return false;
        }
      }
    }
    return true;
  };
};
