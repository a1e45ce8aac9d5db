/** Telegram from end to end: recorded updates in, what people see in the chat out, with the simulator as the marketplace. */
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import {
  DETAIL,
  type FlowMarketplace,
  QUERY,
  startMarketplace,
  UPLOAD,
} from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { dataBehind, isAnswer, labels, read, telegramPeople } from '../support/flow-telegram.ts';
import { type RunningApp, startApp } from '../support/running-app.ts';
import type { SeenMessage } from '../support/telegram-chats.ts';
import { startTelegramServer, type TelegramServer } from '../support/telegram-server.ts';
import type { TelegramCall } from '../support/telegram-spec.ts';

const en = translator('en');
const zh = translator('zh');

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

beforeEach(() => marketplace.forget());
afterEach(() => expect(telegram.violations()).toEqual([]));

const callsIn = (chat: number): TelegramCall[] =>
  telegram.calls().filter(({ params }) => params.chat_id === chat);

const answers = (text: string) => (message: SeenMessage) => isAnswer(message) && message.html.includes(text);

/** Sends a new photo and waits for its answer. */
const searched = async (chat: number, of?: string): Promise<SeenMessage> => {
  people.send('private-photo', { chat, photo: await newPhoto(of) });
  return people.shown(chat, isAnswer);
};

const CAPTION = 'heels like these, please';

describe('a photo in a private chat', () => {
  it('is answered by one message: "searching" at once, then the sheet with its list', async () => {
    const chat = people.newChat();
    const message = await searched(chat);
    const messages = callsIn(chat).filter(({ method }) => /Message(Media)?$/.test(method));
    expect(messages.map(({ method }) => method)).toEqual(['sendMessage', 'editMessageMedia']);
    expect(messages[0]?.params).toMatchObject({
      text: en('working'),
      reply_parameters: { message_id: 11 },
    });
    expect(message.answers).toBe(11);
  });

  it('shows a sheet that a phone can show and people can read', async () => {
    const { picture } = await searched(people.newChat());
    const { format, width, height } = await sharp(picture ?? Buffer.alloc(0)).metadata();
    expect(format).toBe('jpeg');
    expect([width, height].every((side) => side >= 600 && side <= 2560)).toBe(true);
    expect(picture?.length).toBeLessThan(1024 * 1024);
  });

  it('lists six numbered offers with link, price tiers, MOQ and supplier', async () => {
    const { text, links } = read(await searched(people.newChat()));
    expect(text).toMatch(/^6 matching offers · [\d,]+ found · page 1 of \d+ · via 1688 Open Platform\n/);
    expect(links).toHaveLength(6);
    expect(new Set(links).size).toBe(6);
    for (const link of links) expect(link).toMatch(/^https:\/\/detail\.1688\.com\/offer\/\d+\.html$/);
    const offers = text.split(/\n\n(?=\d\. )/).slice(1);
    expect(offers.map((offer) => offer.slice(0, 3))).toEqual(['1. ', '2. ', '3. ', '4. ', '5. ', '6. ']);
    for (const offer of offers) {
      expect(offer).toMatch(/\n\d+\+ ¥\d+\.\d\d/);
      expect(offer).toMatch(/ · MOQ \d+/);
      expect(offer).toMatch(/\n\p{Script=Han}{4,}( · |$)/mu);
    }
    expect(text).toMatch(/\d+\+ ¥\d+\.\d\d · \d+\+ ¥\d+\.\d\d · \d+\+ ¥\d+\.\d\d/);
    expect(text).not.toContain('sample offers');
  });

  it('has buttons for every offer, the next page, the other mode, a new search and the orders', async () => {
    expect(labels(await searched(people.newChat()))).toEqual([
      ['1', '2', '3', '4', '5', '6'],
      ['Next page'],
      ['Subject 1'],
      ['Similar products', 'Search again'],
      ['Cheapest first', 'Best selling first'],
      ['Best score', 'Compare'],
      ['× 100', '× 300', '× 1000'],
      [expect.stringMatching(/^Up to ¥/), expect.stringMatching(/^MOQ up to/)],
      ['Export', 'Share'],
    ]);
  });

  it('is downloaded in its smallest size of at least 800 pixels', async () => {
    const chat = people.newChat();
    people.send('private-photo', { chat, photo: await newPhoto(), file: 'sizes' });
    await people.shown(chat, isAnswer);
    const asked = telegram.calls('getFile').map(({ params }) => String(params.file_id));
    expect(asked.filter((id) => id.endsWith('-sizes'))).toEqual(['AgACAgIAAxkBAAMAx-sizes']);
  });

  it('finds the product in it first', async () => {
    expect(read(await searched(people.newChat(), 'teapot')).text).toMatch(/\n1\. .*Teapot/i);
  });

  it('costs one upload, one search and one look at each offer that is shown', async () => {
    await searched(people.newChat(), 'headphones');
    expect(marketplace.calls().sort()).toEqual([UPLOAD, QUERY, ...Array(6).fill(DETAIL)].sort());
  });
});

