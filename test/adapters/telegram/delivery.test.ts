/** Getting answers there: pictures that Telegram has, chats that are full, and chats that do not want us, or not there, or not like this. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChatRef, MessageRef, Reply } from '../../../src/domain/chat.ts';
import { TusouError } from '../../../src/domain/errors.ts';
import type { ChatAdapter } from '../../../src/domain/ports.ts';
import {
  refusal,
  telegramChat,
  telegramInstallation,
  tooManyRequests,
} from '../../support/telegram-adapter.ts';
import { sampleDetails, sampleResult } from '../../support/telegram-cards.ts';
import { startTelegramServer, type TelegramServer } from '../../support/telegram-server.ts';
import { readUpdate } from '../../support/telegram-updates.ts';

const SAM = telegramChat(42);
const GROUP = telegramChat(-1_002_000_000_777);
const NOWHERE = { replaces: null, answers: null };
const SHEET = new Uint8Array([0xff, 0xd8, 0xff, 1]);
const OTHER = new Uint8Array([0xff, 0xd8, 0xff, 2]);

const working: Reply = { kind: 'working', text: 'Looking at your photo…' };
const list = (sheet: Uint8Array | null): Reply => ({ kind: 'result', card: sampleResult('en'), sheet });
const details: Reply = { kind: 'details', card: sampleDetails('en'), picture: OTHER };
const notice: Extract<Reply, { kind: 'notice' }> = {
  kind: 'notice',
  card: { language: 'en', tone: 'problem', text: '1688 does not answer.', actions: [] },
};

let server: TelegramServer;
let house: ReturnType<typeof telegramInstallation>;
let adapter: ChatAdapter;

beforeEach(async () => {
  server = await startTelegramServer();
  house = telegramInstallation(server);
  adapter = house.start();
});
afterEach(async () => {
  await adapter.stop();
  await server.close();
  expect(server.violations()).toEqual([]);
});

const over = (replaces: MessageRef) => ({ replaces, answers: null });
const onlyIn = (chat: ChatRef) => {
  const [message, ...others] = server.seenIn(Number(chat.id));
  expect(others).toEqual([]);
  return message ?? expect.fail('nothing was sent');
};
const uploadsOf = (method: string): number[] => server.calls(method).map(({ files }) => files.size);
const failure = async (sending: Promise<unknown>): Promise<TusouError> => {
  const error: unknown = await sending.catch((reason: unknown) => reason);
  return error instanceof TusouError ? error : expect.fail(String(error));
};

describe('a notice with a picture', () => {
  it('takes the place of a sign of work, and of a list with a sheet', async () => {
    const at = await adapter.send(SAM, working, NOWHERE);
    await adapter.send(SAM, { ...notice, picture: SHEET }, over(at));
    expect(onlyIn(SAM)).toMatchObject({ picture: SHEET, html: '1688 does not answer.' });
    await adapter.send(SAM, list(OTHER), over(at));
    await adapter.send(SAM, { ...notice, picture: SHEET }, over(at));
    expect(onlyIn(SAM)).toMatchObject({ picture: SHEET, html: '1688 does not answer.' });
  });
});

describe('pictures that Telegram has', () => {
  it('are not uploaded again: page, next page and back', async () => {
    const at = await adapter.send(SAM, list(SHEET), NOWHERE);
    await adapter.send(SAM, list(OTHER), over(at));
    await adapter.send(SAM, list(SHEET), over(at));
    expect(uploadsOf('sendPhoto')).toEqual([1]);
    expect(uploadsOf('editMessageMedia')).toEqual([1, 0]);
    expect(onlyIn(SAM).picture).toEqual(SHEET);
  });

  it('are known to other processes, and for other chats', async () => {
    await adapter.send(SAM, list(SHEET), NOWHERE);
    await house.start().send(GROUP, list(SHEET), NOWHERE);
    expect(uploadsOf('sendPhoto')).toEqual([1, 0]);
    expect(onlyIn(GROUP).picture).toEqual(SHEET);
  });

  it('are known by the bot that sent them only', async () => {
    await adapter.send(SAM, list(SHEET), NOWHERE);
    const keys = [...(house.store.store as Map<string, unknown>).keys()];
    expect(keys.filter((key) => key.includes('telegram:file:7000000001:'))).toHaveLength(1);
  });

  it('are uploaded anew when Telegram no longer takes them, and then known again', async () => {
    const at = await adapter.send(SAM, list(SHEET), NOWHERE);
    await adapter.send(SAM, list(OTHER), over(at));
    server.forgetUploads();
    await adapter.send(SAM, list(SHEET), over(at));
    expect(uploadsOf('editMessageMedia')).toEqual([1, 0, 1]);
    expect(onlyIn(SAM).picture).toEqual(SHEET);
    await adapter.send(SAM, list(OTHER), over(at));
    await adapter.send(SAM, list(SHEET), over(at));
    expect(uploadsOf('editMessageMedia').slice(3)).toEqual([0, 1, 0]);
  });

  it('are sent as ever when the store is away', async () => {
    const down = async (): Promise<never> => {
      throw new TusouError('storage-down');
    };
    const store = {
      get: <T>(key: string) => (key.includes(':file:') ? down() : house.store.get<T>(key)),
      set: (key: string, value: unknown) => (key.includes(':file:') ? down() : house.store.set(key, value)),
      delete: (key: string) => house.store.delete(key),
    };
    await house.start({ store: store as never }).send(SAM, list(SHEET), NOWHERE);
    expect(onlyIn(SAM).picture).toEqual(SHEET);
  });
});

/** Fills what a group bears beside answers. */
const fill = async (chat: ChatRef, messages: number): Promise<void> => {
  for (let sent = 0; sent < messages; sent += 1) await adapter.send(chat, notice, NOWHERE);
};

