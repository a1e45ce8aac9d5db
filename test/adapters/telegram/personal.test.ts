/** Words for one person in a group: to that person alone where Telegram allows it, else before all for a while; and who is an admin. */
import { Api } from 'grammy';
import Keyv from 'keyv';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTelegram } from '../../../adapters/telegram/index.ts';
import { createMembers } from '../../../adapters/telegram/members.ts';
import type { ChatRef, Reply } from '../../../src/domain/chat.ts';
import type { Place } from '../../../src/domain/ports.ts';
import { type FakeClock, fakeClock } from '../../support/fake-clock.ts';
import { memoryLocks } from '../../support/memory-locks.ts';
import { silentLog } from '../../support/silent-log.ts';
import { startTelegramServer, TEST_BOT, type TelegramServer } from '../../support/telegram-server.ts';

const SAM = 5_000_000_042;
const GROUP: ChatRef = {
  platform: 'telegram',
  id: '-1002000000777',
  thread: null,
  kind: 'group',
  via: null,
};
const CHAT = Number(GROUP.id);

const notice = (text: string, action?: string): Reply => ({
  kind: 'notice',
  card: {
    language: 'en',
    tone: 'info',
    text,
    actions: action ? [[{ kind: 'action', label: 'Press', action }]] : [],
  },
});

const onlyFor = (event = 'tg:-1002000000777:11', userId: string | number = SAM): Place => ({
  replaces: null,
  answers: { chat: GROUP, id: '11' },
  onlyFor: { userId: String(userId), event },
});

let server: TelegramServer;
let clock: FakeClock;
let store: Keyv;
let stops: (() => Promise<void>)[];

const make = () => {
  const adapter = createTelegram({
    token: server.token,
    apiRoot: server.url,
    webhookUrl: null,
    mounts: { mount: () => {} },
    locks: memoryLocks(),
    log: silentLog,
    clock,
    store,
  });
  stops.push(() => adapter.stop());
  return adapter;
};

beforeEach(async () => {
  server = await startTelegramServer();
  clock = fakeClock();
  store = new Keyv();
  stops = [];
});

afterEach(async () => {
  for (const stop of stops) await stop();
  await server.close();
  expect(server.violations()).toEqual([]);
});

const seen = () => server.seenIn(CHAT).map(({ html }) => html);
const whispered = () => server.whisperedIn(CHAT).map(({ html }) => html);

/** Presses a button of a message of the bot; answers with the key of that event. */
const pressKey = async (): Promise<string> => {
  const adapter = make();
  await adapter.send(GROUP, notice('list'), { replaces: null, answers: null });
  const [list] = server.seenIn(CHAT);
  if (!list) throw new Error('no list');
  server.press(list, 'g:open:all', 'en', SAM);
  return `tg:press:${list.id}-1`;
};

