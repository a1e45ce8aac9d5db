/** Shared searches: what a link carries, and what it leads to. */
import fc from 'fast-check';
import { Keyv } from 'keyv';
import { describe, expect, it } from 'vitest';
import { createShares, sharedIn, sharePayload } from '../../src/conversation/shares.ts';
import { createViews, type View } from '../../src/conversation/views.ts';
import { MOST_PHOTOS } from '../../src/domain/action.ts';
import type { Inbound } from '../../src/domain/chat.ts';
import { plainQuestion, SEARCH_MODES, SORT_ORDERS } from '../../src/domain/query.ts';
import { arrival, chat, message, photoRef } from '../support/made-up.ts';

const view: View = {
  id: 'abcdefghijkl',
  chat,
  subject: { kind: 'photo', photo: photoRef },
  question: plainQuestion('en'),
  asked: message('10'),
};

const start = (args: string): Inbound => ({ ...arrival, kind: 'command', name: 'start', args, photos: [] });

const bench = async () => {
  const [store, kept] = [new Keyv(), new Keyv()];
  const views = createViews(kept);
  await views.save(view);
  return { shares: createShares({ store, views }), kept };
};

describe('a shared search', () => {
  it('has one token that opens its view, and says nothing about chat or view', async () => {
    const { shares } = await bench();
    const token = await shares.tokenFor(view.id, chat);
    expect(token).toMatch(/^[0-9a-f]{24}$/);
    expect(await shares.tokenFor(view.id, chat)).toBe(token);
    expect(await shares.find(token)).toEqual(view);
  });

  it('cannot be guessed from what others know', async () => {
    const [one, other] = [await bench(), await bench()];
    expect(await one.shares.tokenFor(view.id, chat)).not.toBe(await other.shares.tokenFor(view.id, chat));
    expect(await one.shares.find(view.id)).toBeNull();
    expect(await one.shares.find('0123456789abcdef01234567')).toBeNull();
  });

  it('ends with its view', async () => {
    const { shares, kept } = await bench();
    const token = await shares.tokenFor(view.id, chat);
    await kept.clear();
    expect(await shares.find(token)).toBeNull();
  });

  it('is a payload that an address and Telegram bear, and that says what was seen, from its first page', () => {
    const facets = fc.record({
      page: fc.integer({ min: 1, max: 2000 }),
      mode: fc.constantFrom(...SEARCH_MODES),
      sort: fc.constantFrom(...SORT_ORDERS),
      subject: fc.integer({ min: 1, max: MOST_PHOTOS }),
    });
    fc.assert(
      fc.property(facets, (facet) => {
        const token = 'f'.repeat(24);
        const payload = sharePayload({ token, facet });
        expect(payload).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
        expect(sharedIn(start(payload))).toEqual({ token, facet: { ...facet, page: 1 } });
      }),
    );
  });

  it.each(['', 'help', 's-', 'r-abcdefabcdef-1aa', 's-abcdefabcdef-1zz', '../..', 's:abcdefabcdef'])(
    'is not what other words behind /start are: "%s"',
    (args) => {
      expect(sharedIn(start(args))).toBeNull();
    },
  );
});
