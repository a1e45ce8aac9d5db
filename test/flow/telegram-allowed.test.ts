/** A bot that works for some chats and people alone: who is answered, and what the others are told. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import { type FlowMarketplace, startMarketplace } from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { isAnswer, telegramPeople } from '../support/flow-telegram.ts';
import { type RunningApp, startApp } from '../support/running-app.ts';
import { startTelegramServer, type TelegramServer } from '../support/telegram-server.ts';

const en = translator('en');

const GROUP = -1_002_000_700_001;
const OLD_GROUP = -700_002;
const BOSS = 5_000_700_003;

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
    TELEGRAM_ALLOWED_CHATS: [GROUP, OLD_GROUP, BOSS].join(', '),
  });
});

afterAll(async () => {
  await app.stop();
  await Promise.all([telegram.close(), marketplace.close()]);
});

afterEach(() => expect(telegram.violations()).toEqual([]));

it('everybody in a group that is named is answered', async () => {
  people.send('group-find-caption', { chat: GROUP, photo: await newPhoto() });
  await people.shown(GROUP, isAnswer);
});

it('a person who is named is answered everywhere', async () => {
  const group = people.newChat('group');
  people.send('private-photo', { chat: BOSS, from: BOSS, photo: await newPhoto() });
  people.send('group-find-caption', { chat: group, from: BOSS, photo: await newPhoto() });
  await people.shown(BOSS, isAnswer);
  await people.shown(group, isAnswer);
});

it('other people are told once in a while, with their id, and no photo of theirs is looked at', async () => {
  const chat = people.newChat();
  const photo = await newPhoto();
  people.send('private-photo', { chat, from: chat, photo, file: 'stranger' });
  people.send('private-start', { chat, from: chat, language: 'en' });
  await telegram.allConfirmed();
  const notice = await people.shown(chat, () => true);
  expect(notice.html).toBe(en('not-allowed', { id: String(chat) }));
  expect(JSON.stringify(telegram.calls('getFile').map(({ params }) => params))).not.toContain('stranger');
});

it('other groups hear nothing, but the one who adds the bot learns why', async () => {
  const [silent, added] = [people.newChat('group'), people.newChat('group')];
  people.send('group-find-caption', { chat: silent, photo: await newPhoto() });
  people.send('press', { chat: silent });
  people.send('group-added', { chat: added, language: 'en' });
  people.send('group-added', { chat: GROUP });
  const notice = await people.shown(added, () => true);
  await telegram.allConfirmed();
  expect(notice.html).toBe(en('not-allowed-group', { id: String(added) }));
  expect(telegram.seenIn(silent)).toEqual([]);
  expect(telegram.seenIn(GROUP)).toHaveLength(1);
  await telegram.waitFor(
    ({ method, params }) =>
      method === 'answerCallbackQuery' && params.callback_query_id === '21474836480000001',
  );
});

it('a group that was named is let in under its new id too', async () => {
  const group = people.newChat('group');
  people.send('group-moved-to', { chat: OLD_GROUP, moved: group });
  people.send('group-find-caption', { chat: group, photo: await newPhoto() });
  await people.shown(group, isAnswer);
});
