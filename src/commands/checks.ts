/** The parts of a set-up and how each is checked: data, port, marketplace, chats. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkSlack } from '../../adapters/slack/check.ts';
import { checkTelegram } from '../../adapters/telegram/check.ts';
import { checkBackend } from '../backends/check.ts';
import { rateFact } from '../cards/beside-yuan.ts';
import type { Config, MarketplaceChoice } from '../config.ts';
import { type AppParts, openState } from '../desk.ts';
import { asTusouError } from '../domain/errors.ts';
import type { Finding } from '../domain/ports.ts';
import type { Currency, DayRates } from '../domain/rates.ts';
import { openMarketplace } from '../marketplace.ts';
import { createServer, type ListenAt } from '../ops/server.ts';
import { createRateSource } from '../rates/rate-source.ts';
import { ageTrouble } from '../rates/rates.ts';
import { redisPlace } from '../storage/redis.ts';
import { openMemoryState, type SharedState } from '../storage/shared-state.ts';
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

/** Opens the server as the program does, and writes to it. */
const checkRedis = async (app: AppParts, url: string): Promise<Finding> => {
  try {
    const state = await openState(app);
    const isWritable = await state.isWritable().finally(() => state.close());
    if (isWritable) return fine('REDIS_URL', `${redisPlace(url)} can be written`);
    const cure = 'see what its log says, and whether it is a replica or out of memory';
    return { what: 'REDIS_URL', ok: false, says: `${redisPlace(url)} cannot be written`, cure };
  } catch (error) {
    return machineTrouble('REDIS_URL', error);
  }
};

/** Opens the database as the program does, which makes it when it is missing. */
const checkFile = async ({ dataDir }: Config): Promise<Finding> => {
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

const checkPort = async (
  at: Required<ListenAt>,
  { clock, log }: AppParts,
  signal: AbortSignal,
): Promise<Finding> => {
  const { host, port, setting } = at;
  const server = createServer({ ...at, log, own: {} });
  try {
    const { url } = await server.listen();
    await server.close(clock.now());
    return fine(setting, port === 0 ? 'any free one' : `${url} is free`);
  } catch (error) {
    const url = `http://${host.includes(':') ? `[${host}]` : host.replace('0.0.0.0', '127.0.0.1')}:${port}`;
    if (await isTusou(url, signal)) return fine(setting, `${port} is used by Tusou, which is running`);
    return machineTrouble(setting, error);
  }
};

/** The ports that this role listens on, one after the other: they may have been set to the same number. */
const checkPorts = async (app: AppParts, signal: AbortSignal): Promise<Finding[]> => {
  const { host, port, opsPort, role } = app.config;
  const main =
    role === 'worker'
      ? fine('PORT', 'not needed by a worker')
      : await checkPort({ host, port, setting: 'PORT' }, app, signal);
  if (opsPort === null) return [main];
  return [main, await checkPort({ host, port: opsPort, setting: 'OPS_PORT' }, app, signal)];
};

/** Where a login left its tokens. Data that cannot be opened is told of elsewhere, and is no reason not to look at 1688. */
const openAnyState = (app: AppParts): Promise<SharedState> =>
  openState(app).catch(() => openMemoryState({ ...app, newId: randomUUID }));

const checkMarketplace = async (
  choice: MarketplaceChoice,
  app: AppParts,
  signal: AbortSignal,
): Promise<readonly Finding[]> => {
  const { clock, log } = app;
  const state = await openAnyState(app);
  const parts = { ...state, clock, log, random: Math.random };
  const { backend, close } = await openMarketplace([choice], parts);
  try {
    const findings = await checkBackend(backend, signal);
    if (!backend.can.sampleData) return findings;
    const says = 'sample data; ALI1688_APP_KEY and ALI1688_APP_SECRET turn the real 1688 on';
    return [fine('offers', says), ...findings];
  } finally {
    await close();
    await state.close();
  }
};

const telegramPart = ({ telegram }: Config): Part[] => {
  if (telegram.kind === 'off') return [];
  return [{ part: 'Telegram', check: (signal) => checkTelegram(telegram, signal) }];
};

/** Installations are where the program keeps them. */
const checkChosenSlack = async (
  slack: Exclude<Config['slack'], { kind: 'off' }>,
  app: AppParts,
): Promise<readonly Finding[]> => {
  const { botToken, apiUrl } = slack;
  const appToken = slack.kind === 'socket' ? slack.appToken : null;
  const signingSecret = slack.kind === 'http' ? slack.signingSecret : null;
  const access = { botToken, appToken, signingSecret, apiUrl, log: app.log };
  if (!slack.installs) return checkSlack({ ...access, installs: null });
  const { stores, locks, close } = await openAnyState(app);
  const store = stores('installations', 'lasting');
  return checkSlack({ ...access, installs: { store, locks, clock: app.clock } }).finally(close);
};

const slackPart = ({ slack }: Config, app: AppParts): Part[] => {
  if (slack.kind === 'off') return [];
  return [{ part: 'Slack', check: () => checkChosenSlack(slack, app) }];
};

const checkCurrency = (currency: Currency, { day, perYuan }: DayRates): Finding => {
  const figure = perYuan[currency];
  if (figure !== undefined) return fine('CURRENCY', rateFact({ currency, day, perYuan: figure }, 'en'));
  const cure =
    'choose another currency, or a source that has it, such as https://api.frankfurter.dev/v2/rates?base=CNY';
  return { what: 'CURRENCY', ok: false, says: `the source has no rate for ${currency}`, cure };
};

/** Asks the source itself: what is kept says nothing about tomorrow. */
const checkRates = async (
  { url, currency }: NonNullable<Config['rates']>,
  { clock }: AppParts,
): Promise<Finding[]> => {
  const answer = await createRateSource(url)();
  const says = answer.kind === 'rates' ? ageTrouble(answer.rates, clock.now()) : answer.says;
  if (answer.kind === 'trouble' || says !== null) {
    const cure =
      'open the address in a browser, or name another source; until then prices are told in yuan alone';
    return [{ what: 'RATES_URL', ok: false, says: `no rates can be had: ${says}`, cure }];
  }
  const { day, perYuan } = answer.rates;
  const found = fine('RATES_URL', `rates of ${day} for ${Object.keys(perYuan).length} currencies`);
  return currency === null ? [found] : [found, checkCurrency(currency, answer.rates)];
};

const ratesPart = (app: AppParts): Part[] => {
  const { rates } = app.config;
  return rates === null ? [] : [{ part: 'Exchange rates', check: () => checkRates(rates, app) }];
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
        await (config.redisUrl === null ? checkFile(config) : checkRedis(app, config.redisUrl)),
        ...(await checkPorts(app, signal)),
      ],
    },
    ...config.marketplaces.map((choice) => ({
      part: `1688: ${wayOf(choice)}`,
      check: (signal: AbortSignal) => checkMarketplace(choice, app, signal),
    })),
    ...ratesPart(app),
    ...telegramPart(config),
    ...slackPart(config, app),
  ];
};
