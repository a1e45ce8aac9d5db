/** The whole adapter over real HTTP: updates in, events out; replies in, messages in the chat; and what goes wrong on the way. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Keyv from 'keyv';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTelegram } from '../../../adapters/telegram/index.ts';
import type { Button, NoticeCard } from '../../../src/domain/card.ts';
import type { ChatRef, Inbound, MessageRef, PhotoRef, Reply } from '../../../src/domain/chat.ts';
import { TusouError } from '../../../src/domain/errors.ts';
import { LANGUAGES } from '../../../src/domain/query.ts';
import { createLog } from '../../../src/ops/log.ts';
import { type FakeClock, fakeClock } from '../../support/fake-clock.ts';
import { type MemoryLocks, memoryLocks } from '../../support/memory-locks.ts';
import { sampleDetails, sampleResult } from '../../support/telegram-cards.ts';
import { startTelegramServer, type TelegramServer } from '../../support/telegram-server.ts';
import { readUpdate } from '../../support/telegram-updates.ts';

const PRIVATE: ChatRef = { platform: 'telegram', id: '42', thread: null, kind: 'private', via: null };
const TOPIC: ChatRef = { platform: 'telegram', id: '-1002000000888', thread: '77', kind: 'group', via: null };
const NOWHERE = { replaces: null, answers: null };
const SHEET = new Uint8Array([0xff, 0xd8, 0xff, 0x0d, 0x0a, 0x2d, 0x2d, 0x0d, 0x0a]);

const working: Reply = { kind: 'working', text: 'Looking at your photo…' };
const result: Reply = { kind: 'result', card: sampleResult('en'), sheet: SHEET };
const bare: Reply = { kind: 'result', card: sampleResult('en'), sheet: null };
const notice = (text: string, actions: Button[][] = []): Reply => {
  const card: NoticeCard = { language: 'en', tone: 'info', text, actions };
  return { kind: 'notice', card };
};

let server: TelegramServer;
let clock: FakeClock;
let locks: MemoryLocks;
let lines: string[];
let stops: (() => Promise<void>)[];

const make = (token = server.token, apiRoot = server.url, store = new Keyv()) => {
  const log = createLog('debug', [], { write: (line) => void lines.push(line) });
  const mounts = {
    mount: () => {
      throw new Error('polling needs no HTTP');
    },
  };
  const adapter = createTelegram({
    token,
    apiRoot,
    webhookUrl: null,
    mounts,
    locks,
    log,
    clock,
    store,
  });
  stops.push(() => adapter.stop());
  return adapter;
};

/** Starts an adapter that keeps what it receives; `receive` may be another one. */
const listen = async (receive?: (inbound: Inbound) => Promise<void>) => {
  const events: Inbound[] = [];
  const adapter = make();
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

const refused = async (promise: Promise<unknown>): Promise<TusouError> => {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof TusouError) return error;
  throw new Error(`not refused with an error of ours: ${String(error)}`);
};

/** Everything an error says, its causes included. */
const allOf = (error: Error): string =>
  [error.stack, JSON.stringify(error), error.cause instanceof Error ? allOf(error.cause) : ''].join('\n');

beforeEach(async () => {
  server = await startTelegramServer();
  clock = fakeClock();
  locks = memoryLocks();
  lines = [];
  stops = [];
});

afterEach(async () => {
  for (const stop of stops) await stop();
  await server.close();
  expect(server.violations()).toEqual([]);
  expect(lines.join('')).not.toContain(server.token);
});