describe('a group that has had much to read in this minute', () => {
  it('gets no sign of work any more, but every answer', async () => {
    await fill(GROUP, 12);
    const asked = { chat: GROUP, id: '5' };
    const sign = await failure(adapter.send(GROUP, working, { replaces: null, answers: asked }));
    expect(sign).toMatchObject({ code: 'chat-rate', retryable: true });
    const answer = await adapter.send(GROUP, list(SHEET), { replaces: null, answers: asked });
    expect(server.seenIn(Number(GROUP.id)).at(-1)).toMatchObject({ id: Number(answer.id), answers: 5 });
    expect(server.calls('sendMessage')).toHaveLength(12);
    await house.clock.advance(60_000);
    await adapter.send(GROUP, working, { replaces: null, answers: asked });
    expect(server.calls('sendMessage')).toHaveLength(13);
  });

  it('has no message edited for a courtesy, but for the answer', async () => {
    const at = await adapter.send(GROUP, notice, NOWHERE);
    await fill(GROUP, 11);
    expect(await adapter.send(GROUP, working, over(at))).toEqual(at);
    expect(server.calls('editMessageText')).toEqual([]);
    await adapter.send(GROUP, list(SHEET), over(at));
    expect(server.calls('editMessageMedia')).toHaveLength(1);
  });

  it('has an answer without a sign found again by a job that is run again', async () => {
    await fill(GROUP, 12);
    const asked = { chat: GROUP, id: '5' };
    const answer = await adapter.send(GROUP, list(SHEET), { replaces: null, answers: asked });
    expect(await house.start().findSign?.(asked)).toEqual(answer);
    expect(server.calls('editMessageText')).toEqual([]);
  });
});

