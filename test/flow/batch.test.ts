/** A file of pictures, from a chat to the workbook that comes back: progress, an end before its time, a restart, and other people meanwhile. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { archiveOf, matchesIn, sheetsOf } from '../support/batch-files.ts';
import { type EveryChat, startEveryChat } from '../support/every-chat.ts';
import { QUERY, UPLOAD } from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { sentenceOf, visitPlayground } from '../support/flow-playground.ts';
import { slackPeople } from '../support/flow-slack.ts';
import { dataBehind, isAnswer, labels, read, telegramPeople } from '../support/flow-telegram.ts';
import { inTime } from '../support/flow-waiting.ts';
import type { SeenMessage } from '../support/telegram-chats.ts';
import { zipOf } from '../support/zip.ts';

let flow: EveryChat;
let marketplace: EveryChat['marketplace'];
let telegram: EveryChat['telegram'];
let slack: EveryChat['slack'];
let app: EveryChat['app'];

beforeAll(async () => {
  flow = await startEveryChat({ BATCH_MATCHES: '2', MEMORY_TTL: 'off' });
  ({ marketplace, telegram, slack, app } = flow);
});
afterAll(() => flow.stop());

afterEach(async () => {
  await marketplace.heal();
  marketplace.forget();
  expect(telegram.violations()).toEqual([]);
  expect(slack.faults).toEqual([]);
});

const uploads = (): number => marketplace.calls().filter((api) => api === UPLOAD).length;
const isFile = ({ document }: SeenMessage): boolean => document !== undefined;
const photosOf = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`${at}.jpg`, 'high-heels']));

describe('on Telegram', () => {
  const people = () => telegramPeople(telegram);
  const sendArchive = (chat: number, bytes: Uint8Array, caption = '') =>
    people().send('private-archive', { chat, photo: bytes, caption });

  it('an archive becomes a workbook in the message that told the progress', async () => {
    const chat = people().newChat();
    sendArchive(chat, await archiveOf({ 'a.jpg': 'teapot' }, { 'b.txt': Buffer.from('x') }), 'top 1');
    const done = await people().shown(chat, isFile);
    expect(done.html).toMatch(/^Matches for 1 of 2 pictures/);
    expect(done.document?.name).toMatch(/^tusou-matches-.*\.xlsx$/);
    const bytes = done.document?.bytes ?? new Uint8Array();
    expect(await matchesIn(bytes)).toEqual({ 'a.jpg': 1 });
    expect((await sheetsOf(bytes))[1]?.rows).toEqual([[2, 'b.txt', expect.stringMatching(/not a picture/)]]);
    const said = telegram.calls('editMessageText').map(({ params }) => String(params.text));
    expect(said.some((text) => /░ 0 %\n0 of 2 pictures are done/.test(text))).toBe(true);
  });

  it('goes on after a restart', async () => {
    const chat = people().newChat();
    await marketplace.fail('slow', QUERY, { delayMs: 60_000 });
    sendArchive(chat, await archiveOf(photosOf(6)));
    await people().until(chat, (seen) => seen.some((one) => read(one).text.includes('0 of 6')));
    await app.restart();
    await marketplace.heal();
    const done = await people().shown(chat, isFile);
    expect(Object.keys(await matchesIn(done.document?.bytes ?? new Uint8Array()))).toHaveLength(6);
    // Four at most were under way when it was ended, and are searched with again.
    expect(uploads()).toBeLessThanOrEqual(10);
  });

  it('is ended by a button, and what is there comes all the same', async () => {
    const chat = people().newChat();
    await marketplace.fail('slow', QUERY, { delayMs: 400 });
    sendArchive(chat, await archiveOf(photosOf(40)));
    const [progress] = await people().until(chat, (seen) =>
      seen.some((one) => labels(one).flat().includes('Stop')),
    );
    telegram.press(progress as SeenMessage, dataBehind(progress as SeenMessage, 'Stop'));
    const seen = await people().until(chat, (all) => all.some(isFile));
    const done = seen.find(isFile);
    expect(done?.html).toMatch(/^Ended early/);
    expect((await sheetsOf(done?.document?.bytes ?? new Uint8Array())).at(-1)?.rows.at(-1)).toEqual([
      40,
      '39.jpg',
      'Not searched with: the work ended before.',
    ]);
  });

  it('is thrown away with all else that is kept of the chat', async () => {
    const chat = people().newChat();
    await marketplace.fail('slow', QUERY, { delayMs: 400 });
    sendArchive(chat, await archiveOf(photosOf(40)));
    await people().until(chat, (seen) => seen.some((one) => labels(one).flat().includes('Stop')));
    people().send('private-settings', { chat, text: '/forget', messageId: 9_101 });
    const isAsked = (one: SeenMessage) => labels(one).flat().includes('Delete it');
    const asked = (await people().until(chat, (seen) => seen.some(isAsked))).find(isAsked) as SeenMessage;
    telegram.press(asked, dataBehind(asked, 'Delete it'));
    const says = (words: string) => (seen: SeenMessage[]) =>
      seen.some((one) => read(one).text.startsWith(words));
    await people().until(chat, says('Deleted: '));
    await people().until(chat, says('This list was deleted'));
    expect(telegram.seenIn(chat).some(isFile)).toBe(false);
  });

  it('lets other chats’ photos go first', async () => {
    const [chat, other] = [people().newChat(), people().newChat()];
    await marketplace.fail('slow', QUERY, { delayMs: 300 });
    sendArchive(chat, await archiveOf(photosOf(30)));
    await people().until(chat, (seen) => seen.some((one) => labels(one).flat().includes('Stop')));
    people().send('private-photo', { chat: other, photo: await newPhoto() });
    await people().shown(other, isAnswer);
    expect(telegram.seenIn(chat).some(isFile)).toBe(false);
    const [progress] = telegram.seenIn(chat);
    telegram.press(progress as SeenMessage, dataBehind(progress as SeenMessage, 'Stop'));
    await people().until(chat, (seen) => seen.some(isFile));
  });

  it.each([
    ['is none', Buffer.from('hello'), 'damaged, or is neither a ZIP archive'],
    ['is empty', zipOf([]), 'no pictures and no links'],
  ])('one that %s is told in a sentence', async (_, bytes, sentence) => {
    const chat = people().newChat();
    sendArchive(chat, bytes);
    const said = await people().shown(chat, (message) => read(message).text.includes(sentence));
    expect(said.document).toBeUndefined();
  });
});

describe('in Slack', () => {
  it('an archive in the direct message becomes a workbook there', async () => {
    const people = slackPeople(slack, app.url);
    const sent = await people.sendPhoto(await archiveOf({ 'a.jpg': 'teapot' }), 'photos.zip');
    const find = async () => {
      const { messages = [] } = await slack.person.conversations.history({
        channel: sent.channel,
        limit: 20,
      });
      const files = messages.filter(({ user }) => user === slack.bot).flatMap((one) => one.files ?? []);
      return files.find(({ name }) => name?.startsWith('tusou-matches')) ?? null;
    };
    const file = await inTime(slack.until(find), () => app.lines.slice(-8));
    expect(file.size).toBeGreaterThan(3_000);
    const message = await people.shown(sent, ({ text }) => text.startsWith('Matches for 1 of 1'));
    expect(message.thread).toBeNull();
  });
});

describe('on the page', () => {
  it('an archive that is dropped becomes a workbook to save', async () => {
    const visitor = await visitPlayground(app.url);
    const id = await visitor.sendList(await archiveOf({ 'a.jpg': 'teapot' }), 'photos.zip');
    const turn = await visitor.shown(id, ({ answer }) => answer?.kind === 'file');
    expect(turn.asked).toMatchObject({ kind: 'text', text: 'photos.zip' });
    const url = turn.answer?.kind === 'file' ? turn.answer.file.url : '';
    expect(await matchesIn((await visitor.get(url)).body)).toEqual({ 'a.jpg': 2 });
  });

  it('a fourth list at a time waits for its sender to try again', async () => {
    const visitor = await visitPlayground(app.url);
    await marketplace.fail('slow', QUERY, { delayMs: 1_000 });
    const lists = await Promise.all(
      [1, 2, 3].map(async () => visitor.sendList(await archiveOf(photosOf(8)), 'a.zip')),
    );
    const refused = await visitor.sendList(await archiveOf(photosOf(1)), 'b.zip');
    const turn = await visitor.shown(refused);
    expect(sentenceOf(turn)).toMatch(/still working through other lists/);
    await marketplace.heal();
    for (const id of lists) await visitor.shown(id, ({ answer }) => answer?.kind === 'file');
  });
});
