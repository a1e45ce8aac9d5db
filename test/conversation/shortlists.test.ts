/** What a chat has put aside, and who voted for what. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_PICKS, votesOf } from '../../src/conversation/list-entry.ts';
import { chat, offer } from '../support/made-up.ts';
import { memoryShortlists } from '../support/memory-shortlists.ts';

const pick = (id: string) => ({ offer: offer(id), by: '7', atMs: 1000 });
const idsIn = ({ picks }: { picks: readonly { offer: { id: string } }[] }) =>
  picks.map((one) => one.offer.id);

describe('a shortlist', () => {
  it('holds each offer once, in the order in which they came, and belongs to its chat', async () => {
    const lists = memoryShortlists();
    await lists.add(chat, pick('700000000001'));
    await lists.add(chat, pick('700000000002'));
    expect(idsIn(await lists.add(chat, pick('700000000001')))).toEqual(['700000000001', '700000000002']);
    expect(idsIn(await lists.remove(chat, '700000000001', { by: '7', atMs: 2000 }))).toEqual([
      '700000000002',
    ]);
    expect(idsIn(await lists.remove(chat, '700000000009', { by: '7', atMs: 2000 }))).toEqual([
      '700000000002',
    ]);
    expect(idsIn(await lists.of({ ...chat, id: '43' }))).toEqual([]);
    expect(idsIn(await lists.of({ ...chat, platform: 'slack' }))).toEqual([]);
  });

  it('goes along to the new id of a chat, once, and gives way to what is there already', async () => {
    const lists = memoryShortlists();
    await lists.add(chat, pick('700000000001'));
    const move = { platform: chat.platform, oldId: chat.id, id: '-1042' };
    const moved = { ...chat, id: move.id };
    await lists.move(move);
    expect(idsIn(await lists.of(moved))).toEqual(['700000000001']);
    await lists.add(moved, pick('700000000002'));
    await lists.move(move);
    expect(idsIn(await lists.of(moved))).toEqual(['700000000001', '700000000002']);
  });

  it('has an offer as the latest press wants it, in whichever order the presses are done', async () => {
    const press = fc.record({ adds: fc.boolean(), atMs: fc.integer({ min: 1, max: 1_000_000 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(press, { minLength: 1, maxLength: 8, selector: ({ atMs }) => atMs }),
        async (presses) => {
          const lists = memoryShortlists();
          for (const { adds, atMs } of [...presses, ...presses]) {
            if (adds) await lists.add(chat, { ...pick('700000000001'), atMs });
            else await lists.remove(chat, '700000000001', { by: '7', atMs });
          }
          const [latest] = presses.toSorted((a, b) => b.atMs - a.atMs);
          expect(idsIn(await lists.of(chat))).toEqual(latest?.adds ? ['700000000001'] : []);
        },
      ),
    );
  });

  it('gives up the oldest offer when it is full', async () => {
    const lists = memoryShortlists();
    for (let id = 0; id <= MOST_PICKS; id += 1) await lists.add(chat, pick(String(700_000_000_000 + id)));
    const ids = idsIn(await lists.of(chat));
    expect(ids).toHaveLength(MOST_PICKS);
    expect(ids[0]).toBe('700000000001');
  });
});

describe('a vote', () => {
  const options = ['700000000001', '700000000002'];

  it('counts one choice a person, for the offers and the vote that it is about', async () => {
    const choice = fc.constantFrom(...options, '700000000009', null);
    const ballot = fc.record({
      vote: fc.constantFrom('a', 'b'),
      voter: fc.constantFrom('1', '2', '3'),
      choice,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(ballot, { maxLength: 20 }), async (ballots) => {
        const lists = memoryShortlists();
        await lists.openVote(chat, { id: 'a', offerIds: options });
        for (const one of ballots) await lists.cast(chat, one);
        const last = new Map<string, string | null>();
        for (const { vote, voter, choice: chosen } of ballots)
          if (vote === 'a' && chosen !== '700000000009') last.set(voter, chosen);
        const expected = options.map((id) => [...last.values()].filter((chosen) => chosen === id).length);
        const votes = votesOf(await lists.of(chat));
        expect(options.map((id) => votes.get(id))).toEqual(expected);
      }),
    );
  });

  it('that is begun anew has no votes, and the same one again keeps them', async () => {
    const lists = memoryShortlists();
    await lists.openVote(chat, { id: 'a', offerIds: options });
    await lists.cast(chat, { vote: 'a', voter: '1', choice: '700000000001' });
    const again = await lists.openVote(chat, { id: 'a', offerIds: options });
    expect(votesOf(again).get('700000000001')).toBe(1);
    const anew = await lists.openVote(chat, { id: 'b', offerIds: options });
    expect(votesOf(anew).get('700000000001')).toBe(0);
  });

  const press = (voter: string, choice: string, key: string) => ({ vote: 'a', voter, choice, key });

  it('by buttons: a press chooses, another moves the choice, the same takes it back, and one that comes again is none', async () => {
    const lists = memoryShortlists();
    await lists.openVote(chat, { id: 'a', offerIds: options, by: '7' });
    const votes = () => options.map((id) => votesOf(list).get(id));
    let list = await lists.press(chat, press('1', '700000000001', 'k1'));
    expect(votes()).toEqual([1, 0]);
    list = await lists.press(chat, press('1', '700000000001', 'k1'));
    expect(votes()).toEqual([1, 0]);
    list = await lists.press(chat, press('1', '700000000002', 'k2'));
    expect(votes()).toEqual([0, 1]);
    list = await lists.press(chat, press('1', '700000000001', 'k1'));
    expect(votes()).toEqual([0, 1]);
    list = await lists.press(chat, press('1', '700000000002', 'k3'));
    expect(votes()).toEqual([0, 0]);
    list = await lists.press(chat, press('1', '700000000009', 'k4'));
    expect(votes()).toEqual([0, 0]);
  });

  it('that is over counts nothing more, and only the latest one can be ended', async () => {
    const lists = memoryShortlists();
    await lists.openVote(chat, { id: 'a', offerIds: options });
    await lists.press(chat, press('1', '700000000001', 'k1'));
    expect((await lists.closeVote(chat, 'b', 1000)).vote?.isOver).toBeUndefined();
    expect((await lists.closeVote(chat, 'a', 1000)).vote?.isOver).toBe(true);
    const list = await lists.press(chat, press('2', '700000000001', 'k2'));
    await lists.cast(chat, { vote: 'a', voter: '3', choice: '700000000001' });
    expect(votesOf(list).get('700000000001')).toBe(1);
    expect(votesOf(await lists.of(chat)).get('700000000001')).toBe(1);
  });
});
