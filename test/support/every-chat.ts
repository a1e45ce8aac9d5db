/** The whole program with Telegram, Slack and the page at once and the simulator behind it, for tests of what is the same in all of them. */
import { startMarketplace } from './flow-marketplace.ts';
import { startApp } from './running-app.ts';
import { SIGNING_SECRET } from './slack-requests.ts';
import { BOT_TOKEN, startSlack } from './slack-wire.ts';
import { startTelegramServer } from './telegram-server.ts';

/** Starts it; `more` are settings beside those that name the chats. */
export const startEveryChat = async (more: Readonly<Record<string, string>> = {}) => {
  const [marketplace, telegram, slack] = await Promise.all([
    startMarketplace(),
    startTelegramServer(),
    startSlack(),
  ]);
  const app = await startApp({
    ...marketplace.env,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.url,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.apiUrl,
    ...more,
  });
  return {
    marketplace,
    telegram,
    slack,
    app,
    stop: async (): Promise<void> => {
      await app.stop();
      await Promise.all([telegram.close(), slack.close(), marketplace.close()]);
    },
  };
};

/** The running program with its chats. */
export type EveryChat = Awaited<ReturnType<typeof startEveryChat>>;
