/** Lists of pictures that cannot be worked through, on every platform: a sentence that says what to send instead, and no file. */
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import { archiveOf } from '../support/batch-files.ts';
import { type EveryChat, startEveryChat } from '../support/every-chat.ts';
import { UPLOAD } from '../support/flow-marketplace.ts';
import { sentenceOf, visitPlayground } from '../support/flow-playground.ts';
import { slackPeople } from '../support/flow-slack.ts';
import { read, telegramPeople } from '../support/flow-telegram.ts';
import { zipOf } from '../support/zip.ts';

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
  expect(marketplace.calls()).not.toContain(UPLOAD);
  expect(telegram.violations()).toEqual([]);
  expect(slack.faults).toEqual([]);
});

/** Half of an archive lacks the table at its end. */
const half = async (): Promise<Uint8Array> => {
  const whole = await archiveOf({ 'a.jpg': 'teapot' });
  return whole.subarray(0, whole.length / 2);
};

const rows = (count: number): Promise<Uint8Array> => {
  const links = Array.from({ length: count }, (_, row) => [`https://example.com/${row}.jpg`]);
  return writeXlsx({ sheets: [{ name: 'Links', rows: links }] });
};

const manyFiles = async (): Promise<Uint8Array> =>
  zipOf(Array.from({ length: 10_001 }, (_, at) => ({ name: `${at}.jpg`, bytes: Buffer.alloc(8) })));

const LISTS: readonly (readonly [what: string, make: () => Promise<Uint8Array>, words: string])[] = [
  ['half of an archive', half, en('error-file-broken')],
  ['a workbook of 10,001 rows', () => rows(10_001), en('error-file-too-many', { limit: 10_000 })],
  ['an archive of 10,001 files', manyFiles, en('error-file-too-many', { limit: 10_000 })],
  ['an archive of nothing', async () => zipOf([]), en('error-file-empty')],
];

describe.each(LISTS)('%s', (_, make, words) => {
  it('is refused on Telegram', async () => {
    const people = telegramPeople(telegram);
    const chat = people.newChat();
    people.send('private-archive', { chat, photo: await make() });
    const said = await people.shown(chat, (message) => read(message).text === words);
    expect(said.document).toBeUndefined();
  });

  it('is refused in Slack', async () => {
    const people = slackPeople(slack, app.url);
    const sent = await people.sendPhoto(Buffer.from(await make()), 'photos.zip');
    const said = await people.shown(sent, ({ text }) => text.includes(words));
    expect(said.text).toBe(words);
  });

  it('is refused on the page', async () => {
    const visitor = await visitPlayground(app.url);
    const turn = await visitor.shown(await visitor.sendList(Buffer.from(await make()), 'photos.zip'));
    expect(sentenceOf(turn)).toBe(words);
  });
});
