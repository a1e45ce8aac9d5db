/** Rich messages: what they hold, who gets them, and the classic form for everybody else. */
import type { InputRichBlock } from 'grammy/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { richMessage } from '../../../adapters/telegram/rich.ts';
import type { Reply } from '../../../src/domain/chat.ts';
import type { ChatAdapter } from '../../../src/domain/ports.ts';
import { refusal, telegramChat, telegramInstallation } from '../../support/telegram-adapter.ts';
import { sampleDetails, sampleResult } from '../../support/telegram-cards.ts';
import { richText } from '../../support/telegram-rich.ts';
import { startTelegramServer, type TelegramServer } from '../../support/telegram-server.ts';

const SAM = telegramChat(42);
const ALEX = telegramChat(43);
const TOPIC = telegramChat(-1_002_000_000_888, '77');
const NOWHERE = { replaces: null, answers: null };
const SHEET = new Uint8Array([0xff, 0xd8, 0xff, 99]);
const tile = (name: number): Uint8Array => new Uint8Array([0xff, 0xd8, 0xff, name]);
const TILES = [1, 2, 3, 4, 5, 6].map(tile);

const working: Reply = { kind: 'working', text: 'Looking at your photo…' };
const list = (tiles?: readonly (Uint8Array | null)[]): Extract<Reply, { kind: 'result' }> => ({
  kind: 'result',
  card: sampleResult('en'),
  sheet: SHEET,
  ...(tiles && { tiles }),
});
const details: Reply = { kind: 'details', card: sampleDetails('en'), picture: tile(1) };

const blocksOf = (reply: Reply): readonly InputRichBlock[] => {
  const rich = richMessage(reply) ?? expect.fail();
  return rich.blocks(rich.pictures.map((_, at) => `file-${at}`));
};
const typesOf = (reply: Reply): string[] => blocksOf(reply).map(({ type }) => type);

describe('a page of offers', () => {
  it('is a heading, its facts, a collage, numbered offers, a table of prices, suppliers folded up, notes', () => {
    expect(typesOf(list(TILES))).toEqual([
      'heading',
      'paragraph',
      'collage',
      'list',
      'table',
      'details',
      'footer',
    ]);
    const [heading, facts, collage, offers, table, suppliers] = blocksOf(list(TILES));
    expect(heading).toMatchObject({ text: '6 matching offers' });
    expect(facts).toMatchObject({ text: '46 found · page 1 of 8 · via demo catalogue' });
    expect(collage).toMatchObject({
      blocks: [
        { photo: { media: 'file-0' }, caption: { text: '1 · ¥12.50 · MOQ 2 pieces' } },
        ...Array(5).fill({}),
      ],
    });
    expect(offers).toMatchObject({
      items: [
        {
          value: 1,
          blocks: [
            { text: { type: 'url', url: 'https://detail.1688.com/offer/610947572360.html' } },
            { text: '义乌市晨光日用品有限公司 · Super factory · Same product · 97 %' },
          ],
        },
        ...Array(5).fill({}),
      ],
    });
    expect(table).toMatchObject({
      cells: [
        [
          { text: '1.', is_header: true },
          { text: '2+ ¥12.50 · 100+ ¥11.90 · 1000+ ¥11.30' },
          { text: 'MOQ 2 pieces' },
        ],
        ...Array(5).fill({}),
      ],
    });
    expect(suppliers).toMatchObject({ summary: 'Supplier' });
    expect(suppliers).not.toHaveProperty('is_open');
  });

  it.each([
    ['one of the pictures is missing', [...TILES.slice(0, 5), null]],
    ['there are none', undefined],
  ])('shows the numbered sheet in place of the collage where %s', (_, tiles) => {
    const rich = richMessage(list(tiles)) ?? expect.fail();
    expect(rich.pictures).toEqual([SHEET]);
    expect(blocksOf(list(tiles))[2]).toEqual({ type: 'photo', photo: { type: 'photo', media: 'file-0' } });
  });

  it('is without a picture where none could be had', () => {
    expect(typesOf({ ...list(), sheet: null })).not.toContain('photo');
  });
});