describe('the buttons change the same message', () => {
  it('turns pages without searching again', async () => {
    const message = await searched(people.newChat());
    marketplace.forget();
    const next = await people.press(message, 'Next page', answers('page 2 of'));
    expect(read(next).text).toMatch(/\n7\. [\s\S]+\n12\. /);
    expect(next.picture).not.toEqual(message.picture);
    expect(new Set([...read(message).links, ...read(next).links]).size).toBe(12);
    expect(new Set(marketplace.calls())).toEqual(new Set([DETAIL]));
    const back = await people.press(next, 'Previous page', answers('page 1 of'));
    expect([next.id, back.id]).toEqual([message.id, message.id]);
    expect(read(back).links).toEqual(read(message).links);
  });

  it('sorts by price', async () => {
    const message = await searched(people.newChat());
    const sorted = await people.press(message, 'Cheapest first', (seen) => seen.html !== message.html);
    const prices = [...read(sorted).text.matchAll(/\n(?:\d+\+ ¥[\d.]+[– ¥\d.]*(?: · )?)+/g)];
    expect(prices).toHaveLength(6);
    expect(labels(sorted).flat()).toContain('Best match');
    expect(labels(sorted).flat()).not.toContain('Cheapest first');
    expect(sorted.id).toBe(message.id);
  });

  it('looks for similar products and goes back to the same one', async () => {
    const message = await searched(people.newChat());
    const similar = await people.press(message, 'Similar products', answers('similar offers'));
    expect(labels(similar).flat()).toContain('Same product');
    const same = await people.press(similar, 'Same product', answers('matching offers'));
    expect([similar.id, same.id]).toEqual([message.id, message.id]);
  });

  it('opens an offer and goes back to the list', async () => {
    const message = await searched(people.newChat());
    const tiered = /\n(\d)\. .+\n\d+\+ ¥[\d.]+ · \d+\+ ¥/.exec(read(message).text)?.[1] ?? '';
    const details = await people.press(message, tiered, ({ html }) => html.includes('<b>Prices</b>'));
    const { text, links } = read(details);
    expect(links).toEqual([read(message).links[Number(tiered) - 1]]);
    expect(text).toMatch(/Prices\n\d+\+: ¥\d+\.\d\d\n\d+\+: ¥\d+\.\d\d\n/);
    expect(text).toContain('\nSupplier\n');
    expect(labels(details)).toEqual([
      ['Back to the list'],
      ['Open on 1688', 'Mobile page'],
      ['All pictures', 'More like this'],
      ['× 100', '× 300', '× 1000'],
      ['Add to the shortlist'],
      ['Watch'],
    ]);
    expect(details.picture).not.toBeNull();
    const back = await people.press(details, 'Back to the list', isAnswer);
    expect(read(back).links).toEqual(read(message).links);
    expect(read(back).text).toContain('from memory, just now');
    expect([details.id, back.id]).toEqual([message.id, message.id]);
  });

  it('answers every press, so that no button goes on spinning', async () => {
    const message = await searched(people.newChat());
    const before = telegram.calls('answerCallbackQuery').length;
    await people.press(message, 'Next page', answers('page 2 of'));
    expect(telegram.calls('answerCallbackQuery')).toHaveLength(before + 1);
  });

  it('shows what was pressed last, although an earlier press takes longer', async () => {
    const message = await searched(people.newChat());
    await marketplace.fail('slow', DETAIL, { times: 6, delayMs: 1_000 });
    const handled = (): number => app.lines.filter((line) => /"msg":"job done"/.test(line)).length;
    const before = handled();
    telegram.press(message, dataBehind(message, 'Next page'));
    const isOffer = ({ html }: SeenMessage) => html.includes('<b>Prices</b>');
    await people.press(message, '1', isOffer);
    await expect.poll(handled, { timeout: 20_000 }).toBe(before + 2);
    expect(isOffer(await people.shown(message.chatId, () => true))).toBe(true);
  });

  it('tells that a list is too old to be turned', async () => {
    const chat = people.newChat();
    const message = await searched(chat);
    telegram.press(message, 's:abcd1234efgh:2aa');
    const [list, notice] = await people.until(chat, (seen) => seen.length === 2);
    expect(list?.html).toBe(message.html);
    expect(notice?.html).toBe(en('stale-button'));
  });
});

