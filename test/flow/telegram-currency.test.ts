/** A currency beside yuan from end to end: chosen in a Telegram chat, told in its answers, done without while there are no rates. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import { type FlowMarketplace, startMarketplace } from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { dataBehind, isAnswer, labels, read, telegramPeople } from '../support/flow-telegram.ts';
import { FRANKFURTER, startRatesServer } from '../support/rates-server.ts';
import { type RunningApp, startApp } from '../support/running-app.ts';
import type { SeenMessage } from '../support/telegram-chats.ts';
import { startTelegramServer, type TelegramServer } from '../support/telegram-server.ts';

const en = translator('en');

/** Rates of today, whatever day the test runs on. */
const TODAY = { ...FRANKFURTER, date: new Date().toISOString().slice(0, 10) };

let marketplace: FlowMarketplace;
let telegram: TelegramServer;
let rates: Awaited<ReturnType<typeof startRatesServer>>;
let app: RunningApp;
let people: ReturnType<typeof telegramPeople>;

const start = (env: Readonly<Record<string, string>>) =>
  startApp({
    ...marketplace.env,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.url,
    ...env,
  });

beforeAll(async () => {
  [marketplace, telegram, rates] = await Promise.all([
    startMarketplace(),
    startTelegramServer(),
    startRatesServer(TODAY),
  ]);
  people = telegramPeople(telegram);
  app = await start({ CURRENCY: 'USD', RATES_URL: rates.url });
});

afterAll(async () => {
  await app.stop();
  await Promise.all([telegram.close(), marketplace.close(), rates.close()]);
});

afterEach(() => expect(telegram.violations()).toEqual([]));

let sent = 0;

const searched = async (chat: number): Promise<SeenMessage> => {
  const before = telegram.seenIn(chat).length;
  sent += 1;
  people.send('private-photo', { chat, photo: await newPhoto(), messageId: 7_000 + sent });
  const seen = await people.until(chat, (all) => all.slice(before).some(isAnswer));
  return seen.slice(before).find(isAnswer) as SeenMessage;
};

const now = ({ chatId, id }: SeenMessage): SeenMessage =>
  telegram.seenIn(chatId).find((message) => message.id === id) as SeenMessage;

const pressed = async (card: SeenMessage, label: string, fits: (card: SeenMessage) => boolean) => {
  telegram.press(card, dataBehind(card, label));
  await telegram.waitFor(() => fits(now(card)));
  return now(card);
};

const isCard = ({ html }: SeenMessage): boolean => html.startsWith(en('settings-title'));

const settingsOf = async (chat: number): Promise<SeenMessage> => {
  const before = telegram.seenIn(chat).length;
  people.send('private-settings', { chat });
  const seen = await people.until(chat, (all) => all.slice(before).some(isCard));
  return seen.slice(before).find(isCard) as SeenMessage;
};

/** Opens the page of currencies and presses one. */
const choose = async (card: SeenMessage, choice: string): Promise<SeenMessage> => {
  const page = await pressed(card, en('setting-currency'), (shown) => !isCard(shown));
  return pressed(page, choice, isCard);
};

describe('a currency beside yuan', () => {
  it('is that of the installation: in the list, in the details, with its rate and day', async () => {
    const answer = await searched(people.newChat());
    const { text, links } = read(answer);
    expect(text.match(/^\d+\+ ¥[\d.–¥]+ ≈ \$[\d.–$]+( · |$)/gm)).toHaveLength(links.length);
    expect(text).toMatch(/ · 1 USD = 7\.19 CNY, \d{1,2} [A-Z][a-z]+$/m);
    expect(text.length).toBeLessThanOrEqual(1024);
    const details = await pressed(answer, '1', ({ html }) => html.includes(en('details-prices')));
    const tiers = read(details).text.match(/^\d+\+: .+$/gm) ?? [];
    expect(tiers.length).toBeGreaterThan(0);
    for (const tier of tiers) expect(tier).toMatch(/^\d+\+: ¥[\d.]+ ≈ \$[\d.]+$/);
    expect(rates.asked()).toBe(1);
  });

  it('is chosen among those that there are rates for, and holds for the next answer', async () => {
    const chat = people.newChat();
    const card = await settingsOf(chat);
    expect(read(card).text).toContain(`${en('setting-currency')}: USD`);
    const page = await pressed(card, en('setting-currency'), (shown) => !isCard(shown));
    expect(labels(page)).toEqual([
      [en('choice-yuan-alone')],
      ['✓ USD', 'EUR', 'MXN', 'JPY'],
      ['THB'],
      [en('settings-back')],
    ]);
    const after = await pressed(page, 'EUR', isCard);
    expect(read(after).text).toContain(`${en('setting-currency')}: EUR`);
    const euro = await searched(chat);
    expect(read(euro).text).toMatch(/¥[\d.]+ ≈ €[\d.]+/);

    await choose(await settingsOf(chat), en('choice-yuan-alone'));
    const alone = await searched(chat);
    expect(read(alone).text).not.toMatch(/[≈€$]|CNY/);
    expect(rates.asked()).toBe(1);
  });
});

describe('while the source', () => {
  it.each([
    [
      'refuses',
      (_: unknown, response: { writeHead(status: number): { end(): unknown } }) =>
        void response.writeHead(503).end(),
    ],
    ['says nothing', () => {}],
  ])(
    '%s, answers are complete in yuan alone, and a currency can be chosen all the same',
    async (_, answer) => {
      await app.stop();
      rates.answer(answer);
      app = await start({ RATES_URL: rates.url });
      const chat = people.newChat();
      const { text, links } = read(await searched(chat));
      expect(links.length).toBeGreaterThan(1);
      expect(text).toMatch(/\d+\+ ¥[\d.]+/);
      expect(text).not.toMatch(/≈|CNY/);
      const card = await settingsOf(chat);
      expect(read(card).text).toContain(`${en('setting-currency')}: ${en('choice-yuan-alone')}`);
      expect(read(await choose(card, 'VND')).text).toContain(`${en('setting-currency')}: VND`);
      expect(read(await searched(chat)).text).not.toMatch(/≈|CNY/);
    },
  );
});
