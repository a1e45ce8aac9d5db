/** How Telegram is reached, and by whom: its settings. */
import { idList, shaped, webAddress } from '../setting-readers.ts';
import type { Entry } from './entry.ts';

/** The settings of Telegram, in the order of the documents. */
export const TELEGRAM_ENTRIES = {
  TELEGRAM_BOT_TOKEN: {
    group: 'Telegram',
    about: 'The token that @BotFather gives for a bot.',
    byDefault: null,
    example: '123456789:AAE-example-token-of-a-telegram-bot',
    secret: true,
    reads: shaped(
      /^\d+:[\w-]+$/,
      'must be the whole token from @BotFather: digits, a colon, then letters and digits',
    ),
  },
  TELEGRAM_API_ROOT: {
    group: 'Telegram',
    about: 'The Bot API server, for those who run their own.',
    byDefault: 'https://api.telegram.org',
    example: 'http://127.0.0.1:8081',
    reads: webAddress('https://api.telegram.org', (url) => url),
  },
  TELEGRAM_WEBHOOK_URL: {
    group: 'Telegram',
    about:
      'The public https address at which Telegram reaches this program. Set, updates come to `POST <address>/telegram/updates` and any number of processes may take them; not set, exactly one process asks for them by long polling.',
    byDefault: null,
    example: 'https://tusou.example.com',
    reads: webAddress('https://tusou.example.com', (url) => url),
  },
  TELEGRAM_ALLOWED_CHATS: {
    group: 'Telegram',
    about:
      'The ids of the chats and people that may use the bot, with commas between them: everybody in a group that is named, and a person who is named everywhere. Whoever is not let in is told the id to add. Not set, everybody may.',
    byDefault: null,
    example: '-1001234567890,123456789',
    reads: idList,
  },
} as const satisfies Readonly<Record<string, Entry>>;
