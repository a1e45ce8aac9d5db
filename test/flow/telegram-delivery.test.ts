/** How answers get into Telegram chats: eyes on the photo, pictures that are not uploaded twice, albums, and chats that are full or lost. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { quickClock } from '../support/flow-clock.ts';
import { type FlowMarketplace, startMarketplace } from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { dataBehind, isAnswer, read, telegramPeople } from '../support/flow-telegram.ts';
import { type RunningApp, startApp } from '../support/running-app.ts';
import { refusal, tooManyRequests } from '../support/telegram-adapter.ts';
import type { SeenMessage } from '../support/telegram-chats.ts';
import { startTelegramServer, type TelegramServer } from '../support/telegram-server.ts';
import type { TelegramCall } from '../support/telegram-spec.ts';

/** Pauses that Telegram asks for are real ones, so they pass faster. */
const clock = quickClock(3);

let marketplace: FlowMarketplace;
let telegram: TelegramServer;
let app: RunningApp;
let people: ReturnType<typeof telegramPeople>;

beforeAll(async () => {
  marketplace = await startMarketplace();
  telegram = await startTelegramServer();
  people = telegramPeople(telegram);
  app = await startApp(
    { ...marketplace.env, TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url },
    clock,
  );
});
afterAll(async () => {
  await app.stop();
  await Promise.all([telegram.close(), marketplace.close()]);
});
afterEach(() => expect(telegram.violations()).toEqual([]));

const searched = async (chat: number): Promise<SeenMessage> => {
  people.send('private-photo', { chat, photo: await newPhoto() });
  return people.shown(chat, isAnswer);
};
const callsIn = (chat: number, method: string): TelegramCall[] =>
  telegram.calls(method).filter(({ params }) => params.chat_id === chat);
const uploads = (chat: number): number =>
  callsIn(chat, 'editMessageMedia').reduce((sum, { files }) => sum + files.size, 0);
const isOffer = ({ html }: SeenMessage): boolean => html.includes('<b>Prices</b>');

describe('a photo', () => {
  it('gets eyes at once, which are gone when its answer stands', async () => {
    const chat = people.newChat();
    await searched(chat);
    await expect.poll(() => telegram.reactionsOn(chat, 11), { timeout: 10_000 }).toEqual([]);
    expect(callsIn(chat, 'setMessageReaction').map(({ params }) => params.reaction)).toEqual([
      [{ type: 'emoji', emoji: '👀' }],
      [],
    ]);
  });
});

describe('the sheet of a page', () => {
  it('is uploaded once, however often people page to and fro', async () => {
    const chat = people.newChat();
    const first = await searched(chat);
    const next = await people.press(first, 'Next page', ({ html }) => html.includes('page 2 of'));
    const uploaded = uploads(chat);
    const back = await people.press(next, 'Previous page', ({ html }) => html.includes('page 1 of'));
    const again = await people.press(back, 'Next page', ({ html }) => html.includes('page 2 of'));
    expect([back.picture, again.picture]).toEqual([first.picture, next.picture]);
    expect(callsIn(chat, 'editMessageMedia').length).toBeGreaterThanOrEqual(4);
    expect(uploads(chat)).toBe(uploaded);
  });
});

describe('the pictures of an offer', () => {
  it('come as one album in answer to it, once, and leave it as it is', async () => {
    const chat = people.newChat();
    const details = await people.press(await searched(chat), '1', isOffer);
    const data = dataBehind(details, 'All pictures');
    telegram.press(details, data);
    telegram.press(details, data);
    const messages = await people.until(chat, (seen) => seen.length > 2);
    const [still, ...album] = messages;
    expect(still).toEqual(details);
    expect(new Set(album.map((message) => message.album)).size).toBe(1);
    for (const message of album) {
      expect(message).toMatchObject({ answers: details.id, buttons: [] });
      expect(message.picture?.subarray(0, 2)).toEqual(new Uint8Array([0xff, 0xd8]));
    }
    expect(read(album[0] ?? expect.fail()).links).toEqual(read(details).links);
    await expect
      .poll(() => app.lines.filter((line) => /"task":"pictures".*"job done"/.test(line)).length, {
        timeout: 20_000,
      })
      .toBe(2);
    expect(callsIn(chat, 'sendMediaGroup')).toHaveLength(1);
    expect(callsIn(chat, 'setMessageReaction')).toHaveLength(2);
  });
});

describe('a chat that has had too much', () => {
  it('gets its answer when Telegram takes it again, in the one message', async () => {
    const chat = people.newChat();
    telegram.fail('editMessageMedia', tooManyRequests(12));
    const answer = await searched(chat);
    expect(answer.answers).toBe(11);
    expect(app.lines.join('')).toMatch(/"delayMs":12000/);
  });

  it('gets its one answer also when the sign was what was too much', async () => {
    const chat = people.newChat();
    telegram.fail('sendMessage', tooManyRequests(12));
    expect((await searched(chat)).answers).toBe(11);
    // Where the rest of the pause is short the answer waits for it, else the job: then there is a sign after all.
    expect(callsIn(chat, 'sendPhoto').length + callsIn(chat, 'editMessageMedia').length).toBe(1);
    expect(telegram.seenIn(chat)).toHaveLength(1);
  });
});

describe('a chat that we were put out of', () => {
  it('costs one call, and the operator reads why', async () => {
    const chat = people.newChat('group');
    telegram.fail('sendMessage', refusal(403, 'Forbidden: bot was kicked from the supergroup chat'), 2);
    people.send('group-find-reply', { chat, photo: await newPhoto() });
    await expect.poll(() => app.lines.join(''), { timeout: 20_000 }).toMatch(/bot was kicked.*"job failed"/);
    expect(telegram.seenIn(chat)).toEqual([]);
  });
});
