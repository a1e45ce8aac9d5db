/** Narrowing on Telegram: limits written into a caption, limits by a button, the same with another backend, and more like one offer. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FlowMarketplace, startMarketplace } from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { isAnswer, labels, read, telegramPeople } from '../support/flow-telegram.ts';
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
    ONEBOUND_KEY: marketplace.onebound.key,
    ONEBOUND_SECRET: marketplace.onebound.secret,
    ONEBOUND_URL: marketplace.onebound.baseUrl,
    ONEBOUND_QPS: '1000',
  });
});

afterAll(async () => {
  await app.stop();
  await Promise.all([telegram.close(), marketplace.close()]);
});

afterEach(() => expect(telegram.violations()).toEqual([]));

const asked = async (caption?: string): Promise<SeenMessage> => {
  const chat = people.newChat();
  people.send('private-photo', { chat, photo: await newPhoto(), ...(caption && { caption }) });
  return people.shown(chat, isAnswer);
};

/** The price of the smallest order and the MOQ of each offer. */
const figuresOf = (message: SeenMessage): { price: number; moq: number }[] =>
  [...read(message).text.matchAll(/\n\d+\+ ¥(\d+\.\d\d).*?MOQ (\d+)/g)].map(([, price, moq]) => ({
    price: Number(price),
    moq: Number(moq),
  }));

const buttonLike = (message: SeenMessage, label: RegExp): string => {
  const found = labels(message)
    .flat()
    .find((text) => label.test(text));
  if (!found) throw new Error(`no button like ${label}: ${JSON.stringify(labels(message))}`);
  return found;
};

describe('limits', () => {
  it('in a caption narrow the answer, which tells them', async () => {
    const message = await asked('<60 yuan moq<100');
    expect(read(message).text).toMatch(/^.* · up to ¥60\.00 · MOQ up to 100 · /);
    const figures = figuresOf(message);
    expect(figures.length).toBeGreaterThan(0);
    expect(figures.filter(({ price, moq }) => price > 60 || moq > 100)).toEqual([]);
  });

  it('are set by a button, kept on the next page, and lifted by another one', async () => {
    const message = await asked();
    const cheaper = buttonLike(message, /^Up to ¥/);
    const limit = Number(cheaper.split('¥')[1]);
    const fact = `up to ¥${limit.toFixed(2)}`;
    const narrowed = await people.press(message, cheaper, ({ html }) => html.includes(fact));
    expect(narrowed.id).toBe(message.id);
    expect(figuresOf(narrowed).filter(({ price }) => price > limit)).toEqual([]);
    const next = await people.press(narrowed, 'Next page', ({ html }) => html.includes('page 2 of'));
    expect(read(next).text).toContain(fact);
    const wide = await people.press(next, 'Any price', (seen) => isAnswer(seen) && !seen.html.includes(fact));
    expect(read(wide).links).toEqual(read(message).links);
  });
});

describe('another backend', () => {
  it('is asked by a button, and named in its answer', async () => {
    const message = await asked();
    expect(read(message).text).toContain('via 1688 Open Platform');
    const other = await people.press(message, 'Ask OneBound', ({ html }) => html.includes('via OneBound'));
    expect(read(other).links).toHaveLength(6);
    await people.press(other, 'Ask 1688 Open Platform', ({ html }) =>
      html.includes('via 1688 Open Platform'),
    );
  });
});

describe('more like one offer', () => {
  it('is a new answer under the first one, found with the picture of the offer', async () => {
    const message = await asked();
    const details = await people.press(message, '2', ({ html }) => html.includes('<b>Prices</b>'));
    telegram.press(
      details,
      details.buttons.flat().find(({ text }) => text === 'More like this')?.callback_data ?? '',
    );
    const seen = await people.until(message.chatId, (all) => all.length === 2 && all.some(isAnswer));
    const more = seen.find(({ id: other }) => other !== message.id);
    expect(more?.answers).toBe(message.id);
    const sure = more ? (read(more).text.match(/Same product · \d+ %/g) ?? []) : [];
    expect(sure.length).toBeGreaterThan(2);
  });
});
