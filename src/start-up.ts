/** What the program prints when it is ready: what is on, what is off, and which variable turns it on. Pure; used by `main`. */
import { type Config, isPlaygroundOn, type MarketplaceChoice } from './config.ts';

type Line = { readonly on: boolean; readonly what: string; readonly note: string };

const playground = (config: Config, url: string | null): Line => {
  if (config.role === 'worker')
    return { on: false, what: 'Playground', note: 'this process only searches (ROLE=worker)' };
  if (url && isPlaygroundOn(config)) return { on: true, what: 'Playground', note: url };
  return { on: false, what: 'Playground', note: 'PLAYGROUND=on turns it on' };
};

const telegram = ({ telegram: { kind } }: Config): Line =>
  kind === 'off'
    ? { on: false, what: 'Telegram', note: 'TELEGRAM_BOT_TOKEN turns it on' }
    : { on: true, what: 'Telegram', note: 'long polling' };

const SLACK_NOTES = {
  off: 'SLACK_BOT_TOKEN with SLACK_APP_TOKEN or SLACK_SIGNING_SECRET turns it on',
  socket: 'Socket Mode',
  http: 'events at POST /slack/events',
} as const;

const slack = ({ slack: { kind } }: Config): Line => ({
  on: kind !== 'off',
  what: 'Slack',
  note: SLACK_NOTES[kind],
});

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

const SAMPLE_DATA = 'The offers are sample data from the built-in demo catalogue, not real suppliers.';

/** The lines for a program that listens at `url` (null: nowhere). The last one begins with `Tusou is ready`. */
export const readyLines = (config: Config, url: string | null): string[] => {
  const parts = [
    playground(config, url),
    telegram(config),
    slack(config),
    ...config.marketplaces.map(marketplace),
  ];
  return [
    ...parts.map(({ on, what, note }) => `  ${on ? 'on ' : 'off'}  ${what.padEnd(11)} ${note}`),
    `  Data is kept in ${config.dataDir}.`,
    ...(config.marketplaces[0].kind === 'simulator' ? [`  ${SAMPLE_DATA}`] : []),
    url ? `Tusou is ready: ${url}` : 'Tusou is ready to search.',
  ];
};
