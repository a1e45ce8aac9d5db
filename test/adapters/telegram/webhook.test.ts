/** The webhook over real HTTP: who may call it, when it says 200, and that albums and outages lose nothing. */
import Keyv from 'keyv';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTelegram } from '../../../adapters/telegram/index.ts';
import { webhookSecret } from '../../../adapters/telegram/webhook.ts';
import type { Inbound } from '../../../src/domain/chat.ts';
import { TusouError } from '../../../src/domain/errors.ts';
import { createLog } from '../../../src/ops/log.ts';
import { createServer, type Server } from '../../../src/ops/server.ts';
import { type FakeClock, fakeClock } from '../../support/fake-clock.ts';
import { type MemoryLocks, memoryLocks } from '../../support/memory-locks.ts';
import { startTelegramServer, type TelegramServer } from '../../support/telegram-server.ts';
import { readUpdate } from '../../support/telegram-updates.ts';

const PUBLIC = 'https://bot.example/tusou';

type Receive = (inbound: Inbound) => Promise<void>;

let telegram: TelegramServer;
let clock: FakeClock;
let store: Keyv;
let locks: MemoryLocks;
let lines: string[];
let stops: (() => Promise<void>)[];

/** Starts one of the web processes of an installation. */
const startProcess = async (receive: Receive = async () => {}) => {
  const log = createLog('debug', [], { write: (line) => void lines.push(line) });
  const http: Server = createServer({ host: '127.0.0.1', port: 0, log, own: {} });
  const { url } = await http.listen();
  const adapter = createTelegram({
    token: telegram.token,
    apiRoot: telegram.url,
    webhookUrl: PUBLIC,
    mounts: http,
    locks,
    log,
    clock,
    store,
  });
  stops.push(async () => {
    await adapter.stop();
    await http.close(Date.now());
  });
  const events: Inbound[] = [];
  await adapter.start(async (inbound) => {
    await receive(inbound);
    events.push(inbound);
  });
  return { url, adapter, events };
};

const passTimeUntil = async (happened: () => boolean): Promise<void> => {
  while (!happened()) await clock.advance(100);
};

const keysOf = (events: readonly Inbound[]): string[] => events.map(({ key }) => key).sort();

const SECRET = () => ({ 'x-telegram-bot-api-secret-token': webhookSecret(telegram.token) });

const post = (url: string, body: string, headers: Record<string, string> = SECRET()): Promise<Response> =>
  fetch(`${url}/telegram/updates`, { method: 'POST', headers, body });

beforeEach(async () => {
  telegram = await startTelegramServer();
  clock = fakeClock();
  store = new Keyv();
  locks = memoryLocks();
  lines = [];
  stops = [];
});
afterEach(async () => {
  for (const stop of stops) await stop();
  await telegram.close();
  expect(telegram.violations()).toEqual([]);
  expect(lines.join('')).not.toContain(telegram.token);
  expect(lines.join('')).not.toContain(webhookSecret(telegram.token));
});