describe('receiving', () => {
  it('hands on what concerns us and confirms everything', async () => {
    const { events } = await listen();
    server.push(readUpdate('group-chatter'));
    server.push(readUpdate('private-photo'));
    server.push(readUpdate('group-find-reply'));
    await server.allConfirmed();
    expect(events.map(({ kind, key }) => [kind, key])).toEqual([
      ['photos', 'tg:5000000042:11'],
      ['command', 'tg:-1002000000777:311'],
    ]);
  });

  it('takes over from a webhook and asks only for what it uses', async () => {
    await listen();
    const taken = await server.waitFor('deleteWebhook');
    expect(taken.params).not.toHaveProperty('drop_pending_updates');
  });

  it('answers a press at once, and minds nothing when that is too late', async () => {
    server.fail('answerCallbackQuery', {
      error_code: 400,
      description: 'Bad Request: query is too old and response timeout expired or query ID is invalid',
    });
    const { events } = await listen();
    server.push(readUpdate('press'));
    server.push(readUpdate('press-old'));
    await server.allConfirmed();
    await server.waitFor(({ params }) => params.callback_query_id === '21474836480000002');
    expect(events.map(({ kind }) => kind)).toEqual(['press', 'press']);
  });

  it('waits for all photos of an album, and does not hold up others meanwhile', async () => {
    const { events } = await listen();
    server.push(readUpdate('private-album-1'));
    server.push(readUpdate('private-text'));
    await passTimeUntil(() => events.length === 1);
    expect(events[0]).toMatchObject({ kind: 'text' });
    expect(server.pending()).toContain(120);
    server.push(readUpdate('private-album-2'));
    await passTimeUntil(() => events.length === 2);
    expect(events.slice(1)).toMatchObject([
      { kind: 'photos', photos: [{}, {}], caption: 'both of these', message: { id: '31' } },
    ]);
    await server.allConfirmed();
  });

  it('leaves an album that is not complete at Telegram when it stops', async () => {
    const { adapter, events } = await listen();
    server.push(readUpdate('private-album-1'));
    await passTimeUntil(() => clock.sleeping > 0);
    await adapter.stop();
    expect(events).toEqual([]);
    expect(server.pending()).toEqual([120]);
  });

  it('confirms on stopping what was stored, and waits for what is being stored', async () => {
    const storing = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const { adapter } = await listen(() => {
      begun.resolve();
      return storing.promise;
    });
    server.push(readUpdate('private-photo'));
    server.push(readUpdate('private-text'));
    await begun.promise;
    const stopped = adapter.stop();
    expect(server.pending()).toContain(100);
    storing.resolve();
    await stopped;
    expect(server.pending()).toEqual([107]);
  });

  it('does not confirm what could not be stored when it stops', async () => {
    const { adapter } = await listen(() => Promise.reject(new Error('disk full')));
    server.push(readUpdate('private-photo'));
    await passTimeUntil(() => clock.sleeping > 0);
    await adapter.stop();
    expect(server.pending()).toEqual([100]);
    expect(server.calls('sendMessage')).toEqual([]);
  });

  it('tries again to store, and then tells the asker in their language', async () => {
    let attempts = 0;
    const { events } = await listen(({ key }) => {
      attempts += 1;
      return key === 'tg:5000000043:18' || attempts < 3
        ? Promise.reject(new Error('disk full'))
        : Promise.resolve();
    });
    server.push(readUpdate('private-photo'));
    await passTimeUntil(() => events.length === 1);
    expect(attempts).toBe(3);
    server.push(readUpdate('private-text'));
    await passTimeUntil(() => server.calls('sendMessage').length === 1);
    expect(server.calls('sendMessage')[0]?.params).toMatchObject({
      chat_id: 5000000043,
      text: expect.stringContaining('我们这边出了问题'),
      reply_parameters: { message_id: 18 },
    });
    await server.allConfirmed();
    expect(lines.join('')).toContain('telegram event lost');
  });

  it('passes by an update that it cannot understand', async () => {
    const { events } = await listen();
    server.push({ message: { message_id: 1, date: 1, from: { id: 1 } } } as never);
    server.push(readUpdate('private-photo'));
    await server.allConfirmed();
    expect(events).toHaveLength(1);
    expect(lines.join('')).toContain('telegram update not understood');
  });

  it('goes on after failed fetches and says so in the log', async () => {
    server.fail('getUpdates', { error_code: 502, description: 'Bad Gateway' }, 2);
    server.fail('getUpdates', {
      error_code: 409,
      description: 'Conflict: terminated by other getUpdates request',
    });
    server.hangUp('getUpdates');
    const { events } = await listen();
    server.push(readUpdate('private-photo'));
    await passTimeUntil(() => events.length === 1);
    await server.allConfirmed();
    expect(lines.join('')).toContain('another program uses the same TELEGRAM_BOT_TOKEN');
  });
});

/**
 * Texts of the profile that are empty or longer than Telegram takes: 256 characters of a command's description, 512 of the bot's, 120
 * of the short one (core.telegram.org/bots/api#botcommand, #setmydescription, #setmyshortdescription).
 */
