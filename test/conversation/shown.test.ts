/** What was shown is found again by its page: with any quantity, unless the quantity decided which offers these were. */
import { Keyv } from 'keyv';
import { describe, expect, it } from 'vitest';
import { createShown } from '../../src/conversation/shown.ts';
import { TusouError } from '../../src/domain/errors.ts';
import type { Facet } from '../../src/domain/facet.ts';
import { chat, offer } from '../support/made-up.ts';

const LIST = { chat, view: 'view-0001' };

const facet: Facet = { page: 1, mode: 'same', sort: 'relevance' };
const offers = [offer('610947572361'), offer('610947572362')];

describe('the offers of a page', () => {
  it('are the same for every quantity', async () => {
    const shown = createShown(new Keyv());
    await shown.keep(LIST, facet, offers);
    expect(await shown.find(LIST, { ...facet, quantity: 300 })).toEqual(offers);
    expect(await shown.find(LIST, { ...facet, page: 2 })).toBeNull();
    expect(await shown.find({ ...LIST, view: 'view-0002' }, facet)).toBeNull();
    expect(await shown.find({ ...LIST, chat: { ...chat, id: '43' } }, facet)).toBeNull();
  });

  it('by score are those of one quantity', async () => {
    const shown = createShown(new Keyv());
    const byScore = { ...facet, sort: 'score', quantity: 300 } as const;
    await shown.keep(LIST, byScore, offers);
    expect(await shown.find(LIST, byScore)).toEqual(offers);
    expect(await shown.find(LIST, { ...byScore, quantity: 100 })).toBeNull();
  });

  it('are done without while nothing can be stored', async () => {
    const down = async (): Promise<never> => {
      throw new TusouError('storage-down');
    };
    const shown = createShown({ get: down, set: down, delete: down });
    await shown.keep(LIST, facet, offers);
    expect(await shown.find(LIST, facet)).toBeNull();
  });
});
