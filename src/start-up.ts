/** What the program prints when it is ready: what is on, what is off, and which variable turns it on. Pure; used by `main`. */
import { INSTALL_PATH } from '../adapters/slack/paths.ts';
import { webhookAddress } from '../adapters/telegram/webhook.ts';
import type { Addresses } from './app.ts';
import { type Config, isPlaygroundOn, type MarketplaceChoice } from './config.ts';
import { isLoopback } from './setting-readers.ts';

type Line = { readonly on: boolean; readonly what: string; readonly note: string };

const playground = (config: Config, url: string | null): Line => {
  if (config.role === 'worker')
    return { on: false, what: 'Playground', note: 'this process only searches (ROLE=worker)' };
  if (url && isPlaygroundOn(config)) return { on: true, what: 'Playground', note: url };
  return { on: false, what: 'Playground', note: 'PLAYGROUND=on turns it on' };
};

const telegram = ({ telegram: settings }: Config): Line => {
  if (settings.kind === 'off') return { on: false, what: 'Telegram', note: 'TELEGRAM_BOT_TOKEN turns it on' };
  const note =
    settings.kind === 'webhook' ? `webhook at ${webhookAddress(settings.webhookUrl)}` : 'long polling';
  return { on: true, what: 'Telegram', note };
};

const SLACK_NOTES = {
  off: 'SLACK_BOT_TOKEN with SLACK_APP_TOKEN or SLACK_SIGNING_SECRET turns it on',
  socket: 'Socket Mode',
  http: 'events at POST /slack/events',
} as const;

const slack = ({ slack: settings }: Config): Line => {
  const { kind } = settings;
  const installs = kind === 'off' ? null : settings.installs;
  const more = installs ? `; more workspaces at ${installs.publicUrl}${INSTALL_PATH}` : '';
  return { on: kind !== 'off', what: 'Slack', note: `${SLACK_NOTES[kind]}${more}` };
};

const addressOf = (market: Exclude<MarketplaceChoice, { kind: 'simulator' }>): string => {
  if (market.kind === 'open-platform') return market.gatewayUrl;
  if (market.kind === 'onebound') return market.baseUrl;
  return market.baseUrl ?? `1688's own pages by ${market.flow}, unofficial and may be blocked`;
};

/** The second way into 1688 and those after it are asked when the ones before cannot answer. */
const marketplace = (market: MarketplaceChoice, index: number): Line => {
  if (market.kind === 'simulator')
    return { on: false, what: '1688', note: 'ALI1688_APP_KEY and ALI1688_APP_SECRET turn it on' };
  const note = `${market.kind}, ${addressOf(market)}, at most ${market.qps} calls a second`;
  return { on: true, what: index === 0 ? '1688' : '1688, then', note };
};

/** The address where metrics are shown: the port of their own before the one that people use. */
const metrics = ({ host, metricsToken }: Config, { url, opsUrl }: Addresses): Line => {
  const shownAt = opsUrl ?? (metricsToken !== null || isLoopback(host) ? url : null);
  const note = shownAt === null ? 'OPS_PORT turns them on' : `${shownAt}/metrics`;
  const wants = shownAt !== null && metricsToken !== null ? ', with METRICS_TOKEN' : '';
  return { on: shownAt !== null, what: 'Metrics', note: `${note}${wants}` };
};

const SAMPLE_DATA = 'The offers are sample data from the built-in demo catalogue, not real suppliers.';

/** The lines for a program that listens at these addresses. The last one begins with `Tusou is ready`. */
export const readyLines = (config: Config, addresses: Addresses): string[] => {
  const { url } = addresses;
  const parts = [
    playground(config, url),
    telegram(config),
    slack(config),
    ...config.marketplaces.map(marketplace),
    metrics(config, addresses),
  ];
  return [
    ...parts.map(({ on, what, note }) => `  ${on ? 'on ' : 'off'}  ${what.padEnd(11)} ${note}`),
    `  Data is kept in ${config.dataDir}.`,
    ...(config.marketplaces[0].kind === 'simulator' ? [`  ${SAMPLE_DATA}`] : []),
    url ? `Tusou is ready: ${url}` : 'Tusou is ready to search.',
  ];
};
