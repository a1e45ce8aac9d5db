/** What was searched, on Telegram and on the page: listed, asked again with what changed since, and deleted. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FlowMarketplace, startMarketplace } from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { labelsOf, sentenceOf, visitPlayground } from '../support/flow-playground.ts';
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
    // What is remembered is the same answer, so nothing could have changed.
    MEMORY_TTL: 'off',
    KEEP_DAYS: '30',
  });
});

afterAll(async () => {
  await app.stop();
  await Promise.all([telegram.close(), marketplace.close()]);
});

afterEach(() => expect(telegram.violations()).toEqual([]));

const saying = (text: string) => (message: SeenMessage) => read(message).text.includes(text);

let typed = 1_000;

/** Types a command, as a message of its own. */
const type = (chat: number, text: string): void => {
  typed += 1;
  people.send(chat < 0 ? 'group-watch' : 'private-settings', { chat, text, messageId: typed });
};

/** Another message in a chat than this one, once there is one that fits. */
const besides = async (chat: number, id: number, fits: (message: SeenMessage) => boolean) => {
  const isIt = (one: SeenMessage) => one.id !== id && fits(one);
  return (await people.until(chat, (all) => all.some(isIt))).find(isIt) as SeenMessage;
};

const pressOn = async (message: SeenMessage, label: string, fits: (message: SeenMessage) => boolean) => {
  telegram.press(message, dataBehind(message, label));
  const isIt = (one: SeenMessage) => one.id === message.id && fits(one);
  return (await people.until(message.chatId, (all) => all.some(isIt))).find(isIt) as SeenMessage;
};

const searched = async (kind: 'private' | 'group' = 'group') => {
  const chat = people.newChat(kind);
  const photo = await newPhoto();
  if (kind === 'group') people.send('group-find-caption', { chat, photo });
  else people.send('private-photo', { chat, photo });
  const answer = await people.shown(chat, isAnswer);
  const offerIds = read(answer).links.map((link) => /offer\/(\d+)\.html/.exec(link)?.[1] ?? '');
  return { chat, answer, offerIds };
};

describe('what was searched', () => {
  it('is listed, and asked again by its number; the answer says what changed since', async () => {
    const { chat, answer, offerIds } = await searched();
    type(chat, '/history');
    const list = await besides(chat, answer.id, saying('Searched here lately'));
    expect(read(list).text).toMatch(/\n1\. \d+ \w+ · a photo: .+/);
    expect(labels(list)).toEqual([['1']]);
    await marketplace.change(offerIds[1] ?? '', { percent: 50 });
    const again = await pressOn(list, '1', isAnswer);
    expect(read(again).text).toMatch(/Price since \d+ \w+: 2\. ¥[\d.]+ → ¥[\d.]+/);
    const same = await pressOn(again, 'Search again', saying('Nothing changed here since'));
    expect(isAnswer(same)).toBe(true);
  });

  it('is nothing in a chat where nothing was', async () => {
    const chat = people.newChat('group');
    type(chat, '/history');
    await people.shown(chat, saying('Nothing was searched here lately.'));
  });
});

describe('what is kept of a chat', () => {
  it('is deleted once that is confirmed, and it is said what that was', async () => {
    const { chat, answer } = await searched('private');
    const details = await people.press(answer, '1', saying('Prices'));
    const picked = await people.press(details, 'Add to the shortlist', (seen) =>
      labels(seen).flat().includes('Shortlist (1)'),
    );
    const watched = await people.press(picked, 'Watch', saying('I watch this offer'));
    type(chat, '/forget');
    const asked = await besides(chat, watched.id, saying('Shall I delete'));
    expect(read(asked).text).toContain('30 days');
    expect(labels(asked)).toEqual([['Delete it'], ['Delete it and the settings'], ['Keep it']]);
    await pressOn(
      asked,
      'Delete it',
      saying('Deleted: one search, one offer of the shortlist, one watched offer'),
    );
    telegram.press(watched, dataBehind(watched, 'Back to the list'));
    await besides(chat, asked.id, saying('This list is too old'));
    for (const [command, says] of [
      ['/history', 'Nothing was searched here lately.'],
      ['/watch', 'This chat watches no offer.'],
      ['/shortlist', 'is empty'],
    ] as const) {
      type(chat, command);
      await besides(chat, asked.id, saying(says));
    }
  });

  it('stays when somebody thinks better of it, and settings stay unless they are meant', async () => {
    const { chat, answer } = await searched('private');
    type(chat, '/forget');
    const asked = await besides(chat, answer.id, saying('Shall I delete'));
    await pressOn(asked, 'Keep it', saying('Nothing was deleted.'));
    type(chat, '/history');
    await besides(chat, answer.id, saying('Searched here lately'));
  });

  it('of a group is deleted by its admins alone', async () => {
    const { chat, answer } = await searched();
    type(chat, '/forget');
    await besides(chat, answer.id, saying('Only admins of this group may delete'));
  });
});

describe('on the page', () => {
  it('the same is asked for in words, and an alert stands where everything else does', async () => {
    const visitor = await visitPlayground(app.url);
    const answer = await visitor.shown(await visitor.sendSample('high-heels'));
    expect(answer.answer?.kind).toBe('result');
    const history = await visitor.shown(await visitor.sendText('/history'));
    expect(sentenceOf(history)).toContain('Searched here lately');
    expect(labelsOf(history)).toEqual(['1']);
    const watches = await visitor.shown(await visitor.sendText('/watch'));
    expect(sentenceOf(watches)).toContain('This chat watches no offer.');
    const asked = await visitor.shown(await visitor.sendText('/forget'));
    await visitor.press(asked, 'Delete it', (turn) =>
      (sentenceOf(turn) ?? '').startsWith('Deleted: one search'),
    );
    const [only, ...others] = await visitor.turns((told) => told.length > 0);
    expect(others).toEqual([]);
    expect(sentenceOf(only as never)).toContain('Deleted: one search');
  });
});
