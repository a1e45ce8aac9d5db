import { Keyv } from 'keyv';
import { describe, expect, it } from 'vitest';
import { createChats } from '../../src/conversation/chats.ts';
import { createReceive } from '../../src/conversation/receive.ts';
import { createShares, sharePayload } from '../../src/conversation/shares.ts';
import { createViews } from '../../src/conversation/views.ts';
import { encodeAction } from '../../src/domain/action.ts';
import type { Inbound, MessageRef, Reply } from '../../src/domain/chat.ts';
import type { AnswerJob, ChatAdapter, Place } from '../../src/domain/ports.ts';
import { AS_SENT, plainQuestion } from '../../src/domain/query.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { idleQueue } from '../support/idle-queue.ts';
import { arrival, chat, message, photoRef, photosEvent } from '../support/made-up.ts';
import { memoryBatches, memoryShortlists } from '../support/memory-shortlists.ts';
import { silentLog } from '../support/silent-log.ts';

const NOW_MS = 1_700_000_000_000;

/** Receiving with a queue and a chat that only note what reaches them. */
const reception = () => {
  const jobs: AnswerJob[] = [];
  const said: Reply[] = [];
  const queue = idleQueue({
    add: async (job) => {
      jobs.push(job);
      return true;
    },
  });
  const adapter: ChatAdapter = {
    platform: 'telegram',
    sheet: 'always',
    start: async () => {},
    stop: async () => {},
    download: async () => new Uint8Array(),
    send: async (_, reply) => {
      said.push(reply);
      return message('99');
    },
  };
  const views = createViews(new Keyv());
  const adapters = new Map([['telegram', adapter] as const]);
  const clock = fakeClock(NOW_MS);
  const chats = createChats({ store: new Keyv(), clock });
  const shares = createShares({ store: new Keyv(), views });
  const { receive, settled } = createReceive({
    queue,
    chats,
    views,
    shortlists: memoryShortlists(),
    batches: memoryBatches(),
    shares,
    adapters,
    clock,
    log: silentLog,
  });
  return { receive, settled, jobs, said, queue, adapter, chats, shares };
};

const press = (data: string, change: Partial<Inbound> = {}): Inbound =>
  ({ ...arrival, key: 'tg:2', kind: 'press', data, on: message('11'), ...change }) as Inbound;

const facet = { page: 2, mode: 'similar', sort: 'price' } as const;