describe('one offer', () => {
  it('is its linked title, picture and table of prices; the rest is folded up', () => {
    expect(typesOf(details)).toEqual([
      'heading',
      'paragraph',
      'photo',
      'table',
      'paragraph',
      'paragraph',
      'paragraph',
      'paragraph',
      'details',
      'details',
    ]);
    const table = blocksOf(details).find(({ type }) => type === 'table');
    expect(table).toMatchObject({ cells: [[{ text: '2+' }, { text: '¥12.50' }], {}, {}] });
    expect(richText(blocksOf(details)).match(/¥12\.50/g)).toHaveLength(1);
  });
});

describe('short texts', () => {
  it('are never rich', () => {
    const card = { language: 'en', tone: 'info', text: 'Hello', actions: [] } as const;
    for (const reply of [working, { kind: 'notice', card } as const]) expect(richMessage(reply)).toBeNull();
  });
});

describe('hostile titles', () => {
  const titled = (title: string): string => {
    const card = sampleResult('en');
    const offers = card.offers.map((offer) => ({ ...offer, title, url: 'javascript:alert(1)' }));
    return richText(blocksOf({ ...list(), card: { ...card, offers } }));
  };

  it('stay words: markup is shown as it is written, and addresses that are none are no links', () => {
    const text = titled('<b>Cheap</b> </details> @everyone');
    expect(text).toContain('<b>Cheap</b> </details> @everyone');
    expect(JSON.stringify(blocksOf(list()))).toContain('"url"');
    expect(text).not.toContain('javascript');
  });

  it('lose direction marks and zero-width characters, and are cut between characters', () => {
    expect(titled('mug\u202E\u2066 lanigiro\u200B\u200D\nsecond')).toContain('mug lanigiro second');
    const cut =
      titled('👍🏽'.repeat(2000))
        .split('\n')
        .find((line) => line.includes('👍')) ?? '';
    expect(cut).toMatch(/^(?:👍🏽)+…$/u);
    expect(cut.length).toBeLessThanOrEqual(200);
  });
});

