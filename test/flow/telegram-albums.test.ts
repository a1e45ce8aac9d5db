/** Albums in Telegram from end to end: however their photos arrive, they are one request with one message. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import { type FlowMarketplace, QUERY, startMarketplace } from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { isAnswer, labels, read, telegramPeople } from '../support/flow-telegram.ts';
import { type RunningApp, startApp } from '../support/running-app.ts';
import type { SeenMessage } from '../support/telegram-chats.ts';
import { startTelegramServer, type TelegramServer } from '../support/telegram-server.ts';

const en = translator('en');

let marketplace: FlowMarketplace;
let telegram: TelegramServer;
let app: RunningApp;
let people: ReturnType<typeof telegramPeople>;
const dir = mkdtempSync(join(tmpdir(), 'tusou-albums-'));

beforeAll(async () => {
  marketplace = await startMarketplace();
  telegram = await startTelegramServer();
  people = telegramPeople(telegram);
  app = await startApp({
    ...marketplace.env,
    DATA_DIR: dir,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.url,
  });
});

afterAll(async () => {
  await app.stop();
  await Promise.all([telegram.close(), marketplace.close()]);
  rmSync(dir, { recursive: true, force: true });
});

afterEach(() => expect(telegram.violations()).toEqual([]));

const ALBUM = ['private-album-1', 'private-album-2', 'private-album-3'];

const isAbout = (photos: number) => (message: SeenMessage) =>
  isAnswer(message) && read(message).text.includes(`${photos} photos together`);

const sendsIn = (chat: number): string[] =>
  telegram
    .calls()
    .filter(({ method, params }) => params.chat_id === chat && method.startsWith('send'))
    .map(({ method }) => method)
    .filter((method) => method !== 'sendChatAction');

const send = (chat: number, at: number, photo: Uint8Array, file?: string): number =>
  people.send(ALBUM[at] ?? '', { chat, photo, ...(file && { file }) });

/** Sends new photos of these things as one album. They are made first: it is complete when nothing came for a second. */
const sendTogether = async (chat: number, ...things: readonly string[]): Promise<void> => {
  const photos: Uint8Array[] = [];
  for (const thing of things) photos.push(await newPhoto(thing));
  for (const [at, photo] of photos.entries()) send(chat, at, photo);
};

describe('an album', () => {
  it('is one request: one message under its first photo, which says how many photos there are, and one answer', async () => {
    const chat = people.newChat();
    await sendTogether(chat, 'teapot', 'teapot', 'teapot');
    const message = await people.shown(chat, isAbout(3));
    expect(sendsIn(chat)).toEqual(['sendMessage']);
    expect(telegram.calls('sendMessage').find(({ params }) => params.chat_id === chat)?.params).toMatchObject(
      {
        text: en('working-photos', { count: 3 }),
      },
    );
    expect(message.answers).toBe(31);
    expect(read(message).text).toMatch(/\n1\. .*teapot/i);
    expect(read(message).text).not.toContain(en('note-photos-differ'));
    expect(labels(message)).toContainEqual(['Photo 1', 'Photo 2', 'Photo 3']);
  });

  it('of different products says so and gives the best of each in turn; each photo has its own answer', async () => {
    const chat = people.newChat();
    await sendTogether(chat, 'teapot', 'teddy-bear');
    const message = await people.shown(chat, isAbout(2));
    const { text } = read(message);
    expect(text).toContain(en('note-photos-differ'));
    expect(text).toMatch(/\n1\. .*teapot/i);
    expect(text).toMatch(/\n2\. .*teddy/i);
    const bear = await people.press(message, 'Photo 2', ({ html }) => html.includes('photo 2 of 2'));
    expect(read(bear).text).toMatch(/\n1\. .*teddy/i);
    expect(read(bear).text).not.toMatch(/teapot/i);
    expect(labels(bear)).toContainEqual(['All photos', 'Photo 1']);
    const next = await people.press(bear, 'Next page', ({ html }) => html.includes('page 2 of'));
    expect(read(next).text).toContain('photo 2 of 2');
    const all = await people.press(next, 'All photos', isAbout(2));
    expect([bear.id, next.id, all.id]).toEqual(Array(3).fill(message.id));
    expect(read(all).links).toEqual(read(message).links);
  });

  it('names the photo that is broken and answers the others', async () => {
    const chat = people.newChat();
    send(chat, 0, await newPhoto('teapot'));
    send(chat, 1, Buffer.from('no picture'));
    const message = await people.shown(chat, isAnswer);
    expect(read(message).text).toContain(
      en('note-photo-left-out', { numbers: '2', reason: en('error-photo-not-image') }),
    );
    expect(read(message).text).toMatch(/\n1\. .*teapot/i);
    expect(labels(message).flat()).not.toContain('Photo 2');
  });

  it('with nothing but broken photos is told so once', async () => {
    const chat = people.newChat();
    for (const at of [0, 1]) send(chat, at, Buffer.from('no picture'));
    const message = await people.shown(chat, ({ html }) => html === en('error-photo-not-image'));
    expect(sendsIn(chat)).toEqual(['sendMessage']);
    expect(message.answers).toBe(31);
  });

  it('that comes again in other parts changes nothing', async () => {
    const chat = people.newChat();
    const photos = [await newPhoto('teapot'), await newPhoto('teapot')];
    const ids = photos.map((photo, at) => send(chat, at, photo, `again-${at}`));
    const message = await people.shown(chat, isAbout(2));
    const messagesTo = () =>
      telegram
        .calls()
        .filter(({ method, params }) => params.chat_id === chat && /Message(Media|Text)?$/.test(method));
    const calls = messagesTo().length;
    for (const at of [1, 0]) {
      people.send(ALBUM[at] ?? '', {
        chat,
        photo: photos[at] as Uint8Array,
        file: `again-${at}`,
        update: ids[at] ?? 0,
      });
      await telegram.allConfirmed();
    }
    const other = people.newChat();
    people.send('private-photo', { chat: other, photo: await newPhoto() });
    await people.shown(other, isAnswer);
    expect(telegram.seenIn(chat)).toEqual([message]);
    expect(messagesTo()).toHaveLength(calls);
  });
});

