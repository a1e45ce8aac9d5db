/** The parts of a set-up and how each is checked: data, port, marketplace, chats. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkSlack } from '../../adapters/slack/check.ts';
import { checkTelegram } from '../../adapters/telegram/check.ts';
import { checkBackend } from '../backends/check.ts';
import type { Config, MarketplaceChoice } from '../config.ts';
import type { AppParts } from '../desk.ts';
import { asTusouError } from '../domain/errors.ts';
import type { Finding } from '../domain/ports.ts';
import { openMarketplace } from '../marketplace.ts';
import { createServer } from '../ops/server.ts';
import { createStores } from '../storage/keyv-sqlite.ts';
import { openDatabase } from '../storage/sqlite.ts';

/** A part with its check. The check rejects only where the part cannot even be opened. */
export type Part = {
  readonly part: string;
  readonly check: (signal: AbortSignal) => Promise<readonly Finding[]>;
};

const fine = (what: string, says: string): Finding => ({ what, ok: true, says, cure: null });

/** `PORT 3000 is taken: stop that program, ...`: our own sentences about this machine say the trouble, a colon, and the cure. */
export const machineTrouble = (what: string, error: unknown): Finding => {
  const { detail, message } = asTusouError(error);
  const text = detail ?? message;
  const colon = text.indexOf(': ');
  const [says, cure] = colon < 0 ? [text, null] : [text.slice(0, colon), text.slice(colon + 2)];
  return { what, ok: false, says, cure };
};

/** Opens the database as the program does, which makes it when it is missing. */
const checkData = async ({ dataDir }: Config): Promise<Finding> => {
  try {
    openDatabase(dataDir).close();
    const probe = await mkdtemp(join(dataDir, 'doctor-'));
    await writeFile(join(probe, 'probe'), 'probe').finally(() => rm(probe, { recursive: true, force: true }));
    return fine('DATA_DIR', `${dataDir} can be written`);
  } catch (error) {
    return machineTrouble('DATA_DIR', error);
  }
};

/** Whether it is Tusou itself that listens there; nobody else answers this address like this. */
const isTusou = async (url: string, signal: AbortSignal): Promise<boolean> => {
  try {
    const answer = await fetch(`${url}/healthz`, { signal });
    return (await answer.text()) === '{"status":"ok"}';
  } catch {
    return false;
  }
};

const checkPort = async ({ config, clock, log }: AppParts, signal: AbortSignal): Promise<Finding> => {
  const { host, port, role } = config;
  if (role === 'worker') return fine('PORT', 'not needed by a worker');
  const server = createServer({ host, port, log, ready: () => ({}) });
  try {
    const { url } = await server.listen();
    await server.close(clock.now());
    return fine('PORT', port === 0 ? 'any free one' : `${url} is free`);
  } catch (error) {
    const url = `http://${host.includes(':') ? `[${host}]` : host.replace('0.0.0.0', '127.0.0.1')}:${port}`;
    if (await isTusou(url, signal)) return fine('PORT', `${port} is used by Tusou, which is running`);
    return machineTrouble('PORT', error);
  }
};

/** Where a login left its tokens. Data that cannot be opened is told of elsewhere, and is no reason not to look at 1688. */
const openTokens = ({ config, clock, log }: AppParts) => {
  try {
    const db = openDatabase(config.dataDir);
    return { stores: createStores({ db, clock, log }), close: () => db.close() };
  } catch {
    return null;
  }
};

const checkMarketplace = async (
  choice: MarketplaceChoice,
  app: AppParts,
  signal: AbortSignal,
): Promise<readonly Finding[]> => {
  const { clock, log } = app;
  const tokens = openTokens(app);
  const parts = { clock, log, random: Math.random, ...(tokens && { stores: tokens.stores }) };
  const { backend, close } = await openMarketplace([choice], parts);
  try {
    const findings = await checkBackend(backend, signal);
    if (!backend.can.sampleData) return findings;
    const says = 'sample data; ALI1688_APP_KEY and ALI1688_APP_SECRET turn the real 1688 on';
    return [fine('offers', says), ...findings];
  } finally {
    await close();
    tokens?.close();
  }
};

const telegramPart = ({ telegram }: Config): Part[] => {
  if (telegram.kind === 'off') return [];
  return [{ part: 'Telegram', check: (signal) => checkTelegram(telegram, signal) }];
};

const slackPart = ({ slack }: Config, { log }: AppParts): Part[] => {
  if (slack.kind === 'off') return [];
  const { botToken, apiUrl } = slack;
  const appToken = slack.kind === 'socket' ? slack.appToken : null;
  const signingSecret = slack.kind === 'http' ? slack.signingSecret : null;
  return [{ part: 'Slack', check: () => checkSlack({ botToken, appToken, signingSecret, apiUrl, log }) }];
};

/** The way into 1688 by its settings' words: `open-platform`, or with its dialect `open-platform, bearer`. */
const wayOf = (choice: MarketplaceChoice): string =>
  choice.kind === 'open-platform' && choice.dialect !== 'official'
    ? `${choice.kind}, ${choice.dialect}`
    : choice.kind;

/** Every part that is switched on. */
export const checksOf = (app: AppParts): readonly Part[] => {
  const { config } = app;
  return [
    {
      part: 'This machine',
      check: async (signal) => [
        fine('settings', 'can be read'),
        await checkData(config),
        await checkPort(app, signal),
      ],
    },
    ...config.marketplaces.map((choice) => ({
      part: `1688: ${wayOf(choice)}`,
      check: (signal: AbortSignal) => checkMarketplace(choice, app, signal),
    })),
    ...telegramPart(config),
    ...slackPart(config, app),
  ];
};
