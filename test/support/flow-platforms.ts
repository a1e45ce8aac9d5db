/** The same person on every platform, for flows that must look alike everywhere: what was sent, and what was said in the end. */
import { LANGUAGES } from '../../src/domain/query.ts';
import { translator } from '../../src/i18n/translate.ts';
import { labelsOf, sentenceOf, visitPlayground } from './flow-playground.ts';
import { buttonsOf, cardsOf, slackPeople, wordsOf } from './flow-slack.ts';
import { labels, read, telegramPeople } from './flow-telegram.ts';
import { offersOf } from './playground-client.ts';
import { type RunningApp, startApp } from './running-app.ts';
import { eventPayload } from './slack-payload.ts';
import { SIGNING_SECRET } from './slack-requests.ts';
import { BOT_TOKEN, type SlackDouble, startSlack } from './slack-wire.ts';
import { startTelegramServer, type TelegramServer } from './telegram-server.ts';

/** What somebody sees in the end: all words, the buttons that act, and how many offers. */
export type Told = {
  readonly words: string;
  readonly buttons: readonly string[];
  readonly offers: number;
  /** Presses a button and waits for what is told instead. */
  press(label: string): Promise<Told>;
};

/** The languages in which people write to us. */
export type Tongue = 'en' | 'zh';

/** A way to ask: with a file, or with words. Each asks in a place of its own. */
export type Way = {
  sendFile(bytes: Buffer, tongue?: Tongue): Promise<Told>;
  sendText(text: string, tongue?: Tongue): Promise<Told>;
};

const WORKING = LANGUAGES.map(translator).flatMap((t) =>
  ['working', 'working-offer', 'working-retry'].map((key) => t(key)),
);

const isFinal = (words: string): boolean => !WORKING.includes(words);

const onTelegram = (telegram: TelegramServer): Way => {
  const people = telegramPeople(telegram);
  type Seen = Awaited<ReturnType<typeof people.shown>>;
  const told = (message: Seen): Told => ({
    words: read(message).text,
    buttons: labels(message).flat(),
    offers: message.picture ? read(message).links.length : 0,
    press: async (label) =>
      told(await people.press(message, label, ({ html }) => html !== message.html && isFinal(html))),
  });
  const ask = async (name: string, telling: Omit<Parameters<typeof people.send>[1], 'chat'>) => {
    const chat = people.newChat();
    people.send(name, { chat, ...telling });
    return told(await people.shown(chat, ({ html }) => isFinal(html)));
  };
  return {
    sendFile: (photo, language = 'en') => ask('private-document-untyped', { photo, language }),
    sendText: (text, language = 'en') => ask('private-text', { text, language }),
  };
};

const CHINESE_READER = 'U0CHINESE';

const onSlack = (slack: SlackDouble, url: string): Way => {
  const people = slackPeople(slack, url);
  slack.answerWith(({ method, args }) =>
    method === 'users.info' && args.user === CHINESE_READER
      ? { body: { ok: true, user: { id: CHINESE_READER, locale: 'zh-CN' } } }
      : undefined,
  );
  const channel = slack.direct;
  const userOf = (tongue: Tongue): string => (tongue === 'zh' ? CHINESE_READER : slack.user);
  type Seen = Awaited<ReturnType<typeof people.shown>>;
  const told = (message: Seen): Told => ({
    words: wordsOf(message),
    buttons: buttonsOf(message).map(({ label }) => label),
    offers: cardsOf(message).length,
    press: async (label) =>
      told(await people.press(message, label, ({ text }) => text !== message.text && isFinal(text))),
  });
  return {
    sendFile: async (bytes, tongue = 'en') => {
      const shared = await slack.sharePhoto(channel, bytes);
      await people.event(eventPayload('message-im-photo', { ...shared, channel, user: userOf(tongue) }));
      return told(await people.shown({ channel, ts: shared.ts }, ({ text }) => isFinal(text)));
    },
    sendText: async (text, tongue = 'en') => {
      const { ts } = await people.speak(channel);
      await people.event(eventPayload('message-im-text', { ts, text, channel, user: userOf(tongue) }));
      return told(await people.shown({ channel, ts }, (seen) => isFinal(seen.text)));
    },
  };
};

const onPlayground = (url: string): Way => {
  type Visitor = Awaited<ReturnType<typeof visitPlayground>>;
  type Seen = Awaited<ReturnType<Visitor['shown']>>;
  const told = (visitor: Visitor, turn: Seen): Told => ({
    words: sentenceOf(turn) ?? JSON.stringify(turn.answer),
    buttons: labelsOf(turn),
    offers: offersOf(turn).length,
    press: async (label) =>
      told(
        visitor,
        await visitor.press(
          turn,
          label,
          ({ answer }) => JSON.stringify(answer) !== JSON.stringify(turn.answer),
        ),
      ),
  });
  return {
    sendFile: async (bytes, language = 'en') => {
      const visitor = await visitPlayground(url, { language });
      return told(visitor, await visitor.shown(await visitor.sendPhoto(bytes)));
    },
    sendText: async (text, language = 'en') => {
      const visitor = await visitPlayground(url, { language });
      return told(visitor, await visitor.shown(await visitor.sendText(text)));
    },
  };
};

/** Every platform by its name. */
export const PLATFORM_NAMES = ['Telegram', 'Slack', 'playground'] as const;

/** Starts the program with all platforms on, and somebody on each of them. */
export const startEverywhere = async (
  env: Readonly<Record<string, string>>,
  clock?: Parameters<typeof startApp>[1],
) => {
  const [telegram, slack] = await Promise.all([startTelegramServer(), startSlack()]);
  const app: RunningApp = await startApp(
    {
      ...env,
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.url,
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: slack.apiUrl,
    },
    clock,
  );
  const ways: Readonly<Record<(typeof PLATFORM_NAMES)[number], Way>> = {
    Telegram: onTelegram(telegram),
    Slack: onSlack(slack, app.url),
    playground: onPlayground(app.url),
  };
  return {
    app,
    telegram,
    ways,
    /** What no line of the log may hold. */
    secrets: [telegram.token, BOT_TOKEN, SIGNING_SECRET],
    /** What platforms would have refused. */
    faults: () => [...telegram.violations(), ...slack.faults],
    close: async (): Promise<void> => {
      await app.stop();
      await Promise.all([telegram.close(), slack.close()]);
    },
  };
};

/** The program with somebody on every platform. */
export type Everywhere = Awaited<ReturnType<typeof startEverywhere>>;
