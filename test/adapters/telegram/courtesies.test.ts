/** Eyes on the photo and "sending a photo": shown while somebody waits, gone when the answer stands, and never in anybody's way. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Inbound, MessageRef, Reply } from '../../../src/domain/chat.ts';
import {
  refusal,
  telegramChat,
  telegramInstallation,
  tooManyRequests,
} from '../../support/telegram-adapter.ts';
import { startTelegramServer, type TelegramServer } from '../../support/telegram-server.ts';
import { readUpdate } from '../../support/telegram-updates.ts';

const SAM = telegramChat(5_000_000_042);
const GROUP = telegramChat(-1_002_000_000_777);
const TOPIC = telegramChat(-1_002_000_000_888, '77');
const asked: MessageRef = { chat: SAM, id: '11' };
const notice: Reply = {
  kind: 'notice',
  card: { language: 'en', tone: 'info', text: 'Nothing found.', actions: [] },
};
const working: Reply = { kind: 'working', text: 'Looking at your photo…' };

let server: TelegramServer;
let house: ReturnType<typeof telegramInstallation>;
let stops: (() => Promise<void>)[];

beforeEach(async () => {
  server = await startTelegramServer();
  house = telegramInstallation(server);
  stops = [];
});
afterEach(async () => {
  for (const stop of stops) await stop();
  await server.close();
  expect(server.violations()).toEqual([]);
  expect(house.lines.filter((line) => /"level":"(warn|error)"/.test(line))).toEqual([]);
});

/** A process that listens; `events` are what it received. */
const listen = async () => {
  const events: Inbound[] = [];
  const adapter = house.start();
  stops.push(() => adapter.stop());
  await adapter.start(async (inbound) => void events.push(inbound));
  return { adapter, events };
};

const eyes = (id = 11): string[] => server.reactionsOn(Number(SAM.id), id);
const reactions = () => server.calls('setMessageReaction').map(({ params }) => params);
const actions = () => server.calls('sendChatAction').map(({ params }) => params);
/** The call that puts on (1) or takes off (0), once it has been answered. */
const reacted = (count: 0 | 1) =>
  server.waitFor(
    ({ method, params }) =>
      method === 'setMessageReaction' && (params.reaction as unknown[]).length === count,
  );

describe('the eyes', () => {
  it('are on the photo at once, and off when its answer stands', async () => {
    const { adapter } = await listen();
    server.push(readUpdate('private-photo'));
    await reacted(1);
    expect(eyes()).toEqual(['👀']);
    const sign = await adapter.send(SAM, working, { replaces: null, answers: asked });
    expect(eyes()).toEqual(['👀']);
    await adapter.send(SAM, notice, { replaces: sign, answers: asked });
    await reacted(0);
    expect(eyes()).toEqual([]);
    await adapter.send(SAM, notice, { replaces: sign, answers: asked });
    await adapter.stop();
    expect(reactions()).toHaveLength(2);
  });

  it.each(['private-text', 'private-start', 'group-photo', 'private-voice', 'press'])(
    'are not on %s',
    async (name) => {
      const { adapter } = await listen();
      server.push(readUpdate(name));
      await server.allConfirmed();
      await adapter.stop();
      expect(reactions()).toEqual([]);
    },
  );

  it('are on the command that points to a photo', async () => {
    await listen();
    server.push(readUpdate('group-find-reply'));
    expect((await reacted(1)).params).toEqual({
      chat_id: Number(GROUP.id),
      message_id: 311,
      reaction: [{ type: 'emoji', emoji: '👀' }],
    });
  });

  it('are taken off by another process, and not put on again when the update comes again', async () => {
    const receiving = await listen();
    server.push(readUpdate('private-photo'));
    await reacted(1);
    const worker = house.start();
    await worker.send(SAM, notice, { replaces: null, answers: asked });
    await worker.stop();
    expect(eyes()).toEqual([]);
    const { update_id: _, ...again } = readUpdate('private-photo');
    server.push(again);
    await server.allConfirmed();
    await receiving.adapter.stop();
    expect(reactions()).toHaveLength(2);
  });

  it('are taken off too where nothing can be said any more', async () => {
    const { adapter } = await listen();
    server.push(readUpdate('private-photo'));
    await reacted(1);
    server.fail(
      'sendMessage',
      refusal(400, 'Bad Request: not enough rights to send text messages to the chat'),
    );
    const sent = adapter.send(SAM, notice, { replaces: null, answers: asked });
    await expect(sent).rejects.toMatchObject({ code: 'chat-forbidden' });
    await reacted(0);
  });

  it('are not asked for again for an hour in a chat that refuses them, and nothing fails with them', async () => {
    server.fail('setMessageReaction', refusal(400, 'Bad Request: REACTION_INVALID'));
    const { events, adapter } = await listen();
    server.push(readUpdate('private-photo'));
    await reacted(1);
    await expect.poll(() => house.lines.join()).toContain('telegram reaction not set');
    const { update_id: _, message } = readUpdate('private-photo');
    const photo = (id: number) => server.push({ message: { ...message, message_id: id } as never });
    photo(12);
    await server.allConfirmed();
    await adapter.send(SAM, notice, { replaces: null, answers: asked });
    expect(reactions()).toHaveLength(1);
    await house.clock.advance(60 * 60 * 1000);
    photo(13);
    await expect.poll(() => reactions().length).toBe(2);
    expect(events).toHaveLength(3);
  });

  it('are asked for again where only that message was gone', async () => {
    server.fail('setMessageReaction', refusal(400, 'Bad Request: message to react not found'));
    await listen();
    server.push(readUpdate('private-photo'));
    await reacted(1);
    const { update_id: _, message } = readUpdate('private-photo');
    await expect.poll(() => house.lines.join()).toContain('telegram reaction not set');
    server.push({ message: { ...message, message_id: 12 } as never });
    await expect.poll(() => eyes(12)).toEqual(['👀']);
  });

  it('come off later when Telegram is busy', async () => {
    const { adapter } = await listen();
    server.push(readUpdate('private-photo'));
    await reacted(1);
    server.fail('setMessageReaction', tooManyRequests(7));
    await adapter.send(SAM, notice, { replaces: null, answers: asked });
    await reacted(0);
    await expect.poll(() => house.clock.sleeping).toBeGreaterThan(0);
    expect(eyes()).toEqual(['👀']);
    await house.clock.advance(7_000);
    await expect.poll(() => eyes()).toEqual([]);
  });

  it('hold nobody up who stops', async () => {
    const { adapter } = await listen();
    server.push(readUpdate('private-photo'));
    await reacted(1);
    server.fail('setMessageReaction', tooManyRequests(7));
    await adapter.send(SAM, notice, { replaces: null, answers: asked });
    await reacted(0);
    await adapter.stop();
    expect(reactions()).toHaveLength(2);
  });
});