const profileFaults = (calls: readonly { method: string; params: object }[]): string[] =>
  calls.flatMap(({ params }) => {
    const { commands, description, short_description } = params as {
      commands?: { description: string }[];
      description?: string;
      short_description?: string;
    };
    const limited = [
      ...(commands ?? []).map((command) => [command.description, 256] as const),
      ...(description === undefined ? [] : [[description, 512] as const]),
      ...(short_description === undefined ? [] : [[short_description, 120] as const]),
    ];
    return limited.flatMap(([text, most]) => (text === '' || text.length > most ? [text] : []));
  });

describe('starting', () => {
  it('sets commands and descriptions in every language, and not again when they are set', async () => {
    const store = new Keyv();
    const first = make(server.token, server.url, store);
    await first.start(async () => undefined);
    await passTimeUntil(() => (store.store as Map<string, unknown>).size > 0);
    await first.stop();
    const told = server
      .calls('setMyCommands')
      .map(({ params: { scope, commands, language_code } }) => [
        (scope as { type: string }).type,
        language_code,
        (commands as { command: string; is_ephemeral?: true }[]).map(
          ({ command, is_ephemeral }) => `${command}${is_ephemeral ? ', quietly' : ''}`,
        ),
      ]);
    const alone = ['find', 'shortlist', 'watch', 'history', 'settings', 'forget', 'help', 'start'];
    const among = ['find', 'shortlist', 'watch', 'history', 'settings, quietly', 'forget', 'help, quietly'];
    const codes = [undefined, ...LANGUAGES.slice(1)];
    expect(told).toEqual(
      codes.flatMap((code) => [
        ['all_private_chats', code, alone],
        ['all_group_chats', code, among],
      ]),
    );
    expect(profileFaults(server.calls())).toEqual([]);
    expect(server.calls('setMyDescription')).toHaveLength(LANGUAGES.length);
    expect(server.calls('setMyShortDescription')).toHaveLength(LANGUAGES.length);
    const second = make(server.token, server.url, store);
    await second.start(async () => undefined);
    server.push(readUpdate('private-photo'));
    await server.allConfirmed();
    await second.stop();
    expect(server.calls('setMyCommands')).toHaveLength(2 * LANGUAGES.length);
  });

  it('names the setting when the token is wrong', async () => {
    const error = await refused(make('7000000001:wrong').start(async () => undefined));
    expect(error.code).toBe('config-invalid');
    expect(error.message).toContain('TELEGRAM_BOT_TOKEN');
    expect(allOf(error)).not.toContain('7000000001:wrong');
  });

  it('waits for a Telegram that cannot be reached', async () => {
    server.hangUp('getMe');
    server.fail('getMe', { error_code: 502, description: 'Bad Gateway' });
    const { events } = await listen();
    server.push(readUpdate('private-photo'));
    await passTimeUntil(() => events.length === 1);
    await server.allConfirmed();
  });

  it('can be stopped before it was connected', async () => {
    server.hangUp('getMe');
    const { adapter } = await listen();
    await adapter.stop();
    expect(server.calls('deleteWebhook')).toEqual([]);
  });
});

