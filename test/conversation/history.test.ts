/** What a chat and a person searched lately. */
import { Keyv } from 'keyv';
import { describe, expect, it } from 'vitest';
import { createHistory, MOST_PLACES, MOST_SEARCHES } from '../../src/conversation/history.ts';
import { VIEW_TTL_MS } from '../../src/conversation/views.ts';
import type { ChatRef } from '../../src/domain/chat.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { asker, chat, photoRef } from '../support/made-up.ts';
import { memoryHistory } from '../support/memory-history.ts';

const group: ChatRef = {
  platform: 'slack',
  id: 'C1',
  thread: '1.5',
  kind: 'group',
  via: 'https://hooks.example',
};
/** Another photo each time. */
const photoOf = (uniqueId: string) => ({ kind: 'photo', photo: { ...photoRef, uniqueId } }) as const;

const search = (view: string, change: { chat?: ChatRef; by?: string } = {}) => ({
  view,
  chat: change.chat ?? group,
  from: { ...asker, id: change.by ?? asker.id },
});
const viewsIn = (searches: readonly { view: string }[]) => searches.map(({ view }) => view);

describe('the history', () => {
  it('has the searches of a chat and those of a person, newest first, with what they were about', async () => {
    const clock = fakeClock(1000);
    const history = memoryHistory(clock);
    await history.note(search('view1'), photoOf('view1'), 'Teapot');
    await clock.advance(5);
    await history.note(search('view2', { by: '8' }), { kind: 'keyword', keyword: 'lamp' }, null);
    await history.note(search('view3', { chat }), { kind: 'photos', photos: [photoRef, photoRef] }, 'Lamp');
    expect(await history.ofChat(group)).toEqual([
      {
        view: 'view2',
        chat: { ...group, via: null },
        by: '8',
        subject: 'keyword',
        about: expect.any(String),
        photos: 0,
        words: 'lamp',
        best: null,
        atMs: 1005,
      },
      {
        view: 'view1',
        chat: { ...group, via: null },
        by: '7',
        subject: 'photo',
        about: expect.any(String),
        photos: 1,
        words: null,
        best: 'Teapot',
        atMs: 1000,
      },
    ]);
    expect(await history.ofPerson('telegram', '7')).toMatchObject([{ view: 'view3', photos: 2 }]);
    expect(viewsIn(await history.ofPerson('slack', '7'))).toEqual(['view1']);
    expect(viewsIn(await history.ofPerson('slack', '8'))).toEqual(['view2']);
    expect(await history.ofChat({ ...group, id: 'C2' })).toEqual([]);
  });

  it('moves a search that is asked again to the front, and it stays the search of who asked first', async () => {
    const history = memoryHistory();
    await history.note(search('view1'), photoOf('view1'), 'Teapot');
    await history.note(search('view2'), photoOf('view2'), null);
    await history.note(search('view1', { by: '8' }), photoOf('view1'), 'Kettle');
    expect(await history.ofChat(group)).toMatchObject([
      { view: 'view1', by: '7', best: 'Kettle' },
      { view: 'view2' },
    ]);
    expect(viewsIn(await history.ofPerson('slack', '7'))).toEqual(['view1', 'view2']);
    expect(await history.ofPerson('slack', '8')).toEqual([]);
  });

  it('has one entry for one subject: its latest search', async () => {
    const history = memoryHistory();
    await history.note(search('view1'), photoOf('a'), null);
    await history.note(search('view2'), { kind: 'keyword', keyword: 'Lamp' }, null);
    await history.note(search('view3'), photoOf('a'), null);
    await history.note(search('view4'), { kind: 'keyword', keyword: 'lamp' }, null);
    await history.note(search('view5'), { kind: 'offer-picture', offerId: '1' }, null);
    expect(viewsIn(await history.ofChat(group))).toEqual(['view5', 'view4', 'view3']);
  });

  it('keeps the newest ones of those that are noted at the same moment, and none that is too old', async () => {
    const clock = fakeClock(0);
    const history = memoryHistory(clock);
    const views = Array.from({ length: MOST_SEARCHES + 3 }, (_, index) => `view${index}`);
    await Promise.all(views.map((view) => history.note(search(view), photoOf(view), null)));
    expect(viewsIn(await history.ofChat(group))).toEqual(views.toReversed().slice(0, MOST_SEARCHES));
    await clock.advance(VIEW_TTL_MS - 1);
    expect(await history.ofChat(group)).toHaveLength(MOST_SEARCHES);
    await history.note(search('late'), photoOf('late'), null);
    await clock.advance(1);
    expect(viewsIn(await history.ofChat(group))).toEqual(['late']);
  });

  it('knows in which groups somebody did something, whatever it was', async () => {
    const history = memoryHistory();
    await history.note(search('view1', { chat }), photoOf('view1'), null);
    for (let id = 0; id <= MOST_PLACES; id += 1) await history.wasIn({ ...group, id: `C${id}` }, '7');
    await history.note(search('view2', { chat: { ...group, id: 'C5' } }), photoOf('view2'), null);
    const ids = (await history.placesOf('slack', '7')).map(({ id }) => id);
    expect(ids).toHaveLength(MOST_PLACES);
    expect(ids.slice(0, 2)).toEqual(['C5', `C${MOST_PLACES}`]);
    expect(await history.placesOf('telegram', '7')).toEqual([]);
  });

  it('goes along to the new id of a chat, once', async () => {
    const history = memoryHistory();
    await history.note(search('view1'), photoOf('view1'), null);
    const move = { platform: 'slack', oldId: 'C1', id: 'C9' } as const;
    await history.note(search('view2', { chat: { ...group, id: 'C9' } }), photoOf('view2'), null);
    await history.move(move);
    await history.move(move);
    const moved = await history.ofChat({ ...group, id: 'C9' });
    expect(viewsIn(moved)).toEqual(['view2', 'view1']);
    expect(moved.map((one) => one.chat.id)).toEqual(['C9', 'C9']);
  });

  it('is empty where the storage does not answer, and nobody hears of it', async () => {
    const down = async () => Promise.reject(new Error('down'));
    const history = createHistory({
      store: Object.assign(new Keyv(), { get: down, set: down }),
      exclusively: (_, change) => change(),
      clock: fakeClock(0),
    });
    await history.note(search('view1'), photoOf('view1'), null);
    expect(await history.ofChat(group)).toEqual([]);
    expect(await history.placesOf('slack', '7')).toEqual([]);
  });
});