describe('too many requests', () => {
  it('a sign is left out, and the answer waits as long as Telegram asks, without asking before that', async () => {
    server.fail('sendMessage', tooManyRequests(90));
    const asked = { replaces: null, answers: { chat: SAM, id: '11' } };
    expect((await failure(adapter.send(SAM, working, asked))).code).toBe('chat-rate');
    await house.clock.advance(30_000);
    const early = await failure(adapter.send(SAM, list(SHEET), asked));
    expect(early).toMatchObject({ code: 'chat-rate', retryAfterMs: 60_000, retryable: true });
    expect(server.calls('sendPhoto')).toEqual([]);
    await house.clock.advance(60_000);
    await adapter.send(SAM, list(SHEET), asked);
    expect(onlyIn(SAM).picture).toEqual(SHEET);
  });

  it('does not leave a sign to be looked for', async () => {
    server.fail('sendMessage', tooManyRequests(90));
    const asked = { chat: SAM, id: '11' };
    await failure(adapter.send(SAM, working, { replaces: null, answers: asked }));
    expect(await adapter.findSign?.(asked)).toBeNull();
    expect(server.calls('editMessageText')).toEqual([]);
  });

  it('in an edit of the answer tells the queue how long to wait', async () => {
    const at = await adapter.send(SAM, working, NOWHERE);
    server.fail('editMessageMedia', tooManyRequests(600));
    expect(await failure(adapter.send(SAM, list(SHEET), over(at)))).toMatchObject({
      code: 'chat-rate',
      retryAfterMs: 600_000,
    });
  });
});

describe('rights', () => {
  const NO_PHOTOS = refusal(400, 'Bad Request: not enough rights to send photos to the chat');
  const NO_WORDS = refusal(400, 'Bad Request: not enough rights to send text messages to the chat');

  it('no photos: answers come in words, and photos are not tried again for ten minutes', async () => {
    const at = await adapter.send(GROUP, working, NOWHERE);
    server.fail('editMessageMedia', NO_PHOTOS);
    await adapter.send(GROUP, list(SHEET), over(at));
    await adapter.send(GROUP, list(OTHER), NOWHERE);
    expect(server.calls('sendPhoto')).toEqual([]);
    expect(server.seenIn(Number(GROUP.id))).toMatchObject([
      { picture: null, html: expect.stringContaining('6 matching offers') },
      { picture: null, html: expect.stringContaining('6 matching offers') },
    ]);
    await house.clock.advance(10 * 60_000);
    await adapter.send(GROUP, list(OTHER), NOWHERE);
    expect(server.calls('sendPhoto')).toHaveLength(1);
  });

  it('no photos any more: a page in words does not stand under the sheet of another page', async () => {
    const at = await adapter.send(GROUP, list(SHEET), NOWHERE);
    server.fail('editMessageMedia', NO_PHOTOS);
    const now = await adapter.send(GROUP, list(OTHER), over(at));
    expect(onlyIn(GROUP)).toMatchObject({ id: Number(now.id), picture: null });
  });

  it('photos but no words: no sign, and the answer as a photo', async () => {
    server.fail('sendMessage', NO_WORDS);
    expect((await failure(adapter.send(GROUP, working, NOWHERE))).code).toBe('chat-rate');
    await adapter.send(GROUP, list(SHEET), NOWHERE);
    expect(onlyIn(GROUP).picture).toEqual(SHEET);
  });

  it.each([
    [400, 'Bad Request: have no rights to send a message'],
    [403, 'Forbidden: bot was kicked from the supergroup chat'],
    [403, 'Forbidden: bot was blocked by the user'],
    [403, 'Forbidden: user is deactivated'],
    [400, 'Bad Request: TOPIC_CLOSED'],
    [400, 'Bad Request: CHAT_RESTRICTED'],
  ])('none at all (%i %s): the job ends, and nothing else is tried', async (code, description) => {
    server.fail('sendPhoto', refusal(code, description));
    expect(await failure(adapter.send(GROUP, list(SHEET), NOWHERE))).toMatchObject({
      code: 'chat-forbidden',
      retryable: false,
    });
    expect(server.calls()).toHaveLength(1);
  });

  it.each(['Bad Request: message thread not found', 'Bad Request: TOPIC_DELETED'])(
    'a topic that was deleted takes its answers with it: %s',
    async (description) => {
      server.fail('sendMessage', refusal(400, description));
      const topic = telegramChat(-1_002_000_000_888, '77');
      expect(await failure(adapter.send(topic, notice, NOWHERE))).toMatchObject({ code: 'chat-gone' });
      expect(server.calls()).toHaveLength(1);
    },
  );
});

