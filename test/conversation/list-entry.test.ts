/** Changes of a chat's lists: what is noted, tagged and remembered, and which list it is about. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_EVENTS, type PlaceChange } from '../../src/conversation/list-entry.ts';
import { MOST_LISTS } from '../../src/conversation/list-names.ts';
import { LIST_LIMITS } from '../../src/domain/list-task.ts';
import { chat, offer } from '../support/made-up.ts';
import { memoryShortlists } from '../support/memory-shortlists.ts';

const IDS = ['700000000001', '700000000002', '700000000003'] as const;
const pick = (id: string) => ({ offer: offer(id), by: '7', atMs: 1000 });
const doer = (key: string) => ({ by: '8', atMs: 2000, key });

const filled = async () => {
  const lists = memoryShortlists();
  for (const id of IDS) await lists.add(chat, pick(id));
  return lists;
};

describe('a listed offer', () => {
  it('bears the latest note and its tags, and gives them up', async () => {
    const lists = await filled();
    await lists.change(chat, { verb: 'note', place: 2, text: 'one' }, doer('a'));
    await lists.change(chat, { verb: 'note', place: 2, text: 'two' }, doer('b'));
    await lists.change(chat, { verb: 'tag', place: 2, tags: ['red', 'big'] }, doer('c'));
    await lists.change(chat, { verb: 'untag', place: 2, tags: ['red'] }, doer('d'));
    const second = (await lists.of(chat)).picks[1];
    expect(second).toMatchObject({ note: { text: 'two', by: '8', atMs: 2000 }, tags: ['big'] });
    await lists.change(chat, { verb: 'note', place: 2, text: '' }, doer('e'));
    await lists.change(chat, { verb: 'untag', place: 2, tags: [] }, doer('f'));
    const after = await lists.of(chat);
    expect(after.picks[1]?.note).toBeUndefined();
    expect(after.picks[1]?.tags).toEqual([]);
    expect(after.events?.slice(-6).map(({ what }) => what)).toEqual([
      'noted',
      'noted',
      'tagged',
      'untagged',
      'unnoted',
      'untagged',
    ]);
  });

  it('is removed once by an event that comes again, and in a place that is none nothing happens', async () => {
    const lists = await filled();
    const first = await lists.change(chat, { verb: 'remove', place: 1 }, doer('a'));
    expect(await lists.change(chat, { verb: 'remove', place: 1 }, doer('a'))).toEqual(first);
    expect((await lists.of(chat)).picks.map((one) => one.offer.id)).toEqual(IDS.slice(1));
    expect(await lists.change(chat, { verb: 'remove', place: 3 }, doer('b'))).toBeNull();
  });

  it('has no more tags, and the list no more of its past, than there is room for', async () => {
    const verb = fc.constantFrom('note', 'tag', 'untag', 'remove');
    const tags = fc.array(fc.constantFrom(...'abcdefghijkl'), { maxLength: 12 });
    const change = fc.record({ verb, place: fc.integer({ min: 1, max: 4 }), tags, text: fc.string() });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 80 }), async (changes) => {
        const lists = await filled();
        for (const [index, one] of changes.entries())
          await lists.change(chat, one as PlaceChange, doer(String(index)));
        const { picks, events = [] } = await lists.of(chat);
        expect(events.length).toBeLessThanOrEqual(MOST_EVENTS);
        for (const { tags: own = [] } of picks) {
          expect(own.length).toBeLessThanOrEqual(LIST_LIMITS.tags);
          expect(new Set(own).size).toBe(own.length);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('several lists', () => {
  it('each have their own offers and vote; a vote goes on when another list becomes the current one', async () => {
    const lists = await filled();
    await lists.openVote(chat, { id: 'a', offerIds: IDS.slice(0, 2) });
    expect(await lists.use(chat, 'Samples')).toBe('begun');
    expect((await lists.of(chat)).picks).toEqual([]);
    await lists.add(chat, pick(IDS[2]));
    await lists.cast(chat, { vote: 'a', voter: '1', choice: IDS[1] });
    expect((await lists.withVote(chat, 'a')).picks).toHaveLength(3);
    const over = await lists.closeVote(chat, 'a', 3000);
    expect(over.events?.at(-1)).toMatchObject({ what: 'won', by: null, atMs: 3000 });
    expect(await lists.use(chat, 'samples')).toBe('used');
    expect(await lists.lists(chat)).toEqual([
      { id: 'main', name: null, count: 3, isCurrent: false },
      { id: 'n1', name: 'Samples', count: 1, isCurrent: true },
    ]);
    expect(await lists.use(chat, 'main')).toBe('used');
    expect((await lists.of(chat)).picks).toHaveLength(3);
  });

  it('are renamed unless another has the name, deleted for good, and never mixed up afterwards', async () => {
    const lists = await filled();
    await lists.use(chat, 'one');
    await lists.use(chat, 'two');
    expect(await lists.rename(chat, 'ONE')).toBe(false);
    expect(await lists.rename(chat, 'Two')).toBe(true);
    expect(await lists.erase(chat, 'n2')).toBe(true);
    expect(await lists.erase(chat, 'n2')).toBe(false);
    expect(await lists.switchTo(chat, 'n2')).toBe(false);
    expect((await lists.of(chat)).picks).toHaveLength(3);
    await lists.use(chat, 'three');
    expect((await lists.lists(chat)).map(({ id }) => id)).toEqual(['main', 'n1', 'n3']);
    expect(await lists.erase(chat, 'main')).toBe(true);
    expect((await lists.lists(chat))[0]).toMatchObject({ id: 'main', count: 0 });
  });

  it('are so many at most', async () => {
    const lists = memoryShortlists();
    for (let count = 1; count < MOST_LISTS; count += 1)
      expect(await lists.use(chat, `list ${count}`)).toBe('begun');
    expect(await lists.use(chat, 'one more')).toBe('full');
    expect(await lists.use(chat, 'list 3')).toBe('used');
  });

  it('go along to the new id of a chat', async () => {
    const lists = await filled();
    await lists.use(chat, 'Samples');
    await lists.add(chat, pick(IDS[0]));
    await lists.move({ platform: chat.platform, oldId: chat.id, id: '-1042' });
    expect(await lists.lists({ ...chat, id: '-1042' })).toMatchObject([
      { name: null, count: 3 },
      { name: 'Samples', count: 1, isCurrent: true },
    ]);
  });
});