describe('sending', () => {
  it('turns the searching message into a photo with caption and buttons', async () => {
    const adapter = make();
    const asked: MessageRef = { chat: TOPIC, id: '323' };
    const at = await adapter.send(TOPIC, working, { replaces: null, answers: asked });
    expect(server.calls('sendMessage')[0]?.params).toEqual({
      chat_id: -1002000000888,
      message_thread_id: 77,
      text: 'Looking at your photo…',
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      reply_parameters: { message_id: 323, allow_sending_without_reply: true },
    });
    expect(await adapter.send(TOPIC, result, { replaces: at, answers: asked })).toEqual(at);
    const [seen, ...others] = server.seenIn(-1002000000888);
    expect(others).toEqual([]);
    expect(seen).toMatchObject({ threadId: 77, answers: 323, picture: SHEET });
    expect(seen?.html).toMatch(/^<b>6 matching offers<\/b>/);
    expect(seen?.buttons[0]).toHaveLength(6);
    expect(server.calls().map(({ method }) => method)).toEqual(['sendMessage', 'editMessageMedia']);
  });

  it('opens an offer in the same message and goes back to the list', async () => {
    const adapter = make();
    const at = await adapter.send(PRIVATE, result, NOWHERE);
    const details: Reply = { kind: 'details', card: sampleDetails('en'), picture: null };
    expect(await adapter.send(PRIVATE, details, { replaces: at, answers: null })).toEqual(at);
    expect(server.seenIn(42)).toMatchObject([{ picture: SHEET, html: expect.stringContaining('Supplier') }]);
    expect(await adapter.send(PRIVATE, result, { replaces: at, answers: null })).toEqual(at);
    expect(server.seenIn(42)).toMatchObject([{ html: expect.stringContaining('6 matching offers') }]);
  });

  it('leaves a list as it is while the next page is fetched', async () => {
    const adapter = make();
    const at = await adapter.send(PRIVATE, result, NOWHERE);
    expect(await adapter.send(PRIVATE, working, { replaces: at, answers: null })).toEqual(at);
    expect(server.seenIn(42)).toMatchObject([{ html: expect.stringContaining('6 matching offers') }]);
    const shown = await server.waitFor('sendChatAction');
    expect(shown.params).toEqual({ chat_id: 42, action: 'upload_photo' });
    expect(server.calls('editMessageText')).toEqual([]);
  });

  it('replaces a sentence, its buttons included', async () => {
    const adapter = make();
    const retry: Button[][] = [[{ kind: 'action', label: 'Try again', action: 's:abcd1234efgh:1aa' }]];
    const at = await adapter.send(PRIVATE, notice('1688 does not answer.', retry), NOWHERE);
    expect(server.seenIn(42)).toMatchObject([{ buttons: [[{ text: 'Try again' }]] }]);
    await adapter.send(PRIVATE, working, { replaces: at, answers: null });
    expect(server.seenIn(42)).toMatchObject([{ html: 'Looking at your photo…', buttons: [] }]);
  });

  it('shows an answer once, however often it is sent', async () => {
    const adapter = make();
    const at = await adapter.send(PRIVATE, result, NOWHERE);
    expect(await adapter.send(PRIVATE, result, { replaces: at, answers: null })).toEqual(at);
    const text = await adapter.send(PRIVATE, notice('Nothing found.'), NOWHERE);
    expect(await adapter.send(PRIVATE, notice('Nothing found.'), { replaces: text, answers: null })).toEqual(
      text,
    );
    expect(server.seenIn(42)).toHaveLength(2);
  });

  it.each([working, result, notice('Nothing found.')])(
    'sends a new $kind when the old message is gone',
    async (reply) => {
      const adapter = make();
      const at = await adapter.send(PRIVATE, working, NOWHERE);
      server.remove(Number(at.id));
      const now = await adapter.send(PRIVATE, reply, { replaces: at, answers: { chat: PRIVATE, id: '11' } });
      expect(server.seenIn(42)).toMatchObject([{ id: Number(now.id), answers: 11 }]);
    },
  );

  it('never leaves an old sheet above a list without one', async () => {
    const adapter = make();
    const at = await adapter.send(PRIVATE, result, NOWHERE);
    const now = await adapter.send(PRIVATE, bare, { replaces: at, answers: null });
    expect(now.id).not.toBe(at.id);
    expect(server.seenIn(42)).toMatchObject([{ id: Number(now.id), picture: null }]);
  });

  it('sends the photo anew where a server cannot turn a text into one', async () => {
    const adapter = make();
    const at = await adapter.send(PRIVATE, working, NOWHERE);
    server.fail('editMessageMedia', {
      error_code: 400,
      description: 'Bad Request: there is no media in the message to edit',
    });
    const now = await adapter.send(PRIVATE, result, { replaces: at, answers: null });
    expect(server.seenIn(42)).toMatchObject([{ id: Number(now.id), picture: SHEET }]);
  });

  it.each([
    { error_code: 400, description: 'Bad Request: not enough rights to send photos to the chat' },
    { error_code: 403, description: 'Forbidden: CHAT_SEND_PHOTOS_FORBIDDEN' },
    { error_code: 400, description: 'Bad Request: IMAGE_PROCESS_FAILED' },
    { error_code: 413, description: 'Request Entity Too Large' },
  ])('says it in words when the photo is refused: $description', async (error) => {
    const adapter = make();
    const at = await adapter.send(TOPIC, working, NOWHERE);
    server.fail('editMessageMedia', error);
    expect(await adapter.send(TOPIC, result, { replaces: at, answers: null })).toEqual(at);
    const [seen] = server.seenIn(-1002000000888);
    expect(seen).toMatchObject({ picture: null, html: expect.stringContaining('6 matching offers') });
    expect(seen?.buttons[0]).toHaveLength(6);
  });

  it('follows a group to its new id', async () => {
    const adapter = make();
    const group: ChatRef = { ...TOPIC, id: '-777', thread: null };
    server.fail('sendMessage', {
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: -1002000000777 },
    });
    const at = await adapter.send(group, working, { replaces: null, answers: { chat: group, id: '5' } });
    expect(at.chat.id).toBe('-1002000000777');
    expect(server.seenIn(-1002000000777)).toHaveLength(1);
  });

  it('waits as long as Telegram asks, within bounds', async () => {
    const adapter = make();
    const busy = (retry_after: number) => ({
      error_code: 429,
      description: `Too Many Requests: retry after ${retry_after}`,
      parameters: { retry_after },
    });
    server.fail('sendMessage', busy(0), 2);
    await adapter.send(PRIVATE, working, NOWHERE);
    expect(server.calls('sendMessage')).toHaveLength(3);
    server.fail('sendMessage', busy(37));
    const error = await refused(adapter.send(PRIVATE, working, NOWHERE));
    expect(error).toMatchObject({ code: 'chat-rate', retryAfterMs: 37_000, retryable: true });
  });

  it.each([
    [403, 'Forbidden: bot was blocked by the user', 'chat-forbidden'],
    [403, 'Forbidden: bot was kicked from the supergroup chat', 'chat-forbidden'],
    [400, 'Bad Request: CHAT_WRITE_FORBIDDEN', 'chat-forbidden'],
    [400, 'Bad Request: TOPIC_CLOSED', 'chat-forbidden'],
    [400, 'Bad Request: chat not found', 'chat-gone'],
    [400, 'Bad Request: message thread not found', 'chat-gone'],
    [401, 'Unauthorized', 'config-invalid'],
    [500, 'Internal Server Error', 'chat-down'],
    [400, 'Bad Request: something new', 'internal'],
  ])('tells %i %s apart', async (error_code, description, code) => {
    const adapter = make();
    server.fail('sendMessage', { error_code, description });
    const error = await refused(adapter.send(PRIVATE, notice('a secret of the asker'), NOWHERE));
    expect(error.code).toBe(code);
    expect(allOf(error)).toContain(description);
    expect(allOf(error)).not.toContain('a secret of the asker');
  });

  it('keeps the token out of errors when the connection breaks', async () => {
    const adapter = make();
    server.hangUp('sendPhoto');
    const error = await refused(adapter.send(PRIVATE, result, NOWHERE));
    expect(error.code).toBe('chat-down');
    expect(allOf(error)).not.toContain(server.token);
  });
});

