/** What somebody has going on in one place. */
import Keyv from 'keyv';
import { describe, expect, it } from 'vitest';
import { createBoard } from '../../src/conversation/board.ts';
import { createChats } from '../../src/conversation/chats.ts';
import { createShares, sharedIn } from '../../src/conversation/shares.ts';
import { createViews } from '../../src/conversation/views.ts';
import type { BoardLine } from '../../src/domain/card.ts';
import type { ChatRef } from '../../src/domain/chat.ts';
import { plainQuestion } from '../../src/domain/query.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { asker, offer, photoRef } from '../support/made-up.ts';
import { memoryHistory } from '../support/memory-history.ts';
import { memoryShortlists } from '../support/memory-shortlists.ts';

const own: ChatRef = { platform: 'slack', id: 'D1', thread: null, kind: 'private', via: null };
const group: ChatRef = { ...own, id: 'C1', kind: 'group' };
const photo = { kind: 'photo', photo: photoRef } as const;

/** Boards over storage that a test fills; whoever asks may see the groups of these ids. */
const office = (watched: readonly BoardLine[] = []) => {
  const clock = fakeClock(1000);
  const views = createViews(new Keyv());
  const history = memoryHistory(clock);
  const shortlists = memoryShortlists();
  const shares = createShares({ store: new Keyv(), views });
  const chats = createChats({ store: new Keyv(), clock });
  const make = createBoard({ history, shortlists, shares, chats, watches: async () => watched });
  const board = (seen: readonly string[] = ['C1'], person = asker) =>
    make({
      person,
      chat: own,
      maySee: async ({ id }) => {
        if (id === 'C9') throw new Error('nobody knows');
        return seen.includes(id);
      },
    });
  return { board, chats, history, shares, shortlists, views };
};

describe('a board', () => {
  it('of somebody who did nothing yet says how to begin', async () => {
    const card = await office().board();
    expect(card.empty).toContain('/1688');
    expect([card.searches.list, card.lists.list, card.watches.list]).toEqual([[], [], []]);
    const labels = card.settings.list.map(({ label, current }) => `${label}: ${current}`);
    expect(labels).toContain('Offers per page: 6');
  });

  it('has the searches of the person, each with the words that have it made anew', async () => {
    const { board, history, shares, views } = office();
    const view = { id: 'view-0001', chat: group, subject: photo, question: plainQuestion('en'), asked: null };
    await views.save(view);
    await history.note({ chat: group, from: asker, view: view.id }, photo, 'Teapot');
    const lamp = { kind: 'keyword', keyword: 'lamp' } as const;
    await history.note({ chat: group, from: { ...asker, id: '8' }, view: 'view-0002' }, lamp, null);
    const { searches, empty } = await board();
    expect(empty).toBeNull();
    expect(searches.list).toMatchObject([{ title: 'Teapot', facts: 'Photo', chat: group, atMs: 1000 }]);
    const args = searches.list[0]?.again ?? '';
    const start = { kind: 'command', name: 'start', args, photos: [] } as const;
    const shared = sharedIn({ ...start, key: 'k', chat: own, from: asker, message: null });
    expect(await shares.find(shared?.token ?? '')).toEqual(view);
  });

  it('has the lists of groups that the person may see at the moment, with their votes', async () => {
    const { board, history, shortlists } = office();
    for (const id of ['C1', 'C2', 'C9']) {
      await history.wasIn({ ...group, id }, asker.id);
      for (const number of ['1', '2', '3', '4'])
        await shortlists.add({ ...group, id }, { offer: offer(`70000000000${number}`), by: '8', atMs: 0 });
    }
    await shortlists.openVote(group, { id: 'v', offerIds: ['700000000001'] });
    await shortlists.cast(group, { vote: 'v', voter: '8', choice: '700000000001' });
    const { lists } = await board();
    expect(lists.list).toMatchObject([
      {
        chat: { id: 'C1' },
        facts: 'Shortlist: 4 offers · a vote is going on, one person voted',
        more: 'and 1 more',
      },
    ]);
    expect(lists.list[0]?.offers.map(({ url }) => url.slice(-17))).toEqual(
      ['4', '3', '2'].map((number) => `70000000000${number}.html`),
    );
    expect((await board([])).lists.list).toEqual([]);
  });

  it('is in the language of the private chat, and shows what is watched', async () => {
    const { board, chats } = office([{ text: 'Teapot: ¥12.50', actions: [] }]);
    await chats.change(own, { name: 'language', value: 'zh' });
    const card = await board();
    expect(card.language).toBe('zh');
    expect(card.watches.list).toEqual([{ text: 'Teapot: ¥12.50', actions: [] }]);
    expect(card.empty).toBeNull();
  });
});
