/** Watching an offer on Telegram: begun on its card, told of in a message of its own with a chart, listed, paused, ended. */
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DETAIL, type FlowMarketplace, startMarketplace } from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { dataBehind, isAnswer, labels, read, telegramPeople } from '../support/flow-telegram.ts';
import { type RunningApp, startApp } from '../support/running-app.ts';
import type { SeenMessage } from '../support/telegram-chats.ts';
import { startTelegramServer, type TelegramServer } from '../support/telegram-server.ts';

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
    WATCH_EVERY: '1s',
  });
});

afterAll(async () => {
  await app.stop();
  await Promise.all([telegram.close(), marketplace.close()]);
});

afterEach(() => expect(telegram.violations()).toEqual([]));

const saying = (text: string) => (message: SeenMessage) => read(message).text.includes(text);

/** A message beside the answer, once there is one that fits. */
const anotherIn = async (chat: number, fits: (message: SeenMessage) => boolean) => {
  const seen = await people.until(chat, (all) => all.slice(1).some(fits));
  return seen.slice(1).find(fits) as SeenMessage;
};

let opened = 0;

/** A chat that has opened an offer that no other one watches, and watches it. */
const watching = async () => {
  const chat = people.newChat('group');
  people.send('group-find-caption', { chat, photo: await newPhoto() });
  const answer = await people.shown(chat, isAnswer);
  opened += 1;
  const details = await people.press(answer, String(opened), saying('Prices'));
  const offerId = /offer\/(\d+)\.html/.exec(read(details).links[0] ?? '')?.[1] ?? '';
  const watched = await people.press(details, 'Watch', saying('I watch this offer'));
  expect(labels(watched).flat()).toContain('Stop watching');
  return { chat, offerId, watched };
};

/** Presses a button and waits until that very message fits, beside others. */
const pressOn = async (message: SeenMessage, label: string, fits: (message: SeenMessage) => boolean) => {
  telegram.press(message, dataBehind(message, label));
  const isIt = (one: SeenMessage) => one.id === message.id && fits(one);
  const seen = await people.until(message.chatId, (all) => all.some(isIt));
  return seen.find(isIt) as SeenMessage;
};

/** Waits until offers were asked for anew, from beginning to end. */
const checkedAgain = async () => {
  marketplace.forget();
  const asked = () => marketplace.calls().filter((api) => api === DETAIL).length;
  await expect.poll(asked, { timeout: 20_000 }).toBeGreaterThan(2);
};

describe('watching an offer', () => {
  it('tells of another price in a message of its own, with old and new and a chart, and once', async () => {
    const { chat, offerId } = await watching();
    await marketplace.change(offerId, { percent: 80 });
    const alert = await anotherIn(chat, saying('Changed: '));
    expect(read(alert).text).toMatch(/\+: ¥[\d.]+ → ¥[\d.]+ \(−20 %\)/);
    expect(alert.answers).toBeNull();
    expect(labels(alert)).toEqual([
      ['Open on 1688'],
      ['Pause', 'Stop watching'],
      ['Its history', 'Watched offers'],
    ]);
    const { width, height, format } = await sharp(alert.picture ?? undefined).metadata();
    expect({ width, height, format }).toEqual({ width: 960, height: 600, format: 'png' });
    await checkedAgain();
    expect(telegram.seenIn(chat)).toHaveLength(2);
  });

  it('tells that it is sold out, in stock again, and no longer there; an outage tells nothing', async () => {
    const { chat, offerId } = await watching();
    await marketplace.change(offerId, { stock: 0 });
    await anotherIn(chat, saying('It is sold out.'));
    await marketplace.fail('down', DETAIL);
    await expect.poll(() => app.lines.join(''), { timeout: 20_000 }).toContain('watched offer not checked');
    expect(telegram.seenIn(chat)).toHaveLength(2);
    await marketplace.heal();
    await marketplace.change(offerId, { gone: true });
    await anotherIn(chat, saying('It is no longer on 1688.'));
  });

  it('is listed for the chat, with the history of each offer; is paused, goes on and ends', async () => {
    const { chat } = await watching();
    people.send('group-watch', { chat });
    const list = await anotherIn(chat, saying('Watching one offer'));
    expect(read(list).text).toMatch(/\n1\. .+\n\d+\+ ¥[\d.]+.* · looked at within the last hour/);
    expect(labels(list)).toEqual([['1']]);
    const one = await pressOn(list, '1', saying('watched since'));
    expect(one.picture).not.toBeNull();
    const paused = await pressOn(one, 'Pause', saying('paused'));
    const resumed = await pressOn(paused, 'Go on', (seen) => labels(seen).flat().includes('Pause'));
    const ended = await pressOn(resumed, 'Stop watching', saying('I do not watch that offer any more.'));
    expect(read(ended).text).toContain('This chat watches no offer.');
  });

  it('begins with a link behind the command, too', async () => {
    const { chat, offerId } = await watching();
    const other = people.newChat('group');
    people.send('group-watch', { chat: other, text: `/watch https://detail.1688.com/offer/${offerId}.html` });
    await people.shown(other, saying('I watch this offer'));
    await marketplace.change(offerId, { percent: 50 });
    await Promise.all(
      [chat, other].map((one) =>
        people.until(one, (all) => all.some((seen) => saying('Changed: ')(seen) && saying('−50 %')(seen))),
      ),
    );
  });
});
