/** Where a token pair is kept: in the store, which other processes share, and in memory, so that a store that fails loses nothing yet. */
import type { Clock, Log, Store } from '../../domain/ports.ts';
import type { TokenPair } from './oauth.ts';

/** The stored pair, as this process knows it. Nothing here throws. */
export type Safe = {
  /** The pair that was seen last, or null. */
  held(): TokenPair | null;
  /** The pair to use for now: `held`, looked up where there is none. */
  current(): Promise<TokenPair | null>;
  /** The pair that the store has now, which another process may have put there; `held` where the store could not take that one. */
  load(): Promise<TokenPair | null>;
  /** Keeps a new pair. Where the store does not take it, the log tells it and the pair is used from memory and offered again. */
  keep(pair: TokenPair): Promise<TokenPair>;
};

/** How long a pair that the store did not take is used before it is offered again. */
const OFFER_EVERY_MS = 60_000;

/** Makes the safe for the pair under `key`; `store.set` answers false when it fails. */
export const createSafe = (parts: {
  readonly store: Store;
  readonly key: string;
  readonly clock: Clock;
  readonly log: Log;
}): Safe => {
  const { store, key, clock, log } = parts;
  let held: TokenPair | null = null;
  // The access token that the store had when last seen: another one than that of `held` while the store could not take that.
  let shown: string | null = null;
  let offerAtMs = 0;

  const isUnkept = (): boolean => held !== null && held.accessToken !== shown;

  const keep = async (pair: TokenPair): Promise<TokenPair> => {
    held = pair;
    offerAtMs = clock.now() + OFFER_EVERY_MS;
    if ((await store.set(key, pair)) !== false) shown = pair.accessToken;
    else log.error({ untilMs: pair.refreshUntilMs }, 'tokens of 1688 not stored');
    return pair;
  };

  const load = async (): Promise<TokenPair | null> => {
    const stored = (await store.get<TokenPair>(key)) ?? null;
    const isOld = stored === null || stored.accessToken === shown;
    if (held && isUnkept() && isOld) return keep(held);
    held = stored;
    shown = stored?.accessToken ?? null;
    return held;
  };

  const current = async (): Promise<TokenPair | null> => {
    const isOfferDue = isUnkept() && clock.now() >= offerAtMs;
    return held === null || isOfferDue ? load() : held;
  };

  return { held: () => held, current, load, keep };
};
