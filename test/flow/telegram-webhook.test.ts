/** Telegram by webhook from end to end: two processes that receive and one that answers share the work, and a restart loses nothing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type FlowMarketplace, startMarketplace } from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { isAnswer, read, telegramPeople } from '../support/flow-telegram.ts';
import { type RunningApp, startApp } from '../support/running-app.ts';
import type { SeenMessage } from '../support/telegram-chats.ts';
import { startTelegramServer, type TelegramServer } from '../support/telegram-server.ts';

let marketplace: FlowMarketplace;
let telegram: TelegramServer;
let people: ReturnType<typeof telegramPeople>;
let webs: RunningApp[];
let worker: RunningApp;
const dir = mkdtempSync(join(tmpdir(), 'tusou-webhook-'));

beforeAll(async () => {
  marketplace = await startMarketplace();
  telegram = await startTelegramServer();
  people = telegramPeople(telegram);
  const env = {
    ...marketplace.env,
    DATA_DIR: dir,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.url,
    TELEGRAM_WEBHOOK_URL: 'https://bot.example',
  };
  webs = [await startApp({ ...env, ROLE: 'web' }), await startApp({ ...env, ROLE: 'web' })];
  worker = await startApp({ ...env, ROLE: 'worker' });
  telegram.reach(...webs.map(({ url }) => url));
});

afterAll(async () => {
  await Promise.all([...webs, worker].map((app) => app.stop()));
  await Promise.all([telegram.close(), marketplace.close()]);
  rmSync(dir, { recursive: true, force: true });
});

afterEach(() => expect(telegram.violations()).toEqual([]));

it('a photo is answered, and its buttons work', async () => {
  const chat = people.newChat();
  people.send('private-photo', { chat, photo: await newPhoto() });
  const message = await people.shown(chat, isAnswer);
  const next = await people.press(message, 'Next page', ({ html }) => html.includes('page 2 of'));
  expect(next.id).toBe(message.id);
  await telegram.allConfirmed();
});

const isAbout = (photos: number) => (message: SeenMessage) =>
  isAnswer(message) && read(message).text.includes(`${photos} photos together`);

const messagesSentTo = (chat: number): number =>
  telegram.calls().filter(({ method, params }) => method === 'sendMessage' && params.chat_id === chat).length;

it('an album whose photos come to both processes has one answer, and a photo that comes later is added to it', async () => {
  const chat = people.newChat();
  people.send('private-album-1', { chat, photo: await newPhoto('teapot') });
  people.send('private-album-2', { chat, photo: await newPhoto('teapot') });
  const message = await people.shown(chat, isAbout(2));
  await telegram.allConfirmed();
  people.send('private-album-3', { chat, photo: await newPhoto('teapot') });
  const added = await people.shown(chat, isAbout(3));
  await telegram.allConfirmed();
  expect([message.answers, added.answers, added.id]).toEqual([31, 31, message.id]);
  expect(messagesSentTo(chat)).toBe(1);
});

it('an album of ten, dealt out and out of order, is one request', async () => {
  const chat = people.newChat();
  const photo = await newPhoto('teapot');
  const ids = [4, 1, 9, 2, 10, 3, 8, 5, 7, 6];
  for (const id of ids) people.send('private-album-2', { chat, photo, messageId: 600 + id });
  const message = await people.shown(chat, isAbout(10));
  await telegram.allConfirmed();
  expect(message.answers).toBe(601);
  expect(messagesSentTo(chat)).toBe(1);
  const tenth = await people.press(message, 'Photo 10', ({ html }) => html.includes('photo 10 of 10'));
  expect(tenth.id).toBe(message.id);
});

it('the same message again, also under another update id, is one job', async () => {
  const chat = people.newChat();
  const telling = { chat, photo: await newPhoto(), file: 'again' };
  const update = people.send('private-photo', telling);
  await people.shown(chat, isAnswer);
  people.send('private-photo', { ...telling, update });
  people.send('private-photo', telling);
  await telegram.allConfirmed();
  const other = people.newChat();
  people.send('private-photo', { chat: other, photo: await newPhoto() });
  await people.shown(other, isAnswer);
  expect(telegram.seenIn(chat)).toHaveLength(1);
});

it('a rolling restart of the receiving processes loses nothing', async () => {
  const chats = Array.from({ length: 6 }, () => people.newChat());
  const photo = await newPhoto();
  const send = (chat: number, index: number) =>
    people.send('private-photo', { chat, photo, file: `rolling-${index}` });
  for (const web of webs) {
    chats.slice(0, 3).forEach(send);
    await web.restart();
    telegram.reach(...webs.map(({ url }) => url));
    chats.slice(3).forEach(send);
  }
  await Promise.all(chats.map((chat) => people.shown(chat, isAnswer)));
  await telegram.allConfirmed();
  for (const chat of chats) expect(telegram.seenIn(chat)).toHaveLength(1);
});
