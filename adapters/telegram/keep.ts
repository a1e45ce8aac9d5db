/** Hands an event on until it is stored, and does not let one that cannot be stored get lost in silence. */
import { asTusouError, type Clock, createOutage, type Inbound, type Log } from '#service';

/** Stores an event; resolves when it is safe. */
export type Receive = (inbound: Inbound) => Promise<void>;

/** Tells the asker of an event that it was lost. Never rejects. */
export type Apologize = (inbound: Inbound, error: unknown) => Promise<void>;

/** Pauses before an event that we trip over is tried again. After the last one it is given up. */
const PAUSES_MS = [500, 2000];

/** While nothing can be stored, it is tried again after pauses that double from the first to the longest. */
const STORAGE_PAUSE_MS = { first: 500, longest: 15_000 };

/**
 * How long to try: until `signal` is aborted. `throughOutage` says that nobody else would bring the event again while the storage
 * is down; without it the sender is asked to.
 */
export type Patience = { readonly signal: AbortSignal; readonly throughOutage: boolean };

type KeepParts = { readonly log: Log; readonly clock: Clock; readonly apologize: Apologize };

/** Something that is to be stored: the key it is known by in the log, how, and what happens when it is given up. */
type Storing = {
  readonly key: string;
  readonly store: () => Promise<void>;
  readonly giveUp: (error: unknown) => Promise<void>;
};

/**
 * Makes the function that stores something. It answers false when that must not be confirmed: stopping came between, or the storage is
 * down. What fails for a reason of its own is given up after the last attempt, and the answer is true.
 */
export const createStoring = ({ log, clock }: Pick<KeepParts, 'log' | 'clock'>) => {
  const outage = createOutage(log);

  return async ({ key, store, giveUp }: Storing, patience: Patience): Promise<boolean> => {
    const { signal, throughOutage } = patience;
    let failures = 0;
    let outages = 0;

    /** The pause before the next attempt; null when there is none. */
    const pauseAfter = async (error: unknown): Promise<number | null> => {
      if (outage.isStorage(error)) {
        const { first, longest } = STORAGE_PAUSE_MS;
        return Math.min(longest, first * 2 ** outages++);
      }
      const { code, message } = asTusouError(error);
      const pauseMs = PAUSES_MS[failures++];
      if (pauseMs === undefined) {
        log.error({ key, code, reason: message }, 'telegram event lost');
        await giveUp(error);
        return null;
      }
      log.warn({ key, code, reason: message }, 'telegram event not stored, trying again');
      return pauseMs;
    };

    for (;;) {
      try {
        await store();
        outage.over();
        return true;
      } catch (error) {
        if (signal.aborted) return false;
        const pauseMs = await pauseAfter(error);
        if (pauseMs === null) return true;
        if (outages > 0 && !throughOutage) return false;
        await clock.sleep(pauseMs, signal).catch(() => undefined);
        if (signal.aborted) return false;
      }
    }
  };
};

/** Makes the function that stores an event, see `createStoring`. When it is given up, the loss is logged and the asker is told. */
export const createKeep = (parts: KeepParts) => {
  const storing = createStoring(parts);
  return (inbound: Inbound, receive: Receive, patience: Patience): Promise<boolean> =>
    storing(
      {
        key: inbound.key,
        store: () => receive(inbound),
        giveUp: (error) => parts.apologize(inbound, error),
      },
      patience,
    );
};