describe('words for one person', () => {
  it('are shown to nobody else after a press', async () => {
    const event = await pressKey();
    const shown = await make().send(GROUP, notice('only you'), onlyFor(event));
    expect(server.whisperedIn(CHAT)).toMatchObject([{ forUser: SAM, html: 'only you' }]);
    expect(shown.id).toBe(`e${SAM}.1`);
    expect(seen()).toEqual(['list']);
  });

  it('are changed where that person sees them, and said anew when they are gone', async () => {
    const event = await pressKey();
    const adapter = make();
    const shown = await adapter.send(GROUP, notice('one'), onlyFor(event));
    expect(await adapter.send(GROUP, notice('two'), { ...onlyFor(event), replaces: shown })).toEqual(shown);
    expect(whispered()).toEqual(['two']);
    const gone = { chat: GROUP, id: `e${SAM}.99` };
    await adapter.send(GROUP, notice('three'), { ...onlyFor(event), replaces: gone });
    expect(whispered()).toEqual(['two', 'three']);
  });

  it('stand before all for a minute where Telegram does not allow it, and the group is not asked again', async () => {
    const adapter = make();
    await adapter.send(GROUP, notice('you there'), onlyFor());
    await adapter.send(GROUP, notice('and you'), onlyFor());
    const tried = server.calls('sendMessage').filter(({ params }) => params.ephemeral_message_parameters);
    expect(tried).toHaveLength(1);
    expect(seen()).toEqual(['you there', 'and you']);
    await clock.advance(59_000);
    expect(seen()).toHaveLength(2);
    await clock.advance(2_000);
    await server.waitFor(() => seen().length === 0);
    server.appoint(CHAT, TEST_BOT.id);
    await clock.advance(10 * 60_000);
    await adapter.send(GROUP, notice('now alone'), onlyFor());
    expect(whispered()).toEqual(['now alone']);
  });

  it('with buttons stand longer, and as long again after each press', async () => {
    const adapter = make();
    const shown = await adapter.send(GROUP, notice('settings', 'g:open:all'), onlyFor());
    await clock.advance(9 * 60_000);
    await adapter.send(GROUP, notice('changed', 'g:open:all'), { ...onlyFor(), replaces: shown });
    await clock.advance(9 * 60_000);
    expect(seen()).toEqual(['changed']);
    await clock.advance(2 * 60_000);
    await server.waitFor(() => seen().length === 0);
  });

  it('go away although the process stopped before', async () => {
    const first = make();
    await first.send(GROUP, notice('you there'), onlyFor());
    await first.stop();
    expect(seen()).toEqual(['you there']);
    await clock.advance(2 * 60_000);
    await make().start(async () => {});
    await server.waitFor(() => seen().length === 0);
  });

  it('are not sent twice when it is not known whether they arrived', async () => {
    server.hangUp('sendMessage');
    await expect(make().send(GROUP, notice('once'), onlyFor())).rejects.toMatchObject({ code: 'chat-down' });
    expect(server.calls('sendMessage')).toHaveLength(1);
  });

  it('for somebody who speaks as the group are said before all', async () => {
    await make().send(GROUP, notice('admins'), onlyFor('tg:-1002000000777:11', GROUP.id));
    expect(server.calls('sendMessage')).toHaveLength(1);
    expect(seen()).toEqual(['admins']);
  });
});

describe('who may decide in a group', () => {
  const members = () => {
    const api = new Api(server.token, { apiRoot: server.url });
    return createMembers({ api, clock, botId: TEST_BOT.id });
  };
  const sam = { id: String(SAM), language: 'en' } as const;

  it('is an admin, asked for once a minute', async () => {
    const { mayConfigure } = members();
    expect(await mayConfigure(GROUP, sam)).toBe(false);
    server.appoint(CHAT, SAM);
    expect(await mayConfigure(GROUP, sam)).toBe(false);
    await clock.advance(60_000);
    expect(await mayConfigure(GROUP, sam)).toBe(true);
    expect(server.calls('getChatMember')).toHaveLength(2);
  });

  it('is who speaks as the group, but no channel; in a private chat everybody', async () => {
    const { mayConfigure } = members();
    expect(await mayConfigure(GROUP, { ...sam, id: GROUP.id })).toBe(true);
    expect(await mayConfigure(GROUP, { ...sam, id: '-1009' })).toBe(false);
    expect(await mayConfigure({ ...GROUP, id: '42', kind: 'private' }, sam)).toBe(true);
    expect(server.calls()).toEqual([]);
  });

  it('is read from the list of admins where members are hidden', async () => {
    server.appoint(CHAT, SAM);
    server.fail('getChatMember', { error_code: 400, description: 'Bad Request: CHAT_ADMIN_REQUIRED' });
    expect(await members().mayConfigure(GROUP, sam)).toBe(true);
  });

  it('is not guessed when Telegram does not answer, nor is that remembered', async () => {
    server.appoint(CHAT, SAM);
    server.hangUp('getChatMember');
    const { mayConfigure } = members();
    await expect(mayConfigure(GROUP, sam)).rejects.toMatchObject({ code: 'chat-down' });
    expect(await mayConfigure(GROUP, sam)).toBe(true);
  });

  it('and whether the bot hears everything there follows from its own rights', async () => {
    const { hearsEverything } = members();
    expect(await hearsEverything(GROUP)).toBe(false);
    server.appoint(CHAT, TEST_BOT.id);
    await clock.advance(60_000);
    expect(await hearsEverything(GROUP)).toBe(true);
  });
});
