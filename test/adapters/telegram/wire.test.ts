/** The judge itself: the Bot API server of these tests must refuse what Telegram refuses. */
import { Api, InputFile } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readHtml } from '../../support/telegram-html.ts';
import { startTelegramServer, type TelegramServer } from '../../support/telegram-server.ts';
import { callProblems } from '../../support/telegram-spec.ts';

const problems = (method: string, params: Record<string, unknown>) =>
  callProblems({ method, params, files: new Map() });
const button = (change: object) => ({
  chat_id: 1,
  text: 'x',
  reply_markup: { inline_keyboard: [[{ text: 'a', ...change }]] },
});

describe('the specification', () => {
  it('takes a call that is in order', () => {
    expect(problems('sendMessage', { chat_id: 1, text: '<b>a</b>', parse_mode: 'HTML' })).toEqual([]);
  });

  it.each<[string, string, Record<string, unknown>]>([
    ['a method that is none', 'sendPostcard', {}],
    ['an unknown parameter', 'sendMessage', { chat_id: 1, text: 'x', reply_to: 3 }],
    ['a missing parameter', 'sendMessage', { chat_id: 1 }],
    ['a wrong type', 'sendMessage', { chat_id: 1, text: 'x', message_thread_id: '77' }],
    ['a wrong type deep inside', 'sendMessage', button({ callback_data: 5 })],
    ['too long a text', 'sendMessage', { chat_id: 1, text: 'x'.repeat(4097) }],
    ['an empty text', 'sendMessage', { chat_id: 1, text: '<b> </b>', parse_mode: 'HTML' }],
    ['too long a caption', 'sendPhoto', { chat_id: 1, photo: 'id', caption: 'x'.repeat(1025) }],
    ['broken HTML', 'sendMessage', { chat_id: 1, text: '<b>a', parse_mode: 'HTML' }],
    ['too much button data', 'sendMessage', button({ callback_data: '多'.repeat(22) })],
    ['a button that does nothing', 'sendMessage', button({})],
    [
      'a button that does two things',
      'sendMessage',
      button({ callback_data: 'a', url: 'https://a.example' }),
    ],
    ['a local button address', 'sendMessage', button({ url: 'http://localhost/' })],
    ['a file that was not sent', 'sendPhoto', { chat_id: 1, photo: 'attach://nothing' }],
    ['an edit of nothing', 'editMessageText', { text: 'x' }],
    ['a bad command', 'setMyCommands', { commands: [{ command: 'Find!', description: 'x' }] }],
  ])('refuses %s', (_, method, params) => {
    expect(problems(method, params)).not.toEqual([]);
  });

  it('counts characters after entities parsing', () => {
    const text = `<b>${'&amp;'.repeat(4096)}</b>`;
    expect(problems('sendMessage', { chat_id: 1, text, parse_mode: 'HTML' })).toEqual([]);
  });
});

describe('HTML', () => {
  it.each([
    '<b>a</i>',
    '<b><i>a</b></i>',
    'a < b',
    'a & b',
    '<div>a</div>',
    '<a>a</a>',
    '<b class="x">a</b>',
    '</b>',
  ])('refuses %s', (html) => {
    expect(readHtml(html).problems).not.toEqual([]);
  });

  it('reads text and links', () => {
    expect(readHtml('<b>1.</b> <a href="https://a.example/?x=1&amp;y=2">a &lt;&amp;&#39;</a>')).toEqual({
      text: "1. a <&'",
      links: ['https://a.example/?x=1&y=2'],
      problems: [],
    });
  });
});

describe('the server', () => {
  let server: TelegramServer;
  beforeEach(async () => {
    server = await startTelegramServer();
  });
  afterEach(() => server.close());

  it('refuses and notes a call that breaks the specification', async () => {
    const api = new Api(server.token, { apiRoot: server.url });
    await expect(api.sendMessage(1, '')).rejects.toThrow('sendMessage.text: 0 characters');
    expect(server.violations()).toHaveLength(1);
  });

  it('does not know other tokens', async () => {
    await expect(new Api('1:x', { apiRoot: server.url }).getMe()).rejects.toThrow('401');
  });

  it('reads uploads byte for byte', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => at % 256);
    const api = new Api(server.token, { apiRoot: server.url });
    await api.sendPhoto(5, new InputFile(bytes, 'a.jpg'), { caption: 'é多\r\n--x' });
    expect(server.seenIn(5)).toMatchObject([{ picture: bytes, html: 'é多\r\n--x' }]);
  });

  it('lets only one program listen', async () => {
    const api = new Api(server.token, { apiRoot: server.url });
    const polls = [api.getUpdates({ timeout: 30 }), api.getUpdates({ timeout: 30 })];
    const refusals = polls.map((poll) => poll.then(() => Promise.reject(new Error('not refused')), String));
    expect(await Promise.any(refusals)).toContain('409');
    server.push({
      message: { message_id: 1, date: 1, chat: { id: 1, type: 'private', first_name: 'A' } } as never,
    });
    expect(await Promise.any(polls)).toHaveLength(1);
    await Promise.allSettled(refusals);
  });
});
