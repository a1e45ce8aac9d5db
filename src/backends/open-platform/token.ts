/** The life of the access token: a fixed one, or a pair in the store that is renewed when it has to be. */
import { asTusouError, TusouError } from '../../domain/errors.ts';
import type { Clock, Log, Store } from '../../domain/ports.ts';
import { unlessAborted } from '../../ops/unless-aborted.ts';
import type { OAuth, TokenPair } from './oauth.ts';
import { createSafe, type Safe } from './safe.ts';

/** Where calls get their token from. Both reject with the signal's reason when aborted, and with what `OAuth` throws. */
export interface Tokens {
  /** The token to send, renewed when it has run out; null for apps of a single user, which send none. */
  current(signal: AbortSignal): Promise<string | null>;
  /**
   * A newer token than the one that the gateway refused, or null when there is none to be had. All who ask at the same time, or
   * late with the same refused token, share one renewal. A new token that is refused within five minutes is not renewed: the
   * gateway then refuses for another reason than the token, and every call would cost a renewal.
   */
  renewed(refused: string | null, signal: AbortSignal): Promise<string | null>;
}

/** What stored tokens live on. */
export type TokenParts = {
  readonly store: Store;
  readonly appKey: string;
  readonly oauth: OAuth;
  readonly clock: Clock;
  readonly log: Log;
};

/** The refresh token can be exchanged for a new one in its last 30 days, not before (1688's OAuth, postponeToken). */
const POSTPONED_WITHIN_MS = 30 * 24 * 3_600_000;

/** How long a token counts as new: refused in this time, a newer one would be refused as well. */
const NEW_FOR_MS = 5 * 60_000;

/** Where an app's pair is in the store. */
export const tokenKey = (appKey: string): string => `tokens:${appKey}`;

/** A token that never changes: one made in the console of open.1688.com, or none. */
export const fixedToken = (accessToken: string | null): Tokens => ({
  current: async () => accessToken,
  renewed: async () => null,
});

const gone = (why: string): TusouError =>
  new TusouError('backend-auth', { detail: `${why}; npm run login gets a new authorisation` });

/** Makes the function that prolongs an authorisation in its last days. That may fail: the pair is good for some time yet. */
const createPostpone = ({ oauth, clock, log }: TokenParts, safe: Safe, unhurried: AbortSignal) => {
  return async (pair: TokenPair): Promise<TokenPair> => {
    const { refreshUntilMs } = pair;
    if (refreshUntilMs === null || refreshUntilMs - clock.now() > POSTPONED_WITHIN_MS) return pair;
    try {
      const longer = await safe.keep(await oauth.postpone(pair, unhurried));
      log.info({ untilMs: longer.refreshUntilMs }, 'authorisation of 1688 prolonged');
      return longer;
    } catch (error) {
      const { code, message } = asTusouError(error);
      log.warn({ code, cause: message, untilMs: refreshUntilMs }, 'authorisation of 1688 not prolonged');
      return pair;
    }
  };
};

/** Makes the function that gets a new access token. A refresh token that was refused is not sent again: that would help nobody. */
const createRefresh = ({ oauth, clock, log }: TokenParts, safe: Safe, unhurried: AbortSignal) => {
  let refusedForGood: string | null = null;
  return async (pair: TokenPair): Promise<TokenPair> => {
    const { refreshToken, refreshUntilMs } = pair;
    if (refreshToken === null) throw gone('the access token has run out and cannot be renewed');
    if (refreshToken === refusedForGood || (refreshUntilMs !== null && refreshUntilMs <= clock.now()))
      throw gone('the authorisation has run out');
    try {
      const fresh = await safe.keep(await oauth.refresh(pair, unhurried));
      log.info({ untilMs: fresh.accessUntilMs }, 'access token of 1688 renewed');
      return fresh;
    } catch (error) {
      if (asTusouError(error).code !== 'backend-auth') throw error;
      const stored = await safe.load();
      if (stored && stored.accessToken !== pair.accessToken) return stored;
      refusedForGood = refreshToken;
      throw error;
    }
  };
};

/** The pair that `npm run login` stored. It is read again before every renewal, since another process may have been faster. */
export const storedTokens = (parts: TokenParts): Tokens => {
  const safe = createSafe({ ...parts, key: tokenKey(parts.appKey) });
  // Whoever waits for a renewal may give up; the renewal itself goes on for the others.
  const unhurried = new AbortController().signal;
  const refresh = createRefresh(parts, safe, unhurried);
  const postpone = createPostpone(parts, safe, unhurried);
  let renewal: Promise<TokenPair> | null = null;
  let newest = { token: '', untilMs: 0 };

  const renew = async (refused: string): Promise<TokenPair> => {
    const held = safe.held();
    if (held && held.accessToken !== refused) return held;
    const stored = await safe.load();
    if (!stored) throw gone('the stored tokens are gone');
    return stored.accessToken === refused ? postpone(await refresh(stored)) : stored;
  };

  const renewOnce = async (refused: string, signal: AbortSignal): Promise<string> => {
    renewal ??= renew(refused).finally(() => {
      renewal = null;
    });
    return (await unlessAborted(renewal, signal)).accessToken;
  };

  /** Where there is nothing to renew, somebody may still have logged in since. */
  const storedNow = async (): Promise<string | null> => (await safe.load())?.accessToken ?? null;

  return {
    current: async (signal) => {
      const pair = await safe.current();
      const isOver = pair !== null && pair.accessUntilMs !== null && pair.accessUntilMs <= parts.clock.now();
      return isOver ? renewOnce(pair.accessToken, signal) : (pair?.accessToken ?? null);
    },
    renewed: async (refused, signal) => {
      const isNew = refused === newest.token && parts.clock.now() < newest.untilMs;
      const token = refused === null || isNew ? await storedNow() : await renewOnce(refused, signal);
      if (token === null || token === refused) return null;
      newest = { token, untilMs: parts.clock.now() + NEW_FOR_MS };
      return token;
    },
  };
};