describe('setting it', () => {
  it('happens at the start, with the secret and without dropping what waits', async () => {
    telegram.push(readUpdate('private-photo'));
    const { url, events } = await startProcess();
    telegram.reach(url);
    const set = await telegram.waitFor('setWebhook');
    expect(set.params).toEqual({
      url: `${PUBLIC}/telegram/updates`,
      secret_token: webhookSecret(telegram.token),
      max_connections: 100,
      allowed_updates: ['message', 'callback_query', 'my_chat_member', 'poll_answer'],
    });
    await telegram.allConfirmed();
    expect(keysOf(events)).toEqual(['tg:5000000042:11']);
    expect(telegram.calls('deleteWebhook')).toEqual([]);
  });

  it('is left alone when it is there already', async () => {
    const first = await startProcess();
    telegram.reach(first.url);
    await telegram.waitFor('setWebhook');
    await startProcess();
    await passTimeUntil(() => telegram.calls('getWebhookInfo').length === 2);
    await passTimeUntil(() => lines.filter((line) => line.includes('"webhook":"kept"')).length === 1);
    expect(telegram.calls('setWebhook')).toHaveLength(1);
  });

  it('is tried until Telegram answers', async () => {
    telegram.fail('setWebhook', { error_code: 502, description: 'Bad Gateway' }, 3);
    telegram.hangUp('getWebhookInfo');
    await startProcess();
    await passTimeUntil(() => telegram.calls('setWebhook').length === 4);
    await passTimeUntil(() => lines.some((line) => line.includes('telegram calls this program')));
  });

  it('ends when polling is chosen again', async () => {
    const { url } = await startProcess();
    telegram.reach(url);
    await telegram.waitFor('setWebhook');
    const events: Inbound[] = [];
    const log = createLog('silent', []);
    const mounts = { mount: () => {} };
    const polling = createTelegram({
      ...{ token: telegram.token, apiRoot: telegram.url, webhookUrl: null },
      ...{ mounts, locks: memoryLocks(), log, clock, store },
    });
    stops.unshift(() => polling.stop());
    await polling.start(async (inbound) => void events.push(inbound));
    await telegram.waitFor('deleteWebhook');
    telegram.push(readUpdate('private-text'));
    await telegram.allConfirmed();
    expect(keysOf(events)).toEqual(['tg:5000000043:18']);
  });
});

describe('who may call it', () => {
  const update = JSON.stringify(readUpdate('private-photo'));

  it.each([
    ['no secret', {}],
    ['a wrong secret', { 'x-telegram-bot-api-secret-token': 'f'.repeat(64) }],
    ['a short secret', { 'x-telegram-bot-api-secret-token': 'f' }],
  ])('%s is refused without a word', async (_, headers) => {
    const { url, events } = await startProcess();
    const answer = await post(url, update, headers as Record<string, string>);
    expect([answer.status, await answer.text()]).toEqual([401, '']);
    expect(events).toEqual([]);
  });

  it('other methods and paths are refused; the path of the public address is known too', async () => {
    const { url, events } = await startProcess();
    const status = async (path: string, method = 'POST'): Promise<number> =>
      (
        await fetch(`${url}${path}`, {
          method,
          headers: SECRET(),
          ...(method === 'POST' && { body: update }),
        })
      ).status;
    expect(await status('/telegram/updates', 'GET')).toBe(405);
    expect(await status('/telegram/updates/more')).toBe(404);
    expect(await status('/telegram')).toBe(404);
    expect(await status('/tusou/telegram/updates')).toBe(200);
    expect(events).toHaveLength(1);
  });

  it('what is too long is refused, and what cannot be understood is not asked for again', async () => {
    const { url, events } = await startProcess();
    expect((await post(url, ' '.repeat(1024 * 1024 + 1))).status).toBe(413);
    expect((await post(url, 'no JSON')).status).toBe(200);
    expect((await post(url, '{"update_id":7,"message":{"message_id":1,"from":{"id":1}}}')).status).toBe(200);
    expect(events).toEqual([]);
    expect(lines.join('')).toMatch(/telegram request not understood[\s\S]*telegram update not understood/);
  });
});

