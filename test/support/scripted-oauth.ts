/** OAuth calls that a test answers, and a store in memory. */
import type { OAuth, TokenPair } from '../../src/backends/open-platform/oauth.ts';
import type { Store } from '../../src/domain/ports.ts';

/** A pair that is good for ten hours and can be renewed until the given moment. */
export const tokenPair = (change: Partial<TokenPair> = {}): TokenPair => ({
  accessToken: 'access-1',
  accessUntilMs: null,
  refreshToken: 'refresh-1',
  refreshUntilMs: null,
  owner: 'demo_login',
  ...change,
});

/** What was called, in order, and what to answer. */
export type ScriptedOAuth = OAuth & { readonly calls: readonly string[] };

/** Makes the calls; those that no answer is given for throw. */
export const scriptedOAuth = (answers: Partial<Pick<OAuth, 'refresh' | 'postpone'>>): ScriptedOAuth => {
  const calls: string[] = [];
  const answer =
    (name: 'refresh' | 'postpone') =>
    (pair: TokenPair, signal: AbortSignal): Promise<TokenPair> => {
      calls.push(`${name} ${pair.accessToken} ${pair.refreshToken}`);
      const given = answers[name];
      if (!given) throw new Error(`nobody expected ${name}`);
      return given(pair, signal);
    };
  return {
    calls,
    refresh: answer('refresh'),
    postpone: answer('postpone'),
    exchange: () => Promise.reject(new Error('nobody expected exchange')),
  };
};

/** A store that forgets nothing and writes at once. */
export const memoryStore = (): Store & { readonly entries: Map<string, unknown> } => {
  const entries = new Map<string, unknown>();
  return {
    entries,
    get: async <T>(key: string) => entries.get(key) as T | undefined,
    set: async (key, value) => entries.set(key, structuredClone(value)),
    delete: async (key) => entries.delete(key),
  };
};