describe('a photo that comes after its album', () => {
  it('was answered is added to that answer', async () => {
    const chat = people.newChat();
    await sendTogether(chat, 'teapot', 'teapot');
    const before = await people.shown(chat, isAbout(2));
    send(chat, 2, await newPhoto('teapot'));
    const after = await people.shown(chat, isAbout(3));
    expect(after.id).toBe(before.id);
    expect(sendsIn(chat)).toEqual(['sendMessage']);
  });

  it('failed is answered in the message that told of the failure', async () => {
    const chat = people.newChat();
    for (const at of [0, 1]) send(chat, at, Buffer.from('no picture'));
    await people.shown(chat, ({ html }) => html === en('error-photo-not-image'));
    send(chat, 2, await newPhoto('teapot'));
    const message = await people.shown(chat, isAnswer);
    expect(read(message).text).toContain('photo 3 of 3');
    expect(read(message).text).toMatch(/\n1\. .*teapot[\s\S]+Left out: photo 1, 2\. /i);
    expect(sendsIn(chat)).toEqual(['sendMessage']);
  });

  it('is being searched for is in the one answer that is shown last', async () => {
    const chat = people.newChat();
    await marketplace.fail('slow', QUERY, { times: 2, delayMs: 3_000 });
    await sendTogether(chat, 'teapot', 'teapot');
    await people.until(chat, (seen) => seen.length === 1);
    send(chat, 2, await newPhoto('teapot'));
    await people.shown(chat, isAbout(3));
    const over = (): number => app.lines.filter((line) => /"msg":"job done"/.test(line)).length;
    const before = over();
    const other = people.newChat();
    people.send('private-photo', { chat: other, photo: await newPhoto() });
    await expect.poll(over, { timeout: 20_000 }).toBeGreaterThan(before);
    expect(isAbout(3)(await people.shown(chat, isAnswer))).toBe(true);
    expect(sendsIn(chat)).toEqual(['sendMessage']);
  });

  it('was answered before a restart is added all the same', async () => {
    const chat = people.newChat();
    await sendTogether(chat, 'teapot', 'teapot');
    const before = await people.shown(chat, isAbout(2));
    await app.restart();
    send(chat, 2, await newPhoto('teapot'));
    expect((await people.shown(chat, isAbout(3))).id).toBe(before.id);
    expect(sendsIn(chat)).toEqual(['sendMessage']);
  });
});
