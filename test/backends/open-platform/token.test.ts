/** The life of the access token: one renewal for all who need it, and an authorisation that does not end while it is used. */
import { describe, expect, it, onTestFinished } from 'vitest';
import type { OAuth, TokenPair } from '../../../src/backends/open-platform/oauth.ts';
import { fixedToken, storedTokens, tokenKey } from '../../../src/backends/open-platform/token.ts';
import { TusouError } from '../../../src/domain/errors.ts';
import { fakeClock } from '../../support/fake-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { memoryStore, scriptedOAuth, tokenPair } from '../../support/scripted-oauth.ts';

const KEY = tokenKey('1000000');
const DAY_MS = 86_400_000;
const never = new AbortController().signal;
const second = (pair: TokenPair): TokenPair => ({ ...pair, accessToken: 'access-2' });
const refused = () => new TusouError('backend-auth', { detail: 'getToken: refused' });

const start = (pair: TokenPair | null, answers: Partial<OAuth>, store = memoryStore()) => {
  if (pair) store.entries.set(KEY, pair);
  const [clock, log, oauth] = [fakeClock(), recordedLog(), scriptedOAuth(answers)];
  const tokens = storedTokens({ store, appKey: '1000000', oauth, clock, log });
  return { tokens, store, clock, log, oauth };
};

describe('a fixed token', () => {
  it.each(['token', null])('%s is never renewed', async (token) => {
    const tokens = fixedToken(token);
    expect([await tokens.current(never), await tokens.renewed(token, never)]).toEqual([token, null]);
  });
});

