/** Looking whether a backend without a check of its own can be worked with. */
import { describe, expect, it } from 'vitest';
import { checkBackend, troubleOf } from '../../src/backends/check.ts';
import { type ErrorCode, TusouError } from '../../src/domain/errors.ts';
import type { Backend } from '../../src/domain/ports.ts';

const never = new AbortController().signal;

/** A backend whose every call ends like this; `asked` tells the calls. */
const backendOf = (can: { detail: boolean; queries: Backend['can']['queries'] }, code: ErrorCode | null) => {
  const asked: string[] = [];
  const answer = (name: string) => async (): Promise<never> => {
    asked.push(name);
    if (code) throw new TusouError(code, { detail: 'what was said; what to do; and more' });
    return undefined as never;
  };
  const backend = {
    name: 'made-up',
    can,
    offer: answer('offer'),
    search: answer('search'),
  } as unknown as Backend;
  return { backend, asked };
};

const BOTH = { detail: true, queries: ['photo', 'keyword'] } as const;

describe('a backend', () => {
  it.each([null, 'offer-not-found', 'backend-image-refused'] as const)(
    'that answers %j has let us in, by one call',
    async (code) => {
      const { backend, asked } = backendOf(BOTH, code);
      expect(await checkBackend(backend, never)).toEqual([
        { what: 'details of an offer', ok: true, says: 'answers', cure: null },
      ]);
      expect(asked).toEqual(['offer']);
    },
  );

  it('without details is asked for words', async () => {
    const { backend, asked } = backendOf({ ...BOTH, detail: false }, 'backend-quota');
    expect(await checkBackend(backend, never)).toEqual([
      { what: 'search by words', ok: false, says: 'what was said', cure: 'what to do; and more' },
    ]);
    expect(asked).toEqual(['search']);
  });

  it('that takes photos only is not charged for a look', async () => {
    const { backend, asked } = backendOf({ detail: false, queries: ['photo'] }, 'backend-down');
    expect(await checkBackend(backend, never)).toMatchObject([{ ok: true }]);
    expect(asked).toEqual([]);
  });

  it('with a check of its own is left to it', async () => {
    const { backend, asked } = backendOf(BOTH, 'backend-down');
    expect(await checkBackend({ ...backend, check: async () => [] }, never)).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('is not judged by a check that was aborted', async () => {
    const reason = new Error('enough');
    const { backend } = backendOf(BOTH, 'backend-down');
    await expect(checkBackend(backend, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe('a trouble', () => {
  it('comes with what to do, also where the failure does not say so', () => {
    expect(troubleOf('it', new TusouError('backend-blocked', { detail: 'a page' }))).toEqual({
      what: 'it',
      ok: false,
      says: 'a page',
      cure: expect.stringContaining('MARKETPLACE'),
    });
    expect(troubleOf('it', new Error('odd'))).toMatchObject({ says: 'odd', cure: null });
  });
});
