/** The configuration: a pure function from environment variables to tagged choices, or to sentences that say what to correct. */
import { TusouError } from './domain/errors.ts';
import type { Currency } from './domain/rates.ts';
import { isLoopback } from './setting-readers.ts';
import { SETTINGS, type Settings, settingsSchema } from './settings.ts';

/** One way into 1688, with what it takes to use it. */
export type MarketplaceChoice =
  | { readonly kind: 'simulator'; readonly qps: number }
  | {
      readonly kind: 'open-platform';
      readonly appKey: string;
      readonly appSecret: string;
      /** Null for apps of a single user, which send none. */
      readonly accessToken: string | null;
      /** Without `/openapi` and without a slash at the end. */
      readonly gatewayUrl: string;
      /** For a login: where accounts authorise the app, and where they are sent afterwards, if that is known. */
      readonly authUrl: string;
      readonly redirectUri: string | null;
      readonly dialect: 'official' | 'md5' | 'hmac-base64' | 'bearer';
      readonly qps: number;
    }
  | {
      readonly kind: 'onebound';
      readonly key: string;
      readonly secret: string;
      readonly namespace: string;
      /** Without a slash at the end. */
      readonly baseUrl: string;
      readonly qps: number;
    }
  | {
      readonly kind: 'pc-web';
      readonly flow: 'recommend' | 'putImage' | 'oss';
      /** One server in place of 1688's hosts, without a slash at the end; null for 1688 itself. */
      readonly baseUrl: string | null;
      /** Null but for the flow `putImage`, which needs it. */
      readonly imageAppKey: string | null;
      readonly qps: number;
    };

/** How Telegram is reached, and the ids of the chats and people that are let in; everybody is where there are none. */
type TelegramAccess = {
  readonly token: string;
  readonly apiRoot: string;
  readonly allowedChats: readonly string[];
};

/**
 * In which workspaces Slack is served: that of the token, and those that install the app by themselves. One of them is set. `allowedChannels` are the ids of
 * the channels and people that are let in; everybody is where there are none.
 */
type SlackAccess = {
  readonly botToken: string | null;
  /** `publicUrl` is the public address of this program, without a slash at the end. */
  readonly installs: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly publicUrl: string;
  } | null;
  readonly apiUrl: string;
  readonly allowedChannels: readonly string[];
};

/** What is on, and how. Everything that depends on a choice hangs on the `kind` of that choice. */
export type Config = {
  readonly role: 'all' | 'web' | 'worker';
  readonly host: string;
  /** 0 lets the system choose a free port. */
  readonly port: number;
  readonly dataDir: string;
  /** Null: everything is kept in the SQLite file of `dataDir`. */
  readonly redisUrl: string | null;
  /** Where health and metrics are served beside `port`; null where they have no port of their own. */
  readonly opsPort: number | null;
  readonly metricsToken: string | null;
  readonly logLevel: string;
  /** How long an answer is remembered; 0 means not at all. */
  readonly memoryTtlMs: number;
  /** How many matches a picture of a list gets, where nobody said. */
  readonly batchMatches: number;
  /** How long lies between two looks at a watched offer; 0 where nobody may watch any. */
  readonly watchEveryMs: number;
  /** How long what people do is kept at most. */
  readonly keepMs: number;
  /** The server that removes backgrounds from photos; null where there is none. */
  readonly backgroundRemoverUrl: string | null;
  /**
   * Where exchange rates come from, and the currency beside yuan of chats that chose none. Null: yuan alone, and nothing to choose.
   */
  readonly rates: { readonly url: string; readonly currency: Currency | null } | null;
  /** `auto` is on where `host` is a loopback address and off everywhere else. */
  readonly playground: { readonly kind: 'auto' | 'on' | 'off' };
  readonly telegram:
    | { readonly kind: 'off' }
    | (TelegramAccess & { readonly kind: 'polling' })
    /** `webhookUrl` is the public address of this program, without a slash at the end. */
    | (TelegramAccess & { readonly kind: 'webhook'; readonly webhookUrl: string });
  readonly slack:
    | { readonly kind: 'off' }
    | (SlackAccess & { readonly kind: 'socket'; readonly appToken: string })
    | (SlackAccess & { readonly kind: 'http'; readonly signingSecret: string });
  /** The ways into 1688 in the order in which they are tried. The simulator is always alone: made-up offers never stand in for real ones. */
  readonly marketplaces: readonly [MarketplaceChoice, ...MarketplaceChoice[]];
  /** Every secret value that was set, whether it is used or not: the log takes them out of its lines. */
  readonly secrets: readonly string[];
};