describe('a stored token', () => {
  it('is sent as it is while it is good', async () => {
    const { tokens, clock, oauth } = start(tokenPair({ accessUntilMs: fakeClock().now() + 1_000 }), {});
    expect(await tokens.current(never)).toBe('access-1');
    await clock.advance(999);
    expect(await tokens.current(never)).toBe('access-1');
    expect(oauth.calls).toEqual([]);
  });

  it('is renewed before it is sent when it has run out', async () => {
    const { tokens, clock, oauth, store } = start(tokenPair({ accessUntilMs: fakeClock().now() + 1_000 }), {
      refresh: async (pair) => ({ ...second(pair), accessUntilMs: clock.now() + 36_000_000 }),
    });
    await clock.advance(1_000);
    expect(await Promise.all([tokens.current(never), tokens.current(never)])).toEqual([
      'access-2',
      'access-2',
    ]);
    expect(oauth.calls).toEqual(['refresh access-1 refresh-1']);
    expect(store.entries.get(KEY)).toMatchObject({ accessToken: 'access-2', refreshToken: 'refresh-1' });
  });

  it('is renewed once for twenty callers at once, and for those who come late with the old one', async () => {
    const { tokens, oauth } = start(tokenPair(), { refresh: async (pair) => second(pair) });
    const storm = Array.from({ length: 20 }, () => tokens.renewed('access-1', never));
    expect(new Set(await Promise.all(storm))).toEqual(new Set(['access-2']));
    expect(await tokens.renewed('access-1', never)).toBe('access-2');
    expect(oauth.calls).toHaveLength(1);
  });

  it('is not renewed where another process or a new login was faster', async () => {
    const { tokens, store, oauth } = start(tokenPair(), {});
    expect(await tokens.current(never)).toBe('access-1');
    store.entries.set(KEY, tokenPair({ accessToken: 'access-9' }));
    expect(await tokens.renewed('access-1', never)).toBe('access-9');
    expect(oauth.calls).toEqual([]);
  });

  it('is that of another process which prolonged the authorisation meanwhile', async () => {
    const { tokens, store } = start(tokenPair(), {
      refresh: async () => {
        store.entries.set(KEY, tokenPair({ accessToken: 'access-8', refreshToken: 'refresh-8' }));
        throw refused();
      },
    });
    expect(await tokens.renewed('access-1', never)).toBe('access-8');
  });

  it('is found as soon as somebody logs in', async () => {
    const { tokens, store } = start(null, {});
    expect([await tokens.current(never), await tokens.renewed(null, never)]).toEqual([null, null]);
    store.entries.set(KEY, tokenPair());
    expect(await tokens.renewed(null, never)).toBe('access-1');
    expect(await tokens.current(never)).toBe('access-1');
  });

  it('is waited for by the others when one gives up', async () => {
    let answer = (_: TokenPair): void => {};
    const { tokens } = start(tokenPair(), {
      refresh: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    const stop = new AbortController();
    const impatient = tokens.renewed('access-1', stop.signal);
    const patient = tokens.renewed('access-1', never);
    await new Promise(setImmediate);
    stop.abort(new Error('never mind'));
    await expect(impatient).rejects.toThrow('never mind');
    answer(tokenPair({ accessToken: 'access-2' }));
    expect(await patient).toBe('access-2');
  });
});

describe('a renewal that fails', () => {
  it('after the only one who waits has left is no unhandled rejection', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    onTestFinished(() => void process.off('unhandledRejection', note));
    const { tokens, oauth } = start(tokenPair(), { refresh: async () => Promise.reject(refused()) });
    const left = AbortSignal.abort(new Error('never mind'));
    await expect(tokens.renewed('access-1', left)).rejects.toThrow('never mind');
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
    expect(oauth.calls).toHaveLength(1);
    expect(unhandled).toEqual([]);
  });

  it('for good is not tried again with the same refresh token', async () => {
    const { tokens, store, oauth } = start(tokenPair(), { refresh: async () => Promise.reject(refused()) });
    await expect(tokens.renewed('access-1', never)).rejects.toMatchObject({ code: 'backend-auth' });
    await expect(tokens.renewed('access-1', never)).rejects.toThrow(/npm run login/);
    expect(oauth.calls).toHaveLength(1);
    store.entries.set(KEY, tokenPair({ accessToken: 'access-5', refreshToken: 'refresh-5' }));
    expect(await tokens.renewed('access-1', never)).toBe('access-5');
  });

  it('for now is tried again by the next call', async () => {
    let down = true;
    const { tokens, oauth } = start(tokenPair(), {
      refresh: async (pair) => {
        if (down) throw new TusouError('backend-down');
        return second(pair);
      },
    });
    await expect(tokens.renewed('access-1', never)).rejects.toMatchObject({ code: 'backend-down' });
    down = false;
    expect(await tokens.renewed('access-1', never)).toBe('access-2');
    expect(oauth.calls).toHaveLength(2);
  });

  it.each([
    ['there is no refresh token', tokenPair({ refreshToken: null })],
    ['the authorisation has run out', tokenPair({ refreshUntilMs: fakeClock().now() })],
  ])('because %s says what to do, and asks nobody', async (_, pair) => {
    const { tokens, oauth } = start(pair, {});
    await expect(tokens.renewed('access-1', never)).rejects.toThrow(/^backend-auth: .*npm run login/);
    expect(oauth.calls).toEqual([]);
  });
});

describe('a new token that is refused too', () => {
  let count = 1;
  const next = async (pair: TokenPair): Promise<TokenPair> => ({ ...pair, accessToken: `access-${++count}` });
  const startRefused = async () => {
    count = 1;
    const started = start(tokenPair(), { refresh: next });
    expect(await started.tokens.renewed('access-1', never)).toBe('access-2');
    return started;
  };

  it('is not renewed by every call, but once in five minutes', async () => {
    const { tokens, clock, oauth } = await startRefused();
    const storm = Array.from({ length: 20 }, () => tokens.renewed('access-2', never));
    expect(new Set(await Promise.all(storm))).toEqual(new Set([null]));
    await clock.advance(5 * 60_000 - 1);
    expect(await tokens.renewed('access-2', never)).toBeNull();
    expect(oauth.calls).toHaveLength(1);
    await clock.advance(1);
    expect(await tokens.renewed('access-2', never)).toBe('access-3');
    expect(await tokens.renewed('access-3', never)).toBeNull();
    expect(oauth.calls).toHaveLength(2);
  });

  it('gives way at once to that of a new login, which is given its time as well', async () => {
    const { tokens, store, oauth } = await startRefused();
    store.entries.set(KEY, tokenPair({ accessToken: 'access-9' }));
    expect(await tokens.renewed('access-2', never)).toBe('access-9');
    expect(await tokens.current(never)).toBe('access-9');
    expect(await tokens.renewed('access-9', never)).toBeNull();
    expect(oauth.calls).toHaveLength(1);
  });

  it('is still renewed when it has run out', async () => {
    const { tokens, clock, oauth } = start(tokenPair(), {
      refresh: async (pair) => ({ ...(await next(pair)), accessUntilMs: clock.now() + 1_000 }),
    });
    const short = await tokens.renewed('access-1', never);
    await clock.advance(1_000);
    expect(await tokens.current(never)).not.toBe(short);
    expect(oauth.calls).toHaveLength(2);
  });
});

describe('a store that takes nothing', () => {
  const startFull = () => {
    const [store, disk] = [memoryStore(), { isFull: true }];
    const set: typeof store.set = async (key, value) => (disk.isFull ? false : store.set(key, value));
    const started = start(
      tokenPair({ refreshUntilMs: fakeClock().now() + 5 * DAY_MS }),
      {
        refresh: async (pair) => second(pair),
        postpone: async (pair) => ({ ...pair, accessToken: 'access-3', refreshToken: 'refresh-3' }),
      },
      { ...store, set },
    );
    return { ...started, disk };
  };

  it('does not stop the new pair from being used, and the operator hears of it without any token', async () => {
    const { tokens, log } = startFull();
    expect(await tokens.renewed('access-1', never)).toBe('access-3');
    expect(await tokens.current(never)).toBe('access-3');
    expect(await tokens.renewed('access-1', never)).toBe('access-3');
    const errors = log.lines.filter(({ level }) => level === 'error');
    expect(new Set(errors.map(({ event }) => event))).toEqual(new Set(['tokens of 1688 not stored']));
    expect(JSON.stringify(log.lines)).not.toMatch(/access-\d|refresh-\d/);
  });

  it('gets the new pair when it can take it again, and the old one is not taken for a newer', async () => {
    const { tokens, clock, disk, store, oauth } = startFull();
    await tokens.renewed('access-1', never);
    expect(await tokens.renewed('access-3', never)).toBeNull();
    disk.isFull = false;
    await clock.advance(60_000);
    expect(await tokens.current(never)).toBe('access-3');
    expect(store.entries.get(KEY)).toMatchObject({ accessToken: 'access-3', refreshToken: 'refresh-3' });
    expect(oauth.calls).toHaveLength(2);
  });

  it('does not keep a new login from being found', async () => {
    const { tokens, clock, store } = startFull();
    await tokens.renewed('access-1', never);
    store.entries.set(KEY, tokenPair({ accessToken: 'access-9' }));
    await clock.advance(60_000);
    expect(await tokens.current(never)).toBe('access-9');
  });
});

describe('the authorisation', () => {
  const untilMs = (days: number): number => fakeClock().now() + days * DAY_MS;
  const longer = async (pair: TokenPair): Promise<TokenPair> => ({
    ...pair,
    accessToken: 'access-3',
    refreshToken: 'refresh-3',
    refreshUntilMs: untilMs(182),
  });

  it.each([
    [31, false],
    [30, true],
    [1, true],
  ])('with %d days left is prolonged: %s', async (days, isProlonged) => {
    const { tokens, oauth, store } = start(tokenPair({ refreshUntilMs: untilMs(days) }), {
      refresh: async (pair) => second(pair),
      postpone: longer,
    });
    expect(await tokens.renewed('access-1', never)).toBe(isProlonged ? 'access-3' : 'access-2');
    expect(oauth.calls).toEqual([
      'refresh access-1 refresh-1',
      ...(isProlonged ? ['postpone access-2 refresh-1'] : []),
    ]);
    expect(store.entries.get(KEY)).toMatchObject({ refreshToken: isProlonged ? 'refresh-3' : 'refresh-1' });
  });

  it('that cannot be prolonged now is used on, and the operator hears of it', async () => {
    const { tokens, store, log } = start(tokenPair({ refreshUntilMs: untilMs(5) }), {
      refresh: async (pair) => second(pair),
      postpone: async () => Promise.reject(refused()),
    });
    expect(await tokens.renewed('access-1', never)).toBe('access-2');
    expect(store.entries.get(KEY)).toMatchObject({ accessToken: 'access-2', refreshToken: 'refresh-1' });
    expect(log.lines).toContainEqual(
      expect.objectContaining({ level: 'warn', event: 'authorisation of 1688 not prolonged' }),
    );
  });

  it('is told in the log without any token', async () => {
    const { tokens, log } = start(tokenPair({ refreshUntilMs: untilMs(5) }), {
      refresh: async (pair) => second(pair),
      postpone: longer,
    });
    await tokens.renewed('access-1', never);
    expect(log.lines.map(({ event }) => event)).toEqual([
      'access token of 1688 renewed',
      'authorisation of 1688 prolonged',
    ]);
    expect(JSON.stringify(log.lines)).not.toMatch(/access-\d|refresh-\d/);
  });
});
