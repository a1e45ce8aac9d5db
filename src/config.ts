/** The configuration: a pure function from environment variables to tagged choices, or to sentences that say what to correct. */
import { TusouError } from './domain/errors.ts';
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

/** What is on, and how. Everything that depends on a choice hangs on the `kind` of that choice. */
export type Config = {
  readonly role: 'all' | 'web' | 'worker';
  readonly host: string;
  /** 0 lets the system choose a free port. */
  readonly port: number;
  readonly dataDir: string;
  readonly logLevel: string;
  /** How long an answer is remembered; 0 means not at all. */
  readonly memoryTtlMs: number;
  /** `auto` is on where `host` is a loopback address and off everywhere else. */
  readonly playground: { readonly kind: 'auto' | 'on' | 'off' };
  readonly telegram:
    | { readonly kind: 'off' }
    | { readonly kind: 'polling'; readonly token: string; readonly apiRoot: string };
  readonly slack:
    | { readonly kind: 'off' }
    | {
        readonly kind: 'socket';
        readonly botToken: string;
        readonly appToken: string;
        readonly apiUrl: string;
      }
    | {
        readonly kind: 'http';
        readonly botToken: string;
        readonly signingSecret: string;
        readonly apiUrl: string;
      };
  /** The ways into 1688 in the order in which they are tried. The simulator is always alone: made-up offers never stand in for real ones. */
  readonly marketplaces: readonly [MarketplaceChoice, ...MarketplaceChoice[]];
  /** Every secret value that was set, whether it is used or not: the log takes them out of its lines. */
  readonly secrets: readonly string[];
};

type Environment = Readonly<Record<string, string | undefined>>;

/** An empty variable counts as not set, and blanks around a value as pasted by mistake. */
const given = (env: Environment, name: string): string | null => env[name]?.trim() || null;

const readSettings = (env: Environment): { settings: Settings | null; problems: string[] } => {
  const texts = SETTINGS.map(({ name, byDefault }) => [name, given(env, name) ?? byDefault]);
  const parsed = settingsSchema.safeParse(Object.fromEntries(texts));
  if (parsed.success) return { settings: parsed.data, problems: [] };
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`);
  return { settings: null, problems };
};

/** What is wrong between variables: one that is set but does nothing without another one. */
const missingPartners = (env: Environment): string[] => {
  const isSet = (name: string): boolean => given(env, name) !== null;
  const loneOf = (names: readonly string[], partner: string, sentence: string): string[] =>
    isSet(partner) ? [] : names.filter(isSet).map((name) => `${name} is set, but ${sentence}`);
  const slackWays = ['SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'];
  const slackHasNoWay = isSet('SLACK_BOT_TOKEN') && !slackWays.some(isSet);
  const chosen = (given(env, 'MARKETPLACE') ?? '').split(',').map((name) => name.trim());
  const wantsPlatform = chosen.includes('open-platform') && !isSet('ALI1688_APP_KEY');
  const wantsOnebound = chosen.includes('onebound') && !isSet('ONEBOUND_KEY');
  const lacksImageKey =
    chosen.includes('pc-web') && given(env, 'PC_WEB_FLOW') === 'putImage' && !isSet('PC_WEB_IMAGE_APP_KEY');
  const mixesSimulator = chosen.includes('simulator') && chosen.length > 1;
  return [
    ...(slackHasNoWay
      ? [
          'SLACK_BOT_TOKEN is set, but Slack needs one more: set SLACK_APP_TOKEN for Socket Mode or SLACK_SIGNING_SECRET for HTTP.',
        ]
      : []),
    ...loneOf(slackWays, 'SLACK_BOT_TOKEN', 'SLACK_BOT_TOKEN is not: set it too.'),
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

const telegramOf = (settings: Settings): Config['telegram'] =>
  settings.TELEGRAM_BOT_TOKEN === null
    ? { kind: 'off' }
    : { kind: 'polling', token: settings.TELEGRAM_BOT_TOKEN, apiRoot: settings.TELEGRAM_API_ROOT };

const slackOf = (settings: Settings): Config['slack'] => {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_API_URL: apiUrl } = settings;
  const signingSecret = settings.SLACK_SIGNING_SECRET;
  if (botToken !== null && appToken !== null) return { kind: 'socket', botToken, appToken, apiUrl };
  if (botToken !== null && signingSecret !== null) return { kind: 'http', botToken, signingSecret, apiUrl };
  return { kind: 'off' };
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
    logLevel: settings.LOG_LEVEL,
    memoryTtlMs: settings.MEMORY_TTL,
    playground: { kind: settings.PLAYGROUND },
    telegram: telegramOf(settings),
    slack: slackOf(settings),
    marketplaces: marketplacesOf(settings, env),
    secrets: secretNames.flatMap((name) => given(env, name) ?? []),
  };
};

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i;

/** Whether there is a playground: asked for, or nobody but this machine can reach it. */
export const isPlaygroundOn = ({ host, playground: { kind } }: Config): boolean =>
  kind === 'on' || (kind === 'auto' && LOOPBACK.test(host));