describe('downloading', () => {
  const photo = (bytes: number | null = 3): Extract<PhotoRef, { kind: 'platform' }> => ({
    kind: 'platform',
    platform: 'telegram',
    fileId: 'f1',
    uniqueId: 'u1',
    name: null,
    bytes,
  });
  const download = (bytes?: number | null) => make().download(photo(bytes), new AbortController().signal);

  it('gets the bytes', async () => {
    server.addFile('f1', SHEET, 'photos/a file #1.jpg');
    expect(new Uint8Array(await download())).toEqual(SHEET);
  });

  it('refuses what bots may not download, before or after asking', async () => {
    const tooLarge = { code: 'photo-too-large', args: { limit: 20 } };
    expect(await refused(download(20 * 1024 * 1024 + 1))).toMatchObject(tooLarge);
    expect(server.calls()).toEqual([]);
    server.fail('getFile', { error_code: 400, description: 'Bad Request: file is too big' });
    expect(await refused(download(null))).toMatchObject(tooLarge);
  });

  it('says when a photo is gone', async () => {
    expect(await refused(download())).toMatchObject({ code: 'photo-expired' });
  });

  it('says when Telegram does not answer, without the token', async () => {
    server.hangUp('getFile');
    const error = await refused(download());
    expect(error.code).toBe('chat-down');
    expect(allOf(error)).not.toContain(server.token);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    await expect(make().download(photo(), stop.signal)).rejects.toThrow('enough');
  });

  it('reads the files of a Bot API server on this machine', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tusou-'));
    try {
      const path = join(folder, 'file_0.jpg');
      await writeFile(path, SHEET);
      server.addFile('f1', SHEET, path);
      expect(new Uint8Array(await download())).toEqual(SHEET);
      server.addFile('f1', SHEET, join(folder, server.token, 'missing.jpg'));
      const error = await refused(download());
      expect(error).toMatchObject({ code: 'config-invalid' });
      expect(allOf(error)).not.toContain(server.token);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