describe('a message that somebody took away', () => {
  it.each([list(SHEET), details, notice])('is sent anew: $kind', async (reply) => {
    const at = await adapter.send(SAM, list(OTHER), NOWHERE);
    server.remove(Number(at.id));
    const now = await adapter.send(SAM, reply, { replaces: at, answers: { chat: SAM, id: '11' } });
    expect(onlyIn(SAM)).toMatchObject({ id: Number(now.id), answers: 11 });
  });

  it('changes nothing twice: the same answer again is no failure', async () => {
    const at = await adapter.send(SAM, details, NOWHERE);
    expect(await adapter.send(SAM, details, over(at))).toEqual(at);
    expect(await adapter.send(SAM, notice, over(await adapter.send(SAM, notice, NOWHERE)))).toBeTruthy();
  });
});

describe('our place in a chat', () => {
  /** A chat says what has become of us there; the update is confirmed when this is over. */
  const becomes = async (chat: ChatRef, status: string, more: object = {}): Promise<void> => {
    const user = { id: 7_000_000_001, is_bot: true, first_name: 'Tusou' };
    server.push({
      my_chat_member: {
        chat: { id: Number(chat.id), type: chat.kind === 'group' ? 'supergroup' : 'private', title: 'A' },
        from: { id: 42, is_bot: false, first_name: 'Sam' },
        date: 1_790_000_000,
        old_chat_member: { user, status: 'member' },
        new_chat_member: { user, status, ...more },
      } as never,
    });
    await server.allConfirmed();
  };

  beforeEach(() => adapter.start(async () => undefined));

  it.each([
    ['kicked', {}],
    ['left', {}],
    ['restricted', { is_member: false }],
  ])('%s: nothing is sent there any more, until we are taken in again', async (status, more) => {
    await becomes(GROUP, status, more);
    const error = await failure(house.start().send(GROUP, list(SHEET), NOWHERE));
    expect(error).toMatchObject({ code: 'chat-forbidden', retryable: false });
    expect(server.calls('sendPhoto')).toEqual([]);
    await becomes(GROUP, 'member');
    await adapter.send(GROUP, list(SHEET), NOWHERE);
    expect(onlyIn(GROUP).picture).toEqual(SHEET);
  });

  it('blocked by a person: the same', async () => {
    await becomes(SAM, 'kicked');
    expect((await failure(adapter.send(SAM, notice, NOWHERE))).code).toBe('chat-forbidden');
    expect((await adapter.send(GROUP, notice, NOWHERE)).id).toBeTruthy();
  });

  it('changed rights: what was refused is tried again at once', async () => {
    server.fail('sendPhoto', refusal(400, 'Bad Request: not enough rights to send photos to the chat'));
    await adapter.send(GROUP, list(SHEET), NOWHERE);
    await becomes(GROUP, 'administrator');
    await adapter.send(GROUP, list(SHEET), NOWHERE);
    expect(server.calls('sendPhoto')).toHaveLength(2);
  });

  const UPGRADED = {
    ...refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat'),
    parameters: { migrate_to_chat_id: Number(GROUP.id) },
  };
  const old = telegramChat(-777);

  it('a group that was upgraded: the answer goes to the new one, and later ones at once', async () => {
    const at = { chat: old, id: '6' };
    server.fail('editMessageMedia', UPGRADED);
    const answered = await adapter.send(old, list(SHEET), { replaces: at, answers: { chat: old, id: '5' } });
    expect(answered.chat.id).toBe(GROUP.id);
    await house.start().send(old, list(SHEET), { replaces: answered, answers: { chat: old, id: '5' } });
    await adapter.send(old, notice, { replaces: at, answers: null });
    expect(server.seenIn(Number(GROUP.id))).toMatchObject([
      { id: Number(answered.id), picture: SHEET, answers: null },
      { picture: null },
    ]);
    expect(server.calls().filter(({ params }) => params.chat_id === -777)).toHaveLength(1);
  });

  it('a group that says so itself is followed without a refusal', async () => {
    const { message } = readUpdate('group-joined');
    const chat = { id: -777, type: 'group', title: 'A' };
    server.push({ message: { ...message, chat, migrate_to_chat_id: Number(GROUP.id) } as never });
    await server.allConfirmed();
    expect((await adapter.send(old, notice, NOWHERE)).chat.id).toBe(GROUP.id);
    expect(server.calls('sendMessage')).toHaveLength(1);
  });
});
