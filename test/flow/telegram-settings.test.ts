/** Settings of Telegram chats from end to end: who may change them, what they change, and which photos of a group are answered. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import { type FlowMarketplace, startMarketplace } from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { dataBehind, isAnswer, labels, read, telegramPeople } from '../support/flow-telegram.ts';
import { type RunningApp, startApp } from '../support/running-app.ts';
import type { SeenMessage } from '../support/telegram-chats.ts';
import { startTelegramServer, TEST_BOT, type TelegramServer } from '../support/telegram-server.ts';

const en = translator('en');
const zh = translator('zh');

/** Who writes in the recorded updates, and somebody else. */
const SAM = 5_000_000_042;
const LI = 5_000_000_043;

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

/** A group with Sam as its admin. */
const newGroup = (): number => {
  const group = people.newChat('group');
  telegram.appoint(group, SAM);
  return group;
};

const isCard = ({ html }: SeenMessage): boolean => html.startsWith(en('settings-title'));

/** What one person sees alone, once something is there. */
const whispered = async (chat: number, fits: (message: SeenMessage) => boolean): Promise<SeenMessage> => {
  const find = () => telegram.whisperedIn(chat).find(fits);
  await telegram.waitFor(() => find() !== undefined);
  return find() as SeenMessage;
};

/** Opens the settings in a group. */
const opened = async (group: number, name = 'group-settings'): Promise<SeenMessage> => {
  people.send(name, { chat: group });
  const seen = await people.until(group, (messages) => messages.some(isCard));
  return seen.find(isCard) as SeenMessage;
};

const now = (message: SeenMessage): SeenMessage =>
  [...telegram.seenIn(message.chatId), ...telegram.whisperedIn(message.chatId)].find(
    ({ id, forUser }) => id === message.id && forUser === message.forUser,
  ) as SeenMessage;

/** Presses a button of a card and waits until the card fits. */
const pressed = async (
  card: SeenMessage,
  label: string,
  fits: (card: SeenMessage) => boolean,
  userId = SAM,
): Promise<SeenMessage> => {
  telegram.press(card, dataBehind(card, label), 'en', userId);
  await telegram.waitFor(() => fits(now(card)));
  return now(card);
};

/** Sets one thing: opens its page and presses the choice. */
const set = async (card: SeenMessage, setting: string, choice: string, title = en('settings-title')) => {
  const page = await pressed(card, en(`setting-${setting}`), ({ html }) =>
    html.includes(read({ html: en(`setting-about-${setting}`) } as SeenMessage).text.slice(0, 20)),
  );
  return pressed(page, choice, ({ html }) => html.startsWith(title));
};

describe('the settings of a private chat', () => {
  it('are shown in one message that is changed in place, and hold for the next photo', async () => {
    const chat = people.newChat();
    people.send('private-settings', { chat });
    const card = await people.shown(chat, isCard);
    expect(labels(card)).toEqual([
      ['Language', 'Order'],
      ['Offers per page', 'Look for'],
      ['Our rates', 'Score'],
      ['Rich messages'],
    ]);
    await set(card, 'results', '9');
    await set(now(card), 'sort', 'Cheapest first');
    await set(now(card), 'mode', 'Similar products');
    expect(read(now(card)).text).toContain(
      'Order: Cheapest first\nOffers per page: 9\nLook for: Similar products',
    );
    expect(telegram.seenIn(chat)).toHaveLength(1);

    people.send('private-photo', { chat, photo: await newPhoto('teapot') });
    const [, answer] = await people.until(chat, (seen) => seen.some(isAnswer));
    const { text, links } = read(answer as SeenMessage);
    expect(links).toHaveLength(9);
    expect(text).toMatch(/^9 similar offers/);
    expect(text.length).toBeLessThanOrEqual(1024);
    expect(labels(answer as SeenMessage).slice(0, 2)).toEqual([
      ['1', '2', '3', '4', '5'],
      ['6', '7', '8', '9'],
    ]);
    expect(labels(answer as SeenMessage).flat()).toEqual(
      expect.arrayContaining(['Same product', 'Best match']),
    );
  });

  it('speak one language to everybody, also in what is said without searching', async () => {
    const chat = people.newChat();
    people.send('private-settings', { chat });
    const card = await people.shown(chat, isCard);
    await set(card, 'language', '中文', zh('settings-title'));
    people.send('private-voice', { chat, language: 'en' });
    people.send('private-photo', { chat, photo: await newPhoto(), language: 'en' });
    const seen = await people.until(chat, (messages) => messages.some(isAnswer));
    expect(seen.map(({ html }) => html)).toContain(zh('send-photo'));
    expect(read(seen.find(isAnswer) as SeenMessage).text).toContain('个匹配的货源');
  });

  it('may be pressed twice, and again after a restart', async () => {
    const chat = people.newChat();
    people.send('private-settings', { chat });
    const card = await people.shown(chat, isCard);
    const page = await pressed(card, 'Offers per page', ({ html }) => !html.startsWith(en('settings-title')));
    const three = dataBehind(page, '3');
    telegram.press(page, three);
    telegram.press(page, three);
    await telegram.waitFor(() => isCard(now(card)));
    await app.restart();
    telegram.press(page, three);
    await telegram.allConfirmed();
    await telegram.waitFor(() => read(now(card)).text.includes('Offers per page: 3'));
    expect(telegram.seenIn(chat)).toHaveLength(1);
  });
});