describe('saying 200', () => {
  it('waits until the event is stored', async () => {
    const storing = Promise.withResolvers<void>();
    const { url } = await startProcess(() => storing.promise);
    let status: number | null = null;
    const answered = post(url, JSON.stringify(readUpdate('private-photo'))).then((answer) => {
      status = answer.status;
    });
    await clock.advance(1000);
    expect(status).toBeNull();
    storing.resolve();
    await answered;
    expect(status).toBe(200);
  });

  it('does not happen while nothing can be stored; Telegram sends it again until it can', async () => {
    let down = true;
    const { url, events, adapter } = await startProcess(async () => {
      if (down) throw new TusouError('storage-down', { detail: 'the disk is full' });
    });
    telegram.reach(url);
    telegram.push(readUpdate('private-photo'));
    await expect.poll(() => telegram.requests().length).toBeGreaterThan(2);
    expect(new Set(telegram.requests().map(({ status }) => status))).toEqual(new Set([503]));
    expect(lines.filter((line) => line.includes('events cannot be stored'))).toHaveLength(1);
    down = false;
    await telegram.allConfirmed();
    expect(keysOf(events)).toEqual(['tg:5000000042:11']);
    expect(telegram.calls('sendMessage')).toEqual([]);
    await adapter.stop();
  });

  it('does not happen after stopping, except for what is being stored', async () => {
    const storing = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const { url, adapter } = await startProcess(() => {
      begun.resolve();
      return storing.promise;
    });
    const update = JSON.stringify(readUpdate('private-photo'));
    const under = post(url, update);
    await begun.promise;
    const stopped = adapter.stop();
    expect((await post(url, update)).status).toBe(503);
    storing.resolve();
    expect((await under).status).toBe(200);
    await stopped;
  });
});

/** The photo of an album in a group, with these words under it. */
const inGroup = (name: string, caption?: string) => {
  const { message, ...update } = readUpdate(name);
  const { caption: _, ...photo } = message as NonNullable<typeof message>;
  const chat = { id: -1002000000777, type: 'supergroup', title: 'Sourcing' };
  const words = caption && { caption, caption_entities: [{ type: 'bot_command', offset: 0, length: 5 }] };
  return { ...update, message: { ...photo, chat, ...words } } as Parameters<TelegramServer['push']>[0];
};

/** The key of the recorded album with both of its photos. */
const BOTH = 'tg:5000000042:13800000000000001:31.32';

describe('albums', () => {
  it('are put together, and each request of Telegram waits until all is stored', async () => {
    const { url, events } = await startProcess();
    telegram.reach(url);
    telegram.push(readUpdate('private-album-1'));
    telegram.push(readUpdate('private-album-2'));
    await passTimeUntil(() => telegram.pending().length === 0);
    expect(events).toMatchObject([{ key: BOTH, photos: [{}, {}], caption: 'both of these' }]);
  });

  it('that are dealt out to several processes lose neither photos nor words', async () => {
    const first = await startProcess();
    const second = await startProcess();
    telegram.reach(first.url, second.url);
    telegram.push(inGroup('private-album-1', '/find under 20 yuan'));
    telegram.push(inGroup('private-album-2'));
    await passTimeUntil(() => telegram.pending().length === 0);
    const whole = { kind: 'command', name: 'find', args: 'under 20 yuan', photos: [{}, {}] };
    expect([first.events, second.events]).toMatchObject([[whole], [whole]]);
    expect(new Set(keysOf([...first.events, ...second.events])).size).toBe(1);
  });

  it('in a group that are not for us are passed on as such, and their words are not kept', async () => {
    const { url, events } = await startProcess();
    telegram.reach(url);
    telegram.push(inGroup('private-album-1'));
    telegram.push(inGroup('private-album-2'));
    await passTimeUntil(() => telegram.pending().length === 0);
    expect(events).toMatchObject([{ kind: 'photos', addressed: false, caption: null }]);
    expect(events[0]).toHaveProperty('photos.length', 2);
  });

  it('that wait when the process stops are sent again and taken by another one, under the same keys', async () => {
    const first = await startProcess();
    telegram.reach(first.url);
    telegram.push(readUpdate('private-album-1'));
    telegram.push(readUpdate('private-album-2'));
    await passTimeUntil(() => clock.sleeping > 0);
    await first.adapter.stop();
    const second = await startProcess();
    telegram.reach(second.url);
    await passTimeUntil(() => telegram.pending().length === 0);
    expect(first.events).toEqual([]);
    expect(keysOf(second.events)).toEqual([BOTH]);
  });
});
