/** Finding a sign of work again that a process sent before it died: in the notes, else by edits that touch nothing of anybody else's. */
import type { Message } from 'grammy/types';
import Keyv from 'keyv';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTelegram } from '../../../adapters/telegram/index.ts';
import type { ChatRef, MessageRef, Reply } from '../../../src/domain/chat.ts';
import { TusouError } from '../../../src/domain/errors.ts';
import type { Locks, Store } from '../../../src/domain/ports.ts';
import { systemClock } from '../../../src/ops/clock.ts';
import { memoryLocks } from '../../support/memory-locks.ts';
import { silentLog } from '../../support/silent-log.ts';
import { sampleResult } from '../../support/telegram-cards.ts';
import { startTelegramServer, type TelegramServer } from '../../support/telegram-server.ts';

const chatOf = (id: number): ChatRef => ({
  platform: 'telegram',
  id: String(id),
  thread: null,
  kind: id > 0 ? 'private' : 'group',
  via: null,
});

const SAM = 42;
const ALEX = 43;
const GROUP = -1002000000777;
const working: Reply = { kind: 'working', text: 'Looking at your photo & searching…' };
const notice: Reply = { kind: 'notice', card: { language: 'en', tone: 'info', text: 'Hello', actions: [] } };
const result: Reply = { kind: 'result', card: sampleResult('en'), sheet: new Uint8Array([0xff, 0xd8, 0xff]) };

let server: TelegramServer;
let store: Keyv;
let locks: Locks;

/** A process of the installation. One that dies right after a send notes nothing of what it sent. */
const startProcess = (kept: Store = store) =>
  createTelegram({
    token: server.token,
    apiRoot: server.url,
    webhookUrl: null,
    mounts: { mount: () => {} },
    locks,
    log: silentLog,
    clock: systemClock,
    store: kept,
  });

/** The store as a process leaves it that dies before it hears of its send: what was noted before stays. */
const dyingStore = (): Store => ({
  get: (key) => store.get(key),
  set: async (key, value, ttlMs) =>
    key.startsWith('telegram:known:') || JSON.stringify(value).includes('"shown":{')
      ? true
      : store.set(key, value, ttlMs),
  delete: (key) => store.delete(key),
});

let said = 2000;

const write = (chatId: number, id: number): void => {
  const chat = { id: chatId, type: chatId > 0 ? 'private' : 'supergroup', first_name: 'A', title: 'A' };
  const from = { id: ALEX, is_bot: false, first_name: 'A' };
  server.push({
    message: { message_id: id, date: 1, chat, from, text: 'teapot' } as Message & { chat: never },
  } as never);
};

/** Somebody writes to a chat; the id is the next one there. */
const ask = (chatId: number): MessageRef => {
  said += 200;
  write(chatId, said);
  return { chat: chatOf(chatId), id: String(said) };
};

const signOf = (asked: MessageRef) => ({ replaces: null, answers: asked });
const edits = (): number => server.calls('editMessageText').length;

beforeEach(async () => {
  server = await startTelegramServer();
  store = new Keyv();
  locks = memoryLocks();
});
afterEach(async () => {
  await server.close();
  expect(server.violations()).toEqual([]);
});

describe.each([
  ['a private chat', SAM],
  ['a group', GROUP],
])('in %s', (_, chatId) => {
  it('a sign whose sending came back is known without a call', async () => {
    const asked = ask(chatId);
    const sign = await startProcess().send(asked.chat, working, signOf(asked));
    expect(await startProcess().findSign?.(asked)).toEqual(sign);
    expect(edits()).toBe(0);
  });

  it('a sign whose process died is found, and says that work goes on', async () => {
    const asked = ask(chatId);
    const sign = await startProcess(dyingStore()).send(asked.chat, working, signOf(asked));
    expect(await startProcess().findSign?.(asked)).toEqual(sign);
    expect(server.seenIn(chatId)).toMatchObject([{ html: '⏳ Looking at your photo &amp; searching…' }]);
    expect(edits()).toBe(1);
    expect(await startProcess().findSign?.(asked)).toEqual(sign);
    expect(edits()).toBe(1);
  });

  it('it is found again by a process whose forerunner died after finding it', async () => {
    const asked = ask(chatId);
    const dying = startProcess(dyingStore());
    const sign = await dying.send(asked.chat, working, signOf(asked));
    expect(await dying.findSign?.(asked)).toEqual(sign);
    expect(await startProcess().findSign?.(asked)).toEqual(sign);
  });
});

