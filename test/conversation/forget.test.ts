/** Deleting what is kept of a chat: all of it in every store, nothing of other chats, and it is told what that was. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { createBatches } from '../../src/conversation/batches.ts';
import { createChats } from '../../src/conversation/chats.ts';
import { createForget } from '../../src/conversation/forget.ts';
import { createHistory } from '../../src/conversation/history.ts';
import { createLastAnswers } from '../../src/conversation/last-answers.ts';
import { createShares } from '../../src/conversation/shares.ts';
import { createShortlists } from '../../src/conversation/shortlists.ts';
import { createViews, viewIdFor } from '../../src/conversation/views.ts';
import { createWatches } from '../../src/conversation/watches.ts';
import type { ChatRef } from '../../src/domain/chat.ts';
import type { AnswerJob } from '../../src/domain/ports.ts';
import { plainQuestion } from '../../src/domain/query.ts';
import type { Exclusively } from '../../src/ops/exclusive.ts';
import { createEarlierPhotos } from '../../src/search/earlier.ts';
import { createStores } from '../../src/storage/keyv-sqlite.ts';
import { openMemoryDatabase } from '../../src/storage/sqlite.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { idleQueue } from '../support/idle-queue.ts';
import { asker, chat, offer, offerDetail, photoRef, searchResult } from '../support/made-up.ts';
import { answerJob } from '../support/made-up-job.ts';
import { otherChat, wish } from '../support/memory-watches.ts';
import { silentLog } from '../support/silent-log.ts';

const NAMES = [
  'views',
  'shares',
  'shortlists',
  'history',
  'answers',
  'earlier',
  'watches',
  'chats',
  'telegram',
  'batches',
  'batch-notes',
];

const world = () => {
  const db = openMemoryDatabase();
  onTestFinished(() => db.close());
  const clock = fakeClock();
  const stores = createStores({ db, clock, log: silentLog });
  const lines = new Map<string, Promise<unknown>>();
  const exclusively: Exclusively = async (name, change) => {
    const mine = (lines.get(name) ?? Promise.resolve()).then(change);
    lines.set(
      name,
      mine.catch(() => {}),
    );
    return mine;
  };
  const views = createViews(stores('views'));
  const made = {
    views,
    shares: createShares({ store: stores('shares'), views }),
    shortlists: createShortlists({ store: stores('shortlists'), exclusively }),
    history: createHistory({ store: stores('history'), exclusively, clock }),
    lastAnswers: createLastAnswers(stores('answers')),
    earlier: createEarlierPhotos({ store: stores('earlier'), memory: { outline: async () => null }, clock }),
    watches: createWatches({ store: stores('watches'), exclusively, keepMs: 1e12 }),
    chats: createChats({ store: stores('chats'), clock }),
    batches: createBatches({ store: stores('batch-notes'), exclusively, clock }),
  };
  const files: string[] = [];
  const failed = [answerJob('mine'), answerJob('theirs', { chat: otherChat })].map((job) => ({
    job,
    reason: '',
    failedAtMs: 0,
  }));
  const dropped: string[] = [];
  const queue = idleQueue({
    failures: async () => failed,
    drop: async (key) => {
      dropped.push(key);
      return true;
    },
  });
  const memory = { forgetFile: async (identity: string) => void files.push(identity) };
  const forget = createForget({ ...made, stores, memory, queue });

  /** Everything that people do, in one chat. */
  const use = async (where: ChatRef) => {
    const view = viewIdFor(where.id);
    const subject = { kind: 'photo', photo: photoRef } as const;
    const job = { chat: where, from: asker, view } satisfies Pick<AnswerJob, 'chat' | 'from' | 'view'>;
    await views.save({ id: view, chat: where, subject, question: plainQuestion('en'), asked: null });
    const token = await made.shares.tokenFor(view, where);
    await made.shortlists.add(where, { offer: offer('620100'), by: '7', atMs: 0 });
    await made.shortlists.use(where, 'Samples');
    await made.shortlists.add(where, { offer: offer('620101'), by: '7', atMs: 0 });
    await made.history.note(job, subject, 'A bottle');
    await made.lastAnswers.note(where, subject, searchResult([offer('620100')]));
    await made.earlier.note(where, { photo: 'photo', view });
    await made.watches.start(offerDetail('620100'), wish(clock, where));
    await made.chats.change(where, { name: 'language', value: 'ru' });
    await made.batches.begin(where, view);
    await stores('batches').set(`telegram:${where.id}:${view}:items`, []);
    await stores('telegram').set(`telegram:sign:${where.id}:1`, 1);
    return { view, token };
  };
  const keysOf = async (id: string) => {
    const all = await Promise.all(
      NAMES.map(async (name) => [name, await stores(name).keysUnder('')] as const),
    );
    return all.flatMap(([name, keys]) =>
      keys.filter((key) => key.split(':').includes(id)).map((key) => `${name} ${key}`),
    );
  };
  return { ...made, stores, forget, use, keysOf, files, dropped };
};

describe('forgetting a chat', () => {
  test('leaves nothing of it in any store, and everything of the others', async () => {
    const { forget, use, keysOf, files, dropped, shares, views, watches, history, batches } = world();
    const [mine, theirs] = [await use(chat), await use(otherChat)];
    const before = await keysOf(otherChat.id);
    expect(await forget(chat, 'chat')).toEqual({
      searches: 1,
      offers: 2,
      watches: 1,
      settings: 0,
      rest: expect.any(Number),
    });
    expect(await keysOf(chat.id)).toEqual(['chats telegram:42']);
    expect(await keysOf(otherChat.id)).toEqual(before);
    expect(await shares.find(mine.token)).toBeNull();
    expect((await shares.find(theirs.token))?.id).toBe(theirs.view);
    expect(await views.find(mine.view, chat)).toBeNull();
    expect((await watches.offer('620100'))?.chats).toEqual([{ platform: 'telegram', id: '43' }]);
    expect((await history.ofPerson('telegram', '7')).map((one) => one.chat.id)).toEqual(['43']);
    expect([files, dropped]).toEqual([['telegram:unique-1'], ['mine']]);
    expect([await batches.isDiscarded(mine.view), await batches.isDiscarded(theirs.view)]).toEqual([
      true,
      false,
    ]);
  });

  test('takes the settings only where they are meant, and finds nothing a second time', async () => {
    const { forget, use, chats } = world();
    await use(chat);
    await forget(chat, 'chat');
    expect((await chats.of(chat)).language).toBe('ru');
    expect(await forget(chat, 'all')).toMatchObject({ searches: 0, settings: 1 });
    expect((await chats.of(chat)).language).toBe('own');
    expect(await forget(chat, 'all')).toMatchObject({ searches: 0, offers: 0, watches: 0, settings: 0 });
  });

  test('also takes what a group had under the id before it became a supergroup', async () => {
    const { forget, use, views, keysOf } = world();
    const { view } = await use(chat);
    await views.move({ platform: 'telegram', oldId: '42', id: '-10042' });
    const group = { ...chat, id: '-10042', kind: 'group' } as const;
    expect((await views.find(view, group))?.id).toBe(view);
    expect((await forget(group, 'chat')).searches).toBe(1);
    expect(await keysOf('42')).toEqual(['chats telegram:42']);
    expect(await views.find(view, group)).toBeNull();
  });
});