describe('the same photo again', () => {
  it('is answered from memory: no download, no call to 1688, and a button to search anew', async () => {
    const photo = await newPhoto();
    const [first, second] = [people.newChat(), people.newChat()];
    people.send('private-photo', { chat: first, photo, file: 'twice' });
    const original = await people.shown(first, isAnswer);
    marketplace.forget();
    const downloads = telegram.calls('getFile').length;

    people.send('private-photo', { chat: second, photo, file: 'twice' });
    const again = await people.shown(second, isAnswer);
    expect(read(again).text).toContain('from memory, just now');
    expect(read(again).links).toEqual(read(original).links);
    expect(telegram.calls('getFile')).toHaveLength(downloads);
    expect(marketplace.calls()).toEqual([]);

    const fresh = await people.press(again, 'Search again', ({ html }) => !html.includes('from memory'));
    expect(read(fresh).links).toEqual(read(original).links);
    expect(marketplace.calls()).toContain(QUERY);
  });

  it('is known by its bytes when somebody else uploads it', async () => {
    const photo = await newPhoto();
    const [first, second] = [people.newChat(), people.newChat()];
    people.send('private-photo', { chat: first, photo });
    await people.shown(first, isAnswer);
    marketplace.forget();
    people.send('private-photo', { chat: second, photo });
    expect(read(await people.shown(second, isAnswer)).text).toContain('from memory');
    expect(marketplace.calls()).toEqual([]);
  });

  it('is searched once when two ask at the same moment', async () => {
    const photo = await newPhoto('headphones');
    const chats = [people.newChat(), people.newChat()];
    for (const chat of chats) people.send('private-photo', { chat, photo });
    await Promise.all(chats.map((chat) => people.shown(chat, isAnswer)));
    expect(marketplace.calls().filter((api) => api === QUERY)).toHaveLength(1);
  });
});

