/** The real program and bad days: killed, stopped or told things twice, it answers everybody once. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import { QUERY, startMarketplace } from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { isAnswer, read, telegramPeople } from '../support/flow-telegram.ts';
import { type Program, startProgram } from '../support/program.ts';
import { startTelegramServer } from '../support/telegram-server.ts';

const en = translator('en');

/** Telegram and a marketplace that outlive the program, and a way to start it on the same data again and again. */
const outside = async () => {
  const [telegram, marketplace] = await Promise.all([startTelegramServer(), startMarketplace()]);
  onTestFinished(async () => {
    await Promise.all([telegram.close(), marketplace.close()]);
    expect(telegram.violations()).toEqual([]);
  });
  const people = telegramPeople(telegram);
  const env = {
    ...marketplace.env,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.url,
    PLAYGROUND: 'off',
  };
  const start = (cwd?: string): Promise<Program> => startProgram({ env, ...(cwd ? { cwd } : {}) });

  /** Makes something small happen and waits until it was answered: everything before it was heard by then. */
  const greeted = async (): Promise<void> => {
    const chat = people.newChat();
    people.send('private-start', { chat });
    await people.shown(chat, () => true);
  };

  /** Sends a photo and waits until its search is under way and the chat shows so. The search lasts until `heal`. */
  const beginSearch = async (chat: number, lastsMs: number): Promise<void> => {
    await marketplace.fail('slow', QUERY, { delayMs: lastsMs });
    people.send('private-photo', { chat, photo: await newPhoto() });
    await people.shown(chat, ({ html }) => html === en('working'));
    await expect.poll(() => marketplace.calls(), SOON).toContain(QUERY);
    await greeted();
  };
  return { telegram, marketplace, people, start, greeted, beginSearch };
};

const SOON = { timeout: 20_000, interval: 20 };

const LONG_MS = 100_000;

describe('a photo whose search was cut off', () => {
  test('by SIGKILL is answered after the next start, in the message that was there already', async () => {
    const { telegram, marketplace, people, start, beginSearch } = await outside();
    const chat = people.newChat();
    const program = await start();
    await beginSearch(chat, LONG_MS);
    const [before] = telegram.seenIn(chat);
    expect((await program.stop('SIGKILL')).exitCode).toBeNull();
    await marketplace.heal();

    const next = await start(program.cwd);
    const message = await people.shown(chat, isAnswer);
    expect(message.id).toBe(before?.id);
    expect(read(message).links).toHaveLength(6);
    expect(await next.stop()).toMatchObject({ exitCode: 0 });
    expect(telegram.seenIn(chat)).toHaveLength(1);
  });

  test('by SIGTERM is finished first, and then the program ends', async () => {
    const { telegram, people, start, beginSearch } = await outside();
    const chat = people.newChat();
    const program = await start();
    await beginSearch(chat, 1_000);
    expect(await program.stop('SIGTERM')).toMatchObject({ exitCode: 0 });
    const messages = telegram.seenIn(chat);
    expect(messages).toHaveLength(1);
    expect(messages.filter(isAnswer)).toHaveLength(1);
  });

  test('does not hold up somebody who sends SIGTERM twice', async () => {
    const { people, start, beginSearch } = await outside();
    const program = await start();
    await beginSearch(people.newChat(), LONG_MS);
    const ended = program.stop('SIGTERM');
    await expect.poll(program.stderr, SOON).toContain('"stopping"');
    void program.stop('SIGTERM');
    expect((await ended).exitCode).toBeNull();
  });
});

describe('an update that Telegram delivers twice', () => {
  test('is answered once, also when the program was started again in between', async () => {
    const { telegram, people, start, greeted } = await outside();
    const chat = people.newChat();
    const program = await start();
    const photo = await newPhoto();
    const update_id = people.send('private-photo', { chat, photo, file: 'twice' });
    await people.shown(chat, isAnswer);

    people.send('private-photo', { chat, photo, file: 'twice', update: update_id });
    await greeted();
    await program.stop();
    const next = await start(program.cwd);
    people.send('private-photo', { chat, photo, file: 'twice', update: update_id });
    await greeted();
    await next.stop();
    expect(telegram.seenIn(chat)).toHaveLength(1);
    expect(telegram.calls('sendMessage').filter(({ params }) => params.chat_id === chat)).toHaveLength(1);
  });
});

test('photos that came while nobody was there are answered after the start', async () => {
  const { people, start } = await outside();
  const chat = people.newChat();
  people.send('private-photo', { chat, photo: await newPhoto() });
  await start();
  await people.shown(chat, isAnswer);
});