describe('receiving', () => {
  it('stores a search for a photo, to be answered in its chat', async () => {
    const { receive, jobs } = reception();
    await receive(photosEvent());
    expect(jobs).toMatchObject([
      {
        key: 'tg:1',
        lane: 'asked',
        askedAtMs: NOW_MS,
        chat,
        asked: message('10'),
        answer: null,
        task: {
          kind: 'search',
          subject: { kind: 'photo', photo: photoRef },
          fresh: false,
          question: { page: 1, mode: 'same', language: 'en' },
        },
      },
    ]);
  });

  it('asks with a photo as it was adjusted, and the buttons under the answer do so too', async () => {
    const { receive, jobs } = reception();
    const part = { left: 0, top: 0.1, right: 0.5, bottom: 1 };
    const preparation = { ...AS_SENT, enhance: true };
    await receive({ ...photosEvent(), adjustment: { part, preparation } } as Inbound);
    await receive(press(encodeAction({ kind: 'show', view: jobs[0]?.view ?? '', facet })));
    const question = { part, preparation };
    expect(jobs).toMatchObject([{ task: { question } }, { task: { question: { ...question, ...facet } } }]);
  });

  it('asks the plain question where nothing was adjusted', async () => {
    const { receive, jobs } = reception();
    await receive({ ...photosEvent(), adjustment: { part: null, preparation: AS_SENT } } as Inbound);
    expect(jobs[0]?.task).toMatchObject({ question: plainQuestion('en') });
    expect(jobs[0]?.task).not.toHaveProperty('question.preparation');
    expect(jobs[0]?.task).not.toHaveProperty('question.part');
  });

  const second = { ...photoRef, uniqueId: 'u2' };

  it('makes one job of photos that were sent together', async () => {
    const { receive, jobs } = reception();
    await receive(photosEvent(photoRef, second));
    expect(jobs).toMatchObject([
      { key: 'tg:1', task: { subject: { kind: 'photos', photos: [photoRef, second] } } },
    ]);
    expect(jobs[0]).not.toHaveProperty('photosSoFar');
  });

  it('gives every request of an event a job and a key of its own', async () => {
    const { receive, jobs } = reception();
    await receive(photosEvent(...Array.from({ length: 11 }, () => photoRef)));
    expect(jobs.map(({ key }) => key)).toEqual(['tg:1', 'tg:1#2']);
    expect(new Set(jobs.map(({ view }) => view)).size).toBe(2);
  });

  it('keeps the view of a request that arrives in parts, and each part makes a job that says how much there is', async () => {
    const { receive, jobs } = reception();
    const part = (key: string, ...photos: (typeof photoRef)[]) =>
      ({ ...photosEvent(...photos), key, request: 'tg:album' }) as Inbound;
    await receive(part('tg:album:1', photoRef));
    await receive(part('tg:album:1.2', photoRef, second));
    expect(jobs.map(({ key, photosSoFar }) => [key, photosSoFar])).toEqual([
      ['tg:album:1', 1],
      ['tg:album:1.2', 2],
    ]);
    expect(jobs[0]?.view).toBe(jobs[1]?.view);
    await receive(press(encodeAction({ kind: 'show', view: jobs[0]?.view ?? '', facet })));
    expect(jobs[2]?.task).toMatchObject({ subject: { kind: 'photos', photos: [photoRef, second] } });
    expect(jobs[2]).not.toHaveProperty('photosSoFar');
  });

  it('makes a shared search anew for whoever opens the link: what was seen, in their language and their chat', async () => {
    const { receive, jobs, shares } = reception();
    await receive({ ...photosEvent(photoRef), caption: 'silicone' } as Inbound);
    const token = await shares.tokenFor(jobs[0]?.view ?? '', chat);
    const there = { ...chat, id: '43' };
    const args = sharePayload({ token, facet: { ...facet, subject: 2 } });
    const opened = { ...arrival, key: 'tg:9', kind: 'command', name: 'start', args, photos: [] } as const;
    await receive({ ...opened, chat: there, from: { id: '8', language: 'zh' } });
    expect(jobs[1]).toMatchObject({
      chat: there,
      lane: 'asked',
      answer: null,
      task: {
        subject: { kind: 'photo', photo: photoRef },
        question: {
          page: 1,
          mode: 'similar',
          sort: 'price',
          subject: 2,
          keyword: 'silicone',
          language: 'zh',
        },
      },
    });
    expect(jobs[1]?.view).not.toBe(jobs[0]?.view);
  });

  it('says kindly that a shared search is no longer kept', async () => {
    const { receive, jobs, said } = reception();
    const args = sharePayload({ token: '0123456789abcdef01234567', facet });
    await receive({ ...arrival, kind: 'command', name: 'start', args, photos: [] });
    expect(jobs).toEqual([]);
    expect(said).toMatchObject([{ card: { text: expect.stringContaining('no longer kept') } }]);
  });

  it('shows the way into a private chat to who asks for help in a group', async () => {
    const { receive, settled, said, adapter } = reception();
    Object.assign(adapter, {
      links: { open: async (payload: string) => `https://t.me/bot?start=${payload}` },
    });
    const help = { ...arrival, kind: 'command', name: 'help', args: '', photos: [] } as const;
    await receive(help);
    await receive({ ...help, chat: { ...chat, kind: 'group' } });
    await settled();
    expect(said).toMatchObject([
      { card: { actions: [] } },
      { card: { actions: [[{ kind: 'link', url: 'https://t.me/bot?start=help' }]] } },
    ]);
  });

  it('asks the same again for a repeated delivery', async () => {
    const { receive, jobs } = reception();
    await receive(photosEvent());
    await receive(photosEvent());
    expect(jobs[1]).toEqual({ ...jobs[0], askedAtMs: NOW_MS + 1 });
  });

  it('answers a button in the message under which it stands', async () => {
    const { receive, jobs } = reception();
    await receive(photosEvent());
    const view = jobs[0]?.view ?? '';
    await receive(press(encodeAction({ kind: 'show', view, facet })));
    await receive(press(encodeAction({ kind: 'details', view, facet, offerId: '700000000001' })));
    expect(jobs[1]).toMatchObject({
      lane: 'interactive',
      answer: message('11'),
      task: { kind: 'search', question: facet, fresh: false },
    });
    expect(jobs[2]).toMatchObject({ task: { kind: 'offer', offerId: '700000000001', back: facet } });
    await receive(press(encodeAction({ kind: 'pictures', view, facet, offerId: '700000000001' })));
    expect(jobs.at(-1)).toMatchObject({
      lane: 'interactive',
      answer: message('11'),
      task: { kind: 'pictures', offerId: '700000000001', language: 'en' },
    });
  });

  it('knows no buttons of other chats', async () => {
    const { receive, jobs, said } = reception();
    await receive(photosEvent());
    const data = encodeAction({ kind: 'show', view: jobs[0]?.view ?? '', facet });
    await receive(press(data, { chat: { ...chat, id: '43' } }));
    expect(jobs).toHaveLength(1);
    expect(said).toMatchObject([{ kind: 'notice', card: { text: expect.stringContaining('too old') } }]);
  });

  it('says hello without a job', async () => {
    const { receive, jobs, said } = reception();
    await receive({ ...arrival, kind: 'command', name: 'start', args: '', photos: [] });
    expect(jobs).toEqual([]);
    expect(said).toMatchObject([{ kind: 'notice', card: { tone: 'info' } }]);
  });

  it('lets nobody wait for a chat that is slow to take a short reply', async () => {
    const { receive, settled, adapter } = reception();
    const slow = Promise.withResolvers<MessageRef>();
    adapter.send = () => slow.promise;
    await receive({ ...arrival, kind: 'command', name: 'help', args: '', photos: [] });
    const end = settled().then(() => 'settled');
    expect(await Promise.race([end, Promise.resolve('underway')])).toBe('underway');
    slow.resolve(message('99'));
    expect(await end).toBe('settled');
  });

  it('leaves out what it cannot say to one chat in time, and says it to the others', async () => {
    const { receive, settled, adapter } = reception();
    const slow = Promise.withResolvers<MessageRef>();
    const asked: string[] = [];
    adapter.send = ({ id }) => {
      asked.push(id);
      return slow.promise;
    };
    const help = { ...arrival, kind: 'command', name: 'help', args: '', photos: [] } as const;
    for (let count = 0; count < 50; count += 1) await receive(help);
    await receive({ ...help, chat: { ...chat, id: '43' } });
    expect(asked.filter((id) => id === chat.id)).toHaveLength(3);
    expect(asked.at(-1)).toBe('43');
    slow.resolve(message('99'));
    await settled();
    await receive(help);
    expect(asked).toHaveLength(5);
  });

  it('survives a short reply that fails', async () => {
    const { receive, settled, adapter } = reception();
    adapter.send = () => Promise.reject(new Error('gone'));
    await receive({ ...arrival, kind: 'command', name: 'help', args: '', photos: [] });
    await expect(settled()).resolves.toBeUndefined();
  });

  it('rejects when the job could not be stored, so that the platform sends it again', async () => {
    const { receive, queue } = reception();
    queue.add = async () => {
      throw new Error('disk full');
    };
    await expect(receive(photosEvent())).rejects.toThrow('disk full');
  });
});

