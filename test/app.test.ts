/** The program as one: what its parts may not do to each other. */

import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../src/app.ts';
import { parseConfig } from '../src/config.ts';
import { systemClock } from '../src/ops/clock.ts';
import { silentLog } from './support/silent-log.ts';
import { tempDir } from './support/temp-dir.ts';

const press = {
  update_id: 1,
  callback_query: {
    id: '1',
    from: { id: 7, is_bot: false, first_name: 'A' },
    chat_instance: '1',
    message: { message_id: 5, date: 0, chat: { id: 7, type: 'private' } },
  },
};

/** A Telegram that hands out one press and then leaves every call about it without an answer. */
const silentTelegram = async () => {
  const left = Promise.withResolvers<void>();
  const hanging: ServerResponse[] = [];
  const results: Record<string, unknown[]> = {
    getMe: [{ id: 1, is_bot: true, first_name: 'T', username: 'tusou_bot' }],
    deleteWebhook: [true],
    getUpdates: [[press]],
  };
  const server = createServer((request, response) => {
    const method = request.url?.split('/').at(-1) ?? '';
    const result = results[method]?.shift();
    if (result === undefined) hanging.push(response);
    else response.setHeader('content-type', 'application/json').end(JSON.stringify({ ok: true, result }));
    if (method === 'answerCallbackQuery') left.resolve();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, isLeft: left.promise };
};

test('a chat platform that has gone silent does not keep the program from stopping in time', async () => {
  const telegram = await silentTelegram();
  const token = '1:made-up-token-of-a-silent-telegram';
  const env = { DATA_DIR: tempDir(), PORT: '0', TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: telegram.url };
  const app = await createApp({ config: parseConfig(env), clock: systemClock, log: silentLog });
  await app.start();
  await telegram.isLeft;
  await expect(app.stop(systemClock.now() + 100)).resolves.toBeUndefined();
});
