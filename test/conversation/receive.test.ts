import { Keyv } from 'keyv';
import { describe, expect, it } from 'vitest';
import { createReceive } from '../../src/conversation/receive.ts';
import { createViews } from '../../src/conversation/views.ts';
import { encodeAction } from '../../src/domain/action.ts';
import type { Inbound, MessageRef, Reply } from '../../src/domain/chat.ts';
import type { AnswerJob, ChatAdapter, JobQueue } from '../../src/domain/ports.ts';
import { arrival, chat, message, photoRef, photosEvent } from '../support/made-up.ts';
import { silentLog } from '../support/silent-log.ts';

/** Receiving with a queue and a chat that only note what reaches them. */
const reception = () => {
  const jobs: AnswerJob[] = [];
  const said: Reply[] = [];
  const queue: JobQueue = {
    add: async (job) => {
      jobs.push(job);
      return true;
    },
    process: () => {},
    counts: async () => ({ waiting: 0, running: 0, failed: 0 }),
    close: async () => {},
  };
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
  const { receive, settled } = createReceive({ queue, views, adapters, log: silentLog });
  return { receive, settled, jobs, said, queue, adapter };
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

  it('gives every photo of an event a job and a key of its own', async () => {
    const { receive, jobs } = reception();
    await receive(photosEvent(photoRef, { ...photoRef, uniqueId: 'u2' }));
    expect(jobs.map(({ key }) => key)).toEqual(['tg:1', 'tg:1#2']);
    expect(new Set(jobs.map(({ view }) => view)).size).toBe(2);
  });

  it('asks the same again for a repeated delivery', async () => {
    const { receive, jobs } = reception();
    await receive(photosEvent());
    await receive(photosEvent());
    expect(jobs[1]).toEqual(jobs[0]);
  });

  it('answers a button in the message under which it stands', async () => {
    const { receive, jobs } = reception();
    await receive(photosEvent());
    const view = jobs[0]?.view ?? '';
    await receive(press(encodeAction({ kind: 'show', view, facet })));
    await receive(press(encodeAction({ kind: 'details', view, facet, offerId: '700000000001' })));
    expect(jobs[1]).toMatchObject({
      answer: message('11'),
      task: { kind: 'search', question: facet, fresh: false },
    });
    expect(jobs[2]).toMatchObject({ task: { kind: 'offer', offerId: '700000000001', back: facet } });
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