describe('a chat with settings of its own', () => {
  const group = { ...chat, id: '-5', kind: 'group' } as const;
  const inGroup = { ...arrival, chat: group, message: { chat: group, id: '10' } };
  const photo = (change: Partial<Inbound> = {}): Inbound =>
    ({ ...inGroup, kind: 'photos', photos: [photoRef], caption: null, ...change }) as Inbound;

  it('asks its first question its own way, and words in no mode', async () => {
    const { receive, chats, jobs } = reception();
    for (const [name, value] of [
      ['language', 'zh'],
      ['sort', 'price'],
      ['results', '9'],
      ['mode', 'similar'],
    ] as const)
      await chats.change(group, { name, value });
    await receive(photo());
    await receive({ ...inGroup, key: 'tg:2', kind: 'text', text: 'teapot' });
    const own = { language: 'zh', sort: 'price', pageSize: 9 };
    expect(jobs.map(({ from, task }) => [from.language, task])).toMatchObject([
      ['zh', { question: { ...own, mode: 'similar' } }],
      ['zh', { question: { ...own, mode: 'same' } }],
    ]);
  });

  it('has photos that are for nobody answered only where that was set, with words that name a product', async () => {
    const { receive, chats, jobs } = reception();
    await receive(photo({ addressed: false } as Partial<Inbound>));
    expect(jobs).toEqual([]);
    await chats.change(group, { name: 'auto', value: 'on' });
    const captions = ['red teapot', 'who wants this one?', null];
    for (const [at, caption] of captions.entries())
      await receive(photo({ key: `tg:${at}`, addressed: false, caption } as Partial<Inbound>));
    await receive(photo({ key: 'tg:9', caption: 'who wants this one?' } as Partial<Inbound>));
    expect(jobs.map(({ task }) => task.kind === 'search' && task.question.keyword)).toEqual([
      'red teapot',
      null,
      null,
      'who wants this one?',
    ]);
  });

  it('says what concerns one person to that person, and help to all', async () => {
    const { receive, settled, adapter } = reception();
    const places: Place[] = [];
    adapter.send = async (_, __, place) => {
      places.push(place);
      return message('99');
    };
    await receive({ ...inGroup, kind: 'command', name: 'find', args: '', photos: [] });
    await receive({ ...inGroup, kind: 'command', name: 'help', args: '', photos: [] });
    await settled();
    expect(places.map(({ onlyFor }) => onlyFor)).toEqual([{ userId: '7', event: 'tg:1' }, undefined]);
  });

  it('does one press on its settings after the other, and leaves out those that come far too fast', async () => {
    const { receive, settled, adapter, chats } = reception();
    const begun: string[] = [];
    const gate = Promise.withResolvers<void>();
    adapter.mayConfigure = async () => {
      begun.push('asked');
      await gate.promise;
      return true;
    };
    for (let count = 0; count < 50; count += 1)
      await receive(press(`g:results:${count === 0 ? 3 : 9}`, { ...inGroup, key: `tg:${count}` }));
    expect(begun.length).toBeLessThanOrEqual(1);
    gate.resolve();
    await settled();
    expect(begun).toHaveLength(20);
    expect(await chats.of(group)).toMatchObject({ pageSize: 9 });
  });
});