describe('other ways to ask', () => {
  it('an image sent as a file', async () => {
    const chat = people.newChat();
    people.send('private-document-untyped', { chat, photo: await newPhoto() });
    expect((await people.shown(chat, isAnswer)).answers).toBe(14);
  });

  it('/find as a reply to a photo in a group', async () => {
    const chat = people.newChat('group');
    people.send('group-find-reply', { chat, photo: await newPhoto() });
    expect((await people.shown(chat, isAnswer)).answers).toBe(311);
  });

  it('/find as the caption of a photo in a group', async () => {
    const chat = people.newChat('group');
    people.send('group-find-caption', { chat, photo: await newPhoto(), caption: `/find ${CAPTION}` });
    expect((await people.shown(chat, isAnswer)).answers).toBe(312);
  });

  it('a photo in a group that is not for the bot is let alone', async () => {
    const [group, chat] = [people.newChat('group'), people.newChat()];
    people.send('group-photo', { chat: group, photo: await newPhoto() });
    people.send('private-start', { chat });
    await people.shown(chat, () => true);
    await telegram.allConfirmed();
    expect(telegram.seenIn(group)).toEqual([]);
  });

  it('a topic keeps its answer, and the pages of it', async () => {
    const chat = people.newChat('group');
    people.send('topic-find', { chat, photo: await newPhoto() });
    const message = await people.shown(chat, isAnswer);
    const next = await people.press(message, 'Next page', answers('page 2 of'));
    expect([message.threadId, next.threadId]).toEqual([77, 77]);
  });

  it('a link to an offer shows that offer', async () => {
    const [link = ''] = read(await searched(people.newChat())).links;
    const chat = people.newChat();
    people.send('private-text', { chat, text: link, language: 'en' });
    const message = await people.shown(chat, ({ html }) => html.includes('<b>Prices</b>'));
    expect(read(message).links).toEqual([link]);
    expect(labels(message)).toEqual([
      ['Open on 1688', 'Mobile page'],
      ['All pictures', 'More like this'],
      ['× 100', '× 300', '× 1000'],
      ['Add to the shortlist'],
      ['Watch'],
    ]);
    expect(message.picture).not.toBeNull();
  });

  it.each([
    ['/1688 茶壶', '茶壶'],
    ['帐篷', '帐篷'],
  ])('words: %s', async (text, words) => {
    const chat = people.newChat();
    people.send('private-text', { chat, text, language: 'zh' });
    const message = await people.shown(chat, isAnswer);
    expect(read(message).text.match(/^1\. .*$/m)?.[0]).toContain(words);
    expect(marketplace.calls()).toContain('product.search.keywordQuery');
    expect(marketplace.calls()).not.toContain(UPLOAD);
  });

  it('the caption of a photo narrows its matches', async () => {
    const chat = people.newChat();
    const photo = await newPhoto('teapot');
    people.send('private-photo', { chat, photo, caption: '源头工厂', language: 'zh' });
    const titles = [...read(await people.shown(chat, isAnswer)).text.matchAll(/^\d+\. (.+)$/gm)];
    expect(titles.length).toBeGreaterThan(0);
    for (const [, title] of titles) expect(title).toContain('源头工厂');
  });

  it('a link to an offer that does not exist is told', async () => {
    const chat = people.newChat();
    const text = 'https://detail.1688.com/offer/999999999999.html';
    people.send('private-text', { chat, text, language: 'en' });
    const notice = await people.shown(chat, ({ html }) => html !== en('working-offer'));
    expect(notice.html).toBe(en('error-offer-not-found'));
  });
});

describe('words', () => {
  it.each([
    ['private-start', undefined, 'start'],
    ['private-start', '/help', 'help'],
    ['private-voice', undefined, 'send-photo'],
  ])('%s %s is answered with a sentence', async (name, text, key) => {
    const chat = people.newChat();
    people.send(name, { chat, language: 'en', ...(text ? { text } : {}) });
    const { html, buttons } = await people.shown(chat, () => true);
    const hint = key === 'send-photo' ? '' : `\n${en('settings-hint')}`;
    expect(read({ html } as SeenMessage).text).toBe(`${en(key)}${hint}`);
    expect(buttons).toEqual([]);
  });

  it('are Chinese for who reads Chinese', async () => {
    const chat = people.newChat();
    people.send('private-photo', { chat, photo: await newPhoto(), language: 'zh-hans' });
    const message = await people.shown(chat, isAnswer);
    expect(callsIn(chat).find(({ method }) => method === 'sendMessage')?.params.text).toBe(zh('working'));
    expect(read(message).text.startsWith(zh('result-heading', { count: 6 }))).toBe(true);
    expect(labels(message).flat()).toContain(zh('button-next'));
    expect(read(message).text).not.toMatch(/[a-z]{4,}/i);
  });
});

describe('the log', () => {
  it('holds no token, no secret, no caption and no title', () => {
    const log = app.lines.join('');
    const titles = telegram
      .calls('editMessageMedia')
      .flatMap(({ params }) => [...JSON.stringify(params).matchAll(/>([^<>]{20,})<\/a>/g)])
      .map(([, title]) => title ?? '');
    expect(titles.length).toBeGreaterThan(50);
    const told = [telegram.token, ...marketplace.secrets, CAPTION, ...titles];
    expect(told.filter((words) => log.includes(words))).toEqual([]);
  });

  it('has nothing to complain about', () => {
    expect(app.lines.filter((line) => /"level":"(warn|error)"/.test(line))).toEqual([]);
  });
});
