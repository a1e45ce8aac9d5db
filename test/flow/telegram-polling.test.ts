/** Two whole programs on one folder poll one bot: one of them listens at a time, and the other goes on when it stops. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FlowMarketplace, startMarketplace } from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { isAnswer, telegramPeople } from '../support/flow-telegram.ts';
import { type RunningApp, startApp } from '../support/running-app.ts';
import { startTelegramServer, type TelegramServer } from '../support/telegram-server.ts';

let marketplace: FlowMarketplace;
let telegram: TelegramServer;
let apps: RunningApp[];
const dir = mkdtempSync(join(tmpdir(), 'tusou-polling-'));

beforeAll(async () => {
  marketplace = await startMarketplace();
  telegram = await startTelegramServer();
  const env = {
    ...marketplace.env,
    DATA_DIR: dir,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.url,
  };
  apps = [await startApp(env), await startApp(env)];
});

afterAll(async () => {
  await Promise.all(apps.map((app) => app.stop()));
  await Promise.all([telegram.close(), marketplace.close()]);
  rmSync(dir, { recursive: true, force: true });
});

it('every photo is answered once, through a rolling restart of both', async () => {
  const people = telegramPeople(telegram);
  const chats: number[] = [];
  const ask = async (): Promise<void> => {
    const chat = people.newChat();
    chats.push(chat);
    people.send('private-photo', { chat, photo: await newPhoto() });
  };
  await ask();
  for (const app of apps) {
    const restarted = app.restart();
    await ask();
    await restarted;
    await ask();
  }
  await Promise.all(chats.map((chat) => people.shown(chat, isAnswer)));
  await telegram.allConfirmed();
  for (const chat of chats) expect(telegram.seenIn(chat)).toHaveLength(1);
  const lines = apps.flatMap((app) => app.lines).join('');
  expect(lines).toContain('another process does this');
  expect(lines).not.toContain('telegram updates cannot be fetched');
  expect(telegram.violations()).toEqual([]);
});