describe('activity', () => {
  const attend = (...args: Parameters<NonNullable<ReturnType<typeof house.start>['attend']>>) => {
    const adapter = house.start();
    stops.push(() => adapter.stop());
    return { adapter, over: adapter.attend?.(...args) ?? expect.fail() };
  };

  it('is not shown for what is done at once', async () => {
    const { over } = attend(SAM, 'picture');
    await house.clock.advance(1_400);
    over();
    await house.clock.advance(60_000);
    expect(actions()).toEqual([]);
    expect(house.clock.sleeping).toBe(0);
  });

  it('is shown in the topic as long as the job lasts, at least every five seconds, and then no more', async () => {
    const { over } = attend(TOPIC, 'words');
    await house.clock.advance(1_500);
    await expect
      .poll(() => actions())
      .toEqual([{ chat_id: Number(TOPIC.id), action: 'typing', message_thread_id: 77 }]);
    for (let shown = 2; shown <= 4; shown += 1) {
      await expect.poll(() => house.clock.sleeping).toBe(1);
      await house.clock.advance(4_500);
      await expect.poll(() => actions().length).toBe(shown);
    }
    await expect.poll(() => house.clock.sleeping).toBe(1);
    over();
    over();
    await house.clock.advance(60_000);
    expect(actions()).toHaveLength(4);
  });

  it('is shown once for all jobs of a chat, until the last one is over', async () => {
    const { adapter, over } = attend(SAM, 'picture');
    const second = adapter.attend?.(SAM, 'picture');
    over();
    await house.clock.advance(1_500);
    await expect.poll(() => actions().length).toBe(1);
    second?.();
    await house.clock.advance(60_000);
    expect(actions()).toHaveLength(1);
  });

  it('ends with the first refusal', async () => {
    server.fail('sendChatAction', refusal(400, 'Bad Request: not enough rights'));
    attend(SAM, 'picture');
    await house.clock.advance(1_500);
    await expect.poll(() => house.lines.join()).toContain('telegram activity not shown');
    await house.clock.advance(60_000);
    expect(actions()).toHaveLength(1);
  });

  it('ends when the adapter stops, and by itself when nobody ends it', async () => {
    const { adapter } = attend(SAM, 'picture');
    await adapter.stop();
    expect(house.clock.sleeping).toBe(0);
    attend(GROUP, 'picture');
    for (let minute = 0; minute < 12; minute += 1) await house.clock.advance(60_000);
    await expect.poll(() => house.clock.sleeping).toBe(0);
    expect(actions().length).toBeLessThan(140);
  });
});