describe('what is not ours is not touched', () => {
  it('no sign was begun: not even a call is made', async () => {
    const asked = ask(SAM);
    await startProcess().send(asked.chat, notice, signOf(asked));
    expect(await startProcess().findSign?.(asked)).toBeNull();
    expect(server.calls().map(({ method }) => method)).toEqual(['sendMessage']);
  });

  it('other people’s messages and what the bot is known to have sent stay as they are', async () => {
    const asked = ask(GROUP);
    const process = startProcess();
    const before = await process.send(asked.chat, notice, signOf(asked));
    const picture = await process.send(asked.chat, result, signOf(asked));
    const other = { ...asked, id: String(Number(picture.id) + 1) };
    server.push({ message: { message_id: Number(other.id), date: 1, chat: { id: GROUP } } } as never);
    const sign = await startProcess(dyingStore()).send(asked.chat, working, signOf(asked));
    expect(await process.findSign?.(asked)).toEqual(sign);
    expect(server.seenIn(GROUP)).toMatchObject([
      { id: Number(before.id), html: 'Hello' },
      { id: Number(picture.id), html: expect.stringContaining('6 matching offers') },
      { id: Number(sign.id), html: expect.stringContaining('⏳') },
    ]);
    expect(edits()).toBe(2);
  });

  it('a sign of another question is passed by, and then known as that one’s', async () => {
    const [first, second] = [ask(SAM), ask(SAM)];
    // Both questions were there before either was answered, and neither process knew of the other's sign.
    const signs = [
      await startProcess(dyingStore()).send(first.chat, working, signOf(first)),
      await startProcess(dyingStore()).send(second.chat, working, signOf(second)),
    ];
    const process = startProcess();
    expect(await process.findSign?.(second)).toEqual(signs[1]);
    const calls = edits();
    expect(await process.findSign?.(first)).toEqual(signs[0]);
    expect(edits()).toBe(calls);
  });

  it('a sign in another private chat is not found from this one', async () => {
    const asked = ask(SAM);
    await startProcess(dyingStore()).send(chatOf(ALEX), working, signOf({ ...asked, chat: chatOf(ALEX) }));
    server.hangUp('sendMessage');
    const sending = startProcess().send(asked.chat, working, signOf(asked));
    await expect(sending).rejects.toMatchObject({ code: 'chat-down' });
    expect(await startProcess().findSign?.(asked)).toBeNull();
    expect(edits()).toBe(40);
    expect(server.seenIn(ALEX)).toMatchObject([{ html: expect.not.stringContaining('⏳') }]);
  });
});