describe('the settings of a group', () => {
  it('are changed by admins; somebody else is told alone', async () => {
    const group = newGroup();
    const card = await opened(group);
    expect(read(card).text).toContain(en('settings-by-admins'));
    telegram.press(card, dataBehind(card, 'Order'), 'zh-hans', LI);
    const told = await whispered(group, () => true);
    expect(told).toMatchObject({ forUser: LI, html: zh('settings-not-yours') });
    expect(now(card).html).toBe(card.html);
    await set(card, 'changers', 'Everybody');
    await pressed(now(card), 'Order', ({ html }) => html.startsWith('Order'), LI);
    telegram.press(card, dataBehind(card, en('setting-auto')), 'en', LI);
    await whispered(group, ({ html }) => html === en('settings-not-yours'));
    expect(telegram.seenIn(group)).toHaveLength(1);
  });

  it('are shown to the asker alone where the bot is an admin, and changed there', async () => {
    const group = newGroup();
    telegram.appoint(group, TEST_BOT.id);
    people.send('group-settings', { chat: group });
    const card = await whispered(group, isCard);
    expect(card.forUser).toBe(SAM);
    await set(card, 'results', '3');
    expect(read(now(card)).text).toContain('Offers per page: 3');
    expect(telegram.seenIn(group)).toEqual([]);
  });

  it('answer a command that only the bot has seen with words that only its sender sees', async () => {
    const group = newGroup();
    people.send('group-settings-quiet', { chat: group });
    expect(await whispered(group, isCard)).toMatchObject({ forUser: SAM, answers: 9 });
    expect(telegram.seenIn(group)).toEqual([]);
  });

  it('know an admin who hides behind the group', async () => {
    const group = people.newChat('group');
    const card = await opened(group, 'group-hidden-admin-settings');
    telegram.appoint(group, LI);
    await pressed(card, 'Order', ({ html }) => html.startsWith('Order'), LI);
  });

  it('are said to have failed where Telegram does not tell who is an admin', async () => {
    const group = newGroup();
    const card = await opened(group);
    telegram.fail('getChatMember', { error_code: 502, description: 'Bad Gateway' });
    telegram.press(card, dataBehind(card, 'Order'), 'en', SAM);
    const { html } = await whispered(group, () => true);
    expect(html).toBe(en('error-chat-down'));
  });
});

