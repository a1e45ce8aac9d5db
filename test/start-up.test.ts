/** What the program says when it is ready. */
import { expect, it } from 'vitest';
import { parseConfig } from '../src/config.ts';
import { readyLines } from '../src/start-up.ts';

const lineOf = (what: string, env: Readonly<Record<string, string>>): string | undefined =>
  readyLines(parseConfig(env), { url: 'http://127.0.0.1:3000', opsUrl: null }).find((line) =>
    line.includes(what),
  );
const telegramLine = (env: Readonly<Record<string, string>>) => lineOf('Telegram', env);

const TELEGRAM_BOT_TOKEN = '123456789:AAE-example-token-of-a-telegram-bot';

it('says how Telegram is listened to', () => {
  expect(telegramLine({})).toMatch(/^ {2}off {2}Telegram .*TELEGRAM_BOT_TOKEN/);
  expect(telegramLine({ TELEGRAM_BOT_TOKEN })).toMatch(/^ {2}on .*long polling$/);
  expect(telegramLine({ TELEGRAM_BOT_TOKEN, TELEGRAM_WEBHOOK_URL: 'https://bot.example/' })).toMatch(
    /^ {2}on .*webhook at https:\/\/bot\.example\/telegram\/updates$/,
  );
});

it('says how Slack is listened to, and where more workspaces install the app', () => {
  const socket = { SLACK_BOT_TOKEN: 'xoxb-1-a', SLACK_APP_TOKEN: 'xapp-1' };
  const installs = {
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: 'abc',
    SLACK_PUBLIC_URL: 'https://bot.example/',
  };
  expect(lineOf('Slack', {})).toMatch(/^ {2}off {2}Slack .*SLACK_BOT_TOKEN/);
  expect(lineOf('Slack', socket)).toMatch(/^ {2}on .*Socket Mode$/);
  expect(lineOf('Slack', { ...installs, SLACK_SIGNING_SECRET: 'abc' })).toMatch(
    /^ {2}on .*POST \/slack\/events; more workspaces at https:\/\/bot\.example\/slack\/install$/,
  );
});
