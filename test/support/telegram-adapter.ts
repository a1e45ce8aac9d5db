/** Telegram adapters on the loopback server for tests of sending: several of them on one store are the processes of one installation. */
import Keyv from 'keyv';
import { createTelegram, type TelegramOptions } from '../../adapters/telegram/index.ts';
import type { ChatRef } from '../../src/domain/chat.ts';
import { createLog } from '../../src/ops/log.ts';
import { fakeClock } from './fake-clock.ts';
import { memoryLocks } from './memory-locks.ts';
import type { TelegramServer } from './telegram-server.ts';

/** A private chat, or a group where the id is below zero. */
export const telegramChat = (id: number, thread: string | null = null): ChatRef => ({
  platform: 'telegram',
  id: String(id),
  thread,
  kind: id > 0 ? 'private' : 'group',
  via: null,
});

/** An installation: adapters that share a store, locks, a clock and a log. */
export const telegramInstallation = (server: TelegramServer) => {
  const clock = fakeClock();
  const store = new Keyv();
  const locks = memoryLocks();
  const lines: string[] = [];
  const log = createLog('debug', [], { write: (line) => void lines.push(line) });
  /** One more process. */
  const start = (more: Partial<TelegramOptions> = {}) =>
    createTelegram({
      token: server.token,
      apiRoot: server.url,
      webhookUrl: null,
      mounts: { mount: () => {} },
      locks,
      log,
      clock,
      store,
      ...more,
    });
  return { clock, store, locks, lines, start };
};

/** Telegram's answer to too much. */
export const tooManyRequests = (retry_after: number) => ({
  error_code: 429,
  description: `Too Many Requests: retry after ${retry_after}`,
  parameters: { retry_after },
});

/** Refusals as the Bot API words them. */
export const refusal = (error_code: number, description: string) => ({ error_code, description });