describe('photos of a group that are for nobody', () => {
  it('are answered once an admin wants it, with what names a product as words; and let alone again later', async () => {
    const group = newGroup();
    people.send('group-photo', { chat: group, photo: await newPhoto('teapot'), caption: 'before' });
    const card = await opened(group);
    const on = await set(card, 'auto', 'On');
    expect(read(on).text).toContain(en('settings-deaf').slice(0, 60));
    people.send('group-photo', { chat: group, photo: await newPhoto('teapot'), caption: '这个怎么样？' });
    const [, answer] = await people.until(group, (seen) => seen.some(isAnswer));
    expect(answer?.answers).toBe(310);
    await set(now(card), 'auto', 'Off');
    people.send('group-photo', { chat: group, photo: await newPhoto('teapot'), caption: 'after' });
    people.send('group-find-alone', { chat: group });
    await telegram.allConfirmed();
    await people.until(group, (seen) => seen.some(({ html }) => html === en('reply-to-photo')));
    expect(telegram.seenIn(group).filter(isAnswer)).toHaveLength(1);
  });

  it('are answered in one topic alone, where that is wanted', async () => {
    const group = newGroup();
    const card = await opened(group, 'topic-settings');
    expect(card.threadId).toBe(77);
    await set(card, 'topic', 'On');
    people.send('group-photo', { chat: group, photo: await newPhoto(), file: 'elsewhere' });
    people.send('topic-photo', { chat: group, photo: await newPhoto() });
    const seen = await people.until(group, (messages) => messages.some(isAnswer));
    expect(seen.find(isAnswer)).toMatchObject({ threadId: 77, answers: 341 });
    await telegram.allConfirmed();
    expect(telegram.calls('getFile').some(({ params }) => String(params.file_id).endsWith('elsewhere'))).toBe(
      false,
    );
  });

  it('that cannot be read are told in place of the sign of work', async () => {
    const group = newGroup();
    people.send('group-find-caption', { chat: group, photo: Buffer.from('%!PS 12 moveto') });
    const notice = await people.shown(group, ({ html }) => html === en('error-photo-not-image'));
    expect(notice.answers).toBe(312);
  });
});

describe('a group that becomes a supergroup', () => {
  it('keeps its settings and its buttons, told once or twice', async () => {
    const [group, old] = [newGroup(), -5_000_000_000 - Math.floor(SAM / 7)];
    telegram.appoint(old, SAM);
    const card = await opened(old);
    await set(card, 'results', '3');
    people.send('group-find-caption', { chat: old, photo: await newPhoto('headphones') });
    const seen = await people.until(old, (messages) => messages.some(isAnswer));
    const list = seen.find(isAnswer) as SeenMessage;
    expect(read(list).links).toHaveLength(3);

    people.send('group-moved-to', { chat: old, moved: group });
    people.send('group-moved-from', { chat: group, moved: old });
    people.send('group-moved-to', { chat: old, moved: group });
    await telegram.allConfirmed();
    expect(read(await opened(group)).text).toContain('Offers per page: 3');
    telegram.press({ ...list, chatId: group }, dataBehind(list, 'Next page'));
    const after = await people.until(group, (messages) => messages.some(isAnswer));
    expect(read(after.find(isAnswer) as SeenMessage).text).toContain('page 2 of');
  });
});

describe('a button that this version does not know', () => {
  it('is told so in the answer to its press, and nowhere else', async () => {
    const before = telegram.calls('sendMessage').length;
    people.send('press-unknown', { chat: people.newChat('group'), language: 'en' });
    await telegram.allConfirmed();
    const { params } = await telegram.waitFor(({ method, params: { text } }) =>
      Boolean(method === 'answerCallbackQuery' && text),
    );
    expect(params).toEqual({ callback_query_id: '21474836480000003', text: en('stale-button') });
    expect(telegram.calls('sendMessage')).toHaveLength(before);
  });

  it('of a list that is too old is told to the one who pressed', async () => {
    const group = newGroup();
    people.send('group-find-caption', { chat: group, photo: await newPhoto() });
    const list = await people.shown(group, isAnswer);
    telegram.press(list, 's:abcd1234efgh:2aa', 'zh-hans', LI);
    expect(await whispered(group, () => true)).toMatchObject({ forUser: LI, html: zh('stale-button') });
    expect(telegram.seenIn(group)).toHaveLength(1);
  });
});
