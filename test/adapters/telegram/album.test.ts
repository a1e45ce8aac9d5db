/** The pictures of an offer as an album: beside the message that asked, once, and whatever Telegram takes of them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChatRef, MessageRef, Reply } from '../../../src/domain/chat.ts';
import type { ChatAdapter } from '../../../src/domain/ports.ts';
import {
  refusal,
  telegramChat,
  telegramInstallation,
  tooManyRequests,
} from '../../support/telegram-adapter.ts';
import { sampleDetails } from '../../support/telegram-cards.ts';
import { startTelegramServer, type TelegramServer } from '../../support/telegram-server.ts';

const TOPIC = telegramChat(-1_002_000_000_888, '77');
const asked: MessageRef = { chat: TOPIC, id: '900' };
const BESIDE = { replaces: null, answers: asked };
const picture = (name: number): Uint8Array => new Uint8Array([0xff, 0xd8, 0xff, name]);

const album = (count: number): Reply => {
  const { language, offer } = sampleDetails('en');
  const pictures = Array.from({ length: count }, (_, at) => picture(at + 1));
  return { kind: 'pictures', card: { language, offer }, pictures };
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

const seen = (chat: ChatRef = TOPIC) => server.seenIn(Number(chat.id));
const names = () => seen().map((message) => message.picture?.at(-1));

describe('an album', () => {
  it('is one message group in the topic, in answer to the message that asked, with one caption', async () => {
    const at = await adapter.send(TOPIC, album(3), BESIDE);
    expect(server.calls().map(({ method }) => method)).toEqual(['sendMediaGroup']);
    expect(names()).toEqual([1, 2, 3]);
    expect(seen().map(({ id }) => id)).toContain(Number(at.id));
    expect(new Set(seen().map((message) => message.album)).size).toBe(1);
    for (const message of seen()) expect(message).toMatchObject({ threadId: 77, answers: 900, buttons: [] });
    const [first, ...others] = seen().map(({ html }) => html);
    expect(first).toBe(
      '<a href="https://detail.1688.com/offer/610947572360.html"><b>Foldable portable coffee cup, 304 stainless steel, 350 ml, outdoor travel mug, custom logo</b></a>\n2+ ¥12.50 · 100+ ¥11.90 · 1000+ ¥11.30 · MOQ 2 pieces',
    );
    expect(others).toEqual(['', '']);
  });

  it('of one picture is that picture', async () => {
    await adapter.send(TOPIC, album(1), BESIDE);
    expect(server.calls().map(({ method }) => method)).toEqual(['sendPhoto']);
    expect(seen()).toMatchObject([
      { answers: 900, picture: picture(1), html: expect.stringContaining('cup') },
    ]);
  });

  it('is not uploaded again, but where one of its pictures is no longer taken', async () => {
    await adapter.send(TOPIC, album(3), BESIDE);
    const other = { replaces: null, answers: { chat: TOPIC, id: '901' } };
    await adapter.send(TOPIC, album(4), other);
    server.forgetUploads();
    await adapter.send(TOPIC, album(4), { replaces: null, answers: { chat: TOPIC, id: '902' } });
    expect(server.calls('sendMediaGroup').map(({ files }) => files.size)).toEqual([3, 1, 0, 4]);
    expect(names()).toEqual([1, 2, 3, 1, 2, 3, 4, 1, 2, 3, 4]);
  });
});

describe('a second press', () => {
  it('brings no second album for a while, in whatever process', async () => {
    await adapter.send(TOPIC, album(3), BESIDE);
    expect(await house.start().send(TOPIC, album(3), BESIDE)).toEqual(asked);
    expect(seen()).toHaveLength(3);
  });

  it('at the same moment is looked at again later', async () => {
    const both = [adapter, house.start()].map((process) => process.send(TOPIC, album(3), BESIDE));
    const [first, second] = await Promise.allSettled(both);
    expect([first?.status, second?.status].sort()).toEqual(['fulfilled', 'rejected']);
    const lost = first?.status === 'rejected' ? first : second;
    expect(lost).toMatchObject({ reason: { code: 'chat-rate', retryable: true } });
    await adapter.send(TOPIC, album(3), BESIDE);
    expect(seen()).toHaveLength(3);
  });

  it('on another offer or another message brings another album', async () => {
    await adapter.send(TOPIC, album(2), BESIDE);
    await adapter.send(TOPIC, album(2), { replaces: null, answers: { chat: TOPIC, id: '901' } });
    const other = album(2) as Extract<Reply, { kind: 'pictures' }>;
    const offer = { ...other.card.offer, title: 'Teapot' };
    await adapter.send(TOPIC, { ...other, card: { ...other.card, offer } }, BESIDE);
    expect(server.calls('sendMediaGroup')).toHaveLength(3);
  });

  it('brings it after a failure', async () => {
    server.fail('sendMediaGroup', tooManyRequests(60));
    await expect(adapter.send(TOPIC, album(2), BESIDE)).rejects.toMatchObject({ code: 'chat-rate' });
    await house.clock.advance(60_000);
    await adapter.send(TOPIC, album(2), BESIDE);
    expect(seen()).toHaveLength(2);
  });
});

describe('a picture that Telegram does not take', () => {
  it('is left out when it is named', async () => {
    const named = 'Bad Request: failed to send message #2 with the error message "PHOTO_INVALID_DIMENSIONS"';
    server.fail('sendMediaGroup', refusal(400, named));
    await adapter.send(TOPIC, album(4), BESIDE);
    expect(names()).toEqual([1, 3, 4]);
  });

  it('is found by halves when it is not, and the caption is there once', async () => {
    server.fail('sendMediaGroup', refusal(400, 'Bad Request: IMAGE_PROCESS_FAILED'), 2);
    server.fail('sendPhoto', refusal(400, 'Bad Request: IMAGE_PROCESS_FAILED'));
    await adapter.send(TOPIC, album(4), BESIDE);
    expect(names()).toEqual([2, 3, 4]);
    expect(seen().filter(({ html }) => html !== '')).toHaveLength(1);
  });

  it('leaves the words when it is the only one, or all are like it', async () => {
    server.fail('sendPhoto', refusal(400, 'Bad Request: IMAGE_PROCESS_FAILED'));
    await adapter.send(TOPIC, album(1), BESIDE);
    expect(seen()).toMatchObject([{ picture: null, answers: 900, html: expect.stringContaining('¥12.50') }]);
  });
});

describe('a chat that takes no albums', () => {
  it('gets the words, and photos are not tried again for a while', async () => {
    server.fail('sendMediaGroup', refusal(400, 'Bad Request: not enough rights to send photos to the chat'));
    await adapter.send(TOPIC, album(3), BESIDE);
    await adapter.send(TOPIC, album(3), { replaces: null, answers: { chat: TOPIC, id: '901' } });
    expect(server.calls().map(({ method }) => method)).toEqual([
      'sendMediaGroup',
      'sendMessage',
      'sendMessage',
    ]);
  });

  it.each([
    [403, 'Forbidden: bot was kicked from the supergroup chat', 'chat-forbidden'],
    [400, 'Bad Request: message thread not found', 'chat-gone'],
  ])('at all fails as everything else does: %i %s', async (status, description, code) => {
    server.fail('sendMediaGroup', refusal(status, description));
    await expect(adapter.send(TOPIC, album(3), BESIDE)).rejects.toMatchObject({ code });
  });

  it('because it has moved gets it at its new place', async () => {
    server.fail('sendMediaGroup', {
      ...refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat'),
      parameters: { migrate_to_chat_id: -1_002_000_000_999 },
    });
    const old = telegramChat(-999);
    const at = await adapter.send(old, album(2), { replaces: null, answers: { chat: old, id: '5' } });
    expect(at.chat.id).toBe('-1002000000999');
    expect(seen(at.chat)).toHaveLength(2);
  });
});