describe('sending', () => {
  let server: TelegramServer;
  let house: ReturnType<typeof telegramInstallation>;
  let adapter: ChatAdapter;
  /** Sam and the topic want rich messages, Alex does not. */
  const wantsRich = async ({ id }: { id: string }): Promise<boolean> => id !== ALEX.id;

  beforeEach(async () => {
    server = await startTelegramServer();
    house = telegramInstallation(server);
    adapter = house.start({ wantsRich });
  });
  afterEach(async () => {
    await adapter.stop();
    await server.close();
    expect(server.violations()).toEqual([]);
  });
  const methods = () => server.calls().map(({ method }) => method);
  const only = (chat = SAM) => {
    const [message, ...others] = server.seenIn(Number(chat.id));
    expect(others).toEqual([]);
    return message ?? expect.fail('nothing was sent');
  };

  it('turns the searching message into a rich one with uploaded pictures and the usual buttons', async () => {
    const asked = { chat: TOPIC, id: '323' };
    const at = await adapter.send(TOPIC, working, { replaces: null, answers: asked });
    expect(await adapter.send(TOPIC, list(TILES), { replaces: at, answers: asked })).toEqual(at);
    expect(methods()).toEqual(['sendMessage', 'editMessageText']);
    const message = only(TOPIC);
    expect(message.rich?.pictures).toEqual(TILES);
    expect(message).toMatchObject({ threadId: 77, answers: 323, picture: null });
    expect(message.buttons[0]).toHaveLength(6);
    expect(server.calls('editMessageText')[0]?.params.rich_message).toMatchObject({
      skip_entity_detection: true,
    });
  });

  it('sends one where there is no message yet, and uploads no picture twice', async () => {
    const at = await adapter.send(SAM, list(TILES), { replaces: null, answers: { chat: SAM, id: '11' } });
    await adapter.send(SAM, details, { replaces: at, answers: null });
    await adapter.send(SAM, list(TILES), { replaces: at, answers: null });
    expect(methods()).toEqual(['sendRichMessage', 'editMessageText', 'editMessageText']);
    expect(server.calls().map(({ files }) => files.size)).toEqual([6, 0, 0]);
    expect(only()).toMatchObject({ answers: 11 });
  });

  it('leaves a rich list as it is while the next page is fetched', async () => {
    const at = await adapter.send(SAM, list(TILES), NOWHERE);
    expect(await adapter.send(SAM, working, { replaces: at, answers: null })).toEqual(at);
    expect(only().rich).toBeTruthy();
    await server.waitFor('sendChatAction');
  });

  it('is off for whoever does not want it, and for those of whom it is not known', async () => {
    await adapter.send(ALEX, list(TILES), NOWHERE);
    await house.start().send(SAM, list(TILES), NOWHERE);
    const broken = async () => {
      throw new Error('no settings');
    };
    await house.start({ wantsRich: broken }).send(SAM, list(TILES), NOWHERE);
    expect(methods()).toEqual(['sendPhoto', 'sendPhoto', 'sendPhoto']);
    expect(await adapter.wantsTiles?.(ALEX)).toBe(false);
    expect(await adapter.wantsTiles?.(SAM)).toBe(true);
  });

  it.each([
    [404, 'Not Found: method not found'],
    [400, 'Bad Request: RICH_MESSAGE_PHOTO_NO_MEDIA_FOUND'],
    [400, 'Bad Request: unsupported parameter "rich_message"'],
  ])('falls back to the classic form for a day after %i %s', async (code, description) => {
    server.fail('sendRichMessage', refusal(code, description));
    await adapter.send(SAM, list(TILES), NOWHERE);
    expect(only().picture).toEqual(SHEET);
    expect(await adapter.wantsTiles?.(SAM)).toBe(false);
    await house.start({ wantsRich }).send(SAM, list(TILES), NOWHERE);
    expect(methods()).toEqual(['sendRichMessage', 'sendPhoto', 'sendPhoto']);
    await house.clock.advance(24 * 60 * 60 * 1000);
    await adapter.send(SAM, list(TILES), NOWHERE);
    expect(methods().at(-1)).toBe('sendRichMessage');
  });

  it('falls back in the very message that was to become rich', async () => {
    const at = await adapter.send(SAM, working, NOWHERE);
    server.fail('editMessageText', refusal(400, 'Bad Request: message text is empty'));
    expect(await adapter.send(SAM, list(TILES), { replaces: at, answers: null })).toEqual(at);
    expect(only().picture).toEqual(SHEET);
  });

  it('replaces a picture by sending anew, and a message that is gone', async () => {
    const classic = await house.start().send(SAM, list(TILES), NOWHERE);
    const at = await adapter.send(SAM, list(TILES), { replaces: classic, answers: null });
    expect(only().rich).toBeTruthy();
    server.remove(Number(at.id));
    await adapter.send(SAM, list(TILES), { replaces: at, answers: null });
    expect(only().rich).toBeTruthy();
  });

  it('becomes words where photos may not be sent', async () => {
    const noPhotos = refusal(400, 'Bad Request: not enough rights to send photos to the chat');
    server.fail('sendRichMessage', noPhotos);
    server.fail('sendPhoto', noPhotos);
    await adapter.send(SAM, list(TILES), NOWHERE);
    expect(only()).toMatchObject({ picture: null, html: expect.stringContaining('6 matching offers') });
  });

  it.each([
    [403, 'Forbidden: bot was blocked by the user', 'chat-forbidden'],
    [500, 'Internal Server Error', 'chat-down'],
  ])('tries no other form after %i %s', async (status, description, code) => {
    server.fail('sendRichMessage', refusal(status, description));
    await expect(adapter.send(SAM, list(TILES), NOWHERE)).rejects.toMatchObject({ code });
    expect(methods()).toEqual(['sendRichMessage']);
  });
});
