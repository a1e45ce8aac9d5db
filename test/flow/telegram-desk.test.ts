/** The sourcing desk in a Telegram chat: prices for a quantity, offers side by side, the score, and the landed cost by the team's own rates. */
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import { sheetsOf } from '../support/batch-files.ts';
import { type FlowMarketplace, startMarketplace } from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { dataBehind, isAnswer, labels, read, telegramPeople } from '../support/flow-telegram.ts';
import { type RunningApp, startApp } from '../support/running-app.ts';
import type { SeenMessage } from '../support/telegram-chats.ts';
import { startTelegramServer, type TelegramServer } from '../support/telegram-server.ts';

const en = translator('en');

let marketplace: FlowMarketplace;
let telegram: TelegramServer;
let app: RunningApp;
let people: ReturnType<typeof telegramPeople>;

beforeAll(async () => {
  [marketplace, telegram] = await Promise.all([startMarketplace(), startTelegramServer()]);
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

const textOf = (message: SeenMessage): string => read(message).text;
const says = (words: string) => (message: SeenMessage) => textOf(message).includes(words);

const searched = async (caption?: string): Promise<SeenMessage> => {
  const chat = people.newChat();
  people.send('private-photo', { chat, photo: await newPhoto(), ...(caption && { caption }) });
  return people.shown(chat, isAnswer);
};

/** Each `300 × ¥11.80 = ¥3540.00` of a text, in fen. */
const sumsIn = (text: string) =>
  [...text.matchAll(/(\d+) × ¥(\d+)\.(\d\d) = ¥(\d+)\.(\d\d)/g)].map(([, pieces, yuan, fen, all, rest]) => ({
    pieces: Number(pieces),
    unit: Number(`${yuan}${fen}`),
    total: Number(`${all}${rest}`),
  }));

const HEADING = en('compare-heading', { count: 6 });

describe('a quantity', () => {
  it('in the caption prices every card, and buttons price them anew without a call', async () => {
    const message = await searched('for 300');
    expect(textOf(message)).toContain(en('fact-quantity', { quantity: 300 }));
    const sums = sumsIn(textOf(message));
    expect(sums.length).toBeGreaterThan(0);
    for (const { pieces, unit, total } of sums) {
      expect(total).toBe(unit * pieces);
      expect(pieces).toBeGreaterThanOrEqual(300);
    }
    marketplace.forget();
    const more = await people.press(message, '× 1000', says(en('fact-quantity', { quantity: 1000 })));
    for (const { pieces } of sumsIn(textOf(more))) expect(pieces).toBeGreaterThanOrEqual(1000);
    const none = await people.press(more, en('button-any-quantity'), (now) => !says('pieces')(now));
    expect(sumsIn(textOf(none))).toEqual([]);
    expect(marketplace.calls()).toEqual([]);
  });

  it('in words of their own prices the list that was shown last, in a message below', async () => {
    const { chatId: chat } = await searched();
    people.send('private-text', { chat, language: 'en', text: 'for 250 pcs', messageId: 8_801 });
    const [, below] = await people.until(chat, (seen) => seen.slice(1).some(isAnswer));
    expect(below && textOf(below)).toContain(en('fact-quantity', { quantity: 250 }));
  });

  it.each(['for 0', 'for -5', '1000000000 pieces', 'for many pieces'])(
    'that is none (%j) is told, and the photo is answered all the same',
    async (caption) => {
      const chat = people.newChat();
      people.send('private-photo', { chat, photo: await newPhoto(), caption });
      const bad = en('bad-quantity', { most: '1,000,000' });
      const seen = await people.until(chat, (all) => all.some(isAnswer) && all.some(says(bad)));
      expect(seen).toHaveLength(2);
    },
  );

  it('is asked for in vain where no list was shown', async () => {
    const chat = people.newChat();
    people.send('private-text', { chat, language: 'en', text: 'for 250 pcs', messageId: 8_802 });
    await people.until(chat, (all) => all.some(says(en('quantity-no-list'))));
  });
});

describe('a comparison', () => {
  it('is a picture with a table in words that a caption holds, and leads back to the list', async () => {
    const message = await searched('for 300');
    marketplace.forget();
    const table = await people.press(message, en('button-compare'), says(HEADING));
    expect(marketplace.calls()).toEqual([]);
    const { width = 0, height = 0 } = await sharp(table.picture ?? undefined).metadata();
    expect(width).toBe(1080);
    expect(height).toBeGreaterThan(width / 2);
    expect(textOf(table)).toContain(`${en('compare-price')}: 1) ¥`);
    expect(textOf(table)).toContain(`${en('compare-total')}: 1) ¥`);
    const back = await people.press(table, en('button-back'), isAnswer);
    expect(textOf(back)).toContain(en('fact-quantity', { quantity: 300 }));
    expect(read(back).links).toEqual(read(message).links);
  });

  it('becomes a workbook of what is compared', async () => {
    const table = await people.press(await searched('for 300'), en('button-compare'), says(HEADING));
    const left = en('compare-heading', { count: 5 });
    const five = await people.press(table, '✕ 2', says(left));
    telegram.press(five, dataBehind(five, en('button-export')));
    const isFile = (message: SeenMessage) => message.document?.name.startsWith('tusou-comparison') ?? false;
    const sent = (await people.until(five.chatId, (seen) => seen.some(isFile))).find(isFile);
    const [sheet] = await sheetsOf(sent?.document?.bytes ?? new Uint8Array());
    expect(sheet?.rows.length).toBe(5);
  });

  it('goes on without those that are left out, down to two, and comes back whole', async () => {
    const table = await people.press(await searched(), en('button-compare'), says(HEADING));
    expect(labels(table).slice(1, 3).flat()).toEqual(['✕ 1', '✕ 2', '✕ 3', '✕ 4', '✕ 5', '✕ 6']);
    let now = table;
    for (const number of [2, 4, 5, 6]) {
      const left = en('compare-heading', {
        count: labels(now)[0]?.length ? (labels(now)[0]?.length ?? 0) - 1 : 0,
      });
      now = await people.press(now, `✕ ${number}`, says(left));
    }
    expect(labels(now)[0]).toEqual(['1', '3']);
    expect(labels(now).flat()).not.toContain('✕ 1');
    const priced = await people.press(now, '× 300', says(en('fact-quantity', { quantity: 300 })));
    expect(labels(priced)[0]).toEqual(['1', '3']);
    const whole = await people.press(priced, en('button-compare-all'), says(HEADING));
    const one = await people.press(whole, '4', says(en('details-quantity', { quantity: 300 })));
    expect(labels(one).flat()).toContain(en('button-back'));
  });
});

describe('the score', () => {
  it('sorts a list, is told on its cards, and has its parts on the offer', async () => {
    const list = await people.press(await searched(), en('button-sort-score'), says('Score '));
    const scores = [...textOf(list).matchAll(/Score (\d+)/g)].map(([, points]) => Number(points));
    // What looks like the photo, the best first, and then the rest, the best first.
    expect(textOf(list)).toContain(en('note-alike-first'));
    expect(scores.filter((points, index) => points > (scores[index - 1] ?? 100)).length).toBeLessThan(2);
    const one = await people.press(list, '1', says('Score:'));
    expect(textOf(one)).toContain(en('points-heading', { points: String(scores[0]) }));
    expect(textOf(one)).toMatch(/price [\d.]+\/30 · match [\d.]+\/20/);
  });
});

describe('the landed cost', () => {
  const TYPED = 'rates kg=8 m3=1200 duty=5 fee=3 to=330000,330700,330782';

  it('is told by the rates that the chat has set, each part by itself', async () => {
    const message = await searched('for 300');
    const chat = message.chatId;
    people.send('private-settings', { chat, text: `/settings ${TYPED}` });
    const set = await people.until(chat, (all) => all.some(says('¥8.00 a kg')));
    expect(set.some(says('¥1200.00 a m³ · duty 5 % · fee 3 % · to 330000, 330700, 330782'))).toBe(true);
    telegram.press(message, message.buttons.flat().find(({ text }) => text === '1')?.callback_data ?? '');
    const now = (all: SeenMessage[]) => all.find(({ id }) => id === message.id);
    const seen = await people.until(chat, (all) => {
      const one = now(all);
      return one !== undefined && says(en('landed-heading'))(one);
    });
    const text = textOf(now(seen) as SeenMessage);
    for (const part of ['Goods: ¥', 'Freight in China: ¥', 'Freight abroad, by', 'Duty 5 %', 'Fee 3 %'])
      expect(text).toContain(part);
    expect(text).toMatch(/Landed, a piece: ¥\d+\.\d\d/);
  });

  it.each([
    ['/settings rates kg=heavy', en('bad-rates', { word: 'kg=heavy' })],
    ['/settings weights price=200', en('bad-weights', { word: 'price=200' })],
    ['/settings rates', en('setting-about-rates')],
  ])('%j is answered by how to write it', async (text, sentence) => {
    const chat = people.newChat();
    people.send('private-settings', { chat, text });
    await people.until(chat, (all) => all.some(says(sentence.slice(0, 80))));
  });
});
