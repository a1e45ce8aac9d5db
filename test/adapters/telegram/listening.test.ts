/** Long polling in one process at a time, and what is not confirmed while nothing can be stored. */
import Keyv from 'keyv';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTelegram } from '../../../adapters/telegram/index.ts';
import { pollCard } from '../../../src/cards/shortlist-card.ts';
import type { Inbound } from '../../../src/domain/chat.ts';
import { TusouError } from '../../../src/domain/errors.ts';
import { createLog } from '../../../src/ops/log.ts';
import { type FakeClock, fakeClock } from '../../support/fake-clock.ts';
import { offer } from '../../support/made-up.ts';
import { type MemoryLocks, memoryLocks } from '../../support/memory-locks.ts';
import { startTelegramServer, type TelegramServer } from '../../support/telegram-server.ts';
import { readUpdate } from '../../support/telegram-updates.ts';

const LISTEN = 'telegram:listen';

let server: TelegramServer;
let clock: FakeClock;
let locks: MemoryLocks;
let store: Keyv;
let lines: string[];
let stops: (() => Promise<void>)[];

/** Starts one of the processes of an installation. */
const startProcess = async (receive?: (inbound: Inbound) => Promise<void>, token = server.token) => {
  const events: Inbound[] = [];
  const log = createLog('debug', [], { write: (line) => void lines.push(line) });
  const mounts = {
    mount: () => {
      throw new Error('polling needs no HTTP');
    },
  };
  const options = { token, apiRoot: server.url, webhookUrl: null, mounts, locks, log, clock, store };
  const adapter = createTelegram(options);
  stops.push(() => adapter.stop());
  await adapter.start(async (inbound) => {
    await receive?.(inbound);
    events.push(inbound);
  });
  return { adapter, events };
};

/** Moves the clock on, a little at a time, until something has happened. */
const passTimeUntil = async (happened: () => boolean): Promise<void> => {
  while (!happened()) await clock.advance(100);
};

const told = (event: string): number => lines.filter((line) => line.includes(event)).length;

beforeEach(async () => {
  server = await startTelegramServer();
  clock = fakeClock();
  locks = memoryLocks();
  store = new Keyv();
  lines = [];
  stops = [];
});
afterEach(async () => {
  for (const stop of stops) await stop();
  await server.close();
  expect(server.violations()).toEqual([]);
});

describe('the right to listen', () => {
  it('is one process’s; the other sends, waits, and takes over as soon as the first one stops', async () => {
    const first = await startProcess();
    const second = await startProcess();
    server.push(readUpdate('private-photo'));
    await server.allConfirmed();
    await clock.advance(60_000);
    expect(first.events).toHaveLength(1);
    expect(told('another process does this')).toBe(1);
    expect(told('Conflict')).toBe(0);
    const chat = { platform: 'telegram', id: '42', thread: null, kind: 'private', via: null } as const;
    const nowhere = { replaces: null, answers: null };
    await second.adapter.send(chat, { kind: 'working', text: 'Looking…' }, nowhere);
    expect(server.seenIn(42)).toHaveLength(1);

    await first.adapter.stop();
    server.push(readUpdate('private-text'));
    await passTimeUntil(() => second.events.length === 1);
    await server.allConfirmed();
    expect(first.events).toHaveLength(1);
  });

  it('that is lost ends the listening at once; what is being stored stays unconfirmed until it is listened again', async () => {
    const storing = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const { events } = await startProcess(() => {
      begun.resolve();
      return storing.promise;
    });
    server.push(readUpdate('private-photo'));
    server.push(readUpdate('private-text'));
    await begun.promise;
    locks.steal(LISTEN);
    storing.resolve();
    await passTimeUntil(() => told('another process does this') === 1);
    expect(events.map(({ key }) => key)).toEqual(['tg:5000000042:11']);
    expect(server.pending()).toEqual([100, 107]);
    locks.free(LISTEN);
    await passTimeUntil(() => server.pending().length === 0);
    expect(events.map(({ key }) => key)).toEqual([
      'tg:5000000042:11',
      'tg:5000000042:11',
      'tg:5000000043:18',
    ]);
  });

  it('is asked for again when the storage that keeps it is down, which the log hears once', async () => {
    locks.down = true;
    const { events } = await startProcess();
    server.push(readUpdate('private-photo'));
    await clock.advance(10_000);
    expect(events).toEqual([]);
    expect(told('the right cannot be asked for')).toBe(1);
    locks.down = false;
    await passTimeUntil(() => events.length === 1);
  });

  it('is not waited for by a wrong token', async () => {
    locks.steal(LISTEN);
    await expect(startProcess(undefined, '7000000001:wrong')).rejects.toMatchObject({
      code: 'config-invalid',
    });
  });

  it('is given back when the process stops while it waits', async () => {
    const first = await startProcess();
    const second = await startProcess();
    await second.adapter.stop();
    await first.adapter.stop();
    expect(locks.isTaken(LISTEN)).toBe(false);
  });
});

describe('while nothing can be stored', () => {
  it('polling goes on trying and confirms nothing, says so once, and tells nobody that anything was lost', async () => {
    let down = true;
    let attempts = 0;
    const { events } = await startProcess(async () => {
      attempts += 1;
      if (down) throw new TusouError('storage-down', { detail: 'the disk is full' });
    });
    server.push(readUpdate('private-photo'));
    server.push(readUpdate('private-text'));
    await passTimeUntil(() => attempts === 12);
    expect(server.pending()).toEqual([100, 107]);
    expect(told('events cannot be stored')).toBe(1);
    down = false;
    await passTimeUntil(() => events.length === 2);
    await server.allConfirmed();
    expect(told('events are stored again')).toBe(1);
    expect(server.calls('sendMessage')).toEqual([]);
  });

  it('a vote waits at Telegram until it can be looked up, and is then counted', async () => {
    const { adapter, events } = await startProcess();
    const chat = { platform: 'telegram', id: '-100', thread: null, kind: 'group', via: null } as const;
    const candidates = ['1', '2'].map((id) => ({ offer: offer(id), voters: [], picture: null }));
    const card = pollCard(candidates, { view: 'view-0001', language: 'en', vote: 'v1', isOver: false });
    await adapter.send(chat, { kind: 'poll', card }, { replaces: null, answers: null });
    const poll = server.seenIn(-100)[0]?.poll?.id ?? '';
    const get = store.get.bind(store);
    let attempts = 0;
    store.get = (async (key: string) => {
      if (!key.startsWith('telegram:poll:')) return get(key);
      attempts += 1;
      if (attempts < 4) throw new TusouError('storage-down', { detail: 'the disk is full' });
      return get(key);
    }) as typeof store.get;
    const user = { id: 7, is_bot: false, first_name: 'Kim' };
    server.push({
      poll_answer: { poll_id: poll, user, option_ids: [1], option_persistent_ids: ['1'] },
    });
    await passTimeUntil(() => events.length === 1);
    expect(attempts).toBe(4);
    expect(events).toMatchObject([{ kind: 'ballot', vote: 'v1', choice: '2', from: { id: '7' } }]);
    await server.allConfirmed();
  });

  it('the pauses grow to a quarter of a minute', async () => {
    const atMs: number[] = [];
    await startProcess(async () => {
      atMs.push(clock.now());
      throw new TusouError('storage-down');
    });
    server.push(readUpdate('private-photo'));
    await passTimeUntil(() => atMs.length === 9);
    const pauses = atMs.slice(1).map((ms, index) => ms - (atMs[index] ?? 0));
    expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
  });
});
