/** Every way to ask in Telegram, from the recorded update to what is sent, and searches that people pass on. */
import type { Update } from 'grammy/types';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import { type FlowMarketplace, startMarketplace } from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { isAnswer, labels, read, telegramPeople } from '../support/flow-telegram.ts';
import { type RunningApp, startApp } from '../support/running-app.ts';
import type { SeenMessage } from '../support/telegram-chats.ts';
import { startTelegramServer, type TelegramServer } from '../support/telegram-server.ts';
import { readUpdate } from '../support/telegram-updates.ts';

const en = translator('en');

let marketplace: FlowMarketplace;
let telegram: TelegramServer;
let app: RunningApp;
let people: ReturnType<typeof telegramPeople>;

beforeAll(async () => {
  marketplace = await startMarketplace();
  telegram = await startTelegramServer();
  people = telegramPeople(telegram);
  app = await startApp({
    ...marketplace.env,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.url,
  });
});

afterAll(async () => {
  await app.stop();
  await Promise.all([telegram.close(), marketplace.close()]);
});

afterEach(() => expect(telegram.violations()).toEqual([]));

describe('a photo', () => {
  it.each([
    ['private-forwarded', 'private', 51, null],
    ['private-inline', 'private', 52, null],
    ['private-live-photo', 'private', 53, null],
    ['group-1688-reply', 'group', 331, null],
    ['group-find-album-reply', 'group', 332, null],
    ['group-find-elsewhere', 'group', 322, null],
    ['group-as-channel', 'group', 336, null],
    ['group-hidden-admin', 'group', 319, null],
    ['group-photo-to-us', 'group', 317, null],
    ['topic-find', 'group', 323, 77],
    ['topic-general', 'group', 338, null],
  ] as const)('%s is answered in its place', async (name, kind, message, thread) => {
    const chat = people.newChat(kind);
    people.send(name, { chat, photo: await newPhoto('teapot') });
    const { answers, threadId } = await people.shown(chat, isAnswer);
    expect([answers, threadId]).toEqual([message, thread]);
  });

  it.each(['png', 'webp', 'avif', 'tiff', 'gif'] as const)(
    'sent as a %s file is answered',
    async (format) => {
      const chat = people.newChat();
      const photo = await sharp(await newPhoto('teapot'))
        .toFormat(format, format === 'avif' ? { effort: 0 } : {})
        .toBuffer();
      people.send('private-document-untyped', { chat, photo });
      expect(read(await people.shown(chat, isAnswer)).text).toMatch(/\n1\. .*teapot/i);
    },
  );

  it('that answers the bot is narrowed by its words', async () => {
    const chat = people.newChat('group');
    people.send('group-photo-to-us-words', { chat, photo: await newPhoto('teapot'), caption: '源头工厂' });
    const titles = [...read(await people.shown(chat, isAnswer)).text.matchAll(/^\d+\. (.+)$/gm)];
    expect(titles.length).toBeGreaterThan(0);
  });
});

describe('/find as an answer to words', () => {
  it('opens the offer behind a link in them', async () => {
    const own = people.newChat();
    people.send('private-photo', { chat: own, photo: await newPhoto('teapot') });
    const [link = ''] = read(await people.shown(own, isAnswer)).links;
    const chat = people.newChat('group');
    const { message } = readUpdate('group-find-link-reply');
    const reply_to_message = { ...message?.reply_to_message, text: `how about ${link}` };
    const at = { id: chat, type: 'supergroup', title: 'Sourcing team' };
    telegram.push({ message: { ...message, chat: at, reply_to_message } } as Omit<Update, 'update_id'>);
    const details = await people.shown(chat, ({ html }) => html.includes('<b>Prices</b>'));
    expect(read(details).links).toEqual([link]);
  });

  it('searches for what is quoted', async () => {
    const chat = people.newChat('group');
    people.send('group-find-quote', { chat });
    await people.shown(chat, ({ html }) => html !== en('working-words'));
    expect(marketplace.calls()).toContain('product.search.keywordQuery');
  });

  it('is explained where it answers the bot itself', async () => {
    const chat = people.newChat('group');
    people.send('group-find-our-sheet', { chat });
    expect((await people.shown(chat, () => true)).html).toBe(en('reply-to-photo'));
  });
});

it.each(['group-photo', 'group-linked-post', 'edited-caption'])('%s is let alone', async (name) => {
  const [group, chat] = [people.newChat('group'), people.newChat()];
  people.send(name, { chat: group, photo: await newPhoto() });
  people.send('private-start', { chat });
  await people.shown(chat, () => true);
  await telegram.allConfirmed();
  expect(telegram.seenIn(group)).toEqual([]);
});

describe('a shared search', () => {
  /** The link that the button under an answer passes on. */
  const sharedBy = (message: SeenMessage): URL => {
    const button = message.buttons.flat().find(({ text }) => text === 'Share');
    return new URL(new URL(button?.url ?? '').searchParams.get('url') ?? '');
  };

  const open = (chat: number, link: URL, language = 'en'): void => {
    expect(link.origin + link.pathname).toBe('https://t.me/tusou_test_bot');
    people.send('private-start', { chat, text: `/start ${link.searchParams.get('start')}`, language });
  };

  it('is answered anew for whoever opens the link, as a view of their own', async () => {
    const chat = people.newChat('group');
    people.send('group-find-caption', { chat, photo: await newPhoto('teapot'), caption: '/find' });
    const message = await people.shown(chat, isAnswer);
    const sorted = await people.press(message, 'Cheapest first', ({ html }) => html !== message.html);
    const link = sharedBy(sorted);
    expect(link.href).not.toContain(String(Math.abs(chat)));
    const other = people.newChat();
    open(other, link, 'zh');
    const shown = await people.shown(other, isAnswer);
    expect(read(shown).links).toEqual(read(sorted).links);
    expect(labels(shown).flat()).toContain(translator('zh')('button-next'));
    const next = await people.press(
      shown,
      translator('zh')('button-next'),
      ({ html }) => html !== shown.html,
    );
    expect(next.id).toBe(shown.id);
    expect(await people.shown(chat, isAnswer)).toEqual(sorted);
  });

  it('that is no longer kept is told of kindly', async () => {
    const chat = people.newChat();
    open(chat, new URL('https://t.me/tusou_test_bot?start=s-0123456789abcdef01234567-1aa'));
    expect((await people.shown(chat, () => true)).html).toBe(en('stale-share'));
  });
});

it('help in a group shows the way into a private chat', async () => {
  const chat = people.newChat('group');
  people.send('group-find-alone', { chat, text: '/help' });
  const { buttons } = await people.shown(chat, () => true);
  expect(buttons).toEqual([[{ text: en('button-private'), url: 'https://t.me/tusou_test_bot?start=help' }]]);
});