describe('looking', () => {
  it('for several signs of one chat at once, in several processes, finds each', async () => {
    const first = ask(GROUP);
    const questions = Array.from({ length: 5 }, (_, n) => ({ ...first, id: String(Number(first.id) + n) }));
    for (const { id } of questions.slice(1)) write(GROUP, Number(id));
    const signs = [];
    for (const asked of questions)
      signs.push(await startProcess(dyingStore()).send(asked.chat, working, signOf(asked)));
    const [one, other] = [startProcess(), startProcess()];
    const found = questions.map((asked, n) => (n % 2 ? one : other).findSign?.(asked));
    expect(await Promise.all(found)).toEqual(signs);
  });

  it('finds a sign that was sent while the store was away', async () => {
    const asked = ask(SAM);
    let isAway = false;
    const away = async (): Promise<never> => {
      throw new TusouError('storage-down');
    };
    const frail: Store = {
      get: (key) => (isAway ? away() : store.get(key)),
      delete: (key) => store.delete(key),
      set: async (key, value, ttlMs) => {
        if (isAway) return away();
        isAway = true;
        return store.set(key, value, ttlMs);
      },
    };
    const sign = await startProcess(frail).send(asked.chat, working, signOf(asked));
    await expect(startProcess(frail).findSign?.(asked)).rejects.toMatchObject({ code: 'storage-down' });
    expect(await startProcess().findSign?.(asked)).toEqual(sign);
    expect(server.seenIn(SAM)).toHaveLength(1);
  });

  it('finds an answer that was sent without a sign, and leaves it alone while looking for a sign', async () => {
    const asked = ask(GROUP);
    const answer = await startProcess(dyingStore()).send(asked.chat, result, signOf(asked));
    expect(await startProcess().findSign?.(asked)).toEqual(answer);
    expect(server.seenIn(GROUP)).toMatchObject([{ html: '⏳' }]);
    const words = await startProcess().send(asked.chat, result, { replaces: answer, answers: asked });
    expect(words).toEqual(answer);
    const other = ask(GROUP);
    server.hangUp('sendMessage');
    const sending = startProcess(dyingStore()).send(other.chat, working, signOf(other));
    await expect(sending).rejects.toMatchObject({ code: 'chat-down' });
    expect(await startProcess().findSign?.(other)).toBeNull();
    expect(server.seenIn(GROUP)).toMatchObject([{ html: expect.stringContaining('6 matching offers') }]);
  });

  it('finds the note of another process untouched by one that lost the job before its send', async () => {
    const asked = ask(GROUP);
    const taken = new TusouError('internal', { detail: 'taken over' });
    const sign = await startProcess(dyingStore()).send(asked.chat, working, signOf(asked));
    const late = startProcess().send(asked.chat, working, signOf(asked), () => Promise.reject(taken));
    await expect(late).rejects.toBe(taken);
    expect(server.calls('sendMessage')).toHaveLength(1);
    expect(await startProcess().findSign?.(asked)).toEqual(sign);
  });

  it('finds a sign of which only its number was noted', async () => {
    const asked = ask(SAM);
    const sign = await startProcess(dyingStore()).send(asked.chat, working, signOf(asked));
    const halfway: Store = {
      get: (key) => store.get(key),
      delete: (key) => store.delete(key),
      set: (key, value, ttlMs) =>
        key.includes(':sign:')
          ? Promise.reject(new TusouError('storage-down'))
          : store.set(key, value, ttlMs),
    };
    await expect(startProcess(halfway).findSign?.(asked)).rejects.toMatchObject({ code: 'storage-down' });
    expect(await startProcess().findSign?.(asked)).toEqual(sign);
  });

  it('begins behind all that was known when the sign was begun, however much that is', async () => {
    const asked = ask(SAM);
    const others = Array.from({ length: 30 }, () => ask(SAM + 1));
    const dying = startProcess(dyingStore());
    const [last = asked] = others.slice(-1);
    await dying.send(last.chat, working, signOf(last));
    const sign = await dying.send(asked.chat, working, signOf(asked));
    expect(await startProcess().findSign?.(asked)).toEqual(sign);
    expect(edits()).toBe(1);
  });

  it('passes by what others wrote between the beginning and the sign, however much that is', async () => {
    const asked = ask(SAM);
    const others = startProcess();
    const heard: string[] = [];
    await others.start(async ({ message }) => void heard.push(message?.id ?? ''));
    const busy = dyingStore();
    const writes = Array.from({ length: 60 }, (_, n) => Number(asked.id) + 1 + n);
    const meanwhile: Store = {
      ...busy,
      set: async (key, value, ttlMs) => {
        const kept = await busy.set(key, value, ttlMs);
        if (key.startsWith('telegram:sign:')) for (const id of writes.splice(0)) write(ALEX, id);
        return kept;
      },
    };
    const sign = await startProcess(meanwhile).send(asked.chat, working, signOf(asked));
    await server.allConfirmed();
    await others.stop();
    expect(heard).toContain(String(Number(asked.id) + 60));
    expect(Number(sign.id)).toBe(Number(asked.id) + 61);
    expect(await startProcess().findSign?.(asked)).toEqual(sign);
    expect(edits()).toBe(1);
  });

  it('ends at 40 calls, and at once when Telegram says that it is too much', async () => {
    const asked = ask(SAM);
    server.hangUp('sendMessage');
    await startProcess()
      .send(asked.chat, working, signOf(asked))
      .catch(() => undefined);
    server.fail('editMessageText', {
      error_code: 429,
      description: 'Too Many Requests: retry after 60',
      parameters: { retry_after: 60 },
    });
    await expect(startProcess().findSign?.(asked)).rejects.toMatchObject({ code: 'chat-rate' });
    expect(edits()).toBe(1);
    expect(await startProcess().findSign?.(asked)).toBeNull();
    expect(edits()).toBe(41);
  });

  it('is left out when Telegram refused the sign', async () => {
    const asked = ask(SAM);
    server.fail('sendMessage', { error_code: 403, description: 'Forbidden: bot was blocked by the user' });
    await startProcess()
      .send(asked.chat, working, signOf(asked))
      .catch(() => undefined);
    expect(await startProcess().findSign?.(asked)).toBeNull();
    expect(edits()).toBe(0);
  });
});