const DAY_MS = 24 * 60 * 60 * 1000;

type Environment = Readonly<Record<string, string | undefined>>;

/** An empty variable counts as not set, and blanks around a value as pasted by mistake. */
const given = (env: Environment, name: string): string | null => env[name]?.trim() || null;

const readSettings = (env: Environment): { settings: Settings | null; problems: string[] } => {
  const texts = SETTINGS.map(({ name, byDefault }) => [name, given(env, name) ?? byDefault]);
  // Read once, so a reader made to measure (Zod's default) costs more than it gives.
  const parsed = settingsSchema.safeParse(Object.fromEntries(texts), { jitless: true });
  if (parsed.success) return { settings: parsed.data, problems: [] };
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`);
  return { settings: null, problems };
};

/** The settings that let more workspaces install the app; they go together. */
const SLACK_INSTALLS = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_PUBLIC_URL'] as const;

const slackProblems = (isSet: (name: string) => boolean): string[] => {
  const ways = ['SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'];
  const workspaces = ['SLACK_BOT_TOKEN', 'SLACK_CLIENT_ID'].filter(isSet);
  const missing = SLACK_INSTALLS.find((name) => !isSet(name));
  return [
    ...(ways.some(isSet) ? [] : workspaces.slice(0, 1)).map(
      (name) =>
        `${name} is set, but Slack needs one more: set SLACK_APP_TOKEN for Socket Mode or SLACK_SIGNING_SECRET for HTTP.`,
    ),
    ...(workspaces.length > 0 ? [] : [...ways, 'SLACK_ALLOWED_CHANNELS'].filter(isSet)).map(
      (name) => `${name} is set, but SLACK_BOT_TOKEN is not: set it too.`,
    ),
    ...(missing ? SLACK_INSTALLS.filter(isSet) : []).map(
      (name) => `${name} is set, but ${missing} is not: set it too.`,
    ),
  ];
};

/** What is wrong between variables: one that is set but does nothing without another one. */
const missingPartners = (env: Environment): string[] => {
  const isSet = (name: string): boolean => given(env, name) !== null;
  const loneOf = (names: readonly string[], partner: string, sentence: string): string[] =>
    isSet(partner) ? [] : names.filter(isSet).map((name) => `${name} is set, but ${sentence}`);
  const chosen = (given(env, 'MARKETPLACE') ?? '').split(',').map((name) => name.trim());
  const wantsPlatform = chosen.includes('open-platform') && !isSet('ALI1688_APP_KEY');
  const wantsOnebound = chosen.includes('onebound') && !isSet('ONEBOUND_KEY');
  const lacksImageKey =
    chosen.includes('pc-web') && given(env, 'PC_WEB_FLOW') === 'putImage' && !isSet('PC_WEB_IMAGE_APP_KEY');
  const mixesSimulator = chosen.includes('simulator') && chosen.length > 1;
  return [
    ...slackProblems(isSet),
    ...loneOf(
      ['TELEGRAM_WEBHOOK_URL', 'TELEGRAM_ALLOWED_CHATS'],
      'TELEGRAM_BOT_TOKEN',
      'TELEGRAM_BOT_TOKEN is not: set it too.',
    ),
    ...loneOf(['CURRENCY'], 'RATES_URL', 'RATES_URL is not: set it too.'),
    ...(wantsPlatform
      ? ['MARKETPLACE names open-platform, but ALI1688_APP_KEY is not set: set it and ALI1688_APP_SECRET.']
      : []),
    ...(wantsOnebound
      ? ['MARKETPLACE names onebound, but ONEBOUND_KEY is not set: set it and ONEBOUND_SECRET.']
      : []),
    ...(lacksImageKey
      ? [
          'PC_WEB_FLOW is putImage, but PC_WEB_IMAGE_APP_KEY is not set: set it, or leave PC_WEB_FLOW at recommend.',
        ]
      : []),
    ...(mixesSimulator
      ? ['MARKETPLACE names simulator beside others: its offers are made up, so it can only be chosen alone.']
      : []),
    ...loneOf(['ONEBOUND_KEY'], 'ONEBOUND_SECRET', 'ONEBOUND_SECRET is not: set it too.'),
    ...loneOf(['ONEBOUND_SECRET'], 'ONEBOUND_KEY', 'ONEBOUND_KEY is not: set it too.'),
    ...loneOf(['ALI1688_APP_KEY'], 'ALI1688_APP_SECRET', 'ALI1688_APP_SECRET is not: set it too.'),
    ...loneOf(
      ['ALI1688_APP_SECRET', 'ALI1688_ACCESS_TOKEN', 'ALI1688_REDIRECT_URI', 'ALI1688_DIALECT'],
      'ALI1688_APP_KEY',
      'ALI1688_APP_KEY is not: set it too.',
    ),
  ];
};

const telegramOf = (settings: Settings): Config['telegram'] => {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: apiRoot } = settings;
  if (token === null) return { kind: 'off' };
  const access = { token, apiRoot, allowedChats: settings.TELEGRAM_ALLOWED_CHATS ?? [] };
  const webhookUrl = settings.TELEGRAM_WEBHOOK_URL;
  return webhookUrl === null ? { kind: 'polling', ...access } : { kind: 'webhook', ...access, webhookUrl };
};

const slackOf = (settings: Settings): Config['slack'] => {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_API_URL: apiUrl } = settings;
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_CLIENT_ID: clientId } = settings;
  const { SLACK_CLIENT_SECRET: clientSecret, SLACK_PUBLIC_URL: publicUrl } = settings;
  const isOpen = clientId !== null && clientSecret !== null && publicUrl !== null;
  const installs = isOpen ? { clientId, clientSecret, publicUrl } : null;
  if (botToken === null && installs === null) return { kind: 'off' };
  const allowedChannels = settings.SLACK_ALLOWED_CHANNELS ?? [];
  const access = { botToken, installs, apiUrl, allowedChannels };
  if (appToken !== null) return { kind: 'socket', ...access, appToken };
  return signingSecret === null ? { kind: 'off' } : { kind: 'http', ...access, signingSecret };
};

/** The demo catalogue is on this machine: there is nobody to spare, so answers need not wait, unless a pace was asked for. */
const DEMO_QPS = 30;

/** Null where the credentials are not set. */
type ReadChoice = (settings: Settings, env: Environment) => MarketplaceChoice | null;

const simulatorOf = ({ ALI1688_QPS: qps }: Settings, env: Environment): MarketplaceChoice => ({
  kind: 'simulator',
  qps: given(env, 'ALI1688_QPS') === null ? DEMO_QPS : qps,
});

/** Where document 001 sends its calls. */
const MD5_GATEWAY = 'https://api.1688.com';

const openPlatformOf: ReadChoice = (settings, env) => {
  const { ALI1688_APP_KEY: appKey, ALI1688_APP_SECRET: appSecret, ALI1688_DIALECT: dialect } = settings;
  if (appKey === null || appSecret === null) return null;
  return {
    kind: 'open-platform',
    appKey,
    appSecret,
    accessToken: settings.ALI1688_ACCESS_TOKEN,
    authUrl: settings.ALI1688_AUTH_URL,
    redirectUri: settings.ALI1688_REDIRECT_URI,
    gatewayUrl:
      dialect === 'md5' && given(env, 'ALI1688_GATEWAY_URL') === null
        ? MD5_GATEWAY
        : settings.ALI1688_GATEWAY_URL,
    dialect,
    qps: settings.ALI1688_QPS,
  };
};

const oneboundOf: ReadChoice = (settings) => {
  const { ONEBOUND_KEY: key, ONEBOUND_SECRET: secret, ONEBOUND_NAMESPACE: namespace } = settings;
  if (key === null || secret === null) return null;
  const { ONEBOUND_URL: baseUrl, ONEBOUND_QPS: qps } = settings;
  return { kind: 'onebound', key, secret, namespace, baseUrl, qps };
};

const pcWebOf: ReadChoice = (settings) => ({
  kind: 'pc-web',
  flow: settings.PC_WEB_FLOW,
  baseUrl: settings.PC_WEB_URL,
  imageAppKey: settings.PC_WEB_IMAGE_APP_KEY,
  qps: settings.PC_WEB_QPS,
});

const CHOICES: Readonly<Record<MarketplaceChoice['kind'], ReadChoice>> = {
  simulator: simulatorOf,
  'open-platform': openPlatformOf,
  onebound: oneboundOf,
  'pc-web': pcWebOf,
};

/** What is tried when `MARKETPLACE` is not set: everything that has credentials, and the simulator when nothing has. The pages need none, and are only gone through when they are named. */
const BY_CREDENTIALS: readonly MarketplaceChoice['kind'][] = ['open-platform', 'onebound'];

const marketplacesOf = (settings: Settings, env: Environment): Config['marketplaces'] => {
  const kinds = settings.MARKETPLACE ?? BY_CREDENTIALS;
  const choices = kinds.flatMap((kind) => CHOICES[kind](settings, env) ?? []);
  const [first = simulatorOf(settings, env), ...others] = choices;
  return [first, ...others];
};

/**
 * Reads the settings. Pure: the environment is handed in, and variables that are not in `SETTINGS` are left alone.
 * Throws one `config-invalid` whose message lists every problem as a sentence with the variable's name, without values.
 */
export const parseConfig = (env: Environment): Config => {
  const { settings, problems } = readSettings(env);
  const all = [...problems, ...missingPartners(env)];
  if (settings === null || all.length > 0) throw new TusouError('config-invalid', { detail: all.join('\n') });
  const secretNames = SETTINGS.filter(({ secret }) => secret).map(({ name }) => name);
  return {
    role: settings.ROLE,
    host: settings.HOST,
    port: settings.PORT,
    dataDir: settings.DATA_DIR,
    redisUrl: settings.REDIS_URL,
    opsPort: settings.OPS_PORT,
    metricsToken: settings.METRICS_TOKEN,
    logLevel: settings.LOG_LEVEL,
    backgroundRemoverUrl: settings.BACKGROUND_REMOVER_URL,
    memoryTtlMs: settings.MEMORY_TTL,
    batchMatches: settings.BATCH_MATCHES,
    watchEveryMs: settings.WATCH_EVERY,
    keepMs: settings.KEEP_DAYS * DAY_MS,
    rates: settings.RATES_URL === null ? null : { url: settings.RATES_URL, currency: settings.CURRENCY },
    playground: { kind: settings.PLAYGROUND },
    telegram: telegramOf(settings),
    slack: slackOf(settings),
    marketplaces: marketplacesOf(settings, env),
    secrets: secretNames.flatMap((name) => given(env, name) ?? []),
  };
};

/** Whether there is a playground: asked for, or nobody but this machine can reach it. */
export const isPlaygroundOn = ({ host, playground: { kind } }: Config): boolean =>
  kind === 'on' || (kind === 'auto' && isLoopback(host));
