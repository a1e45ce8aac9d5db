/** The list as a file, from the press of a button to what people have then: on Telegram, in Slack and on the page. */
import { Readable } from 'node:stream';
import { readSheet } from 'read-excel-file/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import { type EveryChat, startEveryChat } from '../support/every-chat.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { labelsOf, visitPlayground } from '../support/flow-playground.ts';
import { isAnswer as isSlackAnswer, slackPeople } from '../support/flow-slack.ts';
import { dataBehind, isAnswer, labels, read, telegramPeople } from '../support/flow-telegram.ts';
import { inTime } from '../support/flow-waiting.ts';
import { offersOf } from '../support/playground-client.ts';
import type { SeenMessage } from '../support/telegram-chats.ts';

const en = translator('en');

let flow: EveryChat;
let marketplace: EveryChat['marketplace'];
let telegram: EveryChat['telegram'];
let slack: EveryChat['slack'];
let app: EveryChat['app'];

beforeAll(async () => {
  flow = await startEveryChat();
  ({ marketplace, telegram, slack, app } = flow);
});
afterAll(() => flow.stop());

afterEach(() => {
  expect(telegram.violations()).toEqual([]);
  expect(slack.faults).toEqual([]);
});

/** The rows of a workbook below its header. */
const rowsOf = async (bytes: Uint8Array) => {
  const [, ...rows] = await readSheet(Readable.from(Buffer.from(bytes)));
  return rows;
};

describe('on Telegram', () => {
  const people = () => telegramPeople(telegram);
  const file = (message: SeenMessage) => message.document !== undefined;

  const pressForFile = async (on: SeenMessage, label: string): Promise<SeenMessage> => {
    const before = telegram.seenIn(on.chatId).length;
    telegram.press(on, dataBehind(on, label));
    const seen = await people().until(
      on.chatId,
      (all) => all.length > before && file(all.at(-1) as SeenMessage),
    );
    return seen.at(-1) as SeenMessage;
  };

  it('a list becomes a workbook with its offers, and then plain text', async () => {
    const chat = people().newChat();
    people().send('private-photo', { chat, photo: await newPhoto() });
    const answer = await people().shown(chat, isAnswer);
    const sent = await pressForFile(answer, 'Export');
    expect(sent.document?.name).toMatch(/^tusou-offers-\d{4}-\d\d-\d\d\.xlsx$/);
    expect(sent.html).toBe('6 offers as a table.');
    expect(sent.answers).toBe(answer.id);
    const rows = await rowsOf(sent.document?.bytes ?? new Uint8Array());
    expect(rows.map((row) => row.at(-1))).toEqual(read(answer).links.slice(0, 6));
    expect(labels(sent)).toEqual([['As CSV']]);

    const csv = await pressForFile(sent, 'As CSV');
    expect(csv.document?.name).toMatch(/\.csv$/);
    const text = Buffer.from(csv.document?.bytes ?? []).toString();
    expect(text.charCodeAt(0)).toBe(0xfeff);
    expect(text.trim().split('\r\n')).toHaveLength(7);
    // Each is a message of its own: the list, the workbook, the plain table.
    expect(telegram.seenIn(chat)).toHaveLength(3);
  });

  it('sorted by score holds its offers in the order that was shown, by the weights of the chat', async () => {
    const chat = people().newChat();
    const weights = 'weights price=0 match=0 repurchase=0 years=100 scores=0 badges=0 sold=0';
    people().send('private-settings', { chat, text: `/settings ${weights}` });
    await people().until(chat, (all) => all.length === 1);
    people().send('private-photo', { chat, photo: await newPhoto() });
    const list = async (fits: (seen: SeenMessage) => boolean): Promise<SeenMessage> => {
      const seen = await people().until(chat, (all) => all.some((one) => isAnswer(one) && fits(one)));
      return seen.find(isAnswer) as SeenMessage;
    };
    const answer = await list(() => true);
    telegram.press(answer, dataBehind(answer, en('button-sort-score')));
    const sorted = await list((seen) => read(seen).text.includes('Score'));
    const before = marketplace.calls().length;
    const sent = await pressForFile(sorted, 'Export');
    const rows = await rowsOf(sent.document?.bytes ?? new Uint8Array());
    expect(rows.map((row) => row.at(-1))).toEqual(read(sorted).links.slice(0, 6));
    expect(marketplace.calls()).toHaveLength(before);
  });

  it('from its second page holds both pages, and asks 1688 for nothing anew', async () => {
    const chat = people().newChat();
    people().send('private-photo', { chat, photo: await newPhoto() });
    const first = await people().shown(chat, isAnswer);
    const second = await people().press(
      first,
      'Next page',
      (seen) => isAnswer(seen) && labels(seen).flat().includes('Previous page'),
    );
    const before = marketplace.calls().length;
    const sent = await pressForFile(second, 'Export');
    const rows = await rowsOf(sent.document?.bytes ?? new Uint8Array());
    expect(rows).toHaveLength(12);
    expect(marketplace.calls()).toHaveLength(before);
  });
});

describe('in Slack', () => {
  it('a list becomes a file in its thread', async () => {
    const people = slackPeople(slack, app.url);
    const asked = await people.mentionWithPhoto(Buffer.from(await newPhoto()));
    const answer = await people.shown(asked, isSlackAnswer);
    await people.pressOnly(answer, 'Export');
    const find = async () => {
      const { messages = [] } = await slack.person.conversations.replies({
        channel: asked.channel,
        ts: asked.ts,
      });
      return messages.find(({ user, files }) => user === slack.bot && files?.length)?.files?.[0] ?? null;
    };
    const file = await inTime(slack.until(find), () => app.lines.slice(-5));
    expect(file.name).toMatch(/^tusou-offers-.+\.xlsx$/);
    expect(file.size).toBeGreaterThan(5_000);
  });
});

describe('on the page', () => {
  it('a list becomes a turn of its own with the file to save', async () => {
    const visitor = await visitPlayground(app.url);
    const turn = await visitor.shown(await visitor.sendPhoto(await newPhoto()));
    expect(labelsOf(turn)).toContain('Export');
    const made = await visitor.shown(await visitor.pressForNew(turn, 'Export'));
    expect(made.asked).toMatchObject({ kind: 'text', text: 'Export' });
    const shown = made.answer?.kind === 'file' ? made.answer.file : null;
    const saved = await visitor.get(shown?.url ?? '');
    expect(await rowsOf(saved.body)).toHaveLength(offersOf(turn).length);
  });
});
